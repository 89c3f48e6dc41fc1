package tui

import (
	"context"
	"os"

	tea "charm.land/bubbletea/v2"
)

// openKeyboard leaves the reading to Bubble Tea: the console sends keys as
// records, which no connection cuts.
func (s *safety) openKeyboard(context.Context) (tea.ProgramOption, error) {
	s.display.keyboard = noKeyboard{}
	return tea.WithInput(os.Stdin), nil
}

type noKeyboard struct{}

func (noKeyboard) Start() error { return nil }
func (noKeyboard) Stop()        {}
