package main

import (
	"encoding/binary"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
)

var (
	damages    = flag.Int("damage", 60, "how many damaged files TestDamage tries")
	damageSeed = flag.Uint64("damage.seed", 1, "which ones")
)

// A wounded is a good file of runs with what the program says of it, to be held
// against what it says of a damaged one.
type wounded struct {
	*world
	t     *testing.T
	path  string
	good  []byte
	runs  []string
	says  map[string]string // by command line
	pages map[string][]int  // by kind, where they begin
	rnd   *rand.Rand

	what   string // is being tried
	losses int
}

const wholePage = 4096

func newWounded(t *testing.T, seed uint64) *wounded {
	w := &wounded{world: newWorld(t), t: t, rnd: rand.New(rand.NewPCG(seed, 10)), says: map[string]string{}}
	w.rand = rand.NewChaCha8([32]byte{1})
	w.path = filepath.Join(t.TempDir(), "cordon.db")
	w.vars["CORDON_STORE"] = w.path
	books := []string{"customer-data-breach", "lost-device"}
	for _, book := range books {
		id := w.start(book)
		w.runs = append(w.runs, id)
		for i := range 40 {
			w.must("note", id, "-m", strings.Repeat(fmt.Sprintf("note %d of what happened. ", i), 1+i%7*5))
		}
		w.must("evidence", "add", id, "1.1", w.file("gateway.log", "12 exports\n"))
		w.must("note", id, "-m", strings.Repeat("a long note over several pages. ", 500))
	}
	var err error
	if w.good, err = os.ReadFile(w.path); err != nil {
		t.Fatal(err)
	}
	for _, args := range w.questions() {
		w.says[strings.Join(args, " ")] = w.ask(args)
	}
	w.pages = kindsOfPages(w.good)
	return w
}

// questions are the commands that show what is in the file.
func (w *wounded) questions() [][]string {
	all := [][]string{{"verify", "--all"}, {"ls"}}
	for _, id := range w.runs {
		all = append(all, []string{"report", id, "-f", "json"}, []string{"timeline", id}, []string{"clock", "ls", id}, []string{"evidence", "verify", id})
	}
	return all
}

// ask returns what a command shows, empty if it fails.
func (w *wounded) ask(args []string) string {
	w.minutes = 0 // what is shown depends on the time
	stdout, stderr, code := w.run(args...)
	w.calm(args, stdout+stderr)
	if code != exitOK {
		return ""
	}
	return stdout
}

var ofTheRuntime = regexp.MustCompile(`goroutine \d|runtime error|panic:|fatal error|unexpected fault address|SIGSEGV|SIGBUS|runtime\.`)

// calm fails the test if a person is shown what the language says to itself.
func (w *wounded) calm(args []string, text string) {
	if found := ofTheRuntime.FindString(text); found != "" {
		w.lose("cordon %s shows %q", strings.Join(args, " "), found)
	}
}

func (w *wounded) lose(format string, args ...any) {
	w.losses++
	w.t.Errorf("%s: %s", w.what, fmt.Sprintf(format, args...))
}

// kindsOfPages sorts the pages of a file.
func kindsOfPages(file []byte) map[string][]int {
	kinds, over := map[string][]int{}, 0
	for at := 0; at+wholePage <= len(file); at += wholePage {
		kind := "unused"
		if over > 0 {
			kind = "overflow"
			over--
		} else if binary.NativeEndian.Uint64(file[at:]) == uint64(at/wholePage) {
			over = int(binary.NativeEndian.Uint32(file[at+12:]))
			switch binary.NativeEndian.Uint16(file[at+8:]) {
			case 0x01:
				kind = "branch"
			case 0x02:
				kind = "leaf"
			case 0x04:
				kind = "first"
			case 0x10:
				kind = "list of free pages"
			}
		}
		kinds[kind] = append(kinds[kind], at)
	}
	return kinds
}

// A wound damages the page that begins at a place.
type wound struct {
	name string
	hurt func(w *wounded, f []byte, at int) []byte
}

