package convert

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"cordon/playbook"
)

func fixture(t testing.TB, name string) []byte {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// imported reads a file and what was made of it, which has no mistake.
func imported(t testing.TB, name string, data []byte, o Options) (Result, *playbook.Playbook) {
	t.Helper()
	r, err := Import(name, data, o)
	if err != nil {
		t.Fatal(err)
	}
	p, err := playbook.Parse(name, r.YAML)
	if err != nil {
		t.Fatal(err)
	}
	for _, problem := range playbook.Lint(name, p) {
		if !problem.Warning {
			t.Errorf("a mistake: %v", problem)
		}
	}
	return r, p
}

func problemsOf(t testing.TB, err error) []string {
	t.Helper()
	var problems playbook.Problems
	if !errors.As(err, &problems) {
		t.Fatalf("got %v, want problems", err)
	}
	var all []string
	for _, p := range problems {
		all = append(all, fmt.Sprintf("%d:%d: %s", p.Line, p.Column, p.Text))
	}
	return all
}

// shape is the structure of a playbook, without its prose.
func shape(p *playbook.Playbook) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s %q see %v\n", p.ID, p.Title, p.See)
	for _, r := range p.Roles {
		fmt.Fprintf(&b, "role %s %q\n", r.ID, r.Title)
	}
	for _, f := range p.Facts {
		fmt.Fprintf(&b, "fact %s %s %q", f.ID, f.Type, f.Ask)
		for _, o := range f.Options {
			fmt.Fprintf(&b, " %s=%q", o.ID, o.Label)
		}
		b.WriteByte('\n')
	}
	for _, phase := range p.Phases {
		fmt.Fprintf(&b, "phase %s %q\n", phase.ID, phase.Title)
		for _, s := range phase.Steps {
			fmt.Fprintf(&b, "%s %s %q role %s record %v when %s command %q expects %v\n",
				s.Number, s.ID, s.Title, s.Role, s.Record, s.When.Source, s.Command, s.Expects)
		}
	}
	return b.String()
}

func TestLoop(t *testing.T) {
	r, p := imported(t, "loop.json", fixture(t, "loop.json"), Options{})
	want, err := playbook.Parse("want", fixture(t, "loop.want.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	if got := shape(p); got != shape(want) {
		t.Errorf("got\n%s\nwant\n%s", got, shape(want))
	}
	for _, s := range p.Steps() {
		if w, _ := want.Step(s.ID); strings.TrimSpace(s.Do) != strings.TrimSpace(w.Do) {
			t.Errorf("%s does\n%s\nwant\n%s", s.ID, s.Do, w.Do)
		}
		if s.SourceID == "" {
			t.Errorf("%s does not name its source", s.ID)
		}
	}
	wantLosses := []string{
		`10:3: a loop, "Does the key still work?": a decision: as long as it holds, its steps are reopened`,
		`18:3: the playbook "playbook--11111111-2222-4333-8444-555555555555", which is not here: a step that opens it, and its id under see`,
	}
	var losses []string
	for _, l := range r.Losses {
		losses = append(losses, l.String())
	}
	if !slices.Equal(losses, wantLosses) {
		t.Errorf("losses\n%s", strings.Join(losses, "\n"))
	}
}

func TestBroken(t *testing.T) {
	_, err := Import("broken.json", fixture(t, "broken.json"), Options{})
	want := []string{
		`8:13: created is not given to the millisecond: "2026-11-27T09:00:00Z"`,
		`9:14: modified is before created`,
		`62:13: the agent "group--99999999-9999-4999-8999-999999999999" is not among agent_definitions`,
		`66:21: on_completion names the step "end--99999999-9999-4999-8999-999999999999", which is not there`,
		`102:18: this parallel step has one branch; it has two or more`,
	}
	if got := problemsOf(t, err); !slices.Equal(got, want) {
		t.Errorf("got\n%s", strings.Join(got, "\n"))
	}
	r, p := imported(t, "broken.json", fixture(t, "broken.json"), Options{Lenient: true})
	if n := len(p.Steps()); n != 8 {
		t.Errorf("%d steps", n)
	}
	if n := len(r.Losses); n != 8 { // five rules, a loop, a playbook that is not here, a step that nothing leads to
		t.Errorf("%d losses:\n%s", n, strings.Join(r.Lines(), "\n"))
	}
}

func TestDialect(t *testing.T) {
	for _, lenient := range []bool{false, true} {
		_, err := Import("dialect.json", fixture(t, "dialect.json"), Options{Lenient: lenient})
		want := []string{"6:14: workflow is a list; CACAO 2.0 has a group of steps here"}
		if got := problemsOf(t, err); !slices.Equal(got, want) {
			t.Errorf("got %q", got)
		}
	}
}

func FuzzCACAO(f *testing.F) {
	for _, name := range []string{"loop.json", "broken.json", "dialect.json"} {
		f.Add(fixture(f, name))
	}
	f.Add([]byte(whole20))
	f.Fuzz(func(t *testing.T, data []byte) {
		for _, lenient := range []bool{false, true} {
			tryAny(t, "x.json", data, Options{Kind: "cacao", Lenient: lenient})
		}
	})
}

// tryAny holds an import to what is true of every one: a playbook, the same
// twice, or problems.
func tryAny(t *testing.T, name string, data []byte, o Options) {
	t.Helper()
	r, err := Import(name, data, o)
	if err != nil {
		if len(problemsOf(t, err)) == 0 {
			t.Error("turned away without a reason")
		}
		return
	}
	again, err := Import(name, data, o)
	if err != nil || string(again.YAML) != string(r.YAML) {
		t.Errorf("another result the second time: %v", err)
	}
	if r.Steps == 0 {
		t.Error("a playbook without steps")
	}
}
