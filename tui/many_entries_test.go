package tui

import (
	"fmt"
	"testing"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/run"
	"cordon/tui/fake"
	"cordon/tui/screen"
	"cordon/tui/tuitest"
)

// BenchmarkManyEntriesKey is one key in a run of so many notes on one step, with the
// frame it leads to.
func BenchmarkManyEntriesKey(b *testing.B) {
	for _, n := range []int{100, 10_000, 100_000} {
		b.Run(fmt.Sprint(n), func(b *testing.B) {
			m := fake.NewMemory(b)
			id := m.Begin(b, "maria")
			r := m.Run[id]
			var all []*run.Entry
			for i := range n {
				all = append(all, &run.Entry{Seq: r.Head().Seq + uint64(i) + 1, At: fake.Began, Recorded: fake.Began, By: "maria", Event: run.NoteAdded{Step: "preserve", Text: fmt.Sprintf("note %d: what was seen at this moment", i)}})
			}
			r, err := r.Apply(run.Head{Seq: r.Head().Seq + uint64(n)}, all...)
			if err != nil {
				b.Fatal(err)
			}
			app := New(screen.Config{Reader: m, Writer: m, Library: m, By: "maria"})
			next, _ := app.Update(tea.WindowSizeMsg{Width: 120, Height: 36})
			next, _ = next.Update(screen.OpenedMsg{Run: r, Fresh: true})
			for b.Loop() {
				next, _ = next.Update(tuitest.InputKey("J"))
				next.View()
				next, _ = next.Update(tuitest.InputKey("K"))
				next.View()
			}
		})
	}
}
