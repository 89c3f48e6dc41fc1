package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"math/rand/v2"
	"net"
	"os"
	"os/exec"
	"os/user"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"syscall"
	"testing"
	"time"

	"cordon/playbook/run"
	"cordon/tui/ptytest"
)

var (
	sshFor  = flag.Duration("ssh.for", 6*time.Second, "how long two people type over SSH while their programs and connections are killed")
	sshSeed = flag.Uint64("ssh.seed", 1, "what they type, and when they are killed")
)

// A sshHost is an office that is reached by SSH alone: one account, and a key for
// each person, which is for Cordon and names them, as cordon help together says.
type sshHost struct {
	office
	dir  string
	port string
}

// newSSHHost starts the server of SSH that the system has, for this test.
func newSSHHost(t *testing.T, people ...string) sshHost {
	t.Helper()
	daemon, err := exec.LookPath("sshd")
	if err != nil {
		daemon = "/usr/sbin/sshd" // of root's PATH
	}
	for _, program := range []string{daemon, "ssh", "ssh-keygen"} {
		if _, err := exec.LookPath(program); err != nil {
			t.Skipf("there is no %s here: install openssh-server and openssh-client", program)
		}
	}
	h := sshHost{office: newOffice(t), dir: t.TempDir(), port: freePort(t)}
	h.key("host")
	var allowed strings.Builder
	for _, name := range people {
		h.key(name)
		public, err := os.ReadFile(h.path(name + ".pub"))
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&allowed, "restrict,pty,command=\"env HOME=%s LANG=C.UTF-8 TZ=%s EDITOR=vi CORDON_AS=%s CORDON_AS_FIXED=1 %s\" %s", h.home, zone, name, programPath(t), public)
	}
	mustWrite(t, h.path("authorized_keys"), []byte(allowed.String()))
	mustWrite(t, h.path("config"), []byte(fmt.Sprintf(`ListenAddress 127.0.0.1
Port %s
HostKey %s
AuthorizedKeysFile %s
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
MaxStartups 100
PrintMotd no
PrintLastLog no
`, h.port, h.path("host"), h.path("authorized_keys"))))
	h.serve(daemon)
	return h
}

func (h sshHost) path(name string) string { return filepath.Join(h.dir, name) }

func (h sshHost) key(name string) {
	h.t.Helper()
	if out, err := exec.Command("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", name, "-f", h.path(name)).CombinedOutput(); err != nil {
		h.t.Fatalf("ssh-keygen: %v\n%s", err, out)
	}
}

// serve runs the server until the test ends, and waits until it listens.
func (h sshHost) serve(daemon string) {
	h.t.Helper()
	if os.Getuid() == 0 {
		_ = os.MkdirAll("/run/sshd", 0o755) // which it wants, and a machine without a service has not
	}
	var said bytes.Buffer
	cmd := exec.Command(daemon, "-D", "-e", "-f", h.path("config"))
	cmd.Stderr = &said
	if err := cmd.Start(); err != nil {
		h.t.Fatal(err)
	}
	h.t.Cleanup(func() {
		_ = cmd.Process.Kill()
		_ = cmd.Wait()
		if h.t.Failed() {
			h.t.Logf("the end of what sshd said:\n%s", said.Bytes()[max(0, said.Len()-2000):])
		}
	})
	for began := time.Now(); ; <-time.After(20 * time.Millisecond) {
		conn, err := net.Dial("tcp", "127.0.0.1:"+h.port)
		if err == nil {
			_ = conn.Close()
			return
		}
		if time.Since(began) > patience {
			h.t.Fatalf("sshd does not listen: %v", err)
		}
	}
}

func freePort(t *testing.T) string {
	t.Helper()
	l, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer l.Close()
	_, port, err := net.SplitHostPort(l.Addr().String())
	if err != nil {
		t.Fatal(err)
	}
	return port
}

// connects comes to the host with the key of a person, and opens the only run.
func (h sshHost) connects(t *testing.T, name string, size window) *person {
	t.Helper()
	me, err := user.Current()
	if err != nil {
		t.Fatal(err)
	}
	term := ptytest.Start(t, ptytest.Options{Width: size.width, Height: size.height, Cmd: []string{"ssh", "-tt", "-F", "none", "-i", h.path(name), "-p", h.port,
		"-o", "IdentitiesOnly=yes", "-o", "IdentityAgent=none", "-o", "StrictHostKeyChecking=no", "-o", "UserKnownHostsFile=/dev/null", "-o", "LogLevel=ERROR", me.Username + "@127.0.0.1"}})
	p := &person{Term: term, t: t, at: h.office}
	p.reads("cordon  runs")
	p.Press("enter")
	p.isThere()
	return p
}

