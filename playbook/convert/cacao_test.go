package convert

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

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
		if w, _ := want.Step(s.ID); strings.TrimSpace(strings.ReplaceAll(s.Do, "`", "")) != strings.TrimSpace(w.Do) { // names of variables are code
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

// The forms of version 1: single steps, lists where 2.0 has one id, targets that
// do what is to be done, variables between dollars.
const oldCACAO = `{
 "type": "playbook", "spec_version": "1.0", "id": "playbook--10000000-0000-4000-8000-000000000001", "name": "Old",
 "created_by": "identity--10000000-0000-4000-8000-000000000002", "created": "2021-01-01T00:00:00Z", "modified": "2021-01-01T00:00:00Z",
 "playbook_variables": {"$$kind$$": {"type": "string"}, "$$found$$": {"type": "bool"}},
 "workflow_start": "step--1", "workflow_exception": "step--9",
 "workflow": {
  "step--1": {"type": "start", "on_completion": "step--2"},
  "step--2": {"type": "single", "name": "Look", "commands": [{"type": "manual", "command": "Look into it."}], "target_ids": ["individual--1"], "out_args": ["$$found$$"], "on_completion": "step--3"},
  "step--3": {"type": "if-condition", "name": "Found something?", "condition": "$$found$$.value == true", "on_true": ["step--4", "step--5"], "on_false": ["step--6"], "on_completion": "step--7"},
  "step--4": {"type": "single", "name": "Keep it", "commands": [{"type": "bash", "command": "cp"}, {"type": "bash", "command": "sha256sum"}], "on_completion": "step--6"},
  "step--5": {"type": "playbook", "name": "Other", "playbook_id": "playbook--10000000-0000-4000-8000-000000000003", "on_completion": "step--6"},
  "step--6": {"type": "end"},
  "step--7": {"type": "switch-condition", "name": "Which kind?", "switch": "$$kind$$.value", "cases": {"mail": ["step--8"], "default": ["step--6"]}, "on_completion": "step--10"},
  "step--8": {"type": "single", "name": "Read the mail", "commands": [{"type": "manual", "command": "Read."}], "on_success": "step--6", "on_failure": "step--11"},
  "step--11": {"type": "single", "name": "Ask for it", "commands": [{"type": "manual", "command": "Ask."}], "on_completion": "step--6"},
  "step--9": {"type": "single", "name": "Call somebody", "commands": [{"type": "manual", "command": "Call."}], "on_completion": "step--10"},
  "step--10": {"type": "end"}},
 "targets": {"individual--1": {"type": "individual", "name": "Analyst"}}
}`

func TestOldCACAO(t *testing.T) {
	r, p := imported(t, "old.json", []byte(oldCACAO), Options{})
	if r.Kind != "CACAO 1.0" {
		t.Errorf("kind %s", r.Kind)
	}
	wants(t, shape(p),
		`fact found yes-no "What is found?"`,
		`fact found_something choice "Found something?" yes="Yes" no="No"`,
		`fact kind choice "Which kind?" mail="mail" default="otherwise"`,
		`"Look" role analyst record [found] when  command`,
		`"Found something?" role  record [found_something]`,
		`"Keep it" role  record [] when found_something == "yes" command`,
		`"Other" role  record [] when found_something == "yes"`,
		`"Which kind?" role  record [kind] when  command`,
		`"Read the mail" role  record [did_it_work_read_the_mail] when kind == "mail"`,
		`"Ask for it" role  record [] when kind == "mail" && did_it_work_read_the_mail == "failed"`,
		`phase when-something-fails "When something fails"`, `"Call somebody"`)
	s, _ := p.Step("keep-it")
	wants(t, s.Do, "bash:", "cp", "bash:", "sha256sum")
	_, err := Import("old.json", []byte(strings.Replace(oldCACAO, `["step--4", "step--5"]`, `["step--4", "step--55"]`, 1)), Options{})
	if got := problemsOf(t, err); len(got) != 1 || !strings.Contains(got[0], `on_true names the step "step--55", which is not there`) {
		t.Errorf("got %q", got)
	}
}

// What drives a terminal is written out, wherever it stands, and nothing of it
// becomes part of the YAML but text.
func TestHostileCACAO(t *testing.T) {
	text := strings.NewReplacer(
		`"Lost phone"`, `"Lost \u001b[31mphone"`, `"Lock the phone"`, `"yes: \u202e#\n- {a: b}"`, `"Lock it."`, `"---\n\u001b]0;x\u0007 *a &b !!c"`,
		`"On call"`, `"\"]: }"`, `"train"`, `"010"`, `"phones"`, `"\u200bnull"`).Replace(whole20)
	r, p := imported(t, "hostile.json", []byte(text), Options{})
	if i := strings.IndexFunc(string(r.YAML), func(c rune) bool { return c != '\n' && (c < ' ' || c == 0x202e || c == 0x200b) }); i >= 0 {
		t.Errorf("there is %q in the playbook", r.YAML[i:i+4])
	}
	wants(t, shape(p), `"Lost \\x1b[31mphone"`, `role role "\"]: }"`, `010="010"`, `yes: \\u202e#`)
	wants(t, strings.Join(r.Lines(), "\n"), "a character that does not show")
}

// A file made to cost time or memory is over soon, whatever comes of it.
func TestHugeCACAO(t *testing.T) {
	chain := func(n int, step func(i int) string) string {
		var b strings.Builder
		b.WriteString(`{"type":"playbook","spec_version":"1.0","name":"x","workflow_start":"s0","workflow":{`)
		for i := range n {
			fmt.Fprintf(&b, "%q:%s,", fmt.Sprintf("s%d", i), step(i))
		}
		fmt.Fprintf(&b, `"s%d":{"type":"end"}}}`, n)
		return b.String()
	}
	next := func(i int) string { return fmt.Sprintf("s%d", i+1) }
	for name, text := range map[string]string{
		"deep":  `{"type":"playbook","workflow":` + strings.Repeat(`{"a":`, 10_000) + "1" + strings.Repeat("}", 10_000) + "}",
		"lists": `{"type":"playbook","workflow":{"a":` + strings.Repeat(`[`, 10_000) + strings.Repeat("]", 10_000) + "}}",
		"chain": chain(5000, func(i int) string { return fmt.Sprintf(`{"type":"single","name":"a","on_completion":%q}`, next(i)) }),
		"decisions": chain(1500, func(i int) string {
			return fmt.Sprintf(`{"type":"if-condition","name":"a","condition":"b","on_true":%q,"on_false":"s%d"}`, next(i), min(1500, i+2))
		}),
		"everything leads everywhere": chain(400, func(i int) string {
			var all []string
			for j := range 400 {
				all = append(all, fmt.Sprintf(`"s%d"`, j))
			}
			return `{"type":"parallel","name":"a","next_steps":[` + strings.Join(all, ",") + `]}`
		}),
		"many branches to one long line": strings.Replace(chain(3000, func(i int) string {
			if i > 0 {
				return fmt.Sprintf(`{"type":"action","name":"a","on_completion":%q}`, next(i))
			}
			return `{"type":"parallel","name":"a","next_steps":["s1"` + strings.Repeat(`,"s2"`, 3000) + `]}`
		}), `"1.0"`, `"cacao-2.0"`, 1),
		"one name": strings.Replace(oldCACAO, `"Look"`, `"`+strings.Repeat("long ", 100_000)+`"`, 1),
		"branches": strings.Replace(chain(3000, func(i int) string {
			return fmt.Sprintf(`{"type":"action","name":"a","on_success":%q,"on_failure":"s%d"}`, next(i), min(3000, i+2))
		}), `"1.0"`, `"cacao-2.0"`, 1),
	} {
		t.Run(name, func(t *testing.T) {
			began := time.Now()
			_, err := Import("x.json", []byte(text), Options{Lenient: true})
			took := time.Since(began)
			t.Logf("%d bytes, %v", len(text), took)
			if took > 5*time.Second && !slowed() { // a second, on a machine that does nothing else
				t.Errorf("took %v", took)
			}
			if err != nil {
				problemsOf(t, err)
			}
		})
	}
}

// A step without a name is called by what it says, and that is not said again.
func TestCACAOStepsWithoutNames(t *testing.T) {
	const text = `{"type": "playbook", "spec_version": "cacao-1.1", "name": "Nameless", "workflow_start": "single--2", "workflow": {
 "single--2": {"type": "single", "description": "Call the owner of __key__:value.", "on_completion": "single--3", "commands": [{"type": "manual", "command": "By phone."}]},
 "single--3": {"type": "single", "on_completion": "single--4", "commands": [{"type": "manual", "command": "Write it down.\n\nAll of it."}]},
 "single--4": {"type": "single", "description": "Look at:\n- a\n- b", "on_completion": "single--5"},
 "single--5": {"type": "single"}}}`
	_, p := imported(t, "nameless.json", []byte(text), Options{Lenient: true})
	for i, want := range [][2]string{
		{"Call the owner of __key__:value.", "By phone."}, {"Write it down.", "All of it."}, {"Look at:", "- a\n- b"}, {"Do what the source says here", ""},
	} {
		if s := p.Steps()[i]; s.Title != want[0] || strings.TrimSpace(s.Do) != want[1] {
			t.Errorf("%q does %q, want %q, %q", s.Title, s.Do, want[0], want[1])
		}
	}
}
