package main

import (
	"crypto/ed25519"
	"encoding/json"
	"encoding/pem"
	"errors"
	"flag"
	"fmt"
	"io/fs"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"runtime"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"
	"golang.org/x/crypto/ssh"

	"cordon/playbook"
	"cordon/playbook/drill"
	"cordon/playbook/run"
	"cordon/playbook/scenario"
)

var (
	allPayloads = flag.Bool("payloads.all", false, "TestHostile tries every payload, and not only two")
	onlyPayload = flag.String("payloads.only", "", "TestHostile tries the payloads whose name matches this")
	payloadSeed = flag.Uint64("payloads.seed", 0, "which two; 0 is others each time")
)

// TestHostile puts texts that a terminal, a browser, a spreadsheet, a calendar,
// a mail, a shell or a reader of YAML and JSON would obey into every field of
// every input, and reads every output for what any of them would obey.
//
// Nobody lists what there is: fields come from the schemas and the types, flags
// and arguments from the commands, variables from the sources, screens from
// their types. What is new and not covered fails, with the place to add it.
func TestHostile(t *testing.T) {
	takesLong(t)
	if runtime.GOOS == "windows" {
		t.Skip("Windows has no such names of files")
	}
	checkKeys(t)
	checkEvents(t)
	all, seed := payloads(), *payloadSeed
	if seed == 0 {
		seed = uint64(time.Now().UnixNano()) % 100_000
	}
	if *onlyPayload != "" {
		only := regexp.MustCompile(*onlyPayload)
		all = slices.DeleteFunc(all, func(p payload) bool { return !only.MatchString(p.name) })
	} else if rnd := rand.New(rand.NewPCG(seed, 10)); !*allPayloads {
		rnd.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		all = all[:2]
	}
	m := &marks{known: map[string]int{}}
	plain := tryPayload(t, m, payload{"plain", "word"})
	if t.Failed() {
		return
	}
	plain.checkCoverage(t)
	tried, lost := plain.tried, plain.lost
	for _, p := range all {
		one := tryPayload(t, m, p)
		tried, lost = tried+one.tried, lost+one.lost
	}
	t.Logf("%d payloads, %d fields", len(all)+1, len(m.names))
	fmt.Printf("proof: hostile text: tried %d, promised %d, lost %d, seed %d\n", tried, tried, lost, seed)
}

// A hostileWorld is a world full of one payload.
type hostileWorld struct {
	*world
	planting
	root      string // all that may be written lies below
	own       string // a run that commands made
	bare      string // a run that has only begun
	shut      string // a run that is closed
	raw, wild string // runs of entries as they might come from anywhere: whole ones, and with the payload in every name too
	playbook  string // files
	scenario  string
	evidence  string
	text      string
	bundle    string
	carried   string // the bundle under another name
	key       string
	public    string
	signers   string
	orgFile   string
	drill     string
	drilled   string // runs that play it: as it begins, before time goes by, and closed
	jumping   string
	played    string
	made      int
	seen      map[string]bool // marks that came out somewhere
	ran       map[string]bool // commands
	screens   map[string]bool // types
	variables map[string]bool

	tried, lost int
}

// tryPayload makes a world of a payload and looks at everything in it.
func tryPayload(t *testing.T, m *marks, p payload) *hostileWorld {
	h := &hostileWorld{seen: map[string]bool{}, ran: map[string]bool{}, screens: map[string]bool{}, variables: map[string]bool{}}
	t.Run(p.name, func(t *testing.T) {
		h.world = newWorld(t)
		h.planting = planting{t: t, payload: p, marks: m, taken: map[string]bool{}}
		h.world.t = t
		h.settleIn()
		h.plantFiles()
		h.startRuns()
		h.carry()
		h.lookAtAll()
		h.mistype()
		h.setVariables()
		h.offerAll()
		h.lookAtScreens()
		h.checkFiles()
	})
	return h
}

