package form

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"cordon/tui/draw"
	"cordon/tui/screen"
)

// A Question is what a form asks and what it makes of the answers. It may also
// be [Guarded], [Listening], [Keyed], [Looking], [Followed] or [Straight].
type Question interface {
	// Title names the form.
	Title() string
	// About says what it is about, above the fields.
	About(w *screen.World, f Form) []Prose
	// Answer asks the App to record what the fields say, or to read a file
	// first, or it says what is missing.
	Answer(w *screen.World, f Form) (screen.Reply, error)
}

// A Guarded question is answered only with a button behind the fields, never
// by enter in a field. The button for no comes first.
type Guarded interface {
	// Buttons returns what stands on the two buttons.
	Buttons(w *screen.World, f Form) (no, yes string)
}

// A Listening question hears what no form deals with by itself.
type Listening interface {
	// Hear answers a message, and returns the form as it then is.
	Hear(w *screen.World, f Form, msg tea.Msg) (Form, screen.Reply)
}

// A Keyed question has keys of its own.
type Keyed interface {
	// Keys are its commands. They come before those of the form.
	Keys(w *screen.World, f Form) []screen.Command
}

// A Looking question records nothing: enter shows what comes of the answer.
type Looking interface {
	// Looks returns the word of the enter key, and what it does in full.
	Looks() (word, title string)
}

// A Followed question has another screen behind it when it is answered, or
// nil.
type Followed interface {
	// Next returns the screen that opens as the form closes.
	Next(w *screen.World) screen.Screen
}

// Prose is a paragraph above the fields.
type Prose struct {
	Style draw.Style
	Text  string // made inert when it is drawn
	Kind  bool   // it may be left out where there is little room
}

// A Field is one thing that a form asks for.
type Field struct {
	Name   string // by which the question finds it
	Label  string // what stands over it, or before it
	Widget Widget // what it is filled in with
	// Draft names the draft of the field. Empty keeps none.
	Draft string
	// Echo says what was understood of a value; nil says nothing.
	Echo func(w *screen.World, value string) string
	// Check says why a value cannot be an answer, for who is asked for one field
	// after the other; nil takes every value.
	Check func(w *screen.World, value string) error
	// Hint stands under the field until the field changes.
	Hint string
	// DraftOf is the text to keep as the draft of a value typed at a time; nil
	// keeps the value itself.
	DraftOf func(value string, at time.Time) string
	// Onward says that enter goes on to the next field.
	Onward bool
	// Aside says that enter passes over the field: what stands in it without
	// anybody is almost always right. Tab goes there.
	Aside bool
	// Beside puts the field on the line of its label.
	Beside bool
	// Fills gives the field the room that is left.
	Fills bool

	kept    string // the value that needs no keeping
	sent    string // the value that is on its way to disk
	sending bool
}

// A Form is a dialog that asks a question. All questions look and behave alike:
//
//   - tab goes from field to field, and on to the buttons of a guarded form.
//   - Enter records, but for a guarded form: that needs its button.
//   - Esc closes. What was typed is on disk as a draft by then, and there again
//     when the form opens the next time.
//   - A form closes when its change is on disk. If that is refused or fails it
//     says so and keeps everything.
type Form struct {
	asks    Question
	Fields  []Field // from the top
	Focus   int     // a field; behind them the buttons
	ID      int     // tells its changes from those of others
	quiet   screen.Pause
	Problem string // why what was asked for did not come about
	Stuck   bool   // it was the recording
	again   bool   // it was the disk: what closes the form tries again first
	left    bool   // what is being tried again was asked for to close the form
	unsafe  string // why what was typed is not on disk
	Busy    Busy   // what it waits for
	wish    wish
	ticking bool      // a draft is due soon
	typedAt time.Time // when a key last changed something
	keptAt  time.Time // when a draft was last on disk
	found   bool      // there was a draft when it opened
	taken   bool      // it named nobody, and is the person's own from here on
	scroll  int       // how far the person scrolled from where the focus is
	lines   bool      // it is asked in lines
	begun   bool      // a line was taken
	tries   int       // how many lines were no answer
	heard   string    // what was understood of the last one
	pasting pasting   // no key came since
}

// A Busy is what a form waits for. Meanwhile it takes no keys but esc.
type Busy int

// What a form may wait for.
const (
	Idle    Busy = iota // nothing
	Reading             // a file
	editing             // in the editor of the person
	saving              // its change
)

// A wish is what a form does once the drafts under way are on disk. Drafts and
// changes race otherwise, and a late draft would come back from the dead.
type wish int

const (
	wishNothing wish = iota
	wishLeave
	wishAnswer
)

// New returns a form that asks a question with these fields.
func New(asks Question, fields ...Field) Form { return Form{asks: asks, Fields: fields} }

