package playbooks

import (
	"net/url"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"

	"cordon/playbook"
)

// parse returns the embedded playbooks by id.
func parse(t *testing.T) map[string]*playbook.Playbook {
	t.Helper()
	all := map[string]*playbook.Playbook{}
	for _, f := range Embedded() {
		p, err := playbook.Parse(f.Name, f.Source)
		if err != nil {
			t.Fatal(err)
		}
		if p.ID != f.ID {
			t.Errorf("%s holds the playbook %q", f.Name, p.ID)
		}
		all[p.ID] = p
	}
	return all
}

func TestLint(t *testing.T) {
	for id, p := range parse(t) {
		if problems := playbook.Lint(id+extension, p); len(problems) > 0 {
			t.Error(problems)
		}
	}
}

func TestPlaybook(t *testing.T) {
	all := parse(t)
	for id, p := range all {
		about := strings.Join(strings.Fields(p.About), " ")
		if p.Version == "" || !strings.Contains(about, "Nothing here is legal advice") {
			t.Errorf("%s lacks a version, or does not say that it is not legal advice", id)
		}
		for _, other := range p.See {
			if all[other] == nil || other == id {
				t.Errorf("%s points at %q, which does not ship", id, other)
			}
		}
		for _, r := range p.Roles {
			does := func(s playbook.Step) bool { return s.Role == r.ID }
			if r.Duty == "" || !slices.ContainsFunc(p.Steps(), does) {
				t.Errorf("%s: the role %s has no duty or no step", id, r.ID)
			}
		}
	}
}

var point = regexp.MustCompile(`(?m)^\d\. `)

func TestSteps(t *testing.T) {
	for id, p := range parse(t) {
		for _, s := range p.Steps() {
			if n := len(point.FindAllString(s.Do, -1)); n < 2 || n > 5 {
				t.Errorf("%s/%s says what to do in %d points, want two to five", id, s.ID, n)
			}
			if len(s.Do) > 640 {
				t.Errorf("%s/%s takes %d bytes to say what to do: more than a small screen holds", id, s.ID, len(s.Do))
			}
			if s.Role == "" || s.Caution == "" || s.Verify == "" || len(s.Refs) == 0 {
				t.Errorf("%s/%s lacks a role, a caution, a way to verify it or a source", id, s.ID)
			}
			for _, r := range s.Refs {
				if u, err := url.Parse(r.URL); err != nil || u.Host == "" {
					t.Errorf("%s/%s cites %q", id, s.ID, r.URL)
				}
			}
		}
	}
}

// A pause asks whether the phase is really complete, so it needs all that must
// be settled in its phase and nothing else.
func TestPauses(t *testing.T) {
	for id, p := range parse(t) {
		for _, phase := range p.Phases {
			last := phase.Steps[len(phase.Steps)-1]
			var want []string
			for _, s := range phase.Steps {
				if s.Pause != (s.ID == last.ID) {
					t.Errorf("%s/%s: pause is %v, but the last step of the phase is %s", id, s.ID, s.Pause, last.ID)
				}
				if s.ID != last.ID && !s.Optional {
					want = append(want, s.ID)
				}
			}
			if !slices.Equal(last.Needs, want) {
				t.Errorf("%s/%s needs %q, want %q", id, last.ID, last.Needs, want)
			}
		}
	}
}

// urgent are the steps that stop the bleeding or warn people in danger. The
// first of each playbook is the one that stops it.
var urgent = map[string][]string{
	"account-takeover-wave":  {"throttle", "end-sessions"},
	"confidentiality-breach": {"stop-or-watch", "isolate", "cut-access", "close-hole", "warn-at-risk"},
	"customer-data-breach":   {"stop-leak", "contain", "impact"},
	"exposed-storage":        {"close-access", "logs"},
	"insider-exfiltration":   {"harm-now", "small-circle"},
	"leaked-credentials":     {"revoke", "siblings"},
	"lost-device":            {"cut", "proof"},
	"mailbox-compromise":     {"money", "cut"},
	"misdirected-disclosure": {"stop", "ask", "danger"},
	"processor-breach":       {"stop", "first-notice"},
	"ransomware-extortion":   {"isolate", "backups"},
	"saas-token-theft":       {"revoke", "audit-log"},
	"supply-chain-package":   {"stop-publishing", "withdraw"},
	"vendor-breach":          {"cut", "rotate"},
	"web-skimming-cards":     {"switch", "acquirer"},
}