func wounds() []wound {
	return []wound{
		{"a bit flipped", func(w *wounded, f []byte, at int) []byte {
			f[at+w.rnd.IntN(wholePage)] ^= 1 << w.rnd.IntN(8)
			return f
		}},
		{"a bit of its head flipped", func(w *wounded, f []byte, at int) []byte {
			f[at+w.rnd.IntN(80)] ^= 1 << w.rnd.IntN(8)
			return f
		}},
		{"a letter altered", func(w *wounded, f []byte, at int) []byte {
			for range wholePage {
				if i := at + w.rnd.IntN(wholePage); f[i] >= 'a' && f[i] < 'z' {
					f[i]++
					return f
				}
			}
			return f
		}},
		{"zeroed", func(w *wounded, f []byte, at int) []byte { clear(f[at : at+wholePage]); return f }},
		{"swapped with another", func(w *wounded, f []byte, at int) []byte {
			other := w.rnd.IntN(len(f)/wholePage) * wholePage
			kept := slices.Clone(f[at : at+wholePage])
			copy(f[at:at+wholePage], f[other:])
			copy(f[other:], kept)
			return f
		}},
		{"the file cut within", func(w *wounded, f []byte, at int) []byte { return f[:at+w.rnd.IntN(wholePage)] }},
		{"a word of its head made large", func(w *wounded, f []byte, at int) []byte {
			binary.NativeEndian.PutUint16(f[at+10:], 1<<16-1)
			binary.NativeEndian.PutUint64(f[at+16:], 1<<(20+w.rnd.IntN(40)))
			return f
		}},
	}
}

// TestDamage damages a file of runs in every way at every kind of page, and holds
// what the program then says and does against its promises. Of a longer list:
//
//	go test ./cmd/cordon -run TestDamage$ -damage 2000 -damage.seed 7
func TestDamage(t *testing.T) {
	w := newWounded(t, *damageSeed)
	kinds := slices.Sorted(maps.Keys(w.pages))
	tried, noticed, harmless := 0, 0, 0
	for i := range *damages {
		kind := kinds[i%len(kinds)]
		hurt := wounds()[i/len(kinds)%len(wounds())]
		at := w.pages[kind][w.rnd.IntN(len(w.pages[kind]))]
		w.what = fmt.Sprintf("seed %d, file %d, page %d (%s) %s", *damageSeed, i, at/wholePage, kind, hurt.name)
		file := hurt.hurt(w, slices.Clone(w.good), at)
		if err := os.WriteFile(w.path, file, 0o600); err != nil {
			t.Fatal(err)
		}
		tried++
		if w.tellsTheTruth() {
			harmless++
		} else {
			noticed++
		}
		w.writesNothingUpon(file)
	}
	t.Logf("%d were noticed, %d were harmless", noticed, harmless)
	t.Logf("proof: damaged files of runs: tried %d files, promised nothing altered is shown with exit 0 and nothing is written on top of it and no crash, lost %d, seed %d",
		tried, w.losses, *damageSeed)
}

// tellsTheTruth fails the test if a command succeeds and shows anything but what
// it showed of the good file. It reports whether all of them succeeded.
func (w *wounded) tellsTheTruth() (all bool) {
	all = true
	for _, args := range w.questions() {
		now := w.ask(args)
		if now == "" {
			all = false
		} else if line := strings.Join(args, " "); now != w.says[line] {
			w.lose("cordon %s ends with 0 and shows something else", line)
		}
	}
	return all
}

// writesNothingUpon fails the test if an entry is written on top of one that
// does not verify. With a first page that is wrong and hides nothing, writing is
// what mends it, at the latest the second time.
func (w *wounded) writesNothingUpon(file []byte) {
	for _, id := range w.runs {
		_, found, before := w.run("verify", id)
		w.calm([]string{"verify", id}, found)
		const whole = "No entry is missing"
		heals := strings.Contains(found, whole)
		_, stderr, code := w.run("note", id, "-m", "on top")
		w.calm([]string{"note", id}, stderr)
		after, err := os.ReadFile(w.path)
		if err != nil {
			w.t.Fatal(err)
		}
		switch {
		case code != exitOK && !slices.Equal(after, file):
			w.lose("cordon note %s ends with %d and writes", id, code)
		case code == exitOK && before != exitOK && !heals:
			w.lose("cordon note %s writes on top of what does not verify: %s", id, found)
		case code == exitOK:
			if _, stderr, now := w.run("verify", id); now != exitOK && !strings.Contains(stderr, whole) {
				w.lose("cordon note %s spoils the run: %s", id, stderr)
			}
		}
		file = after
	}
}
