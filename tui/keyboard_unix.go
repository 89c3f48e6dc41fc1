//go:build unix

package tui

import (
	"context"
	"os"

	tea "charm.land/bubbletea/v2"

	"cordon/tui/input"
)

// openKeyboard has us read what the terminal sends. Bubble Tea's own reader
// drops half a character and takes half a mark for keys, so it is given
// something to read where nothing comes.
func (s *safety) openKeyboard(ctx context.Context) (tea.ProgramOption, error) {
	nothing, never, err := os.Pipe()
	if err != nil {
		return nil, err
	}
	context.AfterFunc(ctx, func() {
		_, _ = nothing.Close(), never.Close()
	})
	open := func() (input.Source, error) { return input.Cancelable(os.Stdin) }
	keyboard := input.NewReader(ctx, open, func(event input.Event) { s.send(event) }, s.lost)
	keyboard.Interrupted, keyboard.Heard = s.interrupted, s.display.answers.hear
	s.display.keyboard, s.display.answers.read = keyboard, true
	return tea.WithInput(nothing), nil
}
