package report

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
)

// A sheet is a run as a reader meets it: how it ended and what went wrong first,
// every entry last. The HTML and the Markdown report are skins over it. Its texts
// are as people typed them.
type sheet struct {
	Run       Run
	Title     string
	Zone      string
	AsOf      string // when what it says stood, as a sentence
	Written   string // when it was written, or empty
	Closed    bool
	Executive bool

	Pills    []pill
	Settled  string // how many steps are, and how
	Ended    saying // who closed it and why; an open run has none
	StandsAt string // the step that an open run stands at
	Happened saying
	Untold   string // what to say where nobody recorded what happened
	Without  string // that the words of entries are withheld
	First    []find // what to look at first
	Tally    []pill // findings by weight
	Facts1   []saying
	Passed   []saying
	Deciders []decider // who took the decisions that stand
	Exercise *exercise // nil where no drill with messages was played to its end
	LeftOpen string    // which steps the closed run left open

	Duties  []duty
	Idle    string // of the duties that never ran
	Picture *picture

	Found     []topic
	Decisions []decision
	Lessons   []saying
	SignedOff string // whether somebody signed off the review
	Unsent    []saying
	Sent      []sent
	Phases    []stage
	Notes     []note
	Files     []file
	Carried   []touched // what was done to all evidence together
	Answers   []answer
	Unasked   int // facts that nobody recorded
	Roles     []saying
	Writers   []words.Count
	Profile   []words.Line
	Entries   []row
	Checks    []check
	Warning   string // that the record is not whole
	Head      string
}

// A moment is a time as the skin writes it, and in full.
type moment struct{ ISO, Text string }

// A pill is a few words on how something stands.
type pill struct {
	Text string
	Tone string // bad, warn, fine or none
}

// A saying is something that is known, what there is to add, and its entry.
type saying struct {
	Label, Text, Note string
	Because           string // the reason that was given with it
	By                string
	At                moment
	Seq               uint64
}

// A sheetMaker makes the sheet of one run.
type sheetMaker struct {
	run    run.Run
	opts   Options
	asOf   time.Time
	layout string // of moments
	clock  string // of the time of day in the timeline
	// each says that each moment has its offset; else all are in one zone.
	each bool
}

func newSheetMaker(r run.Run, opts Options, layout string) sheetMaker {
	r = among(r, opts)
	return sheetMaker{run: r, opts: opts, asOf: momentOfReport(r, opts), layout: layout, clock: time.TimeOnly}
}

// among is the run as it stands among the others of its incident.
func among(r run.Run, opts Options) run.Run {
	if len(opts.Others) == 0 {
		return r
	}
	return r.Among(opts.Others...)
}

// elsewhere reports whether an entry is one of another run of the incident, so that
// its number says nothing here.
func elsewhere(r run.Run, e *run.Entry) bool {
	mine, ok := r.Entry(e.Seq)
	return !ok || mine != e
}

// withOffsets gives each moment its offset, if they have not all the same.
func (m sheetMaker) withOffsets() sheetMaker {
	_, first := m.in(m.run.Opened()).Zone()
	for _, e := range m.run.Entries() {
		at := e.At
		if m.opts.Zone != nil {
			at = at.In(m.opts.Zone)
		}
		if _, offset := at.Zone(); offset != first {
			m.each, m.layout, m.clock = true, m.layout+" -07:00", m.clock+" -07:00"
			break
		}
	}
	return m
}

// momentOfReport is when the clocks of a report stand: at the closing of a closed
// run.
func momentOfReport(r run.Run, opts Options) time.Time {
	if c, closed := r.Closing(); closed {
		return c.At
	}
	return asOf(r, opts.Now)
}

func (m sheetMaker) sheet() *sheet {
	r := m.run
	_, closed := r.Closing()
	s := &sheet{
		Run: headOf(r), Title: r.Title(), Zone: m.zone(), AsOf: m.stands(), Closed: closed, Executive: m.opts.Executive,
		Happened: m.saying(words.Happened(r)), Facts1: m.sayings(append(words.Headlines(r), words.Told(r, m.at())...)), Passed: m.sayings(words.Passed(r, m.asOf)),
		Deciders: m.deciders(), LeftOpen: words.LeftOpen(r), Exercise: m.exercise(),
		Picture: m.picture(), Decisions: m.decisions(), Phases: m.stages(), Notes: m.notesOf(r.Notes()), Files: m.files(),
		Roles: m.roles(), Writers: words.Writers(r.Entries()), Profile: m.profileLines(), Entries: m.rows(), Checks: m.checks(),
		Head: m.head(), Warning: m.warning(), Lessons: m.lessons(), SignedOff: upper(words.SignOff(r, m.at()).Text),
	}
	if at := m.opts.Checked.At; !at.IsZero() {
		s.Written = m.when(at).Text
	}
	s.Without, s.Untold = words.BodilessText(r), "Nobody has recorded what happened"
	if len(r.BodilessOf(run.FactRecorded{})) > 0 {
		s.Untold = "What happened is withheld, or nobody has recorded it"
	}
	s.Carried = carried(s.Files)
	s.Pills = m.pills()
	s.Settled = m.settled()
	if c, ok := r.Closing(); ok {
		s.Ended = m.ended(c)
	} else {
		at := r.Current()
		s.StandsAt = inert.Line(at.Number + " " + at.Title)
	}
	rows := words.FindingRows(m.opts.Findings)
	s.Found = m.topics(rows)
	s.First, s.Tally = m.first(rows)
	s.Duties, s.Idle = m.duties()
	s.Unsent, s.Sent = m.letters()
	s.Answers, s.Unasked = m.answers()
	return s
}

