package lines

import (
	"context"
	"encoding/json"
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/tui"
	"cordon/tui/fake"
	"cordon/tui/screen"
	"cordon/tui/tuitest"
)

var walks = flag.Int("walks", 24, "how many random walks keys and lines take side by side")

// A walker presses keys on the screens, and notes what somebody would type in
// lines for the same.
type walker struct {
	d     *tuitest.Driver
	rand  *rand.Rand
	lines []string
}

func (w *walker) app() tui.App { return w.d.Model().(tui.App) }

// press presses keys, each after a moment, so that none counts as held down.
func (w *walker) press(keys ...string) {
	for _, key := range keys {
		w.d.Press(key)
		w.d.Wait(time.Second)
	}
}

// words types a text into a field.
func (w *walker) words(text string) {
	w.d.Type(text)
	w.d.Wait(time.Second)
}

func (w *walker) types(lines ...string) { w.lines = append(w.lines, lines...) }

// step is the step under the cursor.
func (w *walker) step() run.Step {
	number := w.app().Top().(screen.Speaker).Speak(w.app().TopWorld()).Prompt
	for _, st := range w.app().Run.Steps() {
		if st.Number == number {
			return st
		}
	}
	w.d.T.Fatalf("there is no step %q under the cursor", number)
	return run.Step{}
}

// take takes a step of the walk.
func (w *walker) take(n int) {
	text := fmt.Sprintf("because of %d", n)
	switch st := w.step(); w.rand.IntN(11) {
	case 0:
		w.press("j")
		w.types("j")
	case 1:
		w.press("J")
		w.types("J")
	case 2:
		w.press("n")
		w.words(text)
		w.press("esc")
		w.types("n", text, "", "")
	case 3:
		w.press("u")
		w.types("u")
	case 4:
		w.press("U")
		w.types("U")
	case 5, 6:
		w.done(st, text)
	case 7:
		w.reason("s", text)
	case 8:
		if st.State == run.Blocked {
			w.press("b")
			w.types("b")
			return
		}
		w.reason("b", text)
	case 9:
		w.check(st)
	case 10:
		w.fact(st, text)
	}
}

// done marks a step done, with a reason where it lacks something.
func (w *walker) done(st run.Step, text string) {
	w.press("space")
	w.types("d")
	if st.State.Settled() || len(w.app().Run.Lacks(st)) == 0 {
		return
	}
	w.press("tab")
	w.words(text)
	w.press("enter")
	w.types("", text, "")
}

// reason gives one for what a letter makes of the step. Where the step refuses it,
// the form is left.
func (w *walker) reason(letter, text string) {
	before := w.app().Run.Head().Seq
	w.press(letter)
	w.words(text)
	w.press("enter")
	w.types(letter, text, "")
	if w.app().Run.Head().Seq == before {
		w.leave()
	}
}

// leave leaves a form. What is typed stays as a draft, so it is emptied first.
func (w *walker) leave() {
	w.press("ctrl+u", "esc")
	w.types("-", "<")
	w.drafts()
}

// drafts fails if there is a text that would stand in the way of the next one.
func (w *walker) drafts() {
	for field, text := range w.app().Drafts {
		w.d.T.Fatalf("a draft is left: %s, %q", field, text)
	}
}

// check ticks or clears a check of the step.
func (w *walker) check(st run.Step) {
	if len(st.Checks) == 0 {
		return
	}
	n := w.rand.IntN(len(st.Checks))
	down := n
	if st.Command != "" {
		down++
	}
	w.press("enter")
	w.press("k", "k", "k", "k", "k", "k")
	for range down {
		w.press("j")
	}
	w.press("space", "esc")
	w.types(fmt.Sprint(n + 1))
}

// fact records a fact of the step.
func (w *walker) fact(st run.Step, text string) {
	if len(st.Record) == 0 {
		return
	}
	r := w.app().Run
	at := slices.IndexFunc(st.Record, func(id string) bool { _, ok := r.Fact(id); return !ok })
	f, _ := r.Book().Fact(st.Record[max(0, at)])
	choice := fmt.Sprint(1 + w.rand.IntN(2))
	w.press("d")
	w.types("x")
	switch {
	case f.Because:
		w.press(choice, "tab")
		w.words(text)
		w.press("ctrl+s", "enter")
		w.types(choice, text, "", "1")
	case len(f.Options) > 0:
		w.press("-") // means nothing
		if rec, ok := r.Fact(f.ID); ok {
			for i, o := range f.Options { // what is chosen already is taken back
				if slices.Contains(strings.Split(rec.Value.Text(), ", "), o.ID) || rec.Value.Text() == o.ID {
					w.press(fmt.Sprint(i + 1))
				}
			}
		}
		w.press(choice, "enter")
		w.types(choice, "", "")
	default:
		w.words(choice)
		w.press("enter")
		w.types(choice, "", "")
	}
	switch {
	case w.app().Level() == 2:
	case w.app().Run.Head().Seq == r.Head().Seq: // refused: it is so already
		w.emptied(f)
		w.press("esc")
		w.types("<")
	default: // the next fact of the step is asked for
		w.press("esc")
		w.types("<")
	}
	w.drafts()
}

// emptied empties the value of a fact that was refused.
func (w *walker) emptied(f playbook.Fact) {
	if len(f.Options) == 0 {
		w.press("ctrl+u")
		w.types("-")
	}
}

// TestKeysAndLines takes random walks twice, with keys and in lines. The same
// entries must come of both.
func TestKeysAndLines(t *testing.T) {
	n := *walks
	if testing.Short() {
		n = min(n, 4)
	}
	for seed := range n {
		t.Run(fmt.Sprint(seed), func(t *testing.T) {
			byKeys := fake.NewMemory(t)
			id := byKeys.Begin(t, "maria")
			w := &walker{rand: rand.New(rand.NewPCG(uint64(seed), 11))}
			tuitest.RunNew(t, func(ctx context.Context) tea.Model {
				return tui.New(screen.Config{Reader: byKeys, Writer: byKeys, Library: byKeys, By: "maria", Context: ctx, Open: id, ASCII: true,
					Now: tuitest.Clock(fake.Began.Add(30 * time.Minute))})
			}, 120, 36, func(d *tuitest.Driver) {
				w.d = d
				w.d.Wait(time.Second)
				w.press("esc")
				for i := range 30 {
					w.take(i)
				}
			})
			inLines := fake.NewMemory(t)
			inLines.Begin(t, "maria")
			out := talk(t, inLines, screen.Config{Open: id}, w.lines...)
			keys, lines := journal(t, byKeys.Run[id]), journal(t, inLines.Run[id])
			if len(keys) < 5 {
				t.Errorf("the walk went nowhere: %q", keys)
			}
			if !slices.Equal(keys, lines) {
				t.Errorf("by keys:\n%s\nin lines:\n%s\nas it was said:\n%s", strings.Join(keys, "\n"), strings.Join(lines, "\n"), out)
			}
		})
	}
}

// journal is what a run holds: each event with what it says, but not when.
func journal(t *testing.T, r run.Run) []string {
	t.Helper()
	var all []string
	for _, e := range r.Entries() {
		body, err := json.Marshal(e.Event)
		if err != nil {
			t.Fatal(err)
		}
		all = append(all, e.Event.Kind()+" "+e.By+" "+string(body))
	}
	return all
}