// Asking returns the form with another question about the same fields: what was
// learned meanwhile is part of it.
func (f Form) Asking(q Question) Form {
	f.asks = q
	return f
}

// At returns the index of a field, which must be there.
func (f Form) At(name string) int {
	i := slices.IndexFunc(f.Fields, func(fd Field) bool { return fd.Name == name })
	if i < 0 {
		panic("tui: no field " + name)
	}
	return i
}

// Value returns what is filled in.
func (f Form) Value(name string) string { return f.Fields[f.At(name)].Widget.Value() }

// put returns the form with a field filled in by another widget.
func (f Form) put(i int, wd Widget) Form {
	f.Fields = slices.Clone(f.Fields)
	f.Fields[i].Widget = wd
	return f
}

// set returns the form with a field filled in.
func (f Form) set(name, value string) Form {
	i := f.At(name)
	return f.put(i, f.Fields[i].Widget.With(value))
}

// onButton returns the button that has the focus, and whether one has.
func (f Form) onButton() (yes, ok bool) {
	return f.Focus == len(f.Fields)+1, f.Focus >= len(f.Fields)
}

func (f Form) isGuarded() bool {
	_, ok := f.asks.(Guarded)
	return ok
}

// stops is the number of places for the focus.
func (f Form) stops() int {
	if f.isGuarded() {
		return len(f.Fields) + 2
	}
	return len(f.Fields)
}

// Typing implements [screen.Screen].
func (f Form) Typing() bool {
	return f.Focus < len(f.Fields) && f.Fields[f.Focus].Widget.Typing()
}

// Edits reports whether the field with the focus means something by a key with
// alt.
func (f Form) Edits(key string) bool {
	if f.Focus >= len(f.Fields) {
		return false
	}
	wd, ok := f.Fields[f.Focus].Widget.(interface{ edits(key string) bool })
	return ok && wd.edits(key)
}

// Cut implements [screen.Cutter].
func (f Form) Cut() string {
	if f.Focus < len(f.Fields) {
		if wd, ok := f.Fields[f.Focus].Widget.(screen.Cutter); ok {
			return wd.Cut()
		}
	}
	return ""
}

// Header implements [screen.Screen].
func (f Form) Header(*screen.World) []string { return nil }

// Update implements [screen.Screen].
func (f Form) Update(w *screen.World, msg tea.Msg) (screen.Screen, screen.Reply) {
	switch msg := msg.(type) {
	case screen.ShownMsg:
		return f.shown(w)
	case tea.KeyPressMsg, tea.PasteMsg:
		return f.edit(w, msg)
	case screen.DraftDueMsg:
		if msg.From == f.ID {
			f.ticking = false
			return f.keep(w)
		}
		return f, screen.Reply{}
	case screen.DraftKeptMsg:
		return f.onDisk(w, msg)
	case screen.DraftTakenMsg:
		return f.takes(w, msg)
	case screen.RecordedMsg:
		return f.recorded(w, msg)
	case screen.RefusedMsg:
		if f.owns(msg.Change) {
			f.Busy = Idle
			f = f.Refuse(draw.Sentence(msg.Err))
		}
		return f, screen.Reply{}
	case screen.FailedMsg:
		return f.failed(w, msg)
	case editableMsg:
		if msg.from == f.ID {
			return f.editable(w, msg)
		}
		return f, screen.Reply{}
	case editedMsg:
		if msg.from == f.ID {
			return f.edited(w, msg)
		}
		return f, screen.Reply{}
	}
	return f.hear(w, msg)
}

// shown starts the form: with its drafts, and quiet for a moment.
func (f Form) shown(w *screen.World) (screen.Screen, screen.Reply) {
	f.ID, f.quiet = w.Serial, w.Pause()
	if f.lines = w.Cfg.Lines; f.lines {
		f.Focus = 0
	}
	f.Fields = slices.Clone(f.Fields)
	var take []tea.Cmd
	for i := range f.Fields {
		fd := &f.Fields[i]
		switch draft := w.Drafts[fd.Draft]; {
		case fd.Draft == "":
		case draft != "":
			fd.Widget = fd.Widget.With(draft)
			f.found = true
		case slices.Contains(w.Others[fd.Draft], ""):
			fd.sending = true
			take = append(take, screen.TakeDraft(w, fd.Draft))
		}
		fd.kept = fd.Widget.Value()
	}
	next, r := f.hear(w, screen.ShownMsg{})
	r.Cmd = tea.Batch(append(take, r.Cmd)...)
	return next, r
}

func (f Form) hear(w *screen.World, msg tea.Msg) (screen.Screen, screen.Reply) {
	l, ok := f.asks.(Listening)
	if !ok {
		return f, screen.Reply{}
	}
	return l.Hear(w, f, msg)
}

