package report

import (
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"

	"cordon/playbook"
	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
)

// Options say how a report is written. The zero value works.
type Options struct {
	// Zone is the zone of all times. Nil shows each time with the offset it
	// was noted in; a page for a browser, which writes no offsets, has all times
	// in that of the first entry.
	Zone *time.Location
	// Findings are those of the run: see [run.Run.Findings].
	Findings []run.Finding
	// Now is when the clocks of an open run stand as the report shows them.
	// Zero is the last entry. Those of a closed run stand as of its closing.
	Now time.Time
	// Checked is what was checked of the record.
	Checked Checked
	// Executive leaves only what somebody who decides has to know: how it ended,
	// what to look at first, the deadlines, decisions and lessons.
	Executive bool
}

// longest is how many columns of text a finding shows. The timeline has it in
// full.
const longest = 300

// fullMoment is how Markdown writes moments.
const fullMoment = "2006-01-02 15:04:05 -07:00"

// Markdown writes a run for people, in the order of the page for a browser. What
// was recorded stands once: the timeline has the words, all else the entry.
func Markdown(w io.Writer, r run.Run, opts Options) error {
	m := markdown{sheet: newSheetMaker(r, opts, fullMoment).sheet()}
	m.head()
	m.first()
	m.duties()
	if !opts.Executive {
		m.sittings()
		m.findings()
	}
	m.decisions()
	if opts.Executive {
		m.lessons()
	} else {
		m.messages()
		m.steps()
		m.files()
		m.answers()
		m.people()
		m.timeline()
		m.proof()
	}
	_, err := io.WriteString(w, m.String())
	return err
}

type markdown struct {
	page
	*sheet
}

// words writes an item that begins with words of ours.
func (m *markdown) words(lead, text string) { m.item("", "- ", lead, text) }

// below writes an item below another one.
func (m *markdown) below(lead, text string) { m.item("  ", "- ", lead, text) }

func (m *markdown) head() {
	if m.Run.Drill {
		m.heading(1, "DRILL: "+m.Title)
		m.line("**This was a drill. Nothing in this report happened for real.**")
		m.line()
	} else {
		m.heading(1, m.Title)
	}
	if m.Warning != "" {
		m.words("**Warning**:", m.Warning)
	}
	var pills []string
	for _, p := range m.Pills {
		pills = append(pills, p.Text)
	}
	m.words("Run:", m.Run.ID)
	m.words("Playbook:", named(m.Run.Playbook))
	for _, added := range m.Run.Added {
		m.words("Playbook added:", named(added))
	}
	if m.Run.Incident != "" {
		m.words("Incident:", m.Run.Incident)
	}
	m.words("Lead:", m.Run.Lead)
	m.words("Stands:", strings.Join(pills, "; "))
	m.words("Times:", m.Zone)
}

// named names a playbook with its version.
func named(b Playbook) string {
	return fmt.Sprintf("%s (%s)", b.Title, strings.TrimSpace(b.ID+" "+b.Version))
}

// first is the first page.
func (m *markdown) first() {
	m.heading(2, "What happened")
	if h := m.Happened; h.Seq != 0 {
		m.words("In the words of "+plain(h.By)+", "+entry(h.Seq)+":", h.Text)
	} else {
		m.words("Nobody has recorded what happened", "")
	}
	m.words("Settled:", m.Settled)
	if m.StandsAt != "" {
		m.words("The run is still open. It stands at step", m.StandsAt)
	}
	if m.Reason != "" {
		m.words("Closed, because:", m.Reason)
	}
	for _, h := range m.Facts1 {
		m.headline("Fact, ", h)
	}
	for _, h := range m.Passed {
		m.headline("Time, ", h)
	}
	m.heading(2, "Look at this first")
	if len(m.First) == 0 {
		m.words("Nothing that must be looked at", "")
	}
	for _, f := range m.First {
		m.find(f)
	}
}