// Nothing holds up a step that stops the bleeding or warns people in danger,
// and stopping comes within the first three steps.
func TestNothingHoldsUpStopping(t *testing.T) {
	for id, p := range parse(t) {
		for _, step := range urgent[id] {
			s, ok := p.Step(step)
			if !ok || len(s.Needs) > 0 || s.When.Source != "" {
				t.Errorf("%s/%s waits: needs %q, when %q", id, step, s.Needs, s.When.Source)
			}
		}
		stops := func(s playbook.Step) bool { return len(urgent[id]) > 0 && s.ID == urgent[id][0] }
		if !slices.ContainsFunc(p.Phases[0].Steps[:3], stops) {
			t.Errorf("%s does not stop it within its first three steps", id)
		}
	}
}

// Two playbooks that ask for the same fact mean the same by it, so answers can
// be carried from one to the other. What follows from an answer may differ.
func TestSharedFacts(t *testing.T) {
	seen := map[string]playbook.Fact{}
	for id, p := range parse(t) {
		for _, f := range p.Facts {
			g, ok := seen[f.ID]
			seen[f.ID] = f
			same := func(a, b playbook.Option) bool { return a.ID == b.ID && a.Label == b.Label }
			if ok && (f.Ask != g.Ask || f.Type != g.Type || f.Because != g.Because || !slices.EqualFunc(f.Options, g.Options, same)) {
				t.Errorf("%s asks for %s in another way than another playbook", id, f.ID)
			}
		}
	}
}

// A role is the same person with the same duty wherever it is named.
func TestSharedRoles(t *testing.T) {
	seen := map[string]playbook.Role{}
	for id, p := range parse(t) {
		for _, r := range p.Roles {
			if other, ok := seen[r.ID]; ok && other != r {
				t.Errorf("%s describes the role %s in another way than another playbook", id, r.ID)
			}
			seen[r.ID] = r
		}
	}
}

// A clock means the same in every playbook that has it. What stands in for its
// start is the same too, but for facts that only one of them asks for.
func TestSharedClocks(t *testing.T) {
	type seenIn struct {
		playbook.Clock
		book *playbook.Playbook
	}
	seen := map[string]seenIn{}
	asked := func(facts []string, by *playbook.Playbook) []string {
		return slices.DeleteFunc(slices.Clone(facts), func(id string) bool { _, ok := by.Fact(id); return !ok })
	}
	for id, p := range parse(t) {
		for _, c := range p.Clocks {
			other, ok := seen[c.ID]
			seen[c.ID] = seenIn{c, p}
			if ok && !slices.Equal(asked(c.Else, other.book), asked(other.Else, p)) {
				t.Errorf("%s lets other facts stand in for the start of %s than another playbook", id, c.ID)
			}
			if ok && (c.Rule != other.Rule || c.From != other.From || c.After != other.After || c.CapFrom != other.CapFrom ||
				c.Hours != other.Hours || c.Title != other.Title || c.When.Source != other.When.Source) {
				t.Errorf("%s counts %s in another way than another playbook", id, c.ID)
			}
		}
	}
}

// No clock that may run waits for a question that comes late: each that starts
// from a moment has others that stand in for it. A decision, a payment and what
// has to be judged first begin nothing before they are made; and nothing runs out
// for a duty without a number before somebody judged that it is one.
func TestNoClockWaitsForALateQuestion(t *testing.T) {
	acts := []string{"material_at", "paid_at", "fix_at", "pfi_required_at", "bank_outage_at", "high_risk_at"}
	for id, p := range parse(t) {
		for _, c := range p.Clocks {
			noNumber := c.Rule == "" && c.Within == "" && c.Hours == "" && c.From == "contract_at"
			if c.From != "" && len(c.Else) == 0 && !slices.Contains(acts, c.From) && !noNumber {
				t.Errorf("%s: nothing stands in for the start of %s", id, c.ID)
			}
		}
	}
}

// Where nobody's data is in it, no duty about personal data is left, and no duty
// of a state of the US binds where nobody lives there.
func TestConditionsOfClocks(t *testing.T) {
	personal := regexp.MustCompile(`^(eu-gdpr|uk-gdpr|au-ndb|br|sg|za|jp|ca-pipeda|ch-fadp|kr)-`)
	state := regexp.MustCompile(`^us-[a-z]{2}-(individuals|ag|agencies)$`)
	for id, p := range parse(t) {
		for _, c := range p.Clocks {
			when := c.When.Source
			if state.MatchString(c.Rule) && !strings.HasPrefix(when, `"us" in regions && `) {
				t.Errorf("%s: %s does not begin with the region: %s", id, c.ID, when)
			}
			if (state.MatchString(c.Rule) || personal.MatchString(c.Rule)) && !strings.Contains(when, `personal_data != "no"`) {
				t.Errorf("%s: %s goes on without personal data: %s", id, c.ID, when)
			}
		}
	}
}

