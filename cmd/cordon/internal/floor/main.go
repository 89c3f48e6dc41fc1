// Command floor is the least that a Bubble Tea program must cost: a list of
// forty rows and a cursor. The benchmarks measure cordon beside it, in the
// same run, and print the ratio.
package main

import (
	"fmt"
	"os"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
)

const rows = 40

type list struct{ at int }

func (l list) Init() tea.Cmd { return nil }

func (l list) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	press, ok := msg.(tea.KeyPressMsg)
	if !ok {
		return l, nil
	}
	switch press.String() {
	case "down":
		l.at = (l.at + 1) % rows
	case "q":
		return l, tea.Quit
	}
	return l, nil
}

func (l list) View() tea.View {
	bold := lipgloss.NewStyle().Bold(true)
	lines := []string{bold.Render(fmt.Sprintf("row %d of %d", l.at, rows))}
	for i := range 22 {
		mark := "  "
		if i == l.at%22 {
			mark = "> "
		}
		lines = append(lines, fmt.Sprintf("%s[ ] %d a step that somebody has to do", mark, i))
	}
	v := tea.NewView(strings.Join(lines, "\n"))
	v.AltScreen = true
	return v
}

func main() {
	if _, err := tea.NewProgram(list{}).Run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}