// settleIn makes the folders: the one to work in lies deep below the root.
func (h *hostileWorld) settleIn() {
	t := h.world.t
	h.root = t.TempDir()
	home, cwd := filepath.Join(h.root, "1", "2", "home"), filepath.Join(h.root, "1", "2", "3", "4", "5", "cwd")
	for _, dir := range []string{home, cwd, filepath.Join(home, ".config", "cordon", "law"), filepath.Join(home, ".config", "cordon", "playbooks"), filepath.Join(home, ".config", "cordon", "drills")} {
		if err := os.MkdirAll(dir, 0o700); err != nil {
			t.Fatal(err)
		}
	}
	sourceDir() // before the folder changes
	t.Chdir(cwd)
	h.vars["HOME"] = home
}

func (h *hostileWorld) config(parts ...string) string {
	return filepath.Join(append([]string{h.vars["HOME"], ".config", "cordon"}, parts...)...)
}

// write writes a file in the folder to work in and returns its path.
func (h *hostileWorld) write(name string, text []byte) string {
	path := filepath.Join(h.root, "1", "2", "3", "4", "5", "cwd", name)
	mustWrite(h.world.t, path, text)
	return path
}

// plantFiles writes the files of people, with the payload in all that takes it.
func (h *hostileWorld) plantFiles() {
	law := h.config("law", "planted.yaml")
	mustWrite(h.world.t, law, h.plant(document{"law", "law.yaml", func(b []byte) error {
		_, err := playbook.ParseLaw("law.yaml", b)
		return err
	}}, func(field string, b []byte) {
		mustWrite(h.world.t, law, b)
		h.look(field, []string{"law", "ls", "--jurisdiction", "planted"}, readTerminal)
	}))
	h.playbook = h.config("playbooks", "planted.yaml")
	mustWrite(h.world.t, h.playbook, h.plant(document{"playbook", "playbook.yaml", func(b []byte) error {
		mustWrite(h.world.t, h.playbook, b)
		e := h.env()
		_, err := e.library().Open(h.playbook)
		return err
	}}, func(field string, b []byte) {
		path := h.write("refused.yaml", b)
		h.look(field, []string{"playbook", "lint", path}, readTerminal)
	}))
	h.orgFile = h.config("organisation.yaml")
	mustWrite(h.world.t, h.orgFile, h.plant(document{"organisation", "organisation.yaml", func(b []byte) error {
		_, err := playbook.ParseOrganisation("organisation.yaml", b)
		return err
	}}, func(field string, b []byte) {
		h.look(field, []string{"organisation", "lint", h.write("refused.yaml", b)}, readTerminal)
	}))
	mustWrite(h.world.t, filepath.Join(filepath.Dir(h.write("x", nil)), "playbook.yaml"), mustRead(h.world.t, filepath.Join(hostileFiles(), "playbook.yaml")))
	h.scenario = h.write("scenario.yaml", h.plant(document{"scenario", "scenario.yaml", func(b []byte) error {
		_, err := scenario.Parse("scenario.yaml", b)
		return err
	}}, func(field string, b []byte) {
		h.look(field, []string{"playbook", "test", h.write("refused.yaml", b)}, readTerminal)
	}))
	h.drill = h.config("drills", "planted.yaml")
	mustWrite(h.world.t, h.config("drills", "post.txt"), []byte(h.payload.text))
	mustWrite(h.world.t, h.drill, h.plant(document{"drill", "drill.yaml", func(b []byte) error {
		e := h.env()
		for _, p := range drill.Lint("drill.yaml", b, e.library().Open, os.DirFS(filepath.Dir(h.drill))) {
			if !p.Warning {
				return errors.New(p.Text)
			}
		}
		return nil
	}}, func(field string, b []byte) {
		h.look(field, []string{"drill", "lint", h.write("refused.yaml", b)}, readTerminal)
	}))
	h.evidence = h.write(asFileName(h.planting.text("name of a file")), []byte(h.planting.text("evidence, content")))
	h.text = h.write(asFileName(h.payload.text+"-text"), []byte(h.planting.text("file of a text")))
	mustWrite(h.world.t, h.config("playbooks", asFileName(h.planting.text("name of a playbook's file"))+".yaml"), []byte(h.payload.text))
}