// program returns the process of Cordon that a person has on the host, or 0.
func (h sshHost) program(name string) int {
	found, _ := filepath.Glob("/proc/[0-9]*/environ")
	for _, file := range found {
		environ, err := os.ReadFile(file)
		pid, _ := strconv.Atoi(filepath.Base(filepath.Dir(file)))
		line, _ := os.ReadFile(filepath.Join(filepath.Dir(file), "cmdline"))
		if err == nil && bytes.HasPrefix(line, []byte(programPath(h.t)+"\x00")) &&
			bytes.Contains(environ, []byte("CORDON_AS="+name+"\x00")) && bytes.Contains(environ, []byte("HOME="+h.home+"\x00")) {
			return pid
		}
	}
	return 0
}

// TestTerminalSSH comes by SSH, where no shell stands above, with a key that is
// for Cordon and names the person.
func TestTerminalSSH(t *testing.T) {
	takesLong(t)
	t.Parallel()
	h := newSSHHost(t, "maria", "ben")
	id := h.begin(h.file("forty.yaml", string(fortySteps())))
	maria := h.connects(t, "maria", window{120, 36})
	maria.Press("ctrl+z")
	maria.reads("There is no shell to go to")
	maria.Press("n")
	maria.dialog("Note on")
	maria.Type("hers alone")
	maria.reads("draft kept")
	maria.Press("ctrl+x")
	maria.reads("No editor is allowed here")

	ben := h.connects(t, "ben", window{120, 36})
	ben.palette("me: change the name")
	ben.reads("whoever set Cordon up has fixed that")
	ben.Press("esc")
	ben.WaitGone("Command", patience)
	ben.Press("n")
	ben.dialog("Note on")
	ben.reads("Also here, and not yours: a draft of maria.")
	if strings.Contains(ben.Screen(), "hers alone") {
		t.Errorf("ben is shown what maria typed:\n%s", ben.Screen())
	}
	ben.Type("his alone")
	ben.acts("esc")
	ben.WaitGone("Note on", patience)
	if got, err := h.store().Draft(id, "maria", "note/s1"); got != "hers alone" || err != nil {
		t.Errorf("after ben's note the draft of maria is %q, %v", got, err)
	}
	if got := madeBy(h.load(id), "ben"); !slices.Equal(got, []string{"his alone"}) {
		t.Errorf("ben recorded %q", got)
	}
}

// TestTerminalSSHStorm lets two people type into the same field of one run over
// SSH, while their programs and connections are killed. Nothing that a screen
// called kept or saved is lost, nothing is there twice, and nobody is shown what
// the other typed.
func TestTerminalSSHStorm(t *testing.T) {
	takesLong(t)
	t.Parallel()
	h := newSSHHost(t, "maria", "ben")
	id := h.begin(h.file("forty.yaml", string(fortySteps())))
	h.load(id)
	writers := []*sshWriter{newSSHWriter(h, id, "maria", 0), newSSHWriter(h, id, "ben", 1)}
	until := time.Now().Add(*sshFor)
	t.Run("both", func(t *testing.T) {
		for _, w := range writers {
			t.Run(w.name, func(t *testing.T) {
				t.Parallel()
				w.t = t
				w.writes(until)
			})
		}
	})
	h.must("verify", id)
	r := h.load(id)
	for _, w := range writers {
		w.t = t
		w.checks(r)
		t.Logf("%s: %d notes saved, %d drafts kept, %d connections lost, %d programs killed, of which %d while saving", w.name, len(w.saved), w.kept, w.lost, w.killed, w.unsure)
	}
	t.Logf("proof: over SSH for %v: %d entries, seed %d", *sshFor, r.Head().Seq, *sshSeed)
}

// A sshWriter is a person who writes notes over SSH and is killed all the time.
type sshWriter struct {
	sshHost
	id, name           string
	t                  *testing.T
	rnd                *rand.Rand
	at                 *person
	saved              []string // what the screen called saved
	kept, lost, killed int
	unsure             int
}

func newSSHWriter(h sshHost, id, name string, stream uint64) *sshWriter {
	return &sshWriter{sshHost: h, id: id, name: name, t: h.t, rnd: rand.New(rand.NewPCG(*sshSeed, stream))}
}

// writes writes notes until a time. Each begins with the name and a number, so that
// it can be told from all others.
func (w *sshWriter) writes(until time.Time) {
	w.at = w.connects(w.t, w.name, window{100, 30})
	for i := 1; (time.Now().Before(until) || len(w.saved) == 0) && !w.t.Failed(); i++ {
		w.note(fmt.Sprintf("%s saw number %d", w.name, i))
	}
}

