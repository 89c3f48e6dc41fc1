package playbook

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"github.com/rogpeppe/go-internal/txtar"

	"cordon/playbook/reader"
)

// FuzzParse: whatever the bytes, Parse returns; problems are where the file
// is and safe to print; a playbook parses again to the same playbook, and
// its conditions know nothing before anything is recorded.
func FuzzParse(f *testing.F) {
	for _, file := range archived(f, filepath.Join("testdata", "problems.txtar")) {
		f.Add(file)
	}
	for _, name := range []string{"everything.yaml", "twelve.yaml"} {
		f.Add(readFile(f, name))
	}
	files, err := filepath.Glob("../playbooks/*.yaml")
	if err != nil {
		f.Fatal(err)
	}
	for _, name := range files {
		b, err := os.ReadFile(name)
		if err != nil {
			f.Fatal(err)
		}
		f.Add(b)
	}
	f.Fuzz(func(t *testing.T, b []byte) {
		for _, p := range problems(t, "fuzz.yaml", b) {
			if p.Line < 1 || p.Column < 1 || p.Text == "" || unsafe(p.String()) || !utf8.ValidString(p.String()) {
				t.Errorf("%q: %#v", b, p)
			}
		}
		p, err := Parse("fuzz.yaml", b)
		if err != nil {
			return
		}
		again, err := Parse("again.yaml", p.Source)
		if err != nil || asJSON(t, again) != asJSON(t, p) {
			t.Errorf("%q parses again as %v, %v", b, again, err)
		}
		if diff := differences(p, unpacked(t, p)); diff != "" {
			t.Errorf("%q was packed and unpacked (-parsed +unpacked):\n%s", b, diff)
		}
		for _, s := range p.Steps() {
			answer, waits := s.When.Eval(nil)
			if mentioned := s.When.Facts(); len(mentioned) > 0 && answer == NotKnown && len(waits) == 0 {
				t.Errorf("%q: %s is not known and waits for nothing", b, s.When.Source)
			}
			if found, err := p.Find(s.ID); err != nil || found.Number != s.Number {
				t.Errorf("%q: Find(%s) = %v, %v", b, s.ID, found, err)
			}
		}
	})
}

// archived returns the YAML files of an archive.
func archived(t testing.TB, name string) [][]byte {
	t.Helper()
	archive, err := txtar.ParseFile(name)
	if err != nil {
		t.Fatal(err)
	}
	var files [][]byte
	for _, file := range archive.Files {
		if filepath.Ext(file.Name) == ".yaml" {
			files = append(files, file.Data)
		}
	}
	return files
}

// FuzzCondition: a condition that is accepted compiles, answers over any
// facts, is monotone (recording more never takes an answer back) and reads
// the same again.
func FuzzCondition(f *testing.F) {
	for _, s := range []string{
		`a && (b || !c)`, `"eu" in regions && risk != "unlikely"`, `any(regions, # == "uk")`, `len(lower(vendor)) > 3`,
		`aware_at > found_at || since == since`, `affected / 2 > 1 and not (risk in ["high", "likely"])`, `1 < affected < 5`,
		`vendor matches "a+"`, `all([1, 2], # in [affected])`, `a ? b : c`, `let x = a; x`, `regions | len() == 2`,
	} {
		f.Add(s, uint16(0xffff))
	}
	f.Fuzz(func(t *testing.T, source string, mask uint16) {
		l := newLanguage(facts())
		c, faults := l.compile(source)
		if len(faults) > 0 {
			for _, fault := range faults {
				if fault.at < 0 || fault.at > utf8.RuneCountInString(source) || fault.text == "" {
					t.Errorf("compile(%q): %+v", source, fault)
				}
			}
			return
		}
		recorded := map[string]Value{}
		before, waits := c.Eval(recorded)
		if before == NotKnown && len(waits) == 0 {
			t.Errorf("Eval(%q) over nothing is not known and waits for nothing", source)
		}
		for i, fact := range facts() {
			if mask&(1<<i) == 0 {
				continue
			}
			recorded[fact.ID] = sample(fact)
			after, _ := c.Eval(recorded)
			if before != NotKnown && after != before {
				t.Errorf("Eval(%q): %v, and with %s recorded %v", source, before, fact.ID, after)
			}
			before = after
		}
		if len(recorded) == len(facts()) && before == NotKnown {
			t.Errorf("Eval(%q) is not known with everything recorded", source)
		}
		if again, faults := l.compile(c.Source); len(faults) > 0 || again.Source != c.Source {
			t.Errorf("compile(%q) again: %v", c.Source, faults)
		}
	})
}

// FuzzFactParse: what a person typed and was accepted fits the fact.
func FuzzFactParse(f *testing.F) {
	for _, s := range []string{"12,400", "1 000", "-0.5", "yes", "high", "eu, uk", "Names, addresses, cards", "03:10", "2026-11-21", "\x1b[2J"} {
		f.Add(s)
	}
	now := time.Date(2026, 11, 21, 3, 14, 0, 0, time.UTC)
	f.Fuzz(func(t *testing.T, s string) {
		for _, fact := range append(facts(), comma()) {
			v, err := fact.Parse(s, now)
			if err != nil {
				if v.v != nil || unsafe(err.Error()) {
					t.Errorf("%s.Parse(%q) = %v, %q", fact.ID, s, v, err)
				}
				continue
			}
			if err := fact.Check(v); err != nil {
				t.Errorf("%s.Check of %q: %v", fact.ID, s, err)
			}
			if fact.Type == Number {
				if again, err := fact.Parse(fact.Show(v), now); err != nil || !again.Equal(v) {
					t.Errorf("%s.Show(%v) = %s, which reads as %v, %v", fact.ID, v, fact.Show(v), again, err)
				}
			}
		}
	})
}

// FuzzID: an id is what its pattern says, what is offered in place of none is one,
// and an id that is respelled stays.
func FuzzID(f *testing.F) {
	for _, s := range []string{"a", "step-1", "aware_at", "1st", "-a", "a-", "Über uns", "a b", "and", "", "a--b", "\u0430", "a\x00"} {
		f.Add(s)
	}
	kinds := []struct {
		valid   func(string) bool
		pattern *regexp.Regexp
		joint   string
	}{
		{isID, regexp.MustCompile(`^[a-z0-9]([a-z0-9-]*[a-z0-9])?$`), "-"},
		{isFactID, regexp.MustCompile(`^[a-z]([a-z0-9_]*[a-z0-9])?$`), "_"},
		{isOptionID, regexp.MustCompile(`^[a-z0-9]([a-z0-9_-]*[a-z0-9])?$`), "-"},
	}
	f.Fuzz(func(t *testing.T, s string) {
		for i, k := range kinds {
			want := k.pattern.MatchString(s) && !strings.HasSuffix(s, "\n") && len(s) <= reader.MaxID && (i != 1 || !isReserved(s))
			if got := k.valid(s); got != want {
				t.Fatalf("%q is an id of kind %d: %t, want %t", s, i, got, want)
			}
			again := respell(s, k.joint)
			if respell(again, k.joint) != again || again != "" && !spelled(again, k.joint, false) && len(again) <= reader.MaxID {
				t.Fatalf("%q is respelled %q, and that %q", s, again, respell(again, k.joint))
			}
		}
	})
}