// startRuns records the payload in two runs: through commands, as far as they
// take it, and as entries that might come from anywhere.
func (h *hostileWorld) startRuns() {
	title := h.payload.text + h.marks.of("flag start --title")
	start := func() string {
		stdout, _, code := h.world.run("start", h.playbook, "--no-tui", "--profile", "no", "--title="+title)
		if code != exitOK {
			stdout = h.must("start", h.playbook, "--no-tui", "--profile", "no")
		}
		return strings.TrimSpace(stdout)
	}
	h.own, h.raw, h.wild, h.bare, h.shut = start(), start(), start(), start(), start()
	h.must("record", h.bare, "aware_at=-10m")
	h.must("close", h.shut, "--reason", "r")
	h.drilled = strings.TrimSpace(h.must("drill", "start", h.drill, "--no-tui", "--profile", "no"))
	h.played = strings.TrimSpace(h.must("drill", "start", h.drill, "--no-tui", "--profile", "no"))
	h.jumping = strings.TrimSpace(h.must("drill", "start", h.drill, "--no-tui", "--profile", "no"))
	h.must("drill", "next", h.jumping)
	h.must("drill", "next", h.played)
	h.must("close", h.played, "--reason", "r")
	for _, id := range []string{h.own, h.raw, h.wild} {
		h.must("record", id, "aware_at=-10m", "paid_at=-9m", "hours=48", "affected=12", "personal=yes", "regions=eu", "found_on=2026-11-20")
	}
	h.recordEvents(h.raw, false)
	h.recordEvents(h.wild, true)
}

// recordEvents writes an entry of every kind.
func (h *hostileWorld) recordEvents(id string, all bool) {
	e := h.env()
	s := e.runs()
	r, err := s.Load(id)
	if err != nil {
		h.world.t.Fatal(err)
	}
	for _, ev := range eventsToPlant() {
		planted := h.plantEvent(ev, all)
		stamp := run.Stamp{By: h.planting.text("name of who records"), Now: time.Date(2026, 11, 21, 3, 30, 0, 0, time.UTC)}
		next, err := s.Record(r, stamp, func(run.Run) (run.Event, error) { return planted, nil })
		if err == nil {
			r = next
		}
	}
}

// carry writes what is carried: a key, a bundle.
func (h *hostileWorld) carry() {
	_, private, err := ed25519.GenerateKey(nil)
	if err != nil {
		h.world.t.Fatal(err)
	}
	block, err := ssh.MarshalPrivateKey(private, h.payload.text)
	if err != nil {
		h.world.t.Fatal(err)
	}
	h.key = h.write("key", pem.EncodeToMemory(block))
	public, err := ssh.NewPublicKey(private.Public())
	if err != nil {
		h.world.t.Fatal(err)
	}
	h.public = h.write("key.public", ssh.MarshalAuthorizedKey(public))
	h.signers = h.write("signers", []byte(h.planting.text("file of signers")+"\n"))
	h.bundle = h.fresh("run.cordon")
	if _, _, code := h.world.run("export", h.raw, "-o", h.bundle, "--sign", h.key, "--signer="+h.payload.text+h.marks.of("flag export --signer")); code != exitOK {
		if _, stderr, code := h.world.run("export", h.raw, "-o", h.bundle, "--sign", h.key, "--signer=eva"); code != exitOK {
			h.world.t.Fatalf("export: %s", stderr)
		}
	}
	whole, err := os.ReadFile(h.bundle)
	if err != nil {
		h.world.t.Fatal(err)
	}
	h.carried = h.write(asFileName(h.planting.text("name of a bundle's file"))+".cordon", whole)
}

// fresh returns the path of a file that is not there yet.
func (h *hostileWorld) fresh(name string) string {
	h.made++
	return filepath.Join(h.root, "1", "2", "3", "4", "5", "cwd", fmt.Sprintf("%d-%s", h.made, name))
}

// A line is a command as it is meant, and how its output is read where it is
// not a terminal.
type line struct {
	args []string
	read outputReader
}