// ended says who closed the run, and why.
func (m sheetMaker) ended(c run.Closing) saying {
	s := saying{Label: "Closed", Because: c.Reason, By: c.By, At: m.when(c.At)}
	for _, e := range slices.Backward(m.run.Entries()) {
		if _, closes := e.Event.(run.Closed); closes && m.run.UndoneBy(e.Seq) == 0 {
			s.Seq = e.Seq
			break
		}
	}
	return s
}

// stands says as of when the deadlines stand: closing ended none.
func (m sheetMaker) stands() string {
	text := "As of " + m.when(m.asOf).Text
	if _, closed := m.run.Closing(); closed {
		text += ", when the run was closed. As of now: cordon clock ls " + m.run.ID()
	}
	return text + "."
}

// pills say in a few words each how the run stands.
func (m sheetMaker) pills() []pill {
	r := m.run
	var all []pill
	if r.Drill() {
		all = append(all, pill{"Drill: nothing of this happened", "warn"})
	}
	if c, closed := r.Closing(); closed {
		all = append(all, pill{"Closed " + m.in(c.At).Format("2 Jan 2006, 15:04"), "none"})
	} else {
		p := r.Progress()
		all = append(all, pill{fmt.Sprintf("Open: %d of %s settled", p.Settled, words.Plural(p.Total, "step", "steps")), "warn"})
	}
	if _, closed := r.Closing(); closed && len(r.LeftOpen()) > 0 {
		all = append(all, pill{words.Plural(len(r.LeftOpen()), "step", "steps") + " left open", "bad"})
	}
	return append(append(all, m.checkPills()...), m.reviewPills()...)
}

func (m sheetMaker) saying(h words.Headline) saying {
	s := saying{Label: h.Label, Text: h.Text, Note: h.Aside()}
	if h.Entry != nil {
		s.By, s.At, s.Seq = h.Entry.By, m.when(h.Entry.At), h.Entry.Seq
		if elsewhere(m.run, h.Entry) {
			s.Seq, s.Note = 0, s.Note+", in another run of the incident"
		}
		if fact, ok := h.Entry.Event.(run.FactRecorded); ok {
			s.Because = fact.Because
		}
	}
	return s
}

func (m sheetMaker) sayings(all []words.Headline) []saying {
	list := make([]saying, len(all))
	for i, h := range all {
		list[i] = m.saying(h)
	}
	return list
}

// roles are who had each role.
func (m sheetMaker) roles() []saying {
	var all []saying
	for _, role := range m.run.Book().Roles {
		s := saying{Label: role.Title}
		if h, ok := m.run.Role(role.ID); ok {
			s.Text, s.By, s.At, s.Seq = h.Name, h.By, m.when(h.At), h.Seq
		}
		all = append(all, s)
	}
	return all
}

// in puts a time into the zone of the report.
func (m sheetMaker) in(t time.Time) time.Time {
	switch {
	case m.opts.Zone != nil:
		return t.In(m.opts.Zone)
	case !m.each:
		return t.In(m.run.Opened().Location())
	}
	return t
}

func (m sheetMaker) when(t time.Time) moment {
	if t.IsZero() {
		return moment{}
	}
	return moment{t.Format(time.RFC3339), m.in(t).Format(m.layout)}
}

// at is how words write moments.
func (m sheetMaker) at() words.At {
	return words.At{Now: m.asOf, Zone: m.opts.Zone, Run: m.run, Moment: func(t time.Time) string { return m.when(t).Text }}
}

// zone says in which zone the times are.
func (m sheetMaker) zone() string {
	if m.each {
		return m.zoneOfEach()
	}
	var all []string
	for _, t := range []time.Time{m.run.Opened(), m.asOf} {
		t = m.in(t)
		name := "UTC" + t.Format("-07:00")
		if short := t.Format("MST"); strings.Trim(short, "+-0123456789") == short && short != "UTC" && !strings.Contains(short, "/") {
			name = short + ", " + name
		}
		all = append(all, name)
	}
	text := strings.Join(slices.Compact(all), "; ")
	if z := m.opts.Zone; z != nil && strings.Contains(z.String(), "/") {
		text = z.String() + ": " + text
	}
	return text
}

// zoneOfEach says in which zone times are that have their offsets.
func (m sheetMaker) zoneOfEach() string {
	switch m.opts.Zone {
	case nil:
		return "as noted, each with its offset from UTC"
	case time.Local:
		return "local time of whoever wrote this report, each with its offset from UTC"
	}
	return m.opts.Zone.String() + ", each with its offset from UTC"
}

// settled counts the settled steps, and says by state how.
func (m sheetMaker) settled() string {
	n := map[run.State]int{}
	for _, s := range m.run.Steps() {
		n[s.State]++
	}
	var counts []string
	for _, state := range []run.State{run.Done, run.Skipped, run.Failed} {
		if n[state] > 0 {
			counts = append(counts, fmt.Sprintf("%d %s", n[state], state))
		}
	}
	p := m.run.Progress()
	text := fmt.Sprintf("%d of %d steps", p.Settled, p.Total)
	if len(counts) > 0 {
		text += ": " + strings.Join(counts, ", ")
	}
	return text
}
