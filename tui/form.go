package tui

import (
	"cordon/playbook/words"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
)

// quietFor is how long a form ignores keys that act after it opened, and after
// each such key that comes too early: a key that is held down acts on nothing.
const quietFor = 300 * time.Millisecond

// A question is what a form asks and what it makes of the answers. It may also
// be a guarded, listening, keyed or followed one.
type question interface {
	// title names the form.
	title() string
	// about says what it is about, above the fields.
	about(w *world, f form) []prose
	// answer asks the App to record what the fields say, or to read a file
	// first, or it says what is missing.
	answer(w *world, f form) (reply, error)
}

// A guarded question is answered only with a button behind the fields, never
// by enter in a field. The button for no comes first.
type guarded interface {
	buttons(w *world, f form) (no, yes string)
}

// A listening question hears what no form deals with by itself.
type listening interface {
	hear(w *world, f form, msg tea.Msg) (form, reply)
}

// A keyed question has keys of its own.
type keyed interface {
	keys(w *world, f form) []command
}

// A followed question has another screen behind it when it is answered, or
// nil.
type followed interface {
	next(w *world) screen
}

// Prose is a paragraph above the fields.
type prose struct {
	style lipgloss.Style
	text  string
	kind  bool // it may be left out where there is little room
}

// A field is one thing that a form asks for.
type field struct {
	name   string
	label  string
	widget widget
	// draft names the draft of the field. Empty keeps none.
	draft string
	// echo says what was understood of a value; nil says nothing.
	echo func(w *world, value string) string
	// hint stands under the field until the field changes.
	hint string
	// draftOf is the text to keep as the draft of a value typed at a time; nil
	// keeps the value itself.
	draftOf func(value string, at time.Time) string
	// onward says that enter goes on to the next field.
	onward bool
	// beside puts the field on the line of its label.
	beside bool
	// fills gives the field the room that is left.
	fills bool

	kept    string // the value that needs no keeping
	sent    string // the value that is on its way to disk
	sending bool
}

// A form is a dialog that asks a question. All questions look and behave alike:
//
//   - tab goes from field to field, and on to the buttons of a guarded form.
//   - Enter records, but for a guarded form: that needs its button.
//   - Esc closes. What was typed is on disk as a draft by then, and there again
//     when the form opens the next time.
//   - A form closes when its change is on disk. If that is refused or fails it
//     says so and keeps everything.
type form struct {
	asks    question
	fields  []field
	focus   int // a field; behind them the buttons
	id      int // tells its changes from those of others
	quiet   time.Time
	problem string // why what was asked for did not come about
	stuck   bool   // it was the recording
	unsafe  string // why what was typed is not on disk
	busy    busy
	wish    wish
	ticking bool      // a draft is due soon
	typedAt time.Time // when a key last changed something
	keptAt  time.Time // when a draft was last on disk
	found   bool      // there was a draft when it opened
	scroll  int       // how far the person scrolled from where the focus is
}

// Busy is what a form waits for. Meanwhile it takes no keys but esc.
type busy int

const (
	idle    busy = iota
	reading      // a file
	editing      // in the editor of the person
	saving       // its change
)

// A wish is what a form does once the drafts under way are on disk. Drafts and
// changes race otherwise, and a late draft would come back from the dead.
type wish int

const (
	wishNothing wish = iota
	wishLeave
	wishAnswer
)

func newForm(asks question, fields ...field) form { return form{asks: asks, fields: fields} }

// at returns the index of a field, which must be there.
func (f form) at(name string) int {
	i := slices.IndexFunc(f.fields, func(fd field) bool { return fd.name == name })
	if i < 0 {
		panic("tui: no field " + name)
	}
	return i
}

// value returns what is filled in.
func (f form) value(name string) string { return f.fields[f.at(name)].widget.value() }

// put returns the form with a field filled in by another widget.
func (f form) put(i int, wd widget) form {
	f.fields = slices.Clone(f.fields)
	f.fields[i].widget = wd
	return f
}

// set returns the form with a field filled in.
func (f form) set(name, value string) form {
	i := f.at(name)
	return f.put(i, f.fields[i].widget.with(value))
}

// onButton returns the button that has the focus, and whether one has.
func (f form) onButton() (yes, ok bool) {
	return f.focus == len(f.fields)+1, f.focus >= len(f.fields)
}

func (f form) isGuarded() bool {
	_, ok := f.asks.(guarded)
	return ok
}

// stops is the number of places for the focus.
func (f form) stops() int {
	if f.isGuarded() {
		return len(f.fields) + 2
	}
	return len(f.fields)
}

func (f form) typing() bool {
	return f.focus < len(f.fields) && f.fields[f.focus].widget.typing()
}

func (f form) header(*world) []string { return nil }

