package report

import (
	"cmp"
	"slices"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/playbook/words"
)

// A decision is an answer that needed a reason.
type decision struct {
	saying      // Label is the question, Note the reason
	Later  bool // it was decided otherwise later
}

// decisions are all decisions in the order of the record, those superseded too.
func (m sheetMaker) decisions() []decision {
	var all []decision
	for _, e := range m.run.Entries() {
		ev, ok := e.Event.(run.FactRecorded)
		f, known := m.run.Book().Fact(ev.Fact)
		if !ok || !known || !f.Because || m.run.UndoneBy(e.Seq) != 0 {
			continue
		}
		now, _ := m.run.Fact(ev.Fact)
		all = append(all, decision{
			saying: saying{Label: f.Ask, Text: f.Show(ev.Value), Note: ev.Because, By: e.By, At: m.when(e.At), Seq: e.Seq},
			Later:  now.Seq != e.Seq,
		})
	}
	return all
}

// A decider is somebody with the decisions of theirs that stand.
type decider struct {
	Name      string
	Decisions []saying
}

func (m sheetMaker) deciders() []decider {
	var all []decider
	for _, d := range words.Deciders(m.run) {
		all = append(all, decider{d.Name, m.sayings(d.Decisions)})
	}
	return all
}

// A sent is a text as it left.
type sent struct {
	Title, To, Channel, By, Text string
	Because                      string // why it left with gaps
	Stands                       string // what there is to say of the message since
	At                           moment
	Seq, UndoneBy                uint64
}

// letters are the messages that never left, and each text that did.
func (m sheetMaker) letters() (never []saying, left []sent) {
	by := sentOf(m.run)
	titles, changed := map[string]string{}, map[string]string{}
	for _, d := range m.run.Messages() {
		titles[d.ID] = d.Title
		if state := words.Message(d); state.ID == "sent-changed" {
			changed[d.ID] = state.Text
		}
		if len(by[d.ID]) == 0 {
			never = append(never, saying{Text: d.Title, Note: words.Message(d).Text})
		}
	}
	for _, e := range m.run.Entries() {
		ev, ok := e.Event.(run.MessageSent)
		if !ok {
			continue
		}
		left = append(left, sent{
			Title: cmp.Or(titles[ev.Message], ev.Message), To: ev.To, Channel: ev.Channel, By: e.By, Text: ev.Text(), Because: ev.Because,
			At: m.when(e.At), Seq: e.Seq, UndoneBy: m.run.UndoneBy(e.Seq), Stands: changed[ev.Message],
		})
	}
	return never, left
}

// An answer is what is recorded for a fact.
type answer struct {
	saying
	Decision bool
	Before   []saying // the last one first
}

// answers are the facts that were recorded, and how many were not.
func (m sheetMaker) answers() (all []answer, unasked int) {
	for _, f := range m.run.Book().Facts {
		rec, ok := m.run.Fact(f.ID)
		e, there := m.run.Entry(rec.Seq)
		if !ok || !there {
			unasked++
			continue
		}
		a := answer{saying: m.answered(f, e)}
		a.Label, a.Decision = f.Ask, f.Because
		for _, before := range slices.Backward(rec.Earlier) {
			a.Before = append(a.Before, m.answered(f, before))
		}
		all = append(all, a)
	}
	return all, unasked
}

func (m sheetMaker) answered(f playbook.Fact, e *run.Entry) saying {
	ev, _ := e.Event.(run.FactRecorded)
	return saying{Text: f.Show(ev.Value) + words.Source(ev.FromProfile), Note: ev.Because, By: e.By, At: m.when(e.At), Seq: e.Seq}
}

// A file is a file of evidence.
type file struct {
	Seq              uint64
	Name, Desc, Step string
	At               moment
	By               string
	Path             string
	Changed          moment // when the file itself was changed last, before
	Size             int64
	SHA256           string
	Kept             string
	Copied           bool   // a copy was kept
	Now              pill   // how it stands now, empty if nobody looked
	UndoneBy         uint64 // the entry that took it back
	Withheld         bool   // what it was is withheld
	Later            []touched
}

// A touched is what an entry did to a file of evidence.
type touched struct {
	Word, Text string
	At         moment
	By         string
	Seq        uint64
	All        bool // it was done to the whole record
}

