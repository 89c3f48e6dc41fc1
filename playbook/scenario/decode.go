package scenario

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v4"

	"cordon/playbook"
	"cordon/playbook/clock"
	"cordon/playbook/run"
)

// Parse reads a scenario. The name is used in errors only. An error is a
// [playbook.Problems] with everything that is wrong with the file. Whether it
// fits its playbook is for [Run] to say.
func Parse(name string, source []byte) (*Scenario, error) {
	file, root := playbook.ReadFile(name, "scenario", source)
	s := &Scenario{file: file}
	if root != nil {
		d := &decoder{file: file}
		d.scenario(root, s)
	}
	if problems := file.Problems(); len(problems) > 0 {
		return nil, problems
	}
	return s, nil
}

// A decoder takes nodes apart. What is wrong goes to the file.
type decoder struct {
	file *playbook.File
	now  time.Time // times are seen from here
}

func (d *decoder) fail(n *yaml.Node, hint, format string, args ...any) {
	d.file.Report(n, fmt.Sprintf(format, args...), hint)
}

func (d *decoder) scenario(root *yaml.Node, s *Scenario) {
	if !d.format(root) {
		return
	}
	k := d.keys(root, "scenario", "format", "playbook", "about", "zone", "now", "facts", "do", "expect")
	if k == nil {
		return
	}
	d.need(root, k, "scenario", "playbook", "now", "expect")
	named := d.word(k["playbook"], "playbook")
	s.Playbook, s.book = named.text, named.place
	s.About = d.word(k["about"], "about").text
	d.now = time.Time{}.In(d.zone(k["zone"]))
	s.Now = d.moment(k["now"], "now").time
	if !s.Now.IsZero() {
		s.Now = s.Now.In(d.now.Location())
		d.now = s.Now
	}
	d.named(k["facts"], "fact", func(id word, n *yaml.Node) { s.facts = append(s.facts, d.fact(id, n)) })
	d.deeds(k["do"], s)
	if k["expect"] != nil {
		d.expectation(k["expect"], &s.expect)
	}
}

// format looks at the key format before all others, and reports whether it is
// worth looking at them: another file has other keys.
func (d *decoder) format(root *yaml.Node) bool {
	if root.Kind != yaml.MappingNode {
		return true // what is wrong is said with the keys
	}
	const first = "the first line of a scenario is format: " + Format
	n := child(root, "format")
	if n == nil {
		d.fail(root, first, "this scenario has no format")
		return child(root, "expect") != nil
	}
	if n.Value == Format {
		return true
	}
	hint := first
	if rest, ours := strings.CutPrefix(n.Value, "cordon-scenario/"); ours && rest != "" && strings.Trim(rest, "0123456789") == "" {
		hint = "this version of Cordon reads " + Format + ": a newer one may read this file"
	}
	d.fail(n, hint, "the format %q is not known", n.Value)
	return false
}

// child returns the value of a key, or nil.
func child(group *yaml.Node, key string) *yaml.Node {
	for i := 0; i+1 < len(group.Content); i += 2 {
		if group.Content[i].Value == key {
			return group.Content[i+1]
		}
	}
	return nil
}

func (d *decoder) zone(n *yaml.Node) *time.Location {
	w := d.word(n, "zone")
	if w.text == "" {
		return time.UTC
	}
	zone, err := clock.ParseZone(w.text)
	if err != nil {
		d.fail(n, "write it like Europe/Berlin", "zone: %v", err)
		return time.UTC
	}
	return zone.Location()
}

// fact decodes a value, or a group with a value and more about it.
func (d *decoder) fact(id word, n *yaml.Node) fact {
	f := fact{id: id}
	if n.Kind != yaml.MappingNode {
		f.value = d.value(n, "the value of a fact")
		return f
	}
	k := d.keys(n, "fact", "value", "because", "at")
	d.need(n, k, "fact", "value")
	f.value = d.value(k["value"], "the value of a fact")
	f.because = d.word(k["because"], "fact because").text
	f.at = d.moment(k["at"], "fact at")
	return f
}

// value takes what people would type: a scalar of any kind as it stands in the
// file, or a list of options.
func (d *decoder) value(n *yaml.Node, name string) word {
	if n == nil || n.Kind != yaml.SequenceNode {
		return d.word(n, name)
	}
	var options []string
	d.each(n, name, func(item *yaml.Node) { options = append(options, d.word(item, name).text) })
	return word{at(n), strings.Join(options, ", ")}
}

