package form

import (
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"cordon/tui/draw"
	"cordon/tui/screen"
)

const (
	// DraftWithin is how soon after a key its text is on disk as a draft.
	DraftWithin = 200 * time.Millisecond
	// draftAgain is when a draft that could not be kept is tried again.
	draftAgain = 2 * time.Second
)

// drafts names all drafts of the form.
func (f Form) drafts() []string {
	var names []string
	for _, fd := range f.Fields {
		if fd.Draft != "" {
			names = append(names, fd.Draft)
		}
	}
	return names
}

// text is what the draft of the field should be. Of blanks alone, as enter pressed too
// often leaves them, there is none: it would wait as a text that nobody recorded.
func (fd Field) text(typedAt time.Time) string {
	value := fd.Widget.Value()
	if fd.Widget.Typing() && strings.TrimSpace(value) == "" {
		value = ""
	}
	if fd.DraftOf != nil {
		return fd.DraftOf(value, typedAt)
	}
	return value
}

// isKept reports whether what is filled in needs no keeping.
func (fd Field) isKept() bool { return fd.Draft == "" || fd.Widget.Value() == fd.kept }

// Unkept implements [screen.Drafter].
func (f Form) Unkept() map[string]string {
	texts := map[string]string{}
	if f.Busy == saving {
		return texts // the entry replaces them, or the form keeps them then
	}
	for _, fd := range f.Fields {
		if !fd.isKept() {
			texts[fd.Draft] = fd.text(f.typedAt)
		}
	}
	return texts
}

// Sending implements [screen.Drafter]: it reports whether a draft is on its
// way to disk.
func (f Form) Sending() bool {
	return slices.ContainsFunc(f.Fields, func(fd Field) bool { return fd.sending })
}

// DueSoon has the drafts kept after a moment, so that a quick typist does not
// write to disk with every key.
func (f Form) DueSoon(after time.Duration) (Form, screen.Reply) {
	if f.lines || f.ticking || !slices.ContainsFunc(f.Fields, func(fd Field) bool { return !fd.isKept() }) {
		return f, screen.Reply{}
	}
	f.ticking = true
	id := f.ID
	return f, screen.Reply{Cmd: tea.Tick(after, func(time.Time) tea.Msg { return screen.DraftDueMsg{From: id} })}
}

// keep sends what was typed to disk.
func (f Form) keep(w *screen.World) (Form, screen.Reply) {
	var cmds []tea.Cmd
	f.Fields = slices.Clone(f.Fields)
	for i := range f.Fields {
		if fd := &f.Fields[i]; !fd.isKept() && !fd.sending && f.Busy != saving {
			fd.sent, fd.sending = fd.Widget.Value(), true
			cmds = append(cmds, screen.KeepDraft(w, fd.Draft, fd.text(f.typedAt)))
		}
	}
	return f, screen.Reply{Cmd: tea.Batch(cmds...)}
}

// takes shows a draft that named nobody until now. What was typed meanwhile
// follows it.
func (f Form) takes(w *screen.World, msg screen.DraftTakenMsg) (screen.Screen, screen.Reply) {
	i := slices.IndexFunc(f.Fields, func(fd Field) bool { return fd.Draft == msg.Field && fd.sending })
	if i < 0 {
		return f, screen.Reply{}
	}
	f.Fields = slices.Clone(f.Fields)
	fd := &f.Fields[i]
	if fd.sending = false; msg.Text != "" {
		typed := ""
		if fd.Widget.Typing() && fd.Widget.Value() != fd.kept {
			typed = fd.Widget.Value()
		}
		fd.kept, fd.Widget, f.taken = fd.Widget.With(msg.Text).Value(), fd.Widget.With(msg.Text+typed), true
	}
	return f.goOn(w)
}

// onDisk learns that a draft is on disk, or is not.
func (f Form) onDisk(w *screen.World, msg screen.DraftKeptMsg) (screen.Screen, screen.Reply) {
	i := slices.IndexFunc(f.Fields, func(fd Field) bool { return fd.Draft == msg.Field && fd.sending })
	if i < 0 {
		return f, screen.Reply{}
	}
	f.Fields = slices.Clone(f.Fields)
	fd := &f.Fields[i]
	fd.sending = false
	if msg.Err != nil {
		return f.notOnDisk(msg.Err)
	}
	fd.kept, f.keptAt, f.unsafe = fd.sent, w.Now, ""
	return f.goOn(w)
}

// goOn does what waited for the drafts under way.
func (f Form) goOn(w *screen.World) (screen.Screen, screen.Reply) {
	if f.Sending() {
		return f, screen.Reply{}
	}
	switch f.wish {
	case wishAnswer:
		f.wish = wishNothing
		return f.Ask(w)
	case wishLeave:
		return f.close(w)
	}
	return f.DueSoon(DraftWithin)
}

// notOnDisk stays open: closing would lose what was typed.
func (f Form) notOnDisk(err error) (screen.Screen, screen.Reply) {
	f.wish = wishNothing
	f.unsafe = "NOT SAVED: " + draw.Sentence(err) + " What you typed is only here."
	return f.DueSoon(draftAgain)
}

// close leaves the form when all that was typed is on disk.
func (f Form) close(w *screen.World) (screen.Screen, screen.Reply) {
	switch f.Busy {
	case saving:
		return f, screen.Reply{Say: "Being saved. The form closes when it is on disk."}
	case editing:
		return f, screen.Reply{}
	}
	f.wish = wishLeave
	if f.Sending() {
		return f, screen.Reply{}
	}
	f, r := f.keep(w)
	if f.Sending() {
		return f, r
	}
	r = screen.Reply{Leave: true}
	if f.Busy == Reading {
		r.Say = "Nothing was recorded: closed before the file was read."
	} else if slices.ContainsFunc(f.Fields, func(fd Field) bool {
		return fd.Draft != "" && fd.Widget.Typing() && strings.TrimSpace(fd.Widget.Value()) != ""
	}) {
		r.Say = "Nothing was recorded. What you typed is kept as a draft."
	}
	return f, r
}

// closeAnd closes the form and does something more.
func (f Form) closeAnd(w *screen.World, also tea.Cmd) (screen.Screen, screen.Reply) {
	next, r := f.close(w)
	r.Cmd = tea.Batch(r.Cmd, also)
	return next, r
}