// headline writes a line of the first page, with what there is to add to it in
// brackets.
func (m *markdown) headline(lead string, h saying) {
	var notes []string
	if h.Seq != 0 {
		notes = append(notes, entry(h.Seq))
	}
	if h.Note != "" {
		notes = append(notes, plain(h.Note))
	}
	lead += plain(h.Label)
	if len(notes) > 0 {
		lead += " (" + strings.Join(notes, "; ") + ")"
	}
	m.words(lead+":", h.Text)
}

func entry(seq uint64) string { return "entry " + strconv.FormatUint(seq, 10) }

// entries names entries, and how many more there are.
func entries(seqs []uint64, more string) string {
	if len(seqs) == 1 {
		return entry(seqs[0])
	}
	var all []string
	for _, seq := range seqs {
		all = append(all, strconv.FormatUint(seq, 10))
	}
	return strings.TrimSpace("entries " + strings.Join(all, ", ") + " " + more)
}

// find writes a finding.
func (m *markdown) find(f find) {
	var where []string
	if f.Step != "" {
		where = append(where, "step "+plain(f.Step))
	}
	if len(f.Seqs) > 0 {
		where = append(where, entries(f.Seqs, f.More))
	}
	lead := "**" + plain(f.Kind) + "**, " + strings.ToLower(f.Weight.Text)
	if len(where) > 0 {
		lead += " (" + strings.Join(where, ", ") + ")"
	}
	m.words(lead+":", inert.Cut(inert.Line(f.Text), longest))
	if f.Verdict.Text != "" {
		m.below("Verdict by "+plain(f.Comment.By)+", "+entry(f.Comment.Seq)+": "+plain(f.Verdict.Text), f.Comment.Text)
	}
}

func (m *markdown) duties() {
	m.heading(2, "Deadlines")
	m.line(strings.Join(strings.Fields("As of "+m.AsOf+". "+m.Idle+" "+playbook.NotLegalAdvice), " "))
	m.line()
	if len(m.Duties) == 0 {
		m.words("No deadline ran", "")
	}
	for _, d := range m.Duties {
		m.words("**"+plain(d.Result.Text)+"**:", inert.Line(d.Title))
		m.duty(d)
	}
}

func (m *markdown) duty(d duty) {
	if d.From.Text != "" {
		from := d.From.Text
		for _, was := range d.Before {
			from += ", before that " + was.Text
		}
		m.below("Counted from "+from+":", d.Start)
	}
	switch {
	case d.Due.Text != "":
		m.below("Due:", strings.TrimSuffix(d.Due.Text+", "+d.Arguable, ", "))
	case d.DueText != "":
		m.below("Due:", d.DueText)
	}
	for _, done := range d.Done {
		m.done(done)
	}
	for _, text := range d.Careful {
		m.below("Mind:", text)
	}
	if d.Cite != "" {
		m.below("Law:", d.Cite)
	}
}

// done writes what was done about a duty.
func (m *markdown) done(s saying) {
	if s.Seq == 0 {
		m.below("Stands:", s.Text)
		return
	}
	m.below(plain(s.Text)+", "+s.At.Text+", "+entry(s.Seq)+", by:", s.By)
	if s.Label != "" {
		m.item("    ", "- ", "Noted:", s.Label)
	}
	if s.Note != "" {
		m.item("    ", "- ", "Because:", s.Note)
	}
}

// sittings is the run over time.
func (m *markdown) sittings() {
	m.heading(2, "The run over time")
	for _, s := range m.Picture.Sittings {
		m.words(fmt.Sprintf("%s, %s, by:", s.When, words.Plural(s.N, "entry", "entries")), s.Who)
		if len(s.Settled) > 0 {
			m.below("Steps settled:", strings.Join(s.Settled, ", "))
		}
		for _, turn := range s.Turns {
			m.below("Entry "+strconv.FormatUint(turn.Seq, 10)+":", turn.Text)
		}
		if s.Pause != "" {
			m.below("Then nothing for", s.Pause)
		}
	}
}