// What the playbook defines is used: each clock is filed by a step, each
// message is written by one. (Lint sees to the facts.)
func TestEverythingIsUsed(t *testing.T) {
	for id, p := range parse(t) {
		var files, messages []string
		for _, s := range p.Steps() {
			files = append(files, s.Files...)
			messages = append(messages, s.Message)
		}
		for _, c := range p.Clocks {
			if !slices.Contains(files, c.ID) {
				t.Errorf("%s: no step files the clock %s", id, c.ID)
			}
		}
		for _, m := range p.Messages {
			if !slices.Contains(messages, m.ID) {
				t.Errorf("%s: no step writes the message %s", id, m.ID)
			}
			if len(m.Must) == 0 || len(m.Avoid) == 0 || m.To == "" {
				t.Errorf("%s: the message %s does not say to whom, what it must contain or what it avoids", id, m.ID)
			}
		}
	}
}

// The library of the law has every rule, each can run, and what the playbook
// counts from is what the rule counts from.
func TestClocksFitTheLaw(t *testing.T) {
	law := shipped(t)
	for id, p := range parse(t) {
		for _, problem := range law.check(id+extension, p) {
			t.Error(problem)
		}
	}
}

// Where every choice that a clock mentions is recorded, it is known whether it
// applies; and it does for some answers and not for others.
func TestClocksCanBeYesAndNo(t *testing.T) {
	for id, p := range parse(t) {
		for _, c := range p.Clocks {
			answers := map[playbook.Answer]bool{}
			for recorded := range answersTo(p, c.When.Source) {
				answer, _ := c.When.Eval(recorded)
				answers[answer] = true
			}
			if !answers[playbook.Yes] || !answers[playbook.No] || answers[playbook.NotKnown] {
				t.Errorf("%s: the clock %s has the answers %v when everything is recorded, want yes and no", id, c.ID, answers)
			}
		}
	}
}

var (
	length = regexp.MustCompile(`(?i)\b(\d+|one|two|three|four|five|six|ten|thirty|sixty) (business |calendar |working )?(hours?|days|weeks|months)\b`)
	dated  = regexp.MustCompile(`\(([^()]*, )?checked 20\d\d-\d\d-\d\d\)`)
)

// A length of time that a step names as something to do is law, so it carries
// the day on which it was checked, in the same point, and the step a source.
func TestLegalNumbers(t *testing.T) {
	for id, p := range parse(t) {
		for _, s := range p.Steps() {
			for _, point := range regexp.MustCompile(`(?m)^\d\. `).Split(s.Do, -1) {
				point = strings.Join(strings.Fields(point), " ")
				if length.MatchString(point) && (!dated.MatchString(point) || len(s.Refs) == 0) {
					t.Errorf("%s/%s names a length of time without source and date: %s", id, s.ID, point)
				}
			}
		}
	}
}

// Laws have no "unknown": what is not known about them stays unrecorded.
func TestUnknownIsAboutTheWorld(t *testing.T) {
	law := []string{"regions", "us_states", "sectors", "our_role", "risk", "notify_people", "material", "counsel", "police"}
	for id, p := range parse(t) {
		for _, f := range p.Facts {
			unknown := slices.ContainsFunc(f.Options, func(o playbook.Option) bool { return o.ID == "unknown" })
			if unknown && (f.Because && f.ID != "root_cause" || slices.Contains(law, f.ID)) {
				t.Errorf("%s: %s is a decision or about the law and must not offer unknown", id, f.ID)
			}
		}
	}
}

var written = regexp.MustCompile(`\b[Ss]teps?\s+\d`)

// Numbers move when steps do, so a text names a step by its id. Lint finds the
// ids that are not there.
func TestNoStepIsNamedByItsNumber(t *testing.T) {
	for id, p := range parse(t) {
		if !strings.Contains(string(p.Source), "tep @") {
			t.Fatalf("%s mentions no step: does the way to do so still fit?", id)
		}
		for _, m := range written.FindAllString(string(p.Source), -1) {
			t.Errorf("%s writes out %q: name the step by its id, as in step @isolate", id, m)
		}
	}
}