// edit gives a key or a paste to the field. While the change is under way
// nothing is taken: it would be lost with the form.
func (f Form) edit(w *screen.World, msg tea.Msg) (screen.Screen, screen.Reply) {
	if pressed, ok := msg.(tea.KeyPressMsg); ok && !f.Typing() {
		return f, screen.Reply{Say: "No action on " + pressed.String() + " here. " + w.Key("help") + " shows the keys."}
	}
	if f.Busy != Idle || f.wish != wishNothing || f.Focus >= len(f.Fields) {
		return f, screen.Reply{}
	}
	if paste, ok := msg.(tea.PasteMsg); ok {
		return f.paste(w, paste)
	}
	f.pasting = pasting{}
	next, changed := f.given(w, msg)
	if !changed {
		return next, screen.Reply{}
	}
	return next.changed(w)
}

// given gives a key or a paste to the field with the focus, and reports whether
// another value stands there now.
func (f Form) given(w *screen.World, msg tea.Msg) (next Form, changed bool) {
	fd := f.Fields[f.Focus]
	before := fd.Widget.Value()
	f = f.put(f.Focus, fd.Widget.Edit(msg, f.room(w, fd)))
	f.scroll = 0
	if f.Fields[f.Focus].Widget.Value() == before {
		return f, false
	}
	f.Fields[f.Focus].Hint = "" // put has made the fields our own
	return f, true
}

// changed has the drafts kept soon.
func (f Form) changed(w *screen.World) (Form, screen.Reply) {
	f.Problem, f.Stuck, f.again, f.typedAt = "", false, false, w.Now
	return f.DueSoon(DraftWithin)
}

// Refuse says why nothing was recorded. What is filled in stays.
func (f Form) Refuse(why string) Form {
	f.Problem, f.Stuck, f.left = why, true, false
	if f.lines {
		f.Focus = 0 // from the first question again, all answers kept
	}
	return f
}

// owns reports whether a change is this form's.
func (f Form) owns(c screen.Change) bool { return f.Busy == saving && c.From == f.ID }

func (f Form) recorded(w *screen.World, msg screen.RecordedMsg) (screen.Screen, screen.Reply) {
	if !f.owns(msg.Change) {
		return f.hear(w, msg)
	}
	r := screen.Reply{Leave: true}
	if q, ok := f.asks.(Followed); ok {
		r.Open = q.Next(w)
	}
	return f, r
}

// failed keeps everything. A failure of another change took this one with it.
// Who closes tries it once more, and what is on disk as a draft then holds nobody.
func (f Form) failed(w *screen.World, msg screen.FailedMsg) (screen.Screen, screen.Reply) {
	if f.Busy != saving {
		return f, screen.Reply{}
	}
	f.Busy, f.again = Idle, true
	if f.left {
		f.left = false
		return f.close(w)
	}
	f = f.Refuse("NOT SAVED: " + draw.Sentence(msg.Err) + " What you typed is still here.")
	return f.DueSoon(DraftWithin)
}

// Ask asks the App for what the question makes of the fields.
func (f Form) Ask(w *screen.World) (screen.Screen, screen.Reply) {
	if f.Busy != Idle {
		return f, screen.Reply{}
	}
	if f.Sending() {
		f.wish = wishAnswer
		return f, screen.Reply{}
	}
	r, err := f.asks.Answer(w, f)
	if err != nil {
		return f.Refuse(draw.Sentence(err)), screen.Reply{}
	}
	return f.UnderWay(w, r)
}

// Saves reports whether the key that closes the form records it first: not where
// that was refused, or nobody could leave; but again where only the disk was in the
// way, which may have room by now.
func (f Form) Saves() bool { return f.Busy == Idle && (!f.Stuck || f.again) }

// SaveAndClose is [Form.Ask] for the key that closes the form.
func (f Form) SaveAndClose(w *screen.World) (screen.Screen, screen.Reply) {
	f.left = f.again
	return f.Ask(w)
}

// UnderWay begins what a question asked for: the form is busy until it is
// answered.
func (f Form) UnderWay(w *screen.World, r screen.Reply) (Form, screen.Reply) {
	f.Busy, f.Problem, f.Stuck, f.again = Reading, "", false, false
	if r.Change != nil {
		if err := w.Forbids(*r.Change); err != nil {
			f.Busy = Idle
			return f.Refuse(draw.Sentence(err)), screen.Reply{}
		}
		f.Busy = saving
		r.Change.From, r.Change.Drop = f.ID, f.drafts()
	}
	return f, r
}

// To moves the focus.
func (f Form) To(i int) Form {
	f.Focus, f.scroll = i, 0
	return f
}