func (m *markdown) findings() {
	m.heading(2, "Findings")
	for _, p := range m.Tally {
		m.words("**"+plain(p.Text)+"**", "")
	}
	if len(m.Found) == 0 {
		m.words("Nothing to look at", "")
	}
	for _, t := range m.Found {
		m.heading(3, t.Title)
		for _, f := range t.Finds {
			m.find(f)
		}
	}
}

func (m *markdown) decisions() {
	m.heading(2, "Decisions and their reasons")
	if len(m.Decisions) == 0 {
		m.words("No decision was recorded", "")
	}
	for _, d := range m.Decisions {
		lead := d.At.Text + ", " + entry(d.Seq)
		if d.Later {
			lead += ", **changed later**"
		}
		m.words(lead+", "+plain(d.By)+":", playbook.Fact{Ask: d.Label}.Answered(d.Text))
		if d.Note != "" {
			m.below("Because:", d.Note)
		} else {
			m.below("No reason was recorded", "")
		}
	}
}

func (m *markdown) lessons() {
	m.heading(2, "Lessons")
	if len(m.Lessons) == 0 {
		m.words("None are on the record", "")
	}
	for _, l := range m.Lessons {
		m.words("Lesson, "+entry(l.Seq)+":", l.Text)
	}
}

// messages writes which notices never left, and each text that did, in full.
func (m *markdown) messages() {
	m.heading(2, "Messages")
	for _, s := range m.Unsent {
		m.words("Never recorded as sent, "+plain(s.Note)+":", inert.Line(s.Text))
	}
	for _, s := range m.Sent {
		lead := "Sent " + s.At.Text + " by " + plain(s.By) + ", " + entry(s.Seq)
		if s.UndoneBy != 0 {
			lead += fmt.Sprintf(", **undone by entry %d**", s.UndoneBy)
		}
		if s.Stands != "" {
			lead += ", " + plain(s.Stands)
		}
		m.words(lead+":", inert.Line(s.Title))
		m.below("To:", s.To)
		m.below("By:", s.Channel)
		m.below("Text:", s.Text)
	}
	if len(m.Unsent)+len(m.Sent) == 0 {
		m.words("There are none", "")
	}
}

// steps writes how each step stands. What was recorded on it is named by its
// entries.
func (m *markdown) steps() {
	m.heading(2, "Steps")
	m.line("What was recorded on a step stands in the entries that are named here.")
	for _, phase := range m.Phases {
		m.heading(3, "Phase "+phase.Number+": "+phase.Title)
		m.line(plain(phase.Settled), ".")
		m.line()
		if phase.Book != "" {
			m.words("From the playbook:", phase.Book)
		}
		for _, text := range phase.Folded {
			m.words("Did not apply:", inert.Line(text))
		}
		for _, a := range phase.Steps {
			m.step(a)
		}
	}
	for _, n := range m.Notes {
		m.words("Note on the run:", entry(n.Seq))
	}
}

func (m *markdown) step(a act) {
	lead := "**" + plain(a.Word) + "**"
	if a.Seq != 0 {
		lead += " " + a.At.Text + " " + plain(a.By) + ", " + entry(a.Seq)
	}
	m.words(lead+":", inert.Line(a.Number+" "+a.Title))
	if a.Because != "" {
		m.below("Because:", a.Because)
	}
	for _, l := range a.Lines {
		if l.Label != "without" { // a finding says it
			m.below(labelled(l.Label), strings.TrimSpace(l.Text+" "+strings.Join(l.Items, " ")))
		}
	}
	var open []string
	for _, c := range a.Checks {
		if !c.Done {
			open = append(open, inert.Line(c.Text))
		}
	}
	if len(open) > 0 {
		m.below("Not ticked:", strings.Join(open, "; "))
	}
	m.recorded(a)
}

