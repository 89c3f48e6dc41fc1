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
	// was noted in.
	Zone *time.Location
	// Findings are those of the run: see [run.Run.Findings].
	Findings []run.Finding
	// Now is when the clocks of an open run stand as the report shows them.
	// Zero is the last entry. Those of a closed run stand as of its closing.
	Now time.Time
}

// longest is how many columns of text a finding shows. The timeline has it in
// full.
const longest = 300

// Markdown writes a run for people.
func Markdown(w io.Writer, r run.Run, opts Options) error {
	m := markdown{run: r, opts: opts, links: map[string]string{}, page: page{slugs: map[string]bool{}}}
	m.head()
	m.outcome()
	m.heading(2, "Findings")
	top := m.take()
	m.clocks()
	m.messages()
	m.phases() // before the findings, which link to them
	m.notes()
	m.facts()
	m.profile()
	m.timeline()
	rest := m.take()
	m.findings()
	_, err := io.WriteString(w, top+m.take()+rest)
	return err
}

type markdown struct {
	page
	run   run.Run
	opts  Options
	links map[string]string // step id → address of its heading
}

func (m *markdown) head() {
	r, b := m.run, m.run.Book()
	if r.Drill() {
		m.heading(1, "DRILL: "+r.Title())
		m.line("**This was a drill. Nothing in this report happened for real.**")
		m.line()
	} else {
		m.heading(1, r.Title())
	}
	m.item("", "- ", "Run:", r.ID())
	m.item("", "- ", "Playbook:", fmt.Sprintf("%s (%s)", b.Title, strings.TrimSpace(b.ID+" "+b.Version)))
	m.item("", "- ", "Playbook SHA-256:", b.Digest)
	for _, added := range b.Joined {
		m.item("", "- ", "Playbook added:", fmt.Sprintf("%s (%s), SHA-256 %s", added.Title, strings.TrimSpace(added.ID+" "+added.Version), added.Digest))
	}
	if incident := r.Incident(); incident != "" {
		m.item("", "- ", "Incident:", incident)
	}
	m.item("", "- ", "Opened:", m.when(r.Opened()))
	if c, ok := r.Closing(); ok {
		m.item("", "- ", "Closed:", m.when(c.At)+" by "+c.By)
	} else {
		m.item("", "- ", "Closed:", "not yet")
	}
	m.item("", "- ", "Lead:", r.Lead())
	for _, role := range b.Roles {
		m.item("", "- ", "Role, "+plain(role.Title)+":", m.holder(role.ID))
	}
	m.item("", "- ", "Times:", m.zone())
	m.item("", "- ", "Record:", fmt.Sprintf("%d entries, the last one with SHA-256 %s", r.Head().Seq, r.Head().Hash))
	m.line()
	m.line("To check that the record is complete and unaltered, run cordon verify ", plain(r.ID()),
		" where the run is kept and compare the last SHA-256.")
	m.line("This report shows what people noted at the time. It is not legal advice.")
}

func (m *markdown) holder(id string) string {
	if h, ok := m.run.Role(id); ok {
		return h.Name
	}
	return "nobody was named"
}

func (m *markdown) zone() string {
	switch m.opts.Zone {
	case nil:
		return "as noted, each with its offset from UTC"
	case time.Local:
		return "local time of whoever wrote this report, each with its offset from UTC"
	}
	return m.opts.Zone.String() + ", each with its offset from UTC"
}

func (m *markdown) outcome() {
	m.heading(2, "Outcome")
	p := m.run.Progress()
	m.item("", "- ", "Settled:", fmt.Sprintf("%d of %d steps%s", p.Settled, p.Total, m.states()))
	c, closed := m.run.Closing()
	switch {
	case !closed:
		s := m.run.Current()
		m.item("", "- ", "The run is still open. It stands at step", s.Number+" "+s.Title)
	case c.Reason != "":
		m.item("", "- ", "Closed, because:", c.Reason)
	default:
		m.item("", "- ", "Closed without a remark", "")
	}
	for _, s := range m.run.LeftOpen() {
		m.item("", "- ", "Open: step", s.Number+" "+s.Title+whyOpen(s))
	}
}

func whyOpen(s run.Step) string {
	switch {
	case s.State == run.Blocked:
		return ", blocked: " + s.Reason
	case s.Waiting():
		return ", waiting: not known whether it applies"
	}
	return ""
}

