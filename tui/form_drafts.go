package tui

import (
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"
)

const (
	// draftWithin is how soon after a key its text is on disk as a draft.
	draftWithin = 200 * time.Millisecond
	// draftAgain is when a draft that could not be kept is tried again.
	draftAgain = 2 * time.Second
)

// drafts names all drafts of the form.
func (f form) drafts() []string {
	var names []string
	for _, fd := range f.fields {
		if fd.draft != "" {
			names = append(names, fd.draft)
		}
	}
	return names
}

// text is what the draft of the field should be.
func (fd field) text(typedAt time.Time) string {
	if fd.draftOf != nil {
		return fd.draftOf(fd.widget.value(), typedAt)
	}
	return fd.widget.value()
}

// isKept reports whether what is filled in needs no keeping.
func (fd field) isKept() bool { return fd.draft == "" || fd.widget.value() == fd.kept }

// unkept implements [drafter].
func (f form) unkept() map[string]string {
	texts := map[string]string{}
	if f.busy == saving {
		return texts // the entry replaces them, or the form keeps them then
	}
	for _, fd := range f.fields {
		if !fd.isKept() {
			texts[fd.draft] = fd.text(f.typedAt)
		}
	}
	return texts
}

// sending reports whether a draft is on its way to disk.
func (f form) sending() bool {
	return slices.ContainsFunc(f.fields, func(fd field) bool { return fd.sending })
}

// dueSoon has the drafts kept after a moment, so that a quick typist does not
// write to disk with every key.
func (f form) dueSoon(after time.Duration) (form, reply) {
	if f.ticking || !slices.ContainsFunc(f.fields, func(fd field) bool { return !fd.isKept() }) {
		return f, reply{}
	}
	f.ticking = true
	id := f.id
	return f, reply{cmd: tea.Tick(after, func(time.Time) tea.Msg { return draftDueMsg{from: id} })}
}

// keep sends what was typed to disk.
func (f form) keep(w *world) (form, reply) {
	var cmds []tea.Cmd
	f.fields = slices.Clone(f.fields)
	for i := range f.fields {
		if fd := &f.fields[i]; !fd.isKept() && !fd.sending && f.busy != saving {
			fd.sent, fd.sending = fd.widget.value(), true
			cmds = append(cmds, keepDraft(w, fd.draft, fd.text(f.typedAt)))
		}
	}
	return f, reply{cmd: tea.Batch(cmds...)}
}

// onDisk learns that a draft is on disk, or is not.
func (f form) onDisk(w *world, msg draftKeptMsg) (screen, reply) {
	i := slices.IndexFunc(f.fields, func(fd field) bool { return fd.draft == msg.field && fd.sending })
	if i < 0 {
		return f, reply{}
	}
	f.fields = slices.Clone(f.fields)
	fd := &f.fields[i]
	fd.sending = false
	if msg.err != nil {
		return f.notOnDisk(msg.err)
	}
	fd.kept, f.keptAt, f.unsafe = fd.sent, w.now, ""
	if f.sending() {
		return f, reply{}
	}
	switch f.wish {
	case wishAnswer:
		f.wish = wishNothing
		return f.ask(w)
	case wishLeave:
		return f.close(w)
	}
	return f.dueSoon(draftWithin)
}

// notOnDisk stays open: closing would lose what was typed.
func (f form) notOnDisk(err error) (screen, reply) {
	f.wish = wishNothing
	f.unsafe = "NOT SAVED: " + sentence(err) + " What you typed is only here."
	return f.dueSoon(draftAgain)
}

// close leaves the form when all that was typed is on disk.
func (f form) close(w *world) (screen, reply) {
	switch f.busy {
	case saving:
		return f, reply{say: "Being saved. The form closes when it is on disk."}
	case editing:
		return f, reply{}
	}
	f.wish = wishLeave
	if f.sending() {
		return f, reply{}
	}
	f, r := f.keep(w)
	if f.sending() {
		return f, r
	}
	r = reply{leave: true}
	if f.busy == reading {
		r.say = "Nothing was recorded: closed before the file was read."
	} else if slices.ContainsFunc(f.fields, func(fd field) bool { return fd.draft != "" && fd.widget.typing() && fd.widget.value() != "" }) {
		r.say = "Nothing was recorded. What you typed is kept as a draft."
	}
	return f, r
}

// closeAnd closes the form and does something more.
func (f form) closeAnd(w *world, also tea.Cmd) (screen, reply) {
	next, r := f.close(w)
	r.cmd = tea.Batch(r.cmd, also)
	return next, r
}