// lines are commands that go well, for every command at least one, in an order
// in which each can.
func (h *hostileWorld) lines() []line {
	w := func(args ...string) line { return line{args, readTerminal} }
	to := func(read outputReader, args ...string) line { return line{args, read} }
	own, raw, locked, moved := h.own, h.raw, h.fresh("locked.db"), h.fresh("moved.db")
	all := []line{
		w("start", h.playbook, "--no-tui", "--profile", "yes"), w("resume", own), w("review", raw), w("review", h.bundle),
		w("step", "block", own, "tidy", "--reason", "r"), w("step", "unblock", own, "tidy"), w("step", "fail", own, "tidy", "--reason", "r"),
		w("step", "add", own, "1", "a step"), w("step", "look-again", own, "tell", "+1h", "--for", "f"), w("step", "looked", own, "tell", "-m", "m"),
		w("doctor"), w("config", "show"), w("config", "lint"), w("config", "keys"), to(readJSON, "config", "schema"),
		w("step", "reopen", own, "tidy"), w("step", "skip", own, "tidy", "--reason", "r"), w("step", "done", own, "tell", "--reason", "r"),
		w("check", own, "tell", "1"), w("note", own, "tell", "-m", "m"), w("note", own, "-m", "m"), w("record", own, "kind=theft", "--because", "b"), w("record", own, "summary=s"),
		w("evidence", "add", own, "tell", h.evidence, "--desc", "d"), w("evidence", "ls", own), w("evidence", "verify", own), w("evidence", "ls", raw), w("evidence", "verify", raw),
		w("clock", "ls", raw), w("clock", "ls", own), w("clock", "show", own, "authority"), w("clock", "show", raw, "authority"), w("clock", "add", own, "planted-open", "--from", "aware_at"),
		w("clock", "start", own, "client", "--at", "-5m", "--because", "b"), w("clock", "correct", own, "client", "--at", "-6m", "--because", "b"), w("clock", "confirm", own, "authority", "--because", "b"),
		w("clock", "file", own, "client", "--reference", "r", "--filed-by", "f", "--because", "b"), w("clock", "waive", own, "partner", "--because", "b"),
		to(readCalendar, "clock", "ics", raw), to(readCalendar, "clock", "ics", own),
		w("message", "ls", raw), to(readText, "message", "show", raw, "notice"), to(readText, "message", "show", own, "notice"), w("message", "edit", own, "notice", "-F", h.text), w("message", "redraft", own, "notice"),
		w("message", "write", own, "notice", "-o", h.fresh("notice")), w("message", "sent", own, "notice", "--to", "t", "--channel", "c", "-F", h.text),
		w("add", own, "exposed-storage"), w("incident", own, "i"), w("incident", raw, "i"), w("role", own, "lead", "n"), w("handover", own, "to", "-m", "m"), w("undo", own), w("redo", own),
		w("ls"), w("status"), w("status", raw), w("status", own), w("status", "--short"), w("status", "--check"), w("show", raw), w("show", own), w("show", raw, "--tonight"), w("timeline", raw), w("timeline", own),
		to(readRaw, "timeline", raw, "--raw", "headers"), to(readRaw, "timeline", raw, "--raw", "bodies"),
		w("findings", raw), w("findings", own), w("findings", h.bundle), w("verify", raw), w("verify", h.bundle), w("verify", "--all"), w("verify", h.bundle, "--signers", h.signers), w("stats"),
		w("report", raw), w("report", h.bundle), to(readHTML, "report", raw, "-f", "html"), to(readHTML, "report", own, "-f", "html"), to(readHTML, "report", own, "-f", "html", "--executive"),
		to(readHTML, "report", raw, "--page"), to(readHTML, "report", own, "--page"), to(readJSON, "report", raw, "-f", "json"), to(readJSON, "report", own, "-f", "json"), to(readCSV, "report", raw, "-f", "csv"), to(readCSV, "report", own, "-f", "csv"), to(readHTML, "report", h.bundle, "-f", "html"),
		w("report", own), w("verdict", raw), w("verdict", raw, "1", "question", "-m", "m"), w("lesson", raw, "l", "--owner", "o", "--due", "2026-12-24"), w("sign-off", raw, "--name", "n", "-m", "m"),
		w("export", own, "-o", h.fresh("own.cordon"), "--withhold", "text:word"), w("seal", own, "--sign", h.key, "--signer", "s"), w("import", h.bundle), w("import", h.carried, "--store", moved),
		w("show", raw, "--store", moved), w("report", raw, "--store", moved), to(readHTML, "report", raw, "-f", "html", "--store", moved), to(readJSON, "report", raw, "-f", "json", "--store", moved), w("withhold", own, "3", "--reason", "r"),
		w("playbook", "ls"), w("playbook", "show", "planted"), to(readBytes, "playbook", "show", "planted", "--source"), to(readHTML, "playbook", "print", "planted"), w("playbook", "lint", "planted"), to(readJSON, "playbook", "schema"),
		w("playbook", "new", "x", "--title", "t", "-o", "-"), w("playbook", "test", h.scenario), w("playbook", "test", h.scenario, "--print"), to(readJSON, "playbook", "export", "planted", "-f", "cacao"),
		w("playbook", "import", h.write("runbook.md", []byte("# A page\n\n- "+h.planting.text("runbook, item")+"\n- Tell them\n"))),
		w("law", "ls", "--jurisdiction", "planted"), w("law", "show", "planted-rule"), w("law", "show", "--jurisdiction", "planted"),
		w("organisation", "show"), w("organisation", "lint"), w("organisation", "new", "--template", "-o", "-"), to(readJSON, "organisation", "schema"), w("organisation", "use", own),
		w("drill", "ls"), w("drill", "new", "x", "-o", "-"), to(readJSON, "drill", "new", "--schema"), w("drill", "lint", h.drill), w("drill", "start", h.drill, "--no-tui", "--profile", "no"),
		w("drill", "next", h.drilled), w("drill", "next", h.drilled, "--all"), w("drill", "next", h.drilled, "--attach", "tell"), w("drill", "next", h.drilled, "--early"),
		w("drill", "pause", h.drilled), w("drill", "pause", h.drilled, "--off"), w("timeline", h.drilled), w("show", h.drilled),
		w("drill", "score", h.played), w("drill", "score", h.played, "--answer", "phone=yes", "--went-well", "w", "--to-change", "c", "--who", "w"), w("report", h.played), to(readHTML, "report", h.played, "-f", "html"), to(readJSON, "report", h.played, "-f", "json"),
		w("paths"), w("backup", "-o", h.fresh("all.db")), w("salvage", h.storeFile(), "-o", h.fresh("new.db")),
		w("lock", "--store", locked, "--to", h.public), w("ls", "--store", locked), w("unlock", "--store", locked, "--identity", h.key), to(readText, "completion", "bash"), to(readText, "man"), w("version"), w("help"), w("help", "exit-codes"),
		w("close", own, "--reason", "r"), w("reopen", own, "--reason", "r"),
	}
	for _, args := range [][]string{{"show"}, {"timeline"}, {"status"}, {"findings"}, {"verify"}, {"report"}, {"clock", "ls"}, {"message", "ls"}, {"evidence", "ls"}, {"evidence", "verify"}, {"verdict"}} {
		all = append(all, w(append(args, h.wild)...))
	}
	for format, read := range map[string]outputReader{"html": readHTML, "json": readJSON, "csv": readCSV} {
		all = append(all, to(read, "report", h.wild, "-f", format))
	}
	return append(all, to(readCalendar, "clock", "ics", h.wild), to(readHTML, "report", h.wild, "--page"), w("export", h.wild, "-o", h.fresh("wild.cordon")))
}

