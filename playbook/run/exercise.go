package run

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"slices"
	"time"
	"unicode/utf8"

	"cordon/playbook"
	"cordon/playbook/drill"
)

// An Exercise is the drill that a run plays, as entry 1 keeps it.
type Exercise struct {
	ID     string `json:"id"`
	SHA256 string `json:"sha256"`
	// Source holds the exact bytes of the drill, so that the score needs no file.
	Source string `json:"source"`
	// Files are the files that come with its injects, as they were then.
	Files []ExerciseFile `json:"files,omitempty"`
}

// An ExerciseFile names the exact bytes of a file that comes with an inject.
type ExerciseFile struct {
	Name   string `json:"name"`
	SHA256 string `json:"sha256"`
}

func (ev *Exercise) text() string {
	if ev == nil {
		return ""
	}
	return ev.Source
}

func (ev *Exercise) name() string {
	if ev == nil {
		return ""
	}
	return ev.ID
}

// exercise is how a drill stands. A nil one is none.
type exercise struct {
	*drill.Drill
	files   []ExerciseFile
	hands   []hands           // of its clock, see hands
	shown   []*Entry          // InjectShown
	moved   map[string]*Entry // by inject
	answers map[string]*Entry // DrillAnswered, by what it answers
}

// play begins a drill. One that does not fit, in a journal from elsewhere, stands
// in the timeline and brings nothing.
func (s *state) play(ev *Exercise, e *Entry) {
	if ev == nil {
		return
	}
	d, err := drill.Parse("the drill", []byte(ev.Source))
	if err != nil || d.Digest != ev.SHA256 {
		return
	}
	if d, err = d.Fit(s.book); err != nil {
		return
	}
	s.exercise = &exercise{Drill: d, files: ev.Files, hands: []hands{{from: e.Seq, began: e.Recorded, begun: e.At}},
		moved: map[string]*Entry{}, answers: map[string]*Entry{}}
}

func (x *exercise) clone() *exercise {
	if x == nil {
		return nil
	}
	c := *x
	c.hands, c.shown = slices.Clip(x.hands), slices.Clip(x.shown)
	c.moved, c.answers = maps.Clone(x.moved), maps.Clone(x.answers)
	return &c
}

// Exercise returns the drill that the run plays, if it plays one. What is in it is
// not for those who play, until the run is closed.
func (r Run) Exercise() (*drill.Drill, bool) {
	if r.state == nil || r.state.exercise == nil {
		return nil, false
	}
	return r.state.exercise.Drill, true
}

// Playing reports whether the run plays a drill that is not over: what is to come in
// it, and what is looked at in the end, is not for those who play.
func (r Run) Playing() bool {
	_, plays := r.Exercise()
	_, closed := r.Closing()
	return plays && !closed
}

// ExerciseFile returns the digest that a file of the drill had when it began.
func (r Run) ExerciseFile(name string) (sha256 string, ok bool) {
	if _, plays := r.Exercise(); !plays {
		return "", false
	}
	for _, f := range r.state.exercise.files {
		if f.Name == name {
			return f.SHA256, true
		}
	}
	return "", false
}

// StartDrill opens a run of book that plays a drill. files are the files that come
// with its injects, by name. An empty title means the drill's. The entry's At has
// to be what [drill.Drill.Begins] says.
func StartDrill(book *playbook.Playbook, title string, d *drill.Drill, files map[string][]byte) Intention {
	if title = tidy(title); title == "" {
		title = d.Title
	}
	return func(r Run) (Event, error) {
		if _, err := d.Fit(book); err != nil {
			return nil, &Refusal{Why: fmt.Sprintf("the drill %s does not fit the playbook %s. Nothing was started.\n%v", quoted(d.Title), quoted(book.Title), err), Err: err}
		}
		if !utf8.Valid(d.Source) {
			return nil, refuse("the drill is not UTF-8 text")
		}
		ev, err := Start(book, title, true)(r)
		if err != nil {
			return nil, err
		}
		started, _ := ev.(Started)
		started.Exercise = &Exercise{ID: d.ID, SHA256: d.Digest, Source: string(d.Source)}
		for _, name := range d.Files() {
			sum := sha256.Sum256(files[name])
			started.Exercise.Files = append(started.Exercise.Files, ExerciseFile{Name: name, SHA256: hex.EncodeToString(sum[:])})
		}
		return fits(started, nil)
	}
}

// hands are how the clock of a drill stands from an entry on.
type hands struct {
	from  uint64        // the number of the first entry that is made by them
	start time.Duration // what the table's clock showed then
	began time.Time     // when the drill began, by the system clock
	begun time.Time     // the time of the story then
	stood time.Duration // how long it stood in all
	moved time.Duration // how far it was moved in all
	since time.Time     // since when it stands; zero while it goes
	// paused says that it stands because somebody paused it, and not because the
	// run is closed.
	paused bool
}

// table is how long the drill has gone on at the table.
func (h hands) table(now time.Time) time.Duration {
	if !h.since.IsZero() && now.After(h.since) {
		now = h.since
	}
	return max(0, now.Sub(h.began)-h.stood)
}

func (h hands) stopped(e *Entry) hands {
	if h.since.IsZero() {
		h.since = e.Recorded
	}
	return h
}

