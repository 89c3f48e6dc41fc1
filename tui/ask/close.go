package ask

import (
	"fmt"
	"strings"

	"cordon/playbook/run"
	"cordon/tui/draw"
	"cordon/tui/form"
	"cordon/tui/screen"
)

// openShown is how many open steps the form for closing lists.
const openShown = 5

// A closeQuestion asks whether the run is to be closed. It is recorded only
// with the button.
type closeQuestion struct{}

// Close asks whether the run is to be closed, and why if steps are open.
func Close(w *screen.World) screen.Screen {
	label := "Anything to say at the end (may be left out)"
	if len(w.Run.LeftOpen()) > 0 {
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
	if n := len(w.Run.LeftOpen()); n > 0 {
		yes += ": " + openSteps(n)
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
		Said: func(run.Run) string {
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