// What decides which clocks run, and from when, is asked within the first three
// steps of every playbook, and nothing that takes long comes before.
func TestTheFirstStepsAskWhatNarrowsMost(t *testing.T) {
	for id, p := range parse(t) {
		asked, before := map[string]bool{}, time.Duration(0)
		for i, s := range p.Phases[0].Steps[:3] {
			narrows := slices.Contains(s.Record, "regions")
			if i > 0 && narrows && (before > 45*time.Minute || s.When.Source != "" || len(s.Needs) > 0) {
				t.Errorf("%s/%s comes only after %v, or waits for something: ask it before", id, s.ID, before)
			}
			before += s.Expects
			for _, fact := range s.Record {
				asked[fact] = true
			}
		}
		for _, fact := range []string{"suspected_at", "discovered_at", "aware_at", "personal_data", "regions", "us_states", "sectors", "our_role"} {
			if !asked[fact] {
				t.Errorf("%s does not ask for %s within its first three steps", id, fact)
			}
		}
	}
}

// The long playbooks have one way through the first hours for somebody who is
// alone: few steps, the ones that stop it and the questions among them, and none
// that waits for a step that is not on the way.
func TestTheWayThroughTheNight(t *testing.T) {
	for _, id := range []string{"confidentiality-breach", "customer-data-breach"} {
		p, tonight := parse(t)[id], map[string]bool{}
		for _, s := range p.Steps() {
			if !s.Tonight {
				continue
			}
			tonight[s.ID] = true
			for _, need := range s.Needs {
				if !tonight[need] {
					t.Errorf("%s/%s is for tonight and needs %s, which is not", id, s.ID, need)
				}
			}
		}
		if len(tonight) < 7 || len(tonight) > 9 {
			t.Errorf("%s has %d steps for tonight, want seven to nine", id, len(tonight))
		}
		for _, s := range p.Phases[0].Steps[:3] {
			if !tonight[s.ID] {
				t.Errorf("%s/%s is among the first three and not for tonight", id, s.ID)
			}
		}
	}
}

// Each playbook brings an invented incident for a drill: who called, what they
// saw, and no number that somebody could call.
func TestDrills(t *testing.T) {
	number := regexp.MustCompile(`\+?\d[\d ()-]{6,}`)
	for id, p := range parse(t) {
		if n := len(strings.Fields(p.Drill)); n < 40 || n > 140 {
			t.Errorf("%s: the invented incident has %d words, want 40 to 140", id, n)
		}
		if m := number.FindString(p.Drill); m != "" {
			t.Errorf("%s: the invented incident names a number that somebody may call: %q", id, m)
		}
	}
}

// No step is out of reach, and no condition is there for nothing: with every
// fact recorded, it is yes for some answers and no for others.
func TestConditionsCanBeYesAndNo(t *testing.T) {
	for id, p := range parse(t) {
		for _, s := range p.Steps() {
			if s.When.Source == "" {
				continue
			}
			if answer, waits := s.When.Eval(nil); answer != playbook.NotKnown || len(waits) == 0 {
				t.Errorf("%s/%s is %v before anything is recorded, waiting for %q", id, s.ID, answer, waits)
			}
			answers := map[playbook.Answer]bool{}
			for recorded := range answersTo(p, s.When.Source) {
				answer, _ := s.When.Eval(recorded)
				answers[answer] = true
			}
			if !answers[playbook.Yes] || !answers[playbook.No] || answers[playbook.NotKnown] {
				t.Errorf("%s/%s has the answers %v when everything is recorded, want yes and no", id, s.ID, answers)
			}
		}
	}
}

// From the top to the bottom no step waits for a fact that only a later step
// records, whatever the answers are. So nobody is ever stuck.
func TestNoStepWaitsForALaterFact(t *testing.T) {
	for id, p := range parse(t) {
		for answer := range 15 { // the most options that a fact has
			recorded := map[string]playbook.Value{}
			for _, s := range p.Steps() {
				does, waits := s.When.Eval(recorded)
				if does == playbook.NotKnown {
					t.Fatalf("%s/%s waits for %q when all before it is settled with answer %d", id, s.ID, waits, answer)
				}
				if does == playbook.Yes {
					answerAll(p, s, answer, recorded)
				}
			}
		}
	}
}

// answerAll records the facts of a step: of each choice the given option, or
// its last.
func answerAll(p *playbook.Playbook, s playbook.Step, answer int, recorded map[string]playbook.Value) {
	for _, id := range s.Record {
		f, _ := p.Fact(id)
		last := len(f.Options) - 1
		switch f.Type {
		case playbook.Choice:
			recorded[id] = playbook.TextValue(f.Options[min(answer, last)].ID)
		case playbook.Choices:
			recorded[id] = playbook.ChoicesValue(f.Options[min(answer, last)].ID)
		case playbook.Number:
			recorded[id] = playbook.NumberValue(float64(answer))
		}
	}
}