func (h *hostileWorld) storeFile() string {
	e := h.env()
	return e.storePath()
}

// lookAtAll runs every command as it is meant, and wants a line for each.
func (h *hostileWorld) lookAtAll() {
	for _, l := range h.lines() {
		h.look("", l.args, l.read)
	}
	for _, cmd := range commands(h.world.t) {
		path := strings.TrimPrefix(cmd.CommandPath(), "cordon ")
		if !h.ran[path] && !cmd.HasSubCommands() && !isTopic(cmd) {
			h.world.t.Errorf("no line runs cordon %s: add one to lines in hostile_test.go", path)
		}
	}
}

// isTopic reports whether a command is only something to read.
func isTopic(cmd *cobra.Command) bool { return cmd.GroupID == "More to read" }

// commandOf finds the command that a line runs, and how many words name it.
func commandOf(root *cobra.Command, args []string) (*cobra.Command, int) {
	cmd, rest, err := root.Find(args)
	if err != nil {
		return root, 0
	}
	return cmd, len(args) - len(rest)
}

// mistype puts the payload into each argument, each flag and each file of each
// command.
func (h *hostileWorld) mistype() {
	e := h.env()
	root := newRootCmd(e)
	done := map[string]bool{}
	for _, l := range h.lines() {
		cmd, words := commandOf(root, l.args)
		path := strings.TrimPrefix(cmd.CommandPath(), "cordon ")
		for i := range l.args {
			if i > 0 && strings.HasPrefix(l.args[i-1], "-") || strings.HasPrefix(l.args[i], "-") {
				continue // a flag or its value: below
			}
			field := fmt.Sprintf("argument %s %d", path, i-words+1)
			if i < words {
				field = fmt.Sprintf("name of a command %s %d", path, i)
			}
			if !done[field] {
				done[field] = true
				h.look(field, replaced(l.args, i, h.planting.text(field)), readBytes)
				if name, _, ok := strings.Cut(l.args[i], "="); ok { // FACT=VALUE
					h.look(field, replaced(l.args, i, name+"="+h.planting.text(field)), readBytes)
				}
			}
		}
		if done[path] {
			continue
		}
		done[path] = true
		bare := withoutFlags(l.args)
		cmd.LocalFlags().VisitAll(func(f *pflag.Flag) { h.mistypeFlag("flag "+path+" --"+f.Name, l.args, bare, f.Name) })
	}
	root.PersistentFlags().VisitAll(func(f *pflag.Flag) {
		for _, l := range [][]string{{"ls"}, {"note", h.own, "-m", "m"}} {
			h.mistypeFlag("flag --"+f.Name, l, l, f.Name)
		}
	})
}

