package tui

import (
	"fmt"
	"strings"

	"cordon/playbook/run"
)

// openShown is how many open steps the form for closing lists.
const openShown = 5

// A closeQuestion asks whether the run is to be closed. It is recorded only
// with the button.
type closeQuestion struct{}

func newCloseForm(w *world) screen {
	label := "Anything to say at the end (may be left out)"
	if len(w.run.LeftOpen()) > 0 {
		label = "Why is it closed with these open? (required)"
	}
	return newForm(closeQuestion{},
		field{name: "reason", label: label, draft: "close", widget: area{}},
		whenField("When", "close/when"),
	)
}

func (closeQuestion) title() string { return "CLOSE the run" }

func (closeQuestion) about(w *world, _ form) []prose {
	t := w.theme
	out := []prose{{t.Text, "A closed run is read-only. It can be reopened, with a reason.", true}}
	left := w.run.LeftOpen()
	if len(left) == 0 {
		return append(out, prose{style: t.Done, text: "Every required step is settled."})
	}
	if w.window <= compact {
		return append(out, prose{style: t.Warn, text: openSteps(len(left)) + ": " + numbersOf(left)})
	}
	out = append(out, prose{style: t.Warn, text: openSteps(len(left)) + ":"})
	for _, st := range left[:min(openShown, len(left))] {
		out = append(out, prose{style: t.Text, text: "  " + w.stepGlyph(st) + " " + st.Number + " " + st.Title})
	}
	if more := len(left) - openShown; more > 0 {
		out = append(out, prose{style: t.Text, text: fmt.Sprintf("  and %d more", more)})
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

func (closeQuestion) buttons(w *world, _ form) (no, yes string) {
	yes = "Close the run"
	if n := len(w.run.LeftOpen()); n > 0 {
		yes += ": " + openSteps(n)
	}
	return "Leave it open", yes
}

func (closeQuestion) answer(w *world, f form) (reply, error) {
	at, err := f.when(w)
	if err != nil {
		return reply{}, err
	}
	return reply{change: &change{
		decide: run.Close(f.value("reason")), at: at, doing: "close the run",
		said: func(run.Run) string {
			return "The run is closed and read-only now. To go on, reopen it (" + w.key("run.reopen") + ")."
		},
	}}, nil
}

// A reopenQuestion asks why a closed run is taken up again.
type reopenQuestion struct{}

func newReopenForm(*world) screen {
	return newForm(reopenQuestion{},
		field{name: "reason", label: "Why is it taken up again? (required)", draft: "reopen", widget: area{}},
		whenField("When", "reopen/when"),
	)
}

func (reopenQuestion) title() string { return "REOPEN the run" }

func (reopenQuestion) about(w *world, _ form) []prose {
	var out []prose
	if c, ok := w.run.Closing(); ok {
		out = append(out, prose{style: w.theme.Text, text: "Closed " + w.local(c.At).Format("Mon 2006-01-02 15:04") + " by " + c.By + "."})
	}
	return append(out, prose{w.theme.Muted, "What comes after is marked as recorded after the run was closed once.", true})
}

func (reopenQuestion) answer(w *world, f form) (reply, error) {
	at, err := f.when(w)
	if err != nil {
		return reply{}, err
	}
	return reply{change: &change{
		decide: run.Reopen(f.value("reason")), at: at, doing: "reopen the run", reopens: true,
		said: func(run.Run) string { return "The run is open again." },
	}}, nil
}
