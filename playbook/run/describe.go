package run

// Describe says in one line what an entry records, and the number of the step
// it is about, or "". Text that people typed stands in it as they typed it: it
// may hold line ends and worse, and whoever shows it makes it inert.
func (r Run) Describe(e *Entry) (step, text string) {
	step = e.Event.step()
	if i, ok := r.state.place[step]; ok {
		step = r.state.all[i].Number
	}
	return step, e.Event.say(r)
}

func ifAny(before, text string) string {
	if text == "" {
		return ""
	}
	return before + text
}
