// Command floor is the least that a Bubble Tea program must cost: a list of
// forty rows and a cursor. The benchmarks measure cordon beside it, in the
// same run, and print the ratio.
//
// There are two floors. As it is, Bubble Tea draws, 60 times a second. With the
// argument "direct" it is the event loop only, and Ultraviolet draws right
// after each message: the least that a program must cost that does not wait for
// a clock.
package main

import (
	"fmt"
	"os"
	"strings"

	tea "charm.land/bubbletea/v2"
	"charm.land/lipgloss/v2"
	uv "github.com/charmbracelet/ultraviolet"
	"golang.org/x/term"
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

// direct is the list that draws itself.
type direct struct {
	list
	screen *uv.TerminalScreen
}

func (d direct) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	next, cmd := d.list.Update(msg)
	d.list = next.(list)
	return d, cmd
}

func (d direct) View() tea.View {
	_ = d.screen.Display(uv.NewStyledString(d.list.View().Content))
	return tea.View{}
}

func main() {
	run := func() error { _, err := tea.NewProgram(list{}).Run(); return err }
	if len(os.Args) > 1 && os.Args[1] == "direct" {
		run = runDirect
	}
	if err := run(); err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
}

func runDirect() error {
	before, err := term.MakeRaw(int(os.Stdin.Fd()))
	if err != nil {
		return err
	}
	defer func() { _ = term.Restore(int(os.Stdin.Fd()), before) }()
	width, height, err := term.GetSize(int(os.Stdout.Fd()))
	if err != nil {
		return err
	}
	screen := uv.NewTerminalScreen(os.Stdout, os.Environ())
	screen.EnterAltScreen()
	screen.Resize(width, height)
	_, err = tea.NewProgram(direct{screen: screen}, tea.WithoutRenderer(), tea.WithFPS(1)).Run()
	screen.ExitAltScreen()
	screen.ShowCursor()
	_ = screen.Flush()
	return err
}