// files is the custody of all evidence that was ever attached, in the order of the
// record.
func (m sheetMaker) files() []file {
	var all []file
	for _, p := range m.run.Custody() {
		f := file{Seq: p.Taken.Seq, At: m.when(p.Taken.At), By: p.Taken.By, Name: "withheld", Withheld: true}
		if ev, known := p.Taken.Event.(run.EvidenceAdded); known {
			f = m.file(m.run.Step(ev.Step), p.Taken)
		}
		f.UndoneBy = m.run.UndoneBy(p.Taken.Seq)
		for _, e := range p.Later {
			f.Later = append(f.Later, m.touched(e))
		}
		for i, in := range m.opts.Checked.CarriedOver(f.SHA256) {
			did := words.CarriedOver(in)
			f.Later = slices.Insert(f.Later, before(p, in)+i, touched{Word: did.Word, Text: did.Text, At: m.when(in.At), By: in.By})
		}
		all = append(all, f)
	}
	return all
}

func (m sheetMaker) touched(e *run.Entry) touched {
	did := words.Touched(m.run, e)
	t := touched{Word: did.Word, Text: did.Text, At: m.when(e.At), By: e.By, Seq: e.Seq}
	switch e.Event.(type) {
	case run.RecordChecked, run.RunExported, run.RunSealed:
		t.All = true
	}
	return t
}

// carried is what was done to the whole record, and so to more than one file of
// evidence, each once.
func carried(files []file) (all []touched) {
	for _, f := range files {
		for _, t := range f.Later {
			if t.All && !slices.Contains(all, t) {
				all = append(all, t)
			}
		}
	}
	slices.SortFunc(all, func(a, b touched) int { return cmp.Compare(a.Seq, b.Seq) })
	return all
}

func (m sheetMaker) file(s run.Step, e *run.Entry) file {
	ev, _ := e.Event.(run.EvidenceAdded)
	lines := words.EvidenceLines(e, m.at())
	return file{
		Seq: e.Seq, Name: ev.Name, Desc: ev.Desc, Step: s.Number, At: m.when(e.At), By: e.By, Path: ev.Path, Changed: m.when(ev.Modified),
		Size: ev.Size, SHA256: ev.SHA256, Kept: lines[len(lines)-1].Text, Copied: ev.Kept, Now: m.fileNow(e.Seq),
	}
}

// A row is an entry of the timeline. A row of a day or a pause has no number.
type row struct {
	Day, Pause string
	Seq        uint64
	At         moment
	Clock      string // the time of day, to the second
	By, Step   string
	Tags       []string
	Text       string
	UndoneBy   uint64
}

// rows is the timeline, with its days and pauses.
func (m sheetMaker) rows() []row {
	var all []row
	day := ""
	for _, s := range words.Sittings(m.run) {
		for _, e := range s.Entries {
			at := m.in(e.At)
			if d := at.Format("Monday, 2 January 2006"); d != day {
				all, day = append(all, row{Day: d}), d
			}
			all = append(all, m.row(e, at))
		}
		if s.Pause > 0 {
			all = append(all, row{Pause: "nothing was recorded for " + words.Span(s.Pause)})
		}
	}
	return all
}

func (m sheetMaker) row(e *run.Entry, at time.Time) row {
	step, text := m.run.Describe(e)
	r := row{
		Seq: e.Seq, At: m.when(e.At), Clock: at.Format(m.clock), By: e.By, Step: step, Text: text, UndoneBy: m.run.UndoneBy(e.Seq),
	}
	if words.WrittenLater(m.run, e) {
		r.Tags = append(r.Tags, "written "+m.when(m.run.Written(e).In(e.At.Location())).Text)
	}
	if back := m.run.ClockBack(e); back != "" {
		r.Tags = append(r.Tags, back)
	}
	return r
}

// A note is free text.
type note struct {
	Seq  uint64
	At   moment
	By   string
	Text string
}

func (m sheetMaker) notesOf(entries []*run.Entry) []note {
	var all []note
	for _, e := range entries {
		if ev, ok := e.Event.(run.NoteAdded); ok {
			all = append(all, note{e.Seq, m.when(e.At), e.By, ev.Text})
		}
	}
	return all
}