// mistypeFlag gives a flag the payload, and a file that holds it.
func (h *hostileWorld) mistypeFlag(field string, args, bare []string, flag string) {
	for _, l := range [][]string{args, bare} {
		h.look(field, append(slices.Clone(l), "--"+flag+"="+h.flagText(field, flag)), readBytes)
	}
	h.look(field, append(slices.Clone(args), "--"+flag+"="+h.text), readBytes)
}

// flagText is the payload as the value of a flag. The name of a file to write
// is what the person asked for, so it stays in the folder.
func (h *hostileWorld) flagText(field, flag string) string {
	text := h.planting.text(field)
	if flag == "output" || flag == "store" || flag == "org" {
		h.made++
		return asFileName(fmt.Sprintf("%d", h.made) + text)
	}
	return text
}

func replaced(args []string, i int, text string) []string {
	args = slices.Clone(args)
	args[i] = text
	return args
}

// withoutFlags returns a command line up to its first flag.
func withoutFlags(args []string) []string {
	if i := slices.IndexFunc(args, func(a string) bool { return strings.HasPrefix(a, "-") }); i >= 0 {
		return slices.Clone(args[:i])
	}
	return args
}

// setVariables gives each variable of the environment the payload.
func (h *hostileWorld) setVariables() {
	for _, name := range variables(h.world.t) {
		if why := notSet()[name]; why != "" {
			continue
		}
		h.variables[name] = true
		before, was := h.vars[name]
		h.vars[name] = h.planting.text("variable " + name)
		for _, args := range [][]string{{"ls"}, {"paths"}, {"note", h.own, "-m", "m"}, {"resume", h.own}, {"seal", h.own, "--sign", h.key + ".pub"}, {"organisation", "show"}} {
			h.look("variable "+name, args, readTerminal)
		}
		delete(h.vars, name)
		if was {
			h.vars[name] = before
		}
	}
	h.as = h.planting.text("name at the system")
	h.look("name at the system", []string{"note", h.own, "-m", "m"}, readTerminal)
	h.as = ""
	h.stdin = h.planting.text("standard input")
	for _, args := range [][]string{{"note", h.own, "-F", "-"}, {"message", "edit", h.own, "notice", "-F", "-"}, {"message", "sent", h.own, "notice", "--channel", "c", "-F", "-"}, {"organisation", "new", "-o", "-"}} {
		h.look("standard input", args, readBytes)
	}
}

