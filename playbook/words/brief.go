package words

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"cordon/playbook/run"
)

// How much of each kind a brief says: what is read aloud at night must be short.
const (
	briefOpen   = 6
	briefClocks = 4
	briefNotes  = 3
)

// A briefing makes a brief of a run as it stands.
type briefing struct {
	run run.Run
	at  At
	// quotes says that what people typed is said. Otherwise their entries are
	// named: a brief that is recorded must not keep what is withheld later.
	quotes bool
}

// Brief is what whoever takes over has to know, to be read aloud: what is open and
// blocked, the deadlines, what was promised, the last notes.
func Brief(r run.Run, at At) []Line { return briefing{r, at, true}.lines() }

// BriefRecorded makes [Brief] as a handover records it, in text. It names the
// entries of notes and reasons in place of what they say.
func BriefRecorded(at At) func(run.Run) string {
	at.Moment = func(t time.Time) string { return t.In(at.Zone).Format("2006-01-02 15:04 -07:00") }
	return func(r run.Run) string { return strings.Join(Pasted(briefing{r, at, false}.lines()), "\n") }
}

func (b briefing) lines() []Line {
	p, here := b.run.Progress(), b.run.Current()
	now := fmt.Sprintf("step %s %s; %d of %s settled", here.Number, here.Title, p.Settled, Plural(p.Total, "step", "steps"))
	return []Line{
		{Label: "Now", Text: now},
		b.list("Open", "nothing was left open behind it", Plain, briefOpen, b.open()),
		b.list("Blocked", "nothing", Warn, briefOpen, b.blocked()),
		b.list("Deadlines", "none runs", Plain, briefClocks, b.deadlines()),
		{Label: "Promised", Text: NextUpdate(b.run, b.at)},
		b.list("Last notes", "none", Plain, briefNotes, b.notes()),
	}
}

// list is a line with the first of all items, and how many more there are.
func (b briefing) list(label, none string, tone Tone, most int, all []string) Line {
	if len(all) == 0 {
		return Line{Label: label, Text: none}
	}
	if left := len(all) - most; left > 0 {
		all = append(all[:most:most], fmt.Sprintf("and %d more", left))
	}
	return Line{Label: label, Items: all, Tone: tone}
}

func (b briefing) open() []string {
	var all []string
	for _, n := range b.run.NeedsYou() {
		if n.Kind != run.NeedBlocked {
			all = append(all, n.Step.Number+" "+n.Step.Title+ifAny(": ", otherThan(n.Text, "left open")))
		}
	}
	return all
}

// otherThan is text, or nothing if it says only what everybody expects.
func otherThan(text, expected string) string {
	if text == expected {
		return ""
	}
	return text
}

func (b briefing) blocked() []string {
	var all []string
	for _, s := range b.run.Steps() {
		if s.State != run.Blocked {
			continue
		}
		why := s.Reason
		if !b.quotes {
			why = fmt.Sprintf("see entry %d", s.Seq)
		}
		all = append(all, s.Number+" "+s.Title+": "+why)
	}
	return all
}

func (b briefing) deadlines() []string {
	var all []string
	for _, c := range Order(b.run.Ticking(), b.at.Now) {
		all = append(all, deadlineText(b.run, c, b.at))
	}
	return all
}

// notes are the last notes that nobody took back, the newest first.
func (b briefing) notes() []string {
	var all []string
	for _, e := range slices.Backward(b.run.Entries()) {
		note, ok := e.Event.(run.NoteAdded)
		if !ok || b.run.UndoneBy(e.Seq) != 0 {
			continue
		}
		if len(all) == briefNotes {
			break
		}
		if !b.quotes {
			all = append(all, fmt.Sprintf("see entry %d", e.Seq))
			continue
		}
		where := ""
		if s, err := b.run.Find(note.Step); err == nil {
			where = ", on " + s.Number
		}
		all = append(all, fmt.Sprintf("%s by %s%s: %s", b.at.Moment(e.At), e.By, where, note.Text))
	}
	return all
}
