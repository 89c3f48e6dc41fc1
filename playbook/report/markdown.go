package report

import (
	"fmt"
	"io"
	"slices"
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
	Checked run.Checked
	// Others are the other runs of the incident. A duty that was filed in one of them
	// was met.
	Others []run.Run
	// Executive leaves only what somebody who decides has to know: how it ended,
	// what to look at first, the deadlines, decisions and lessons.
	Executive bool
	// Full repeats in the timeline of Markdown what stands in full in another part.
	Full bool
}

// longest is how many columns of text a finding shows. The timeline has it in
// full.
const longest = 600

// textMoment is how Markdown writes moments, with the offset behind where they have
// not all the same. The timeline has the second.
const textMoment = "2006-01-02 15:04"

// Markdown writes a run for people, in the order of the page for a browser. Every
// entry stands in it once with its words, in the part that is about it or in the
// timeline; all else has its number.
func Markdown(w io.Writer, r run.Run, opts Options) error {
	m := markdown{sheet: newSheetMaker(r, opts, textMoment).withOffsets().sheet(), full: opts.Full, said: map[uint64]bool{}}
	m.head()
	m.first()
	m.exercise()
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
	full bool
	said map[uint64]bool // the entries that stand in full in what was written
	// asked are the questions that have a number, see number.
	asked []string
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
	if !m.Executive {
		m.words("Each #1 is an entry: its words stand in the part that is about it, or in the timeline", "")
	}
}

// named names a playbook with its version.
func named(b Playbook) string {
	return fmt.Sprintf("%s (%s)", b.Title, strings.TrimSpace(b.ID+" "+b.Version))
}

// first is the first page.
func (m *markdown) first() {
	m.heading(2, "What happened")
	if h := m.Happened; h.Seq != 0 {
		m.said[h.Seq] = true
		m.words("In the words of "+plain(h.By)+", "+h.At.Text+", "+entry(h.Seq)+":", h.Text)
		if h.Because != "" {
			m.below("Because:", h.Because)
		}
	} else {
		m.words(m.Untold, "")
	}
	if m.Without != "" {
		m.words("**Withheld**: "+m.Without, "")
	}
	m.words("Settled:", m.Settled)
	if m.LeftOpen != "" {
		m.words(plain(m.LeftOpen), "")
	}
	if m.StandsAt != "" {
		m.words("The run is still open. It stands at step", m.StandsAt)
	}
	m.ended()
	for _, h := range append(m.Facts1, m.Passed...) {
		m.headline(h)
	}
	m.deciders()
	m.heading(2, "Look at this first")
	if len(m.First) == 0 {
		m.words("Nothing that must be looked at", "")
	}
	for _, f := range m.First {
		m.find(f)
	}
	if m.Executive && len(m.Tally) > 0 {
		m.words("In all:", tally(m.Tally))
	}
}

// ended says who closed the run, and why.
func (m *markdown) ended() {
	switch e := m.Ended; {
	case e.Seq == 0:
	case e.Because == "":
		m.words("Closed "+e.At.Text+" by "+plain(e.By)+", "+entry(e.Seq), "")
	default:
		m.words("Closed "+e.At.Text+" by "+plain(e.By)+", "+entry(e.Seq)+", because:", e.Because)
	}
}

// deciders says who took which decision. Their section has the words.
func (m *markdown) deciders() {
	var all []string
	for _, d := range m.Deciders {
		name := plain(d.Name)
		for _, s := range d.Decisions {
			name += " " + entry(s.Seq)
		}
		all = append(all, name)
	}
	if len(all) > 0 {
		m.words("**Decided by** "+strings.Join(all, "; "), "")
	}
}

func tally(pills []pill) string {
	var all []string
	for _, p := range pills {
		all = append(all, p.Text)
	}
	return strings.Join(all, ", ")
}

// headline writes a line of the first page, with what there is to add to it in
// brackets.
func (m *markdown) headline(h saying) {
	var notes []string
	if h.Seq != 0 {
		notes = append(notes, entry(h.Seq))
	}
	if h.Note != "" {
		notes = append(notes, plain(h.Note))
	}
	lead := "**" + plain(h.Label) + "**"
	if len(notes) > 0 {
		lead += " (" + strings.Join(notes, "; ") + ")"
	}
	m.words(lead+":", h.Text)
}