// note writes one note, through as many ends of the program as come.
func (w *sshWriter) note(text string) {
	w.opens("")
	w.at.Type(text)
	for w.rnd.IntN(2) == 0 && !w.t.Failed() {
		w.isKept(text)
		more := strings.Repeat("x", w.rnd.IntN(5))
		w.at.Type(more)
		w.dies()
		text += more[:w.opens(text)]
	}
	w.isKept(text)
	w.at.looks()
	w.at.Press("esc")
	if w.rnd.IntN(4) > 0 {
		w.at.WaitGone("Note on", patience)
		w.saved = append(w.saved, text)
		return
	}
	w.unsure++
	w.dies()
	w.settles(text)
}

// isKept waits until the screen calls what was typed kept, and for as long as the
// last letters may take until they are. How long that is on a busy machine is
// measured elsewhere: here it has to be on disk before somebody is killed.
func (w *sshWriter) isKept(text string) {
	w.t.Helper()
	w.at.reads(text)
	w.at.WaitUntil("kept", patience, func(screen string) bool {
		return strings.Contains(screen, "draft kept ") || strings.Contains(screen, "your draft from before")
	})
	w.at.WaitIdle(keptWithin)
	for began := time.Now(); ; <-time.After(10 * time.Millisecond) {
		draft, err := w.store().Draft(w.id, w.name, "note/s1")
		if err == nil && draft == text {
			break
		}
		if time.Since(began) > patience {
			w.t.Fatalf("the screen called %q kept, and on disk is %q, %v", text, draft, err)
		}
	}
	w.kept++
}

// opens opens the note on the first step again. Of what was typed it shows at
// least what was kept, and it returns how many letters more.
func (w *sshWriter) opens(kept string) (more int) {
	w.t.Helper()
	w.at.Press("g", "n")
	w.at.dialog("Note on 1.1")
	w.at.WaitIdle(glance)
	draft, err := w.store().Draft(w.id, w.name, "note/s1")
	rest, ok := strings.CutPrefix(draft, kept)
	switch {
	case err != nil || !ok || strings.Trim(rest, "x") != "":
		w.t.Fatalf("%s had %q kept, and the draft is %q, %v", w.name, kept, draft, err)
	case kept != "":
		w.at.reads(draft)
		w.at.reads("your draft from before")
	}
	if other := map[string]string{"maria": "ben saw", "ben": "maria saw"}[w.name]; strings.Contains(field(w.at.Screen()), other) {
		w.t.Fatalf("%s is shown what the other typed:\n%s", w.name, w.at.Screen())
	}
	return len(rest)
}

// field is what stands in the note dialog.
func field(screen string) string {
	_, dialog, _ := strings.Cut(screen, "Note on 1.1")
	dialog, _, _ = strings.Cut(dialog, "When")
	var in strings.Builder
	for line := range strings.Lines(dialog) {
		if parts := strings.Split(line, "│"); len(parts) > 2 {
			fmt.Fprintln(&in, parts[len(parts)/2])
		}
	}
	return in.String()
}

// dies kills the connection or the program, and connects again.
func (w *sshWriter) dies() {
	w.t.Helper()
	<-time.After(time.Duration(w.rnd.IntN(60)) * time.Millisecond)
	pid := w.program(w.name)
	if w.rnd.IntN(2) == 0 {
		w.at.Kill() // the client: the host notices that the connection is gone
		w.lost++
	} else {
		if err := syscall.Kill(pid, syscall.SIGKILL); err != nil && !errors.Is(err, syscall.ESRCH) {
			w.t.Fatal(err)
		}
		w.killed++
	}
	w.at.Wait(patience)
	for began := time.Now(); w.program(w.name) == pid && time.Since(began) < patience; {
		<-time.After(10 * time.Millisecond)
	}
	w.at = w.connects(w.t, w.name, window{100, 30})
}

// settles finds out what became of a note during whose saving the program ended:
// it is an entry, or still the draft.
func (w *sshWriter) settles(text string) {
	w.t.Helper()
	draft, err := w.store().Draft(w.id, w.name, "note/s1")
	recorded := slices.Contains(madeBy(w.load(w.id), w.name), text)
	if err != nil || recorded == (draft == text) {
		w.t.Fatalf("%q is recorded: %v, and the draft is %q, %v", text, recorded, draft, err)
	}
	w.saved = append(w.saved, text)
	if !recorded {
		w.opens(text)
		w.at.acts("esc")
		w.at.WaitGone("Note on", patience)
	}
}

// checks wants all that was called saved in the journal, in its order, and nothing
// else.
func (w *sshWriter) checks(r run.Run) {
	w.t.Helper()
	if got := madeBy(r, w.name); !slices.Equal(got, w.saved) {
		w.t.Errorf("%s saw %d notes saved and %d are in the journal; the first that differs is number %d", w.name, len(w.saved), len(got), firstDifference(got, w.saved)+1)
	}
	if len(w.saved) == 0 {
		w.t.Errorf("%s saved nothing", w.name)
	}
}