func (h hands) gone(e *Entry) hands {
	if !h.since.IsZero() {
		h.stood, h.since = h.stood+max(0, e.Recorded.Sub(h.since)), time.Time{}
	}
	return h
}

// wind sets the clock after an entry that stands.
func (x *exercise) wind(e *Entry) {
	if x == nil {
		return
	}
	h := x.hands[len(x.hands)-1]
	was := h
	switch ev := e.Event.(type) {
	case DrillMoved:
		if in, ok := x.Inject(ev.Inject); ok && x.moved[ev.Inject] == e {
			h.moved += in.Jump
		}
	case DrillPaused:
		if h.paused = !ev.Goes; h.paused {
			h = h.stopped(e)
		} else {
			h = h.gone(e)
		}
	case Closed:
		h = h.stopped(e)
	case Reopened:
		if !h.paused {
			h = h.gone(e)
		}
	}
	if h != was {
		h.from, h.start = e.Seq+1, was.table(e.Recorded)
		x.hands = append(x.hands, h)
	}
}

// now are the hands as they stand.
func (x *exercise) now() hands { return x.hands[len(x.hands)-1] }

// at are the hands as they stood when an entry was made.
func (x *exercise) at(seq uint64) hands {
	for _, h := range slices.Backward(x.hands) {
		if h.from <= seq {
			return h
		}
	}
	return x.hands[0]
}

// table is how long the drill had gone on when an entry was written.
func (x *exercise) table(e *Entry) time.Duration { return x.at(e.Seq).table(e.Recorded) }

// happened is how long the drill had gone on when that happened which an entry
// records. What is said to have happened while time of the story went by, happened
// as it began to be played again.
func (x *exercise) happened(e *Entry) time.Duration {
	for i, h := range slices.Backward(x.hands) {
		if h.from > e.Seq {
			continue
		}
		begins := h.start.Truncate(time.Second) // At is to the second
		switch at := e.At.Sub(h.begun); {
		case at-h.moved >= begins:
			return min(at-h.moved, x.table(e))
		case i > 0 && at-x.hands[i-1].moved >= begins:
			return h.start
		}
	}
	return 0
}

// Moment returns the time in which the run goes on at a reading of the system
// clock, in the same zone: the time of its drill, if it plays one, and else that
// reading. Deadlines count by it, and what happens happened then.
func (r Run) Moment(now time.Time) time.Time {
	if _, plays := r.Exercise(); !plays {
		return now
	}
	return r.state.exercise.now().moment(now)
}

func (h hands) moment(now time.Time) time.Time {
	return h.begun.Add(h.table(now) + h.moved).In(now.Location())
}

// Written returns when an entry of the run was written, in the time of its drill,
// if it plays one.
func (r Run) Written(e *Entry) time.Time {
	if _, plays := r.Exercise(); !plays {
		return e.Recorded
	}
	return r.state.exercise.written(e)
}

// written is [Run.Written]; without a drill it is when the entry was recorded.
func (x *exercise) written(e *Entry) time.Time {
	if x == nil {
		return e.Recorded
	}
	return x.at(e.Seq).moment(e.Recorded)
}

// pause is how long nothing was recorded between two entries. Time of a story that
// was not played is none.
func (r Run) pause(from, to *Entry) time.Duration {
	if _, plays := r.Exercise(); plays {
		return r.state.exercise.table(to) - r.state.exercise.table(from)
	}
	return to.Recorded.Sub(from.Recorded)
}

// outside returns when a moment of the drill comes by the system clock, as far as
// can be known now. The zero time stays so.
func (r Run) outside(at time.Time) time.Time {
	if _, plays := r.Exercise(); !plays || at.IsZero() {
		return at
	}
	h := r.state.exercise.now()
	return h.began.Add(at.Sub(h.begun) - h.moved + h.stood).In(at.Location())
}

// standsBefore reports whether the clock of a drill stands before a moment, so that it
// does not come until somebody lets the drill go on.
func (r Run) standsBefore(at time.Time) bool {
	if !r.Paused() {
		return false
	}
	h := r.state.exercise.now()
	return at.After(h.moment(h.since))
}

// Table returns how long the drill has gone on at the table: pauses do not count,
// nor do jumps. It is zero where none is played.
func (r Run) Table(now time.Time) time.Duration {
	if _, plays := r.Exercise(); !plays {
		return 0
	}
	return r.state.exercise.now().table(now)
}

// Paused reports whether the drill is paused.
func (r Run) Paused() bool {
	_, plays := r.Exercise()
	return plays && r.state.exercise.now().paused
}

// Stamped completes a stamp for an event of the run, with when it happened: now,
// where nobody says otherwise. What happens in a drill happens in its time, unless
// it is about the record of a drill that is over.
func (r Run) Stamped(s Stamp, ev Event) Stamp {
	_, plays := r.Exercise()
	if plays && !r.reviewed(ev) {
		s.inside = r.Moment(s.Now)
	}
	if s.At.IsZero() {
		s.At = s.moment()
	}
	return s
}

// reviewed reports whether an event is about the record of a run that is closed.
func (r Run) reviewed(ev Event) bool {
	_, closed := r.Closing()
	return closed && ev.nature().reviews
}