func entry(seq uint64) string { return "#" + strconv.FormatUint(seq, 10) }

// entries names entries, and how many more there are.
func entries(seqs []uint64, more string) string {
	var all []string
	for _, seq := range seqs {
		all = append(all, entry(seq))
	}
	return strings.TrimSpace(strings.Join(all, " ") + " " + more)
}

// find writes a finding.
func (m *markdown) find(f find) {
	lead := f.Weight.Text
	if f.Weight.Tone == string(run.MustLook) {
		lead = "**" + plain(f.Kind) + "**, " + strings.ToLower(lead)
	}
	if f.Step != "" && !strings.HasPrefix(f.Text, f.Step+" ") {
		lead += " step " + plain(f.Step)
	}
	if len(f.Seqs) > 0 {
		lead += " " + entries(f.Seqs, f.More)
	}
	text := inert.Cut(inert.Line(f.Text), longest)
	if names := strings.Index(text, ": "); f.ID == run.FindClockAsked && len(f.Keys) > 0 && names > 0 && strings.Contains(text, " deadlines run, ") {
		text = text[:names] + ": those under “Deadlines” that say “if it applies”"
	}
	m.words(lead+":", text)
	if f.Verdict.Text != "" {
		lead := "Verdict by " + plain(f.Comment.By) + ", " + entry(f.Comment.Seq) + ": " + plain(f.Verdict.Text)
		if f.Comment.Text != "" {
			lead += ":"
		}
		m.below(lead, f.Comment.Text)
	}
}

func (m *markdown) duties() {
	m.heading(2, "Deadlines")
	m.line(strings.Join(strings.Fields(m.AsOf+" "+m.Idle+" "+playbook.NotLegalAdvice), " "))
	m.line()
	if len(m.Duties) == 0 {
		m.words("No deadline ran", "")
	}
	m.number()
	begun := map[string]bool{}
	for _, d := range m.Duties {
		lead := "**" + plain(d.Result.Text) + "**"
		if d.Cite != "" {
			lead += " (" + plain(d.Cite) + ")"
		}
		m.words(lead+":", inert.Line(d.Title))
		asks := strings.TrimSuffix(d.Start, ", at the earliest")
		if i := strings.LastIndex(d.Start, " (step "); begun[asks] && i > 0 {
			d.Start = d.Start[i+1:] // the question stands above
		}
		begun[asks] = true
		m.duty(d)
	}
}

func (m *markdown) duty(d duty) {
	due := ""
	switch {
	case d.Due.Text != "":
		due = "Due " + strings.TrimSuffix(d.Due.Text+", "+d.Arguable, ", ")
	case d.DueText != "":
		due = "Due " + plain(d.DueText)
	}
	if d.From.Text != "" {
		from := "counted from " + d.From.Text
		for _, was := range d.Before {
			from += ", before that " + was.Text
		}
		due = upper(strings.TrimPrefix(due+"; "+from, "; "))
	}
	switch {
	case due != "" && strings.HasPrefix(d.Start, "("):
		m.below(due+" "+plain(d.Start), "")
	case due != "":
		m.below(due+":", d.Start)
	}
	for _, done := range d.Done {
		m.done(done)
	}
	if stands := strings.TrimPrefix(m.waits(d)+"; "+d.Left, "; "); stands != "" {
		m.below("Stands:", strings.TrimSuffix(stands, "; "))
	}
	for _, c := range d.Careful {
		m.below(c.Label+":", c.Text)
	}
}

// number lists the questions that several duties wait for, each with a number: the
// same few decide about dozens of them.
func (m *markdown) number() {
	n := map[string]int{}
	for _, d := range m.Duties {
		for _, q := range d.Waits {
			if n[q]++; n[q] == 2 {
				m.asked = append(m.asked, q)
			}
		}
	}
	if len(m.asked) == 0 {
		return
	}
	m.line("Whether a duty applies may wait for these questions, which nobody has answered:")
	m.line()
	for i, q := range m.asked {
		m.words(fmt.Sprintf("Q%d:", i+1), q)
	}
	m.line()
	m.line("The duties:")
	m.line()
}

