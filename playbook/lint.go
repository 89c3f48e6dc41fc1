package playbook

import (
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"cordon/playbook/clock"
	"cordon/playbook/reader"

	"go.yaml.in/yaml/v4"
)

// What people can keep track of under stress.
const (
	maxSteps  = 9  // of a phase
	maxTitle  = 60 // characters
	maxPoints = 5  // of a step
)

// Lint warns of what works and still makes people stumble. It is quiet when in
// doubt. The rules:
//
//   - A phase has at most nine steps.
//   - The title of a phase, step or group has at most 60 characters.
//   - The steps of a group stand together.
//   - A step is one action. It is more if its title has a semicolon, says
//     "then" after an "and" or a comma, or joins two orders ("isolate the host
//     and revoke its keys"), or if do lists more than five points.
//   - A step that contains something says how to verify it. That is a step
//     whose id or title starts with a verb like isolate, stop, revoke or
//     block, and every step of a phase called contain or containment; pauses
//     and steps that only record or tell are not meant.
//   - Every fact is recorded by some step.
//   - A step does not need one that comes later, and is repeated over a fact that an
//     earlier one records.
//   - A step is not repeated for an answer like "none" or "not known", unless its
//     condition asks for that.
//   - What a command has in {{ .braces }} is a fact, and stands where its value can
//     be quoted for a shell.
//   - A step or phase that a text mentions ("step @isolate") is there.
//
// Two of its findings are mistakes, not warnings: a clock whose zone is none,
// and one whose limit no clock can count. They are not in [Parse], so that a
// run that began with such a playbook still opens.
func Lint(name string, p *Playbook) Problems {
	s, root := reader.Read(name, "playbook", p.Source)
	if root == nil {
		return s.Problems()
	}
	l := linter{Source: s, root: root}
	for i, phase := range p.Phases {
		l.phase(i, phase)
	}
	for i, phase := range p.Phases {
		for j, step := range phase.Steps {
			l.command(step.Command, p.Facts, "phases", i, "steps", j, "command")
		}
	}
	l.facts(p)
	l.order(p)
	l.repeated(p)
	l.mentions(p)
	for _, c := range p.Clocks {
		l.countable(c)
	}
	return s.Problems()
}

// A linter finds the place of a warning by walking the file again.
type linter struct {
	*reader.Source
	root *yaml.Node
}

func (l *linter) warn(hint, text string, path ...any) {
	n := reader.At(l.root, path...)
	l.Report(Problem{Line: n.Line, Column: n.Column, Text: text, Hint: hint, Warning: true})
}

// fail reports a mistake at the value of a path.
func (l *linter) fail(text, hint string, path ...any) {
	n := reader.At(l.root, path...)
	l.Report(Problem{Line: n.Line, Column: n.Column, Text: text, Hint: hint})
}

func (l *linter) phase(i int, phase Phase) {
	if n := len(phase.Steps); n > maxSteps {
		l.warn("split the phase", fmt.Sprintf("this phase has %d steps: people keep track of %d", n, maxSteps), "phases", i, "title")
	}
	l.title(phase.Title, "phases", i, "title")
	for j, step := range phase.Steps {
		l.step(step, phase, "phases", i, "steps", j)
	}
	l.groups(i, phase)
}

func (l *linter) title(title string, path ...any) {
	if n := utf8.RuneCountInString(title); n > maxTitle {
		l.warn("say the rest in do or goal", fmt.Sprintf("this title has %d characters: more than %d do not fit a small screen", n, maxTitle), path...)
	}
}

// groups warns of a group whose steps are apart: its heading would stand twice.
func (l *linter) groups(i int, phase Phase) {
	seen, now := map[string]bool{}, ""
	for j, s := range phase.Steps {
		if s.Group != now && seen[s.Group] && s.Group != "" {
			l.warn("move its steps together", fmt.Sprintf("the group %s was there before, and other steps stand between", reader.Quote(s.Group)), "phases", i, "steps", j, "group")
		}
		if s.Group != now && s.Group != "" {
			l.title(s.Group, "phases", i, "steps", j, "group")
		}
		now, seen[s.Group] = s.Group, true
	}
}

func (l *linter) step(s Step, phase Phase, path ...any) {
	title := append(slices.Clone(path), "title")
	l.title(s.Title, title...)
	if isSeveral(s.Title) {
		l.warn("make a step of each", "this step is more than one action", title...)
	}
	if n := points(s.Do); n > maxPoints {
		l.warn("make more steps of it, or use checks", fmt.Sprintf("this step has %d points: more than %d are not one action", n, maxPoints), append(slices.Clone(path), "do")...)
	}
	if s.Verify == "" && contains(s, phase) {
		l.warn("verify: what shows that it worked?", "this step contains something and does not say how to verify it", title...)
	}
}

// isSeveral reports titles that give more than one order.
func isSeveral(title string) bool {
	lower := strings.ToLower(title)
	if strings.Contains(lower, ";") || strings.Contains(lower, " and then ") || strings.Contains(lower, ", then ") {
		return true
	}
	words := strings.Fields(lower)
	for i := 2; i+1 < len(words); i++ {
		if words[i] == "and" && isOrder(words[0]) && isOrder(words[i+1]) {
			return true
		}
	}
	return false
}

// isOrder knows verbs that are hardly ever nouns, so that "names and contact
// details" stays one thing.
func isOrder(word string) bool {
	switch word {
	case "ask", "assign", "assess", "begin", "choose", "collect", "confirm", "contain", "create", "decide", "delete",
		"determine", "disable", "disconnect", "find", "get", "identify", "inform", "isolate", "keep", "notify", "open",
		"preserve", "put", "quarantine", "rebuild", "remove", "replace", "restore", "revoke", "rotate", "save", "send",
		"start", "suspend", "take", "tell", "turn", "verify", "write":
		return true
	}
	return false
}

