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
	// recorded says that a handover keeps it. Then it names the entries of what
	// people typed, as it must not keep what is withheld later, and no length of
	// time, as the entry has its own time.
	recorded bool
}

// Brief is what whoever takes over has to know, to be read aloud: what is open and
// blocked, where to look again, the deadlines, what was promised, the last notes.
func Brief(r run.Run, at At) []Line { return briefing{r, at, false}.lines() }

// BriefRecorded makes [Brief] as a handover records it, in text. It names the
// entries of notes and reasons in place of what they say, and says when a deadline
// is due, not how much is left.
func BriefRecorded(at At) func(run.Run) string {
	at.Moment = func(t time.Time) string { return t.In(at.Zone).Format("2006-01-02 15:04 -07:00") }
	return func(r run.Run) string {
		if at.Run.ID() == "" { // it was not at hand
			at.Run, at.Now = r, r.Moment(at.Now)
		}
		return strings.Join(Pasted(briefing{r, at, true}.lines()), "\n")
	}
}

func (b briefing) lines() []Line {
	p, here := b.run.Progress(), b.run.Current()
	now := fmt.Sprintf("step %s %s; %d of %s settled", here.Number, here.Title, p.Settled, Plural(p.Total, "step", "steps"))
	lines := []Line{
		{Label: "Now", Text: now},
		b.list("Open", "nothing was left open behind it", Plain, briefOpen, b.open()),
		b.list("Blocked", "nothing", Warn, briefOpen, b.blocked()),
	}
	if looks := b.looks(); len(looks) > 0 {
		lines = append(lines, b.list("Look again", "", Plain, briefOpen, looks))
	}
	return append(lines,
		b.list("Deadlines", "none runs", Plain, briefClocks, b.deadlines()),
		Line{Label: "Promised", Text: b.promised()},
		b.list("Last notes", "none", Plain, briefNotes, b.notes()),
	)
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
		if b.recorded {
			why = seeEntry(s.Seq)
		}
		all = append(all, s.Number+" "+s.Title+": "+why)
	}
	return all
}

func seeEntry(seq uint64) string { return fmt.Sprintf("see entry %d", seq) }

// looks are the steps to look at again, in their order.
func (b briefing) looks() []string {
	var all []string
	for _, s := range b.run.Steps() {
		set, e := s.LookAgain()
		if e == nil {
			continue
		}
		text := LookAgain(s, b.at).Text
		if b.recorded {
			text = b.at.Moment(set.Due) + ": " + seeEntry(e.Seq)
		}
		all = append(all, s.Number+" "+s.Title+": "+text)
	}
	return all
}

func (b briefing) deadlines() []string {
	var all []string
	for _, c := range Order(b.run.Ticking(), b.at.Now) {
		left := ClockLeft(c, b.at.Now)
		if b.recorded {
			left = ""
		}
		all = append(all, deadlineText(b.run, c, b.at, left))
	}
	return all
}

func (b briefing) promised() string {
	if b.recorded {
		b.at.Now = time.Time{} // nothing is past
	}
	return NextUpdate(b.run, b.at)
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
		if b.recorded {
			all = append(all, seeEntry(e.Seq))
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