// notSet are variables that do not get the payload, with the reason.
func notSet() map[string]string {
	return map[string]string{
		"VISUAL": "names a program to run: the person's own wish", "EDITOR": "names a program to run: the person's own wish",
		"LOCALAPPDATA": "read on Windows only", "APPDATA": "read on Windows only", "GOGC": "read by Go itself",
		"HOME": "a folder that is not there would be made in this one",
	}
}

// variables returns the names of all variables that the sources read.
func variables(t *testing.T) []string {
	t.Helper()
	names := map[string]bool{}
	reads := regexp.MustCompile(`(?:getenv\(|Getenv\(|setting\([^,()]+, |xdg\(|choice\([^,()]+, )"([A-Z_0-9]+)"`)
	files, err := filepath.Glob(filepath.Join(sourceDir(), "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatal("no sources", err)
	}
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		for _, m := range reads.FindAllSubmatch(mustRead(t, f), -1) {
			names[string(m[1])] = true
		}
	}
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG", "CORDON_THEME", "CORDON_BORDERS"} { // read in a loop, or by a name
		names[name] = true
	}
	if len(names) < 12 {
		t.Fatalf("found only the variables %v", names)
	}
	return slices.Sorted(maps.Keys(names))
}

// offerAll asks for what a shell would offer at every place of every command.
func (h *hostileWorld) offerAll() {
	root := newRootCmd(h.env())
	done := map[string]bool{}
	for _, l := range h.lines() {
		cmd, words := commandOf(root, l.args)
		bare := withoutFlags(l.args)
		for i := words; i <= len(bare); i++ {
			args := append([]string{"__complete"}, append(slices.Clone(bare[:i]), "")...)
			if key := strings.Join(args, " "); !done[key] {
				done[key] = true
				h.look("", args, readCompletions)
			}
		}
		cmd.LocalFlags().VisitAll(func(f *pflag.Flag) {
			if _, offers := cmd.GetFlagCompletionFunc(f.Name); offers && !done[cmd.CommandPath()+f.Name] {
				done[cmd.CommandPath()+f.Name] = true
				h.look("", append([]string{"__complete"}, append(slices.Clone(bare), "--"+f.Name, "")...), readCompletions)
			}
		})
	}
}

// look runs a command at a terminal, with --json and with --ascii into a file,
// and reads what it prints. A field is what the payload was given in just now;
// without one, the command looks at all that was planted.
func (h *hostileWorld) look(field string, args []string, read outputReader) {
	fields := 1
	if field == "" {
		fields = len(h.taken)
		cmd, _ := commandOf(newRootCmd(h.env()), args)
		h.ran[strings.TrimPrefix(cmd.CommandPath(), "cordon ")] = true
	}
	modes := []string{"", "--json", "--ascii"}
	if field != "" {
		modes = modes[:2]
	}
	for mode, extra := range modes {
		line := slices.Clone(args)
		if extra != "" {
			line = append([]string{extra}, args...)
		}
		h.outTTY = mode == 0
		stdout, stderr, _ := h.world.run(line...)
		h.tried += fields
		plantedIn([]byte(stdout), h.seen)
		plantedIn([]byte(stderr), h.seen)
		offers := args[0] == "__complete"
		switch {
		case offers:
			h.check(line, "stdout", stdout, readCompletions)
			continue // cobra says there what it did
		case mode == 0:
			h.check(line, "stdout", stdout, readTerminal)
		case mode == 1 && json.Valid([]byte(stdout)):
			h.check(line, "stdout", stdout, readJSON)
		default:
			h.check(line, "stdout", stdout, read)
		}
		switch {
		case mode == 1 && strings.HasPrefix(stderr, "{"):
			h.check(line, "stderr", stderr, readJSON)
		default:
			h.check(line, "stderr", stderr, readTerminal)
		}
	}
}