// waits says what whether a duty applies waits for, by the number of the question.
func (m *markdown) waits(d duty) string {
	if len(d.Waits) == 0 {
		return ""
	}
	if text := m.byNumber(strings.Join(d.Waits, ", ")); strings.Trim(text, "Q, 0123456789") == "" {
		return "Waits for " + text
	}
	return m.byNumber(d.WaitsFor())
}

// byNumber puts its number in place of each question that has one.
func (m *markdown) byNumber(text string) string {
	var pairs []string
	for i, q := range m.asked {
		pairs = append(pairs, q, fmt.Sprintf("Q%d", i+1))
	}
	return strings.NewReplacer(pairs...).Replace(text)
}

// done writes what was done about a duty.
func (m *markdown) done(s saying) {
	lead := plain(s.Text) + " " + s.At.Text + " by " + plain(s.By)
	if s.Seq != 0 {
		m.said[s.Seq] = true
		lead += ", " + entry(s.Seq)
	}
	if s.Label != "" {
		lead += ", " + plain(s.Label)
	}
	if s.Note != "" {
		lead += ", because:"
	}
	m.below(lead, s.Note)
}

// sittings is the run over time.
func (m *markdown) sittings() {
	m.heading(2, "The run over time")
	for _, s := range m.Picture.Sittings {
		lead := fmt.Sprintf("%s, %s, by %s", s.When, words.Plural(s.N, "entry", "entries"), plain(s.Who))
		if len(s.Settled) > 0 {
			lead += "; settled " + plain(strings.Join(s.Settled, " "))
		}
		if s.Pause != "" {
			lead += "; then nothing for " + s.Pause
		}
		m.words(lead, "")
		for _, turn := range s.Turns {
			m.below(entry(turn.Seq)+":", turn.Text)
		}
	}
}

// findings are those that do not stand on the first page, by topic.
func (m *markdown) findings() {
	m.heading(2, "Findings")
	if len(m.Found) == 0 {
		m.words("Nothing to look at", "")
		return
	}
	m.line(upper(tally(m.Tally)), ".")
	m.line("What the first page says is not repeated, nor what stands under “Facts” as changed.")
	for _, t := range m.Found {
		rest := slices.DeleteFunc(slices.Clone(t.Finds), m.saidElsewhere)
		if len(rest) == 0 {
			continue
		}
		m.heading(3, t.Title)
		for _, f := range rest {
			m.find(f)
		}
	}
}

// saidElsewhere reports whether all that a finding says stands in another part. What
// a reviewer said of it stands beside it.
func (m *markdown) saidElsewhere(f find) bool {
	first := slices.IndexFunc(m.First, func(first find) bool {
		return !slices.ContainsFunc(f.Keys, func(key string) bool { return !slices.Contains(first.Keys, key) })
	})
	switch {
	case f.Verdict.Text != "":
		return first >= 0 && m.First[first].Verdict.Text != ""
	case f.ID == run.FindOpen:
		return m.LeftOpen != ""
	}
	return first >= 0 || f.ID == run.FindRefined
}