// states counts the settled steps by state.
func (m *markdown) states() string {
	var counts []string
	steps := m.run.Steps()
	for _, state := range []run.State{run.Done, run.Skipped, run.Failed} {
		n := 0
		for _, s := range steps {
			if s.State == state {
				n++
			}
		}
		if n > 0 {
			counts = append(counts, fmt.Sprintf("%d %s", n, state))
		}
	}
	if len(counts) == 0 {
		return ""
	}
	return ": " + strings.Join(counts, ", ")
}

func (m *markdown) findings() {
	if len(m.opts.Findings) == 0 {
		m.line("Nothing to look at.")
	}
	weight := run.Weight("")
	for _, row := range words.FindingRows(m.opts.Findings) {
		if row.Weight != weight {
			m.weight(row.Weight, weight != "")
			weight = row.Weight
		}
		var where []string
		if s, ok := m.run.Book().Step(row.Step); ok {
			where = append(where, fmt.Sprintf("[step %s](%s)", plain(s.Number), m.links[row.Step]))
		}
		if numbers := row.Numbers(); numbers != "" {
			where = append(where, entryWord(row)+" "+numbers)
		}
		lead := "**" + plain(words.Finding(row.Kind)) + "**"
		if len(where) > 0 {
			lead += " (" + strings.Join(where, ", ") + ")"
		}
		m.item("", "- ", lead+":", inert.Cut(inert.Line(row.Text), longest))
	}
}

// entryWord comes before the numbers of a row.
func entryWord(row words.FindingRow) string {
	if len(row.Entries()) == 1 {
		return "entry"
	}
	return "entries"
}

// weight stands above the findings of a weight.
func (m *markdown) weight(w run.Weight, more bool) {
	if more {
		m.line()
	}
	text := words.Weight(w).Text
	m.line("**", strings.ToUpper(text[:1])+text[1:], "**")
	m.line()
}

func (m *markdown) phases() {
	for i, phase := range m.run.Book().Phases {
		m.heading(2, "Phase "+phase.Number+": "+phase.Title)
		if phase.Book != "" {
			m.item("", "- ", "From the playbook:", phase.Book)
		}
		if phase.Goal != "" {
			m.item("", "- ", "Goal:", phase.Goal)
		}
		p := m.run.PhaseProgress(i)
		m.item("", "- ", "Settled:", fmt.Sprintf("%d of %d steps", p.Settled, p.Total))
		steps := m.run.Phase(i)
		for _, s := range steps {
			if folded(s) {
				m.item("", "- ", "Did not apply:", s.Number+" "+s.Title)
			}
		}
		for _, s := range steps {
			if !folded(s) {
				m.step(s)
			}
		}
	}
}

// folded reports whether a step did not apply and nothing was noted on it.
func folded(s run.Step) bool { return !s.Counts() && len(s.Entries) == 0 }

func (m *markdown) step(s run.Step) {
	m.links[s.ID] = m.heading(3, s.Number+" "+s.Title)
	m.state(s)
	if role, ok := m.run.Book().Role(s.Role); ok {
		m.item("", "- ", "Role:", role.Title)
	}
	for i, text := range s.Checks {
		m.check(text, s.Ticked[i])
	}
	m.stepFacts(s)
	for _, e := range s.Notes {
		m.note(e)
	}
	for _, e := range s.Attached {
		m.evidence(e)
	}
}

func (m *markdown) state(s run.Step) {
	m.linesAt("", words.Step(m.run, s, m.at()))
	if s.Optional {
		m.item("", "- ", "Optional", "")
	}
}

func (m *markdown) check(text string, ticked *run.Entry) {
	if ticked == nil {
		m.item("", "- ", "Check, not ticked:", text)
		return
	}
	m.item("", "- ", "Check, ticked "+m.signed(ticked)+":", text)
}

// stepFacts writes the facts that were recorded on a step, those superseded
// too, and the facts that it asks for and that were recorded elsewhere.
func (m *markdown) stepFacts(s run.Step) {
	var here []string
	for _, e := range s.Entries {
		ev, ok := e.Event.(run.FactRecorded)
		if !ok || m.run.UndoneBy(e.Seq) != 0 {
			continue
		}
		here = append(here, ev.Fact)
		lead := "Fact, " + m.signed(e)
		if now, ok := m.run.Fact(ev.Fact); ok && now.Seq != e.Seq {
			lead += ", changed later"
		}
		m.value("", lead, ev)
	}
	for _, id := range s.Record {
		if rec, ok := m.run.Fact(id); ok && !slices.Contains(here, id) {
			m.item("", "- ", fmt.Sprintf("Fact, recorded elsewhere by entry %d:", rec.Seq), words.Answer(m.run, id))
		}
	}
}

