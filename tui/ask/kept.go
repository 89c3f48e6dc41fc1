package ask

import (
	"cmp"
	"maps"
	"slices"
	"strings"
	"time"

	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/screen"
)

// A Kept is what a person typed into a question and has not recorded.
type Kept struct {
	Step  string // the id of the step it belongs to, or ""
	Where string // what it was typed into
	Text  string // as it was typed
	// At is when it was kept last; zero if that was before this session.
	At   time.Time
	of   string // what parts of it have in common, where that is not Where
	open func(w *screen.World) screen.Screen
}

// Open opens the question with what was typed. It is nil where there is nothing to
// open as the run stands.
func (k Kept) Open(w *screen.World) screen.Screen {
	if k.open == nil {
		return nil
	}
	return k.open(w)
}

// KeptTexts returns what the person typed in the open run and did not record, a row
// for each question: first what belongs to steps, in their order.
func KeptTexts(w *screen.World) []Kept {
	var all []Kept
	at := map[string]int{}
	for _, field := range slices.Sorted(maps.Keys(w.Drafts)) { // "note/a" stands before "note/a/when"
		k := keptIn(w, field)
		of := cmp.Or(k.of, k.Where)
		i, there := at[of]
		if !there {
			at[of] = len(all)
			all = append(all, k)
			continue
		}
		if all[i].Text == "" {
			all[i].Text = k.Text
		}
		if k.At.After(all[i].At) {
			all[i].At = k.At
		}
	}
	slices.SortStableFunc(all, func(a, b Kept) int { return placeOf(w.Run, a.Step) - placeOf(w.Run, b.Step) })
	return all
}

// placeOf is the index of a step, behind all of them for what is none.
func placeOf(r run.Run, step string) int {
	i := slices.IndexFunc(r.Steps(), func(st run.Step) bool { return st.ID == step })
	if i < 0 {
		return len(r.Steps())
	}
	return i
}

// KeptAt returns the ids of the steps to which a text belongs that is kept.
func KeptAt(w *screen.World) map[string]bool {
	if len(w.Drafts) == 0 {
		return nil
	}
	steps := map[string]bool{}
	for field := range w.Drafts {
		if k := keptIn(w, field); k.Step != "" {
			steps[k.Step] = true
		}
	}
	return steps
}

// keptIn says what a draft was typed into: the first part of its name is the kind
// of question, the next an id, and the last may be one of its fields.
func keptIn(w *screen.World, field string) Kept {
	kind, rest, _ := strings.Cut(field, "/")
	k := Kept{Where: kind, Text: w.Drafts[field], At: w.KeptAt[field]}
	if ofStep, ok := keptKinds()[kind]; ok && rest != "" {
		if st, there := stepIn(w.Run, rest); there {
			k.Step, k.Where = st.ID, ofStep.word+" "+st.Number
			k.open = func(w *screen.World) screen.Screen { return ofStep.open(w, w.Run.Step(st.ID)) }
			return k
		}
	}
	id, part, _ := strings.Cut(rest, "/")
	switch kind {
	case "fact":
		k.fact(w, id)
	case "message":
		k.message(w, id, strings.HasPrefix(part, "sent"))
	case "clock":
		what, _, _ := strings.Cut(part, "/")
		k.clock(w, id, what)
	case "clock-add":
		k.Where = "rule to take in, " + id
	case "verdict":
		k.verdict(w, rest)
	case sheetDraft:
		k.Where = "sheet of the drill, " + words.SheetLine(id)
	default:
		if whole, ok := keptWhole()[kind]; ok {
			k.Where, k.open = whole.word, func(w *screen.World) screen.Screen { return whole.open(w, run.Step{}) }
		}
	}
	return k
}

// A keptKind is a kind of question: what it is called, and what opens it.
type keptKind struct {
	word string
	open func(*screen.World, run.Step) screen.Screen
}