func (m *markdown) decisions() {
	m.heading(2, "Decisions and their reasons")
	if len(m.Decisions) == 0 {
		m.words("No decision was recorded", "")
	}
	for _, d := range m.Decisions {
		m.said[d.Seq] = true
		lead := d.At.Text + " " + plain(d.By) + ", " + entry(d.Seq)
		if d.Later {
			lead += ", **changed later**"
		}
		lead += ": " + plain(playbook.Fact{Ask: d.Label}.Answered(d.Text)) + ", "
		if d.Note != "" {
			m.words(lead+"because:", d.Note)
		} else {
			m.words(lead+"**without a reason**", "")
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
		lead := "Sent " + s.At.Text + " by " + plain(s.By) + ", " + entry(s.Seq) + ", to " + plain(s.To) + " by " + plain(s.Channel)
		if s.UndoneBy != 0 {
			lead += ", **undone by " + entry(s.UndoneBy) + "**"
		}
		if s.Because != "" {
			lead += ", with gaps, because: " + plain(s.Because)
		}
		if s.Stands != "" {
			lead += ", " + plain(s.Stands)
		}
		m.said[s.Seq] = true
		m.words(lead+":", inert.Line(s.Title))
		m.block("  ", strings.TrimRight(inert.Text(s.Text), "\n "))
	}
	if len(m.Unsent)+len(m.Sent) == 0 {
		m.words("There are none", "")
	}
}

// steps writes how each step stands, since when, by whom and why, and its checks.
func (m *markdown) steps() {
	m.heading(2, "Steps")
	m.line("What was recorded on a step stands in the timeline beside its number.")
	for _, phase := range m.Phases {
		m.heading(3, "Phase "+phase.Number+": "+phase.Title+" ("+phase.Settled+")")
		if phase.Book != "" {
			m.words("From the playbook:", phase.Book)
		}
		if len(phase.Folded) > 0 {
			m.words("Did not apply:", inert.Line(strings.Join(phase.Folded, "; ")))
		}
		for _, a := range phase.Steps {
			if a.Group != "" {
				m.heading(4, a.Group)
			} else if a.GroupEnds {
				m.line("---")
				m.line()
			}
			m.step(a)
		}
	}
}

func (m *markdown) step(a act) {
	lead := plain(a.Word)
	if a.State != string(run.Done) {
		lead = "**" + lead + "**"
	}
	if a.Seq != 0 {
		m.said[a.Seq] = true
		lead += " " + a.At.Text + " " + plain(a.By) + ", " + entry(a.Seq)
	}
	m.words(lead+":", inert.Line(a.Number+" "+a.Title))
	if a.Because != "" && !m.foundWith(a.Seq, a.Because) {
		m.below("Because:", a.Because)
	}
	for _, l := range a.Lines {
		if l.Label != "without" { // a finding says it
			m.below(labelled(l.Label), m.byNumber(strings.TrimSpace(l.Text+" "+strings.Join(l.Items, " "))))
		}
	}
	m.ticks(a.Checks)
}

// foundWith reports whether a finding says the whole reason of an entry.
func (m *markdown) foundWith(seq uint64, because string) bool {
	for _, t := range m.Found {
		for _, f := range t.Finds {
			if slices.Contains(f.Seqs, seq) && strings.HasSuffix(inert.Cut(f.Text, longest), ": "+because) {
				return true
			}
		}
	}
	return false
}

// ticks writes which checks of a step were ticked, when and by whom, and which were
// not. What is the same as for the one before is not repeated.
func (m *markdown) ticks(checks []ticked) {
	var open, done []string
	day, by, last := "", "", ""
	for _, c := range checks {
		if !c.Done {
			open = append(open, inert.Line(c.Text))
			continue
		}
		m.said[c.Seq] = true
		text := plain(c.Text) + " " + entry(c.Seq)
		date, clock, _ := strings.Cut(c.At.Text, " ")
		switch {
		case date != day:
			text += " " + c.At.Text
		case clock != last:
			text += " " + clock
		}
		if c.By != by {
			text += " " + plain(c.By)
		}
		day, by, last = date, c.By, clock
		done = append(done, text)
	}
	if len(done) > 0 {
		m.below("Ticked: "+strings.Join(done, "; "), "")
	}
	if len(open) > 0 {
		m.below("Not ticked:", strings.Join(open, "; "))
	}
}

// labelled makes a label of ours the beginning of a line.
func labelled(label string) string { return upper(label) + ":" }

// files is the custody of the evidence: who took it in, when, from where, and what
// was done to it since.
func (m *markdown) files() {
	m.heading(2, "Evidence")
	if len(m.Files) == 0 {
		m.words("No file was attached", "")
	}
	if slices.ContainsFunc(m.Files, func(f file) bool { return f.Copied }) {
		m.line("A copy of each file lies beside the runs, unless another word is said here.")
		m.line()
	}
	for _, f := range m.Files {
		m.file(f)
	}
	for _, t := range m.Carried {
		m.words("All evidence until then, "+entry(t.Seq)+", "+t.At.Text+", "+plain(t.By)+":", t.Text)
	}
}

func (m *markdown) file(f file) {
	m.said[f.Seq] = true
	lead := entry(f.Seq) + ", " + f.At.Text + " " + plain(f.By)
	if f.UndoneBy != 0 {
		lead += ", **undone by " + entry(f.UndoneBy) + "**"
	}
	if f.Withheld {
		m.words(lead+", **withheld**", "")
	} else {
		m.words(lead+", step "+plain(f.Step)+", **"+plain(f.Now.Text)+"**:", strings.TrimSuffix(inert.Line(f.Name)+", "+inert.Line(f.Desc), ", "))
		from := "SHA-256 " + plain(f.SHA256) + ", " + words.Plural(int(f.Size), "byte", "bytes")
		if !f.Copied {
			from += ", " + f.Kept
		}
		if f.Changed.Text != "" {
			from += ", last changed " + f.Changed.Text
		}
		m.below(m.sameFile(f, from+", from:"), f.Path)
	}
	for _, t := range f.Later {
		if !t.All {
			m.below(later(t), t.Text)
		}
	}
}

// sameFile is the lead of where a file came from. Where it is one that stands above
// under another entry, that says all but the path.
func (m *markdown) sameFile(f file, lead string) string {
	for _, above := range m.Files {
		switch {
		case above.Seq >= f.Seq:
			return lead
		case above.SHA256 == f.SHA256 && above.Changed == f.Changed && above.Copied == f.Copied && !above.Withheld:
			return "The same file as " + entry(above.Seq) + ", from:"
		}
	}
	return lead
}

// later says what was done to a file, when and by whom. What no entry says has no
// number.
func later(t touched) string {
	lead := upper(t.Word)
	if t.Seq != 0 {
		lead += ", " + entry(t.Seq)
	}
	return strings.TrimSpace(lead+", "+t.At.Text+" "+plain(t.By)) + ":"
}

// answers are the facts whose answer was changed, with the values before. Decisions
// have a part of their own, and all others stand in the timeline as they were
// recorded.
func (m *markdown) answers() {
	m.heading(2, "Facts")
	same := 0
	for _, a := range m.Answers {
		if len(a.Before) == 0 || a.Decision {
			same++
			continue
		}
		lead := "Changed, " + entry(a.Seq) + ": " + plain(playbook.Fact{Ask: a.Label}.Answered(a.Text)) + "; before"
		var before []string
		for _, was := range a.Before {
			before = append(before, inert.Line(was.Text)+" (entry "+strconv.FormatUint(was.Seq, 10)+")")
		}
		m.words(lead, strings.Join(before, ", "))
	}
	if same > 0 {
		m.words("As they were recorded, in the timeline or under “Decisions”:", words.Plural(same, "answer", "answers"))
	}
	if m.Unasked > 0 {
		m.words("Without an answer:", words.Plural(m.Unasked, "question of the playbook", "questions of the playbook"))
	}
}

func (m *markdown) people() {
	m.heading(2, "People")
	var nobody []string
	for _, role := range m.Roles {
		if role.Text == "" {
			nobody = append(nobody, inert.Line(role.Label))
			continue
		}
		m.words("Role, "+plain(role.Label)+":", role.Text)
	}
	if len(nobody) > 0 {
		m.words("Nobody was named for:", strings.Join(nobody, "; "))
	}
	var all []string
	for _, w := range m.Writers {
		all = append(all, inert.Line(w.Who)+" "+strconv.Itoa(w.N))
	}
	m.words("Entries by:", strings.Join(all, ", "))
	for _, l := range m.Profile {
		m.words("Profile of the organisation, "+plain(l.Label)+":", l.Text)
	}
}

// timeline is every entry that does not stand in full above, by the day on which it
// happened.
func (m *markdown) timeline() {
	m.heading(2, "Timeline")
	m.line("The entries in the order of writing, with the time at which they happened.")
	if !m.full {
		m.line("What stands in full above is not repeated: decisions, texts as sent, filings, settled steps, ticks and evidence.")
	}
	day := ""
	for _, r := range m.Entries {
		switch {
		case r.Day != "":
			day = r.Day
		case r.Seq == 0 || !m.full && m.said[r.Seq] && len(r.Tags) == 0 && r.UndoneBy == 0:
			continue
		default:
			if day != "" {
				m.heading(3, day)
			}
			day = ""
			m.entry(r)
		}
	}
}

func (m *markdown) entry(r row) {
	lead := entry(r.Seq) + " " + r.Clock
	if r.UndoneBy != 0 {
		lead += " **undone by " + entry(r.UndoneBy) + "**"
	}
	for _, tag := range r.Tags {
		lead += " (" + plain(tag) + ")"
	}
	lead += " " + plain(r.By) + ":"
	if r.Step != "" {
		lead += " " + plain(r.Step)
	}
	m.words(lead, r.Text)
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