// points counts the items of the outermost list of a Markdown text.
func points(markdown string) int {
	count, outermost := 0, len(markdown)
	for line := range strings.SplitSeq(markdown, "\n") {
		text := strings.TrimLeft(line, " ")
		indent := len(line) - len(text)
		switch {
		case !isPoint(text) || indent > outermost:
		case indent < outermost:
			count, outermost = 1, indent
		default:
			count++
		}
	}
	return count
}

func isPoint(line string) bool {
	if strings.HasPrefix(line, "- ") || strings.HasPrefix(line, "* ") || strings.HasPrefix(line, "+ ") {
		return true
	}
	rest := strings.TrimLeft(line, "0123456789")
	return len(rest) < len(line) && (strings.HasPrefix(rest, ". ") || strings.HasPrefix(rest, ") "))
}

// contains reports whether a step is there to contain something.
func contains(s Step, phase Phase) bool {
	if s.Pause {
		return false
	}
	if isContainment(s.ID) || isContainment(s.Title) {
		return true
	}
	acts := s.Do != "" || s.Command != ""
	return acts && len(s.Record) == 0 && s.Message == "" && len(s.Files) == 0 && (saysContain(phase.ID) || saysContain(phase.Title))
}

func isContainment(name string) bool {
	switch words(name)[0] {
	case "block", "contain", "cut", "disable", "disconnect", "isolate", "kill", "lock", "quarantine", "revoke", "stop", "suspend":
		return true
	}
	return false
}

// saysContain reports whether a phase is about containment, and not about what
// comes before or after it.
func saysContain(name string) bool {
	all := words(name)
	about := slices.Contains(all, "contain") || slices.Contains(all, "containment")
	return about && !slices.Contains(all, "before") && !slices.Contains(all, "after")
}

// words splits an id or a title. There is always a first one.
func words(name string) []string {
	all := strings.FieldsFunc(strings.ToLower(name), func(r rune) bool { return (r < 'a' || r > 'z') && r < utf8.RuneSelf })
	return append(all, "")
}

func (l *linter) facts(p *Playbook) {
	recorded := map[string]bool{}
	for _, s := range p.Steps() {
		for _, id := range s.Record {
			recorded[id] = true
		}
	}
	for _, f := range p.Facts {
		if !recorded[f.ID] {
			l.warn("name it in record", fmt.Sprintf("no step records the fact %s", reader.Quote(f.ID)), "facts", f.ID)
		}
	}
}

func (l *linter) order(p *Playbook) {
	before := map[string]bool{}
	for i, phase := range p.Phases {
		for j, s := range phase.Steps {
			for k, id := range s.Needs {
				if !before[id] {
					l.warn("move one of them", fmt.Sprintf("this step needs %s, which comes after it", reader.Quote(id)), "phases", i, "steps", j, "needs", k)
				}
			}
			before[s.ID] = true
		}
	}
}

// repeated looks at the values over which steps are repeated.
func (l *linter) repeated(p *Playbook) {
	recorded := map[string]bool{}
	for i, phase := range p.Phases {
		for j, s := range phase.Steps {
			if s.Each != "" {
				l.values(s, p, recorded[s.Each], "phases", i, "steps", j)
			}
			for _, id := range s.Record {
				recorded[id] = true
			}
		}
	}
}

func (l *linter) values(s Step, p *Playbook, recorded bool, path ...any) {
	each := append(slices.Clone(path), "each")
	if !recorded {
		l.warn("move one of them", fmt.Sprintf("this step is repeated over %s, which no step before it records", reader.Quote(s.Each)), each...)
	}
	f, _ := p.Fact(s.Each)
	longest := s.Title
	for _, o := range f.Options {
		if slices.Contains([]string{"none", "unknown", "no"}, o.ID) && !slices.Contains(s.When.Facts(), s.Each) {
			l.warn("leave it out with a condition over that fact, or ask it in another", fmt.Sprintf("this step is repeated for the answer %s too, for which there is nothing to do", reader.Quote(o.ID)), each...)
		}
		if title := s.Title + ": " + o.Label; utf8.RuneCountInString(title) > utf8.RuneCountInString(longest) {
			longest = title
		}
	}
	if longest != s.Title && utf8.RuneCountInString(s.Title) <= maxTitle {
		l.title(longest, append(slices.Clone(path), "title")...)
	}
}

// mentions warns once for each mention that stayed as it was written.
func (l *linter) mentions(p *Playbook) {
	warned := map[string]bool{}
	for _, text := range p.prose() {
		for _, m := range aMention.FindAllString(*text, -1) {
			if !warned[m] {
				warned[m] = true
				l.warn("write the id of a step or phase of this playbook after the @", fmt.Sprintf("a text mentions %s, which is not there", reader.Quote(m)))
			}
		}
	}
}

// countable says what keeps a clock from counting.
func (l *linter) countable(c Clock) {
	l.zone(c.Zone, "clocks", c.ID, "zone")
	if c.Within == "" {
		return
	}
	if _, err := clock.ParseLimit(c.Within); err != nil {
		l.fail(err.Error(), "no clock can count that: leave it out for a duty without a number", "clocks", c.ID, "within")
	}
}

// zone says of a name that it is no zone. Local is none: it is another place
// on every machine.
func (l *linter) zone(name string, path ...any) {
	if _, err := time.LoadLocation("Europe/London"); err != nil || name == "" {
		return // or this machine has no list of zones
	}
	if _, err := clock.ParseZone(name); err != nil {
		l.fail(fmt.Sprintf("the time zone %s is not known", reader.Quote(name)), "zones have names like Europe/Berlin", path...)
	}
}
