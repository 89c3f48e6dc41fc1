// Command demo is a small full-screen program for the tests of package
// ptytest. It shows what reaches it. Its keys: q leaves, ctrl+z suspends,
// x ends it without putting the terminal back, f makes it draw without end.
package main

import (
	"fmt"
	"os"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
)

type model struct {
	width, height int
	background    string
	last          string
	flood         int
}

type flooded struct{}

func main() {
	if len(os.Args) > 1 && os.Args[1] == "plain" {
		fmt.Println("plain words")
		os.Exit(7)
	}
	if _, err := tea.NewProgram(model{background: "unknown"}).Run(); err != nil {
		fmt.Fprintln(os.Stderr, "error:", err)
		os.Exit(1)
	}
}

func (m model) Init() tea.Cmd { return tea.RequestBackgroundColor }

func (m model) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		m.width, m.height = msg.Width, msg.Height
	case tea.BackgroundColorMsg:
		m.background = map[bool]string{true: "dark", false: "light"}[msg.IsDark()]
	case tea.PasteMsg:
		m.last = fmt.Sprintf("paste %q", msg.Content)
	case tea.ResumeMsg:
		m.last = "resumed"
	case tea.KeyPressMsg:
		m.last = "key " + msg.String()
		return m, act(msg.String())
	case flooded:
		m.flood++
		return m, act("f")
	}
	return m, nil
}

func act(key string) tea.Cmd {
	switch key {
	case "q":
		return tea.Quit
	case "ctrl+z":
		return tea.Suspend
	case "x":
		os.Exit(3)
	case "f":
		return tea.Tick(time.Millisecond, func(time.Time) tea.Msg { return flooded{} })
	}
	return nil
}

func (m model) View() tea.View {
	var b strings.Builder
	fmt.Fprintf(&b, "window %dx%d\nbackground %s\nlast %s\nwide 漢字|\n", m.width, m.height, m.background, m.last)
	for y := 5; m.flood > 0 && y < m.height; y++ {
		b.WriteString(strings.Repeat(string(rune('a'+(m.flood+y)%26)), m.width) + "\n")
	}
	v := tea.NewView(strings.TrimSuffix(b.String(), "\n"))
	v.AltScreen = true
	v.MouseMode = tea.MouseModeCellMotion
	v.Cursor = tea.NewCursor(6, 2)
	return v
}