// keptKinds are the questions about a step, by the first part of a draft's name.
func keptKinds() map[string]keptKind {
	why := func(kind ReasonKind) func(*screen.World, run.Step) screen.Screen {
		return func(w *screen.World, st run.Step) screen.Screen { return Reason(w, kind, st) }
	}
	return map[string]keptKind{
		"note":     {"note on", func(w *screen.World, st run.Step) screen.Screen { return Note(w, st.ID) }},
		"evidence": {"evidence for", func(w *screen.World, st run.Step) screen.Screen { return Evidence(w, st.ID) }},
		"skipped":  {"skip", why(ReasonSkip)},
		"blocked":  {"block", why(ReasonBlock)},
		"failed":   {"failed", why(ReasonFail)},
		"done":     {"done", why(ReasonDone)},
		"look":     {"look again at", LookAgain},
		"looked":   {"found at", Looked},
		"step":     {"step added behind", Step},
	}
}

// keptWhole are the questions about the run as a whole.
func keptWhole() map[string]keptKind {
	alone := func(open func(*screen.World) screen.Screen) func(*screen.World, run.Step) screen.Screen {
		return func(w *screen.World, _ run.Step) screen.Screen { return open(w) }
	}
	return map[string]keptKind{
		"note":     {"note on the run", func(w *screen.World, _ run.Step) screen.Screen { return Note(w, "") }},
		"role":     {"role", alone(Role)},
		"handover": {"handover", alone(Handover)},
		"close":    {"close the run", alone(Close)},
		"reopen":   {"reopen the run", alone(Reopen)},
		"incident": {"incident", alone(Incident)},
		"lesson":   {"lesson", alone(Lesson)},
		"sign-off": {"sign-off", alone(SignOff)},
	}
}

// stepIn finds the step whose id a name begins with, the longest if there are several:
// a step of a playbook that joined has a slash in its id. One that is not there as the
// run stands counts too, since what was typed about it stays.
func stepIn(r run.Run, name string) (run.Step, bool) {
	for {
		if r.Has(name) {
			return r.Step(name), true
		}
		cut := strings.LastIndexByte(name, '/')
		if cut < 0 {
			return run.Step{}, false
		}
		name = name[:cut]
	}
}

func (k *Kept) fact(w *screen.World, id string) {
	if _, ok := w.Run.Book().Fact(id); !ok {
		return
	}
	st, _ := words.RecordingStep(w.Run, id)
	k.Step, k.Where = st.ID, "fact "+id
	k.open = func(w *screen.World) screen.Screen { return Fact(w, id, st.ID) }
}

func (k *Kept) message(w *screen.World, id string, sent bool) {
	d, err := w.Run.Message(id)
	if err != nil {
		return
	}
	i := slices.IndexFunc(w.Run.Steps(), func(st run.Step) bool { return st.Message == id })
	if i >= 0 {
		k.Step = w.Run.Steps()[i].ID
	}
	k.Where, k.open = "message "+d.Title, func(w *screen.World) screen.Screen { return Edit(w, d, false) }
	k.of = "message/" + id
	if sent {
		k.of += "/sent"
		k.Where, k.open = "sent: "+d.Title, func(w *screen.World) screen.Screen { return Sent(w, d) }
	}
}

func (k *Kept) clock(w *screen.World, id, what string) {
	open, ok := map[string]func(*screen.World, run.Clock) screen.Screen{"filed": File, "waived": Waive, "applies": Confirm, "start": Correct}[what]
	c, err := w.Run.Clock(id)
	if err != nil || !ok {
		return
	}
	k.of = "clock/" + id + "/" + what
	k.Where, k.open = what+": "+c.Title, func(w *screen.World) screen.Screen { return open(w, c) }
}

// verdict takes a draft of what a reviewer makes of a step or of a finding.
func (k *Kept) verdict(w *screen.World, about string) {
	k.Where, k.of = "verdict on a finding", about
	id, onStep := strings.CutPrefix(about, "step/")
	if st := w.Run.Step(id); onStep && w.Run.Has(id) {
		k.Step, k.Where = id, "verdict on "+st.Number
		k.open = func(w *screen.World) screen.Screen { return StepVerdict(w, w.Run.Step(id)) }
	}
}
