package run

// Released lists the kinds of events, by their zero values.
func Released() []Event {
	all := released()
	return all[:]
}

// Undoable reports whether undo is the way back from an event.
func Undoable(ev Event) bool { return ev.nature().undoable() }