// maxDeeds is more than anybody does in a run, and little enough to do again.
const maxDeeds = 1000

func (d *decoder) deeds(n *yaml.Node, s *Scenario) {
	if n != nil && len(n.Content) > maxDeeds {
		d.fail(n, "", "do has %d deeds, and a scenario takes %d", len(n.Content), maxDeeds)
		return
	}
	d.each(n, "do", func(n *yaml.Node) {
		if deed, ok := d.deed(n); ok {
			s.deeds = append(s.deeds, deed)
		}
	})
}

// deed decodes one thing that is done.
func (d *decoder) deed(n *yaml.Node) (deed, bool) {
	verbs := []string{"done", "skip", "file", "waive", "confirm"}
	k := d.keys(n, "deed", append(slices.Clone(verbs), "because", "at", "reference")...)
	if k == nil {
		return deed{}, false
	}
	verbs = slices.DeleteFunc(verbs, func(v string) bool { return k[v] == nil })
	if len(verbs) != 1 {
		d.fail(n, "write it like {done: step} or {file: clock, at: 2027-03-29 11:00}", "a deed is one of done, skip, file, waive and confirm")
		return deed{}, false
	}
	verb := verbs[0]
	return deed{
		verb:      verb,
		what:      d.word(k[verb], verb),
		because:   d.word(k["because"], "because").text,
		reference: d.word(k["reference"], "reference").text,
		at:        d.moment(k["at"], "at"),
	}, true
}

func (d *decoder) expectation(n *yaml.Node, e *expectation) {
	k := d.keys(n, "expect", "steps", "clocks", "drafts")
	if k == nil {
		return
	}
	if k["steps"] != nil {
		steps := d.keys(k["steps"], "steps", stepKeys[:]...)
		for i, key := range stepKeys {
			e.steps[i] = d.list(steps[key], key)
		}
	}
	e.clocks.place = at(k["clocks"])
	d.named(k["clocks"], "clock", func(id word, n *yaml.Node) { e.clocks.all = append(e.clocks.all, d.clock(id, n)) })
	e.drafts.place = at(k["drafts"])
	d.named(k["drafts"], "draft", func(id word, n *yaml.Node) { e.drafts.all = append(e.drafts.all, d.draft(id, n)) })
}

func (d *decoder) clock(id word, n *yaml.Node) expectedClock {
	k := d.keys(n, "clock", "state", "due", "latest", "candidate", "uncounted")
	d.need(n, k, "clock", "state")
	c := expectedClock{
		id:     id,
		state:  d.word(k["state"], "state"),
		due:    d.moment(k["due"], "due"),
		latest: d.moment(k["latest"], "latest"),
	}
	c.candidate = d.flag(k["candidate"], "candidate")
	c.uncounted = d.flag(k["uncounted"], "uncounted")
	if s := c.state.text; s != "" && !slices.Contains(states(), s) {
		d.fail(k["state"], orElse(near(s, states()), "it is one of "+strings.Join(states(), ", ")), "%q is not a state of a clock that started", s)
	}
	return c
}

// states are those of the clocks that are listed.
func states() []string {
	return []string{
		string(run.ClockRunning), string(run.ClockDueSoon), string(run.ClockOverdue),
		string(run.ClockFiledInTime), string(run.ClockFiledLate), string(run.ClockNotNotified),
	}
}

func (d *decoder) draft(id word, n *yaml.Node) expectedDraft {
	k := d.keys(n, "draft", "gaps")
	return expectedDraft{id: id, gaps: d.list(k["gaps"], "gaps")}
}

func at(n *yaml.Node) place {
	if n == nil {
		return place{}
	}
	return place{n.Line, n.Column}
}

// keys returns the values of a group by their keys, or nil if it is none.
func (d *decoder) keys(n *yaml.Node, object string, known ...string) map[string]*yaml.Node {
	if n.Kind != yaml.MappingNode {
		d.wrong(n, object, "a group of keys")
		return nil
	}
	found := map[string]*yaml.Node{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		switch {
		case !d.plainKey(key, object):
		case found[key.Value] != nil:
			d.fail(key, "keep one of them", "the key %q is there twice", key.Value)
		case !slices.Contains(known, key.Value):
			d.fail(key, orElse(near(key.Value, known), withArticle(object)+" knows "+strings.Join(known, ", ")), "%s has no key %q", withArticle(object), key.Value)
			if meant, ok := playbook.Nearest(key.Value, known); ok && found[meant] == nil {
				found[meant] = n.Content[i+1] // so that it is not missed as well
			}
		default:
			found[key.Value] = n.Content[i+1]
		}
	}
	return found
}

