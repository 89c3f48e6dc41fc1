package main

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"

	"cordon/playbook"
	"cordon/playbook/inert"
	"cordon/playbook/report"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/store"
)

// A desk is a run at hand, and a person who works on it. All commands that
// change a run do it on a desk.
type desk struct {
	e     env
	store *store.Store
	run   run.Run
	stamp run.Stamp
	seqs  []uint64 // the entries recorded here
}

// change records one intention on the run that ref names, and says so.
func change(e env, ref, at string, decide run.Intention) error {
	d, err := e.sitDown(ref, at)
	if err != nil {
		return err
	}
	if err := d.record(decide); err != nil {
		return err
	}
	return d.tell()
}

// sitDown finds the run that ref names, and who works on it. at is the text of
// --at.
func (e env) sitDown(ref, at string) (*desk, error) {
	stamp, err := e.stamp()
	if err != nil {
		return nil, err
	}
	s := e.runs()
	r, err := load(s, ref)
	d := &desk{e: e, store: s, run: r, stamp: stamp}
	if err == nil && at != "" {
		d.stamp.At, err = e.pastTime(at, d.now())
	}
	return d, err
}

// now is the time it is in the run: in a drill, that of its story.
func (d *desk) now() time.Time { return d.run.Moment(d.stamp.Now) }