// value writes a value as the answer to its question, and its reason.
func (m *markdown) value(margin, lead string, ev run.FactRecorded) {
	fact, ok := m.run.Book().Fact(ev.Fact)
	if !ok {
		fact = playbook.Fact{ID: ev.Fact}
	}
	m.item(margin, "- ", lead+":", fact.Answered(fact.Show(ev.Value)))
	if ev.Because != "" {
		m.item(margin+"  ", "- ", "Because:", ev.Because)
	}
}

func (m *markdown) evidence(e *run.Entry) {
	if ev, ok := e.Event.(run.EvidenceAdded); ok {
		m.item("", "- ", "Evidence:", ev.Name)
		m.lines(words.EvidenceLines(e, m.at())[1:]) // the name stands above
	}
}

func (m *markdown) note(e *run.Entry) {
	if ev, ok := e.Event.(run.NoteAdded); ok {
		m.item("", "- ", "Note, "+m.signed(e)+":", ev.Text)
	}
}

func (m *markdown) notes() {
	if len(m.run.Notes()) == 0 {
		return
	}
	m.heading(2, "Notes on the run")
	for _, e := range m.run.Notes() {
		m.note(e)
	}
}

func (m *markdown) facts() {
	if len(m.run.Book().Facts) == 0 {
		return
	}
	m.heading(2, "Facts")
	for _, f := range m.run.Book().Facts {
		rec, ok := m.run.Fact(f.ID)
		if !ok {
			m.item("", "- ", "Not recorded:", f.Ask)
			continue
		}
		m.item("", "- ", "Fact:", f.Ask)
		if e, ok := m.run.Entry(rec.Seq); ok {
			m.factEntry("Now", e)
		}
		for _, e := range slices.Backward(rec.Earlier) {
			m.factEntry("Before", e)
		}
	}
}

func (m *markdown) factEntry(word string, e *run.Entry) {
	if ev, ok := e.Event.(run.FactRecorded); ok {
		fact, _ := m.run.Book().Fact(ev.Fact)
		m.item("  ", "- ", word+", "+m.signed(e)+":", words.Value(fact, ev.Value, ev.Because)+words.Source(ev.FromProfile))
	}
}

func (m *markdown) timeline() {
	m.heading(2, "Timeline")
	m.line("Every entry of the run in the order of writing, with the time at which it happened.")
	m.line()
	for _, e := range m.run.Entries() {
		step, text := m.run.Describe(e)
		lead := m.when(e.At)
		if by := m.run.UndoneBy(e.Seq); by != 0 {
			lead += fmt.Sprintf(" **undone by entry %d**", by)
		}
		lead += m.at().Written(e)
		if e.ClockBack > 0 {
			lead += fmt.Sprintf(" **the system clock had moved back by %s**", e.ClockBack.Round(time.Second))
		}
		lead += " " + plain(e.By) + ":"
		if step != "" {
			lead += " " + plain(step)
		}
		m.item("", strconv.FormatUint(e.Seq, 10)+". ", lead, text)
	}
}

// at is when the report says something: as of its moment, with moments to the
// second and with their offset.
func (m *markdown) at() words.At {
	return words.At{Now: moment(m.run, m.opts.Now), Zone: m.opts.Zone, Moment: m.when}
}

// lines writes what there is to know of one thing as items below its own.
func (m *markdown) lines(lines []words.Line) { m.linesAt("  ", lines) }

func (m *markdown) linesAt(margin string, lines []words.Line) {
	for _, l := range lines {
		if l.Text != "" {
			m.item(margin, "- ", lead(l.Label), l.Text)
		}
		for _, item := range l.Items { // behind the label: what people typed begins no item
			m.item(margin, "- ", lead(l.Label), item)
		}
	}
}

// signed says when something happened, who noted it and in which entry.
func (m *markdown) signed(e *run.Entry) string { return plain(m.at().Signed(e)) }

func (m *markdown) when(t time.Time) string {
	if m.opts.Zone != nil {
		t = t.In(m.opts.Zone)
	}
	return t.Format("2006-01-02 15:04:05 -07:00")
}
