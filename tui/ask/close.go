package ask

import (
	"fmt"
	"slices"
	"strings"

	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/draw"
	"cordon/tui/form"
	"cordon/tui/screen"
)

// How many open steps, and how many deadlines that run on, the form for closing
// lists.
const (
	openShown   = 5
	dutiesShown = 5
)

// A closeQuestion asks whether the run is to be closed. It is recorded only
// with the button.
type closeQuestion struct{}

// Close asks whether the run is to be closed, and why if steps are open.
func Close(w *screen.World) screen.Screen {
	label := "Anything to say at the end (may be left out)"
	if len(w.Run.LeftOpen())+len(w.Run.Ticking()) > 0 {
		label = "Why is it closed with these open? (required)"
	}
	return form.New(closeQuestion{},
		form.Field{Name: "reason", Label: label, Draft: "close", Widget: form.Area{}},
		form.WhenField("When", "close/when"),
	)
}

// Title implements [form.Question].
func (closeQuestion) Title() string { return "Close the run" }

// About implements [form.Question].
func (closeQuestion) About(w *screen.World, _ form.Form) []form.Prose {
	t := w.Theme
	out := []form.Prose{{Style: t.Text, Text: "A closed run is read-only. It can be reopened, with a reason.", Kind: true}}
	out = append(out, dutiesOpen(w)...)
	left := w.Run.LeftOpen()
	if len(left) == 0 {
		return append(out, form.Prose{Style: t.Done, Text: "Every required step is settled."})
	}
	if w.Window <= draw.Compact {
		return append(out, form.Prose{Style: t.Warn, Text: openSteps(len(left)) + ": " + numbersOf(left)})
	}
	out = append(out, form.Prose{Style: t.Warn, Text: openSteps(len(left)) + ":"})
	for _, st := range left[:min(openShown, len(left))] {
		out = append(out, form.Prose{Style: t.Text, Text: "  " + w.StepGlyph(st) + " " + st.Number + " " + st.Title})
	}
	if more := len(left) - openShown; more > 0 {
		out = append(out, form.Prose{Style: t.Text, Text: fmt.Sprintf("  and %d more", more)})
	}
	return out
}

// dutiesOpen says which deadlines run on when the run is closed, the first ones
// first.
func dutiesOpen(w *screen.World) []form.Prose {
	all := w.Counting()
	if len(all) == 0 {
		return nil
	}
	t := w.Theme
	out := []form.Prose{{Style: t.Warn, Text: deadlinesRun(len(all)) + ". Closing ends none of them:"}}
	if w.Window <= draw.Compact {
		out[0].Text = deadlinesRun(len(all)) + ". Closing ends none."
	}
	apply := slices.DeleteFunc(slices.Clone(all), run.Clock.Candidate)
	shown := apply[:min(dutiesShown, len(apply))]
	if len(shown) == 0 {
		shown = all[:1]
	}
	for _, c := range shown {
		text := "  " + words.ClockLeft(c, w.AsOf()) + "  " + c.Title
		if c.Candidate() {
			text += ", if it applies"
		}
		out = append(out, form.Prose{Style: t.Text, Text: text})
	}
	if more := len(all) - len(shown); more > 0 {
		out = append(out, form.Prose{Style: t.Muted, Text: fmt.Sprintf("  and %d more, of which %d may apply", more, words.MayApply(w.Run, all[len(shown):], w.AsOf()).Clocks)})
	}
	return out
}

func deadlinesRun(n int) string { return words.Plural(n, "deadline runs on", "deadlines run on") }

func numbersOf(steps []run.Step) string {
	numbers := make([]string, len(steps))
	for i, st := range steps {
		numbers[i] = st.Number
	}
	return strings.Join(numbers, " ")
}

func openSteps(n int) string {
	if n == 1 {
		return "1 step is open"
	}
	return fmt.Sprintf("%d steps are open", n)
}

// Buttons implements [form.Guarded].
func (closeQuestion) Buttons(w *screen.World, _ form.Form) (no, yes string) {
	yes = "Close the run"
	switch n, left := len(w.Run.Ticking()), len(w.Run.LeftOpen()); {
	case n > 0:
		yes += ": " + deadlinesRun(n)
	case left > 0:
		yes += ": " + openSteps(left)
	}
	return "Leave it open", yes
}

// Answer implements [form.Question].
func (closeQuestion) Answer(w *screen.World, f form.Form) (screen.Reply, error) {
	at, err := f.When(w)
	if err != nil {
		return screen.Reply{}, err
	}
	return screen.Reply{Change: &screen.Change{
		Decide: run.Close(f.Value("reason")), At: at, Doing: "close the run",
		Said: func(r run.Run) string {
			if n := len(r.Ticking()); n > 0 && !r.Drill() {
				return "The run is closed. " + deadlinesRun(n) + ": file each, or say why nobody is notified (" + w.Key("clocks") + ")."
			}
			return "The run is closed and read-only now. To go on, reopen it (" + w.Key("run.reopen") + ")."
		},
	}}, nil
}

// A reopenQuestion asks why a closed run is taken up again.
type reopenQuestion struct{}

// Reopen asks why a closed run is taken up again.
func Reopen(*screen.World) screen.Screen {
	return form.New(reopenQuestion{},
		form.Field{Name: "reason", Label: "Why is it taken up again? (required)", Draft: "reopen", Widget: form.Area{}},
		form.WhenField("When", "reopen/when"),
	)
}

// Title implements [form.Question].
func (reopenQuestion) Title() string { return "Reopen the run" }

// About implements [form.Question].
func (reopenQuestion) About(w *screen.World, _ form.Form) []form.Prose {
	var out []form.Prose
	if c, ok := w.Run.Closing(); ok {
		out = append(out, form.Prose{Style: w.Theme.Text, Text: "Closed " + w.Local(c.At).Format("Mon 2006-01-02 15:04") + " by " + c.By + "."})
	}
	return append(out, form.Prose{Style: w.Theme.Muted, Text: "What comes after is marked as recorded after the run was closed once.", Kind: true})
}

// Answer implements [form.Question].
func (reopenQuestion) Answer(w *screen.World, f form.Form) (screen.Reply, error) {
	at, err := f.When(w)
	if err != nil {
		return screen.Reply{}, err
	}
	return screen.Reply{Change: &screen.Change{
		Decide: run.Reopen(f.Value("reason")), At: at, Doing: "reopen the run", Reopens: true,
		Said: func(run.Run) string { return "The run is open again." },
	}}, nil
}