// would says whether the intentions would be refused, each by itself, as the
// run stands now. It is for commands that record several things or none.
func (d *desk) would(decide []run.Intention) error {
	for _, intention := range decide {
		ev, err := intention(d.run)
		if err == nil {
			err = d.run.Stamped(d.stamp, ev).Refuses(ev)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func (d *desk) record(decide run.Intention) error {
	next, err := d.store.Record(d.run, d.stamp, decide)
	if err != nil {
		return err
	}
	d.run = next
	d.seqs = append(d.seqs, next.Head().Seq)
	return nil
}

// recordAll records until something is in the way, and says what is recorded
// in any case.
func (d *desk) recordAll(decide []run.Intention) error {
	for _, intention := range decide {
		if err := d.record(intention); err != nil {
			return errors.Join(d.tell(), err)
		}
	}
	return d.tell()
}

// A receipt is what a program reads after a change.
type receipt struct {
	SchemaVersion int           `json:"schema_version"`
	Run           string        `json:"run"`
	Seq           uint64        `json:"seq"` // of the last of the entries
	Head          run.Head      `json:"head"`
	Entries       []report.Line `json:"entries"` // those this command recorded
}

// tell says what was recorded.
func (d *desk) tell() error {
	switch {
	case len(d.seqs) == 0:
		return nil
	case d.e.flags.json:
		return d.e.json(d.receipt())
	}
	for _, seq := range d.seqs {
		entry, _ := d.run.Entry(seq)
		step, text := d.run.Describe(entry)
		if step != "" {
			step += " "
		}
		line := fmt.Sprintf("%s%s (entry %d%s). %s", step, inert.Cut(inert.Line(text), 100), seq, d.when(), d.next(entry))
		d.e.say("%s", strings.TrimRight(line, " "))
		d.sayDue(entry)
	}
	return nil
}

// vouch says how the record stands, and prints the line that shows later that
// nothing of it was changed. What was recorded stays recorded, whatever it finds.
func (d *desk) vouch() error {
	in, err := lookAt(d.store, d.run.ID(), copies, d.e.now())
	if err != nil {
		return err
	}
	d.e.sayRecord(in)
	d.e.sayToSend(in)
	return nil
}

// sayDue says which deadlines count from what was recorded, the first few: those
// that it starts, and then those that count from it at the earliest.
func (d *desk) sayDue(entry *run.Entry) {
	const most = 3
	asOf, shown := d.now(), 0
	clocks := words.Order(d.run.Clocks(), asOf)
	slices.SortStableFunc(clocks, func(a, b run.Clock) int { return cmp.Compare(words.AtEarliest(a), words.AtEarliest(b)) })
	for _, c := range clocks {
		if !startedBy(entry, c) || !c.Started() || c.Status(asOf).Ended() {
			continue
		}
		if shown++; shown > most {
			d.e.say("More clocks run: cordon clock ls %s", d.run.ID())
			return
		}
		d.e.say("%s (%s): %s, %s.", c.Title, c.ID, words.ClockDueClause(d.run, c, asOf, d.e.moment), words.ClockState(c, asOf).Text)
	}
}

// startedBy reports whether a clock counts from what an entry says.
func startedBy(entry *run.Entry, c run.Clock) bool {
	switch ev := entry.Event.(type) {
	case run.FactRecorded:
		return ev.Fact == c.Since || ev.Fact == c.CapFrom || ev.Fact == c.Hours
	case run.ClockFiled:
		return ev.Clock == c.After
	case run.ClockConfirmed:
		return ev.Clock == c.ID
	case run.ClockAdded:
		return ev.Clock == c.ID
	}
	return false
}

func (d *desk) receipt() receipt {
	r := receipt{report.SchemaVersion, d.run.ID(), d.run.Head().Seq, d.run.Head(), []report.Line{}}
	lines := report.Timeline(d.run)
	for _, seq := range d.seqs {
		r.Seq = seq
		r.Entries = append(r.Entries, lines[seq-1])
	}
	return r
}

// when repeats the time of --at as it was understood.
func (d *desk) when() string {
	if d.stamp.At.IsZero() {
		return ""
	}
	return ", at " + d.e.moment(d.stamp.At)
}

// next names the command that takes an entry back, or goes on from it. From some
// there is none: undo would take back what was done before.
func (d *desk) next(entry *run.Entry) string {
	id := d.run.ID()
	switch ev := entry.Event.(type) {
	case run.EntryUndone:
		if back, _ := d.run.Entry(ev.Seq); back.Event.Kind() != ev.Kind() {
			return "Redo: cordon redo " + id
		}
		return "Undo: cordon undo " + id
	case run.EntryWithheld:
		return "Nothing brings it back"
	case run.RunSealed, run.RecordChecked:
		return "Check it: cordon verify " + id
	case run.Closed:
		return fmt.Sprintf("Look at it: cordon review %s. Print it: cordon report %s", id, id)
	case run.Reopened:
		return "Go on: cordon resume " + id
	case run.DrillPaused: // undo would take back what was done before it
		if ev.Goes {
			return "Stop it again: cordon drill pause " + id
		}
		return "Let it go on: cordon drill pause " + id + " --off"
	case run.DrillAnswered:
		return "See the sheet: cordon drill score " + id
	}
	if _, err := run.Undo(entry.By, entry.Seq)(d.run); err != nil {
		return ""
	}
	return "Undo: cordon undo " + id
}

// load returns the run that ref names: an id, or the beginning of one.
func load(s *store.Store, ref string) (run.Run, error) {
	id, err := resolve(s, ref)
	if err != nil {
		return run.Run{}, err
	}
	r, err := s.Load(id)
	if is[*run.ChainError](err) {
		err = notWholeError{id, run.Checked{Broken: []error{err}}, err}
	}
	return r, err
}

// resolve returns the id of the run that ref names. An empty reference is a
// shell variable that was not set, and names nothing.
func resolve(s *store.Store, ref string) (string, error) {
	if ref == "" {
		return "", usagef("the id of the run is empty")
	}
	if isFile(ref) {
		return "", usagef("%s names a file, which is only looked at. To go on with its run, take it in first: cordon import FILE", ref)
	}
	id, err := s.Resolve(ref)
	if !errors.Is(err, store.ErrNoRun) {
		return id, err
	}
	runs, _ := s.Runs()
	var ids []string
	for _, r := range runs {
		ids = append(ids, r.ID)
	}
	if near, ok := playbook.Nearest(ref, ids); ok {
		return "", fmt.Errorf("%w: did you mean %q?", err, near)
	}
	return "", err
}