func (h *hostileWorld) check(args []string, what, text string, read outputReader) {
	if err := read(text); err != nil {
		h.fail("cordon %.300q, %s: %v", args, what, err)
	}
}

func (h *hostileWorld) fail(format string, args ...any) {
	h.world.t.Helper()
	h.lost++
	h.world.t.Errorf(format, args...)
}

// checkFiles wants nothing written anywhere else, and no command run.
func (h *hostileWorld) checkFiles() {
	home, cwd := h.vars["HOME"], filepath.Join(h.root, "1", "2", "3", "4", "5", "cwd")
	_ = filepath.WalkDir(h.root, func(path string, d fs.DirEntry, err error) error {
		in := strings.HasPrefix(path, home) || strings.HasPrefix(path, cwd)
		if err == nil && !d.IsDir() && (!in || d.Name() == "PWNED") {
			h.fail("there is a file %q", path)
		}
		return nil
	})
	h.tried++
}

// checkKeys wants every key that a format has in the documents to plant in.
func checkKeys(t *testing.T) {
	t.Helper()
	for name, source := range map[string][]byte{"playbook.yaml": playbook.Schema(), "organisation.yaml": playbook.OrganisationSchema(), "drill.yaml": drill.Schema()} {
		var schema map[string]any
		if err := json.Unmarshal(source, &schema); err != nil {
			t.Fatal(err)
		}
		want := map[string]bool{}
		keysOf(schema, schema, "", want)
		if len(want) < 15 {
			t.Fatalf("the schema of %s has only %v", name, want)
		}
		have := leafPaths(t, name)
		for path := range want {
			if !have[path] && !have[path+"[]"] {
				t.Errorf("%s has no %s", name, path)
			}
		}
	}
	have := leafPaths(t, "law.yaml")
	for _, key := range ruleKeys() {
		if why := map[string]string{"id": "is the key", "place": "of the file", "jurisdiction": "of the file", "arguable": "has keys of its own", "own_file": "where it was read, no key"}[key]; why != "" {
			continue
		}
		found := slices.ContainsFunc(slices.Collect(maps.Keys(have)), func(path string) bool {
			return strings.HasSuffix(path, "."+key) || strings.HasSuffix(path, "."+key+"[]")
		})
		if !found {
			t.Errorf("law.yaml has no %s", key)
		}
	}
	scenarioKeys := regexp.MustCompile(`reader\.(?:Required|Optional)\("([a-z_]+)"`)
	have = leafPaths(t, "scenario.yaml")
	for _, m := range scenarioKeys.FindAllSubmatch(mustRead(t, filepath.Join(sourceDir(), "..", "..", "playbook", "scenario", "decode.go")), -1) {
		if !slices.ContainsFunc(slices.Collect(maps.Keys(have)), func(path string) bool {
			return slices.Contains(strings.FieldsFunc(path, func(r rune) bool { return strings.ContainsRune(".[]", r) }), string(m[1]))
		}) {
			t.Errorf("scenario.yaml has no %s", m[1])
		}
	}
}

func leafPaths(t *testing.T, name string) map[string]bool {
	t.Helper()
	root := readYAML(t, mustRead(t, filepath.Join(hostileFiles(), name)))
	paths := map[string]bool{}
	for _, l := range leaves(root, "") {
		paths[l.path] = true
	}
	return paths
}

// checkCoverage wants what was written down to show somewhere, so that it was
// really tried, and every kind of screen to have been drawn. What is typed is
// looked at as it is typed.
func (h *hostileWorld) checkCoverage(t *testing.T) {
	t.Helper()
	for field := range h.taken {
		kind, _, _ := strings.Cut(field, " ")
		shown := h.seen[h.marks.of(field)] || notShown(field) != ""
		if slices.Contains([]string{"playbook", "law", "organisation", "event"}, kind) && !shown {
			t.Errorf("the text of the field %q comes out nowhere: add a line that shows it, or say in notShown why", field)
		}
	}
	for _, name := range screenTypes(t) {
		if !h.screens[name] {
			t.Errorf("no screen of type %s was drawn: add it to spots in hostile_screens_test.go", name)
		}
	}
}