func (d *decoder) plainKey(key *yaml.Node, object string) bool {
	if key.Kind == yaml.ScalarNode && key.Tag != "!!merge" {
		return true
	}
	d.fail(key, "write the keys out", "a key of %s must be a word", withArticle(object))
	return false
}

func (d *decoder) need(n *yaml.Node, k map[string]*yaml.Node, object string, keys ...string) {
	for _, key := range keys {
		if k != nil && k[key] == nil {
			d.fail(n, "", "this %s has no %s", object, key)
		}
	}
}

// named calls item for every key of a group, in the order of the file.
func (d *decoder) named(n *yaml.Node, object string, item func(id word, n *yaml.Node)) {
	if n == nil {
		return
	}
	if n.Kind != yaml.MappingNode {
		d.wrong(n, object+"s", object+"s by their ids")
		return
	}
	seen := map[string]bool{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key := n.Content[i]
		if !d.plainKey(key, object+"s") {
			continue
		}
		if seen[key.Value] {
			d.fail(key, "keep one of them", "the %s %q is there twice", object, key.Value)
			continue
		}
		seen[key.Value] = true
		item(word{at(key), key.Value}, n.Content[i+1])
	}
}

func (d *decoder) each(n *yaml.Node, name string, item func(*yaml.Node)) {
	if n == nil {
		return
	}
	if n.Kind != yaml.SequenceNode {
		d.wrong(n, name, "a list")
		return
	}
	for _, child := range n.Content {
		item(child)
	}
}

func (d *decoder) list(n *yaml.Node, name string) list {
	l := list{place: at(n)}
	seen := map[string]bool{"": true} // what is empty was said already
	d.each(n, name, func(item *yaml.Node) {
		w := d.word(item, name)
		if seen[w.text] && w.text != "" {
			d.fail(item, "keep one of them", "%s names %q twice", name, w.text)
		}
		if !seen[w.text] {
			l.words = append(l.words, w)
		}
		seen[w.text] = true
	})
	return l
}

// word takes a scalar as it stands in the file, whatever YAML makes of it: a
// number is what people would type.
func (d *decoder) word(n *yaml.Node, name string) word {
	if n == nil {
		return word{}
	}
	if n.Kind != yaml.ScalarNode || strings.TrimSpace(n.Value) == "" || n.Tag == "!!null" && n.Style == 0 {
		d.wrong(n, name, "text")
		return word{}
	}
	return word{at(n), strings.TrimSpace(n.Value)}
}

func (d *decoder) moment(n *yaml.Node, name string) moment {
	w := d.word(n, name)
	if w.text == "" {
		return moment{}
	}
	t, err := playbook.ParseTime(w.text, d.now)
	if err != nil {
		d.fail(n, "", "%s: %v", name, err)
	}
	return moment{w.place, t}
}

func (d *decoder) flag(n *yaml.Node, name string) flag {
	if n == nil {
		return flag{}
	}
	if n.Kind != yaml.ScalarNode || n.Tag != "!!bool" {
		d.wrong(n, name, "true or false")
	}
	return flag{at(n), strings.EqualFold(n.Value, "true")}
}

// wrong says that a node is not what it should be.
func (d *decoder) wrong(n *yaml.Node, name, want string) {
	switch {
	case n.Kind == yaml.AliasNode:
		d.fail(n, "write it out", "anchors and aliases are not part of a scenario")
	case n.Kind == yaml.ScalarNode && strings.TrimSpace(n.Value) == "" || n.Tag == "!!null":
		d.fail(n, "write it, or take the line out", "%s is empty", name)
	case n.Kind == yaml.SequenceNode:
		d.fail(n, "", "%s must be %s, this is a list", name, want)
	case n.Kind == yaml.MappingNode:
		d.fail(n, "", "%s must be %s, this is a group of keys", name, want)
	default:
		d.fail(n, "", "%s must be %s, this is %q", name, want, n.Value)
	}
}

// withArticle names a group: "a clock", but "steps".
func withArticle(object string) string {
	if object == "expect" || strings.HasSuffix(object, "s") {
		return object
	}
	return "a " + object
}

// near words the suggestion of a name, or nothing.
func near(word string, among []string) string {
	if meant, ok := playbook.Nearest(word, among); ok {
		return fmt.Sprintf("did you mean %q?", meant)
	}
	return ""
}

func orElse(text, other string) string {
	if text == "" {
		return other
	}
	return text
}