// recorded names the entries of what was recorded on a step.
func (m *markdown) recorded(a act) {
	var facts, notes, files []uint64
	for _, f := range a.Facts {
		facts = append(facts, f.Seq)
	}
	for _, n := range a.Notes {
		notes = append(notes, n.Seq)
	}
	for _, f := range a.Files {
		files = append(files, f.Seq)
	}
	for _, kind := range []struct {
		name string
		seqs []uint64
	}{{"Facts", facts}, {"Notes", notes}, {"Evidence", files}} {
		if len(kind.seqs) > 0 {
			m.below(kind.name+" in", entries(kind.seqs, ""))
		}
	}
}

// labelled makes a label of ours the beginning of a line.
func labelled(label string) string { return upper(label) + ":" }

func (m *markdown) files() {
	m.heading(2, "Evidence")
	if len(m.Files) == 0 {
		m.words("No file was attached", "")
	}
	for _, f := range m.Files {
		m.words(fmt.Sprintf("Step %s, %s, **%s**:", plain(f.Step), entry(f.Seq), plain(f.Now.Text)), f.Name)
		m.below("SHA-256:", f.SHA256)
		m.below("Size:", words.Plural(int(f.Size), "byte", "bytes")+"; "+f.Kept)
	}
}

func (m *markdown) answers() {
	m.heading(2, "Facts")
	for _, a := range m.Answers {
		m.words("Fact, "+entry(a.Seq)+":", playbook.Fact{Ask: a.Label}.Answered(a.Text))
		if a.Note != "" {
			m.below("Because:", a.Note)
		}
		for _, before := range a.Before {
			m.below("Before, "+entry(before.Seq)+":", before.Text)
		}
	}
	if m.Unasked > 0 {
		m.words("Without an answer:", words.Plural(m.Unasked, "question of the playbook", "questions of the playbook"))
	}
}

func (m *markdown) people() {
	m.heading(2, "People")
	for _, role := range m.Roles {
		name := role.Text
		if name == "" {
			name = "nobody was named"
		}
		m.words("Role, "+plain(role.Label)+":", name)
	}
	for _, w := range m.Writers {
		m.words(words.Plural(w.N, "entry", "entries")+" by:", w.Who)
	}
	for _, l := range m.Profile {
		m.words("Profile of the organisation, "+plain(l.Label)+":", l.Text)
	}
}

func (m *markdown) timeline() {
	m.heading(2, "Timeline")
	m.line("Every entry of the run in the order of writing, with the time at which it happened.")
	m.line()
	for _, r := range m.Entries {
		if r.Seq == 0 {
			continue // a day or a pause
		}
		lead := r.At.Text
		if r.UndoneBy != 0 {
			lead += fmt.Sprintf(" **undone by entry %d**", r.UndoneBy)
		}
		for _, tag := range r.Tags {
			lead += " (" + plain(tag) + ")"
		}
		lead += " " + plain(r.By) + ":"
		if r.Step != "" {
			lead += " " + plain(r.Step)
		}
		m.item("", strconv.FormatUint(r.Seq, 10)+". ", lead, r.Text)
	}
}

func (m *markdown) proof() {
	m.heading(2, "Proof and review")
	for _, c := range m.Checks {
		lead := "Checked:"
		if !c.OK {
			lead = "**Not as it should be**:"
		}
		m.words(lead, c.Text)
	}
	if m.Head != "" {
		m.words("To check later, keep this line elsewhere:", m.Head)
	}
	for _, b := range append([]Playbook{m.Run.Playbook}, m.Run.Added...) {
		m.words("SHA-256 of the playbook "+plain(b.ID)+":", b.SHA256)
	}
	m.words("Review:", m.SignedOff)
	for _, l := range m.Lessons {
		m.words("Lesson, "+entry(l.Seq)+":", l.Text)
	}
	m.words("Outcome of the review:", "")
	m.words("Reviewer, date, signature:", "")
	m.line()
	m.line("This report shows what people noted at the time. It is not legal advice.")
}