// answersTo yields every combination of single answers to the facts that a
// condition mentions.
func answersTo(p *playbook.Playbook, condition string) func(func(map[string]playbook.Value) bool) {
	var facts []playbook.Fact
	for _, f := range p.Facts {
		if regexp.MustCompile(`\b` + f.ID + `\b`).MatchString(condition) {
			facts = append(facts, f)
		}
	}
	return func(yield func(map[string]playbook.Value) bool) {
		var walk func(map[string]playbook.Value, []playbook.Fact) bool
		walk = func(recorded map[string]playbook.Value, rest []playbook.Fact) bool {
			if len(rest) == 0 {
				return yield(recorded)
			}
			for _, v := range someValues(rest[0]) {
				recorded[rest[0].ID] = v
				if !walk(recorded, rest[1:]) {
					return false
				}
			}
			return true
		}
		walk(map[string]playbook.Value{}, facts)
	}
}

// someValues returns every single option of a choice, and a small and a large
// number.
func someValues(f playbook.Fact) []playbook.Value {
	if f.Type == playbook.Number {
		return []playbook.Value{playbook.NumberValue(0), playbook.NumberValue(100_000)}
	}
	var all []playbook.Value
	for _, o := range f.Options {
		if f.Type == playbook.Choices {
			all = append(all, playbook.ChoicesValue(o.ID))
		} else {
			all = append(all, playbook.TextValue(o.ID))
		}
	}
	return all
}

// Each sentence of the guides is covered by something that exists, and the
// table says nothing about sentences that do not.
func TestEverySentenceIsCovered(t *testing.T) {
	all := parse(t)
	covered := tables(t)
	for guide, id := range map[string]string{"seed-000.txt": "confidentiality-breach", "seed-002.txt": "customer-data-breach"} {
		b, err := os.ReadFile("testdata/" + guide)
		if err != nil {
			t.Fatal(err)
		}
		for line := range strings.Lines(string(b)) {
			key, _, _ := strings.Cut(line, "\t")
			if len(covered[key]) == 0 {
				t.Errorf("%s: the table does not cover %s", guide, strings.TrimSpace(line))
			}
			for _, target := range covered[key] {
				if !strings.HasPrefix(target, id) || !exists(all[id], strings.TrimPrefix(target, id)) {
					t.Errorf("%s is covered by %s, which does not exist", key, target)
				}
			}
			delete(covered, key)
		}
	}
	for key := range covered {
		t.Errorf("the table covers %s, which is in no guide", key)
	}
}

// exists reports whether place is in p: "" is the text about it, "#id" the
// goal of a phase, "/id" a step.
func exists(p *playbook.Playbook, place string) bool {
	if id, ok := strings.CutPrefix(place, "#"); ok {
		return slices.ContainsFunc(p.Phases, func(ph playbook.Phase) bool { return ph.ID == id && ph.Goal != "" })
	}
	if id, ok := strings.CutPrefix(place, "/"); ok {
		_, found := p.Step(id)
		return found
	}
	return place == "" && p.About != ""
}

var key = regexp.MustCompile(`^[AB]\d(\.\d)?$`)

// tables reads the tables of the package documentation: what covers each
// sentence, by its key.
func tables(t *testing.T) map[string][]string {
	t.Helper()
	doc, err := os.ReadFile("doc.go")
	if err != nil {
		t.Fatal(err)
	}
	covered := map[string][]string{}
	var current string
	for line := range strings.Lines(string(doc)) {
		row, ok := strings.CutPrefix(line, "//\t")
		words := strings.Fields(row)
		switch {
		case !ok || len(words) == 0:
		case current == "" && !key.MatchString(words[0]): // the table of the shorter ones
		case key.MatchString(words[0]):
			current = words[0]
			covered[current] = nil
		default:
			covered[current] = append(covered[current], words...)
		}
	}
	return covered
}

// The search words of the first guide are words of the playbook.
func TestSearchWords(t *testing.T) {
	about := strings.Join(strings.Fields(parse(t)["confidentiality-breach"].About), " ")
	for _, words := range []string{"breach of confidentiality", "data security", "information protection"} {
		if !strings.Contains(about, words) {
			t.Errorf("the playbook cannot be found by %q", words)
		}
	}
}