func (f form) update(w *world, msg tea.Msg) (screen, reply) {
	switch msg := msg.(type) {
	case shownMsg:
		return f.shown(w)
	case tea.KeyPressMsg, tea.PasteMsg:
		return f.edit(w, msg)
	case draftDueMsg:
		if msg.from == f.id {
			f.ticking = false
			return f.keep(w)
		}
		return f, reply{}
	case draftKeptMsg:
		return f.onDisk(w, msg)
	case recordedMsg:
		return f.recorded(w, msg)
	case refusedMsg:
		if f.owns(msg.change) {
			f.busy = idle
			f = f.refuse(sentence(msg.err))
		}
		return f, reply{}
	case failedMsg:
		return f.failed(msg)
	case editableMsg:
		if msg.from == f.id {
			return f.editable(w, msg)
		}
		return f, reply{}
	case editedMsg:
		if msg.from == f.id {
			return f.edited(w, msg)
		}
		return f, reply{}
	}
	return f.hear(w, msg)
}

// shown starts the form: with its drafts, and quiet for a moment.
func (f form) shown(w *world) (screen, reply) {
	f.id, f.quiet = w.serial, w.now.Add(quietFor)
	f.fields = slices.Clone(f.fields)
	for i := range f.fields {
		fd := &f.fields[i]
		if draft := w.drafts[fd.draft]; fd.draft != "" && draft != "" {
			fd.widget = fd.widget.with(draft)
			f.found = true
		}
		fd.kept = fd.widget.value()
	}
	return f.hear(w, shownMsg{})
}

func (f form) hear(w *world, msg tea.Msg) (screen, reply) {
	l, ok := f.asks.(listening)
	if !ok {
		return f, reply{}
	}
	return l.hear(w, f, msg)
}

// edit gives a key or a paste to the field. While the change is under way
// nothing is taken: it would be lost with the form.
func (f form) edit(w *world, msg tea.Msg) (screen, reply) {
	if pressed, ok := msg.(tea.KeyPressMsg); ok && !f.typing() {
		return f, reply{say: "No action on " + pressed.String() + " here. " + w.key("help") + " shows the keys."}
	}
	if f.busy != idle || f.wish != wishNothing || f.focus >= len(f.fields) {
		return f, reply{}
	}
	fd := f.fields[f.focus]
	before := fd.widget.value()
	f = f.put(f.focus, fd.widget.edit(msg, f.room(w, fd)))
	f.scroll = 0
	if paste, ok := msg.(tea.PasteMsg); ok && fd.widget.typing() && paste.Content != "" && f.fields[f.focus].widget.value() == before {
		f.problem = tooLong(w, len(paste.Content))
		return f, reply{}
	}
	if f.fields[f.focus].widget.value() == before {
		return f, reply{}
	}
	f.fields[f.focus].hint = "" // put has made the fields our own
	return f.changed(w)
}

// changed has the drafts kept soon.
func (f form) changed(w *world) (form, reply) {
	f.problem, f.stuck, f.typedAt = "", false, w.now
	return f.dueSoon(draftWithin)
}

// refuse says why nothing was recorded. What is filled in stays.
func (f form) refuse(why string) form {
	f.problem, f.stuck = why, true
	return f
}

// owns reports whether a change is this form's.
func (f form) owns(c change) bool { return f.busy == saving && c.from == f.id }

func (f form) recorded(w *world, msg recordedMsg) (screen, reply) {
	if !f.owns(msg.change) {
		return f.hear(w, msg)
	}
	r := reply{leave: true}
	if q, ok := f.asks.(followed); ok {
		r.open = q.next(w)
	}
	return f, r
}

// failed keeps everything. A failure of another change took this one with it.
func (f form) failed(msg failedMsg) (screen, reply) {
	if f.busy != saving {
		return f, reply{}
	}
	f.busy = idle
	f = f.refuse("NOT SAVED: " + sentence(msg.err) + " What you typed is still here.")
	return f.dueSoon(draftWithin)
}

// ask asks the App for what the question makes of the fields.
func (f form) ask(w *world) (screen, reply) {
	if f.busy != idle {
		return f, reply{}
	}
	if f.sending() {
		f.wish = wishAnswer
		return f, reply{}
	}
	r, err := f.asks.answer(w, f)
	if err != nil {
		return f.refuse(sentence(err)), reply{}
	}
	return f.under(w, r)
}

// under puts what was asked for under way.
func (f form) under(w *world, r reply) (form, reply) {
	f.busy, f.problem, f.stuck = reading, "", false
	if r.change != nil {
		if err := w.forbids(*r.change); err != nil {
			f.busy = idle
			return f.refuse(sentence(err)), reply{}
		}
		f.busy = saving
		r.change.from, r.change.drop = f.id, f.drafts()
	}
	return f, r
}

// to moves the focus.
func (f form) to(i int) form {
	f.focus, f.scroll = i, 0
	return f
}

// tooLong says that a paste was not taken.
func tooLong(w *world, n int) string {
	return "What you pasted (" + words.Bytes(int64(n)) + ") is too long for here. Nothing of it was taken. Attach it as evidence: " + w.key("evidence.add") + "."
}
