package tui

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/words"
	"cordon/tui/clipboard"
	"cordon/tui/draw"
	"cordon/tui/screen"
)

// loadedMsg follows the loading of a text into the buffer of tmux.
type loadedMsg struct {
	copy   screen.Copy
	loaded clipboard.Loaded
	err    error
}

// copies brings a text to where it can be pasted.
func (a App) copies(c screen.Copy) (App, tea.Cmd) {
	if a.Cfg.Way() != clipboard.Tmux {
		return a.sentOut(c, "")
	}
	ctx, environ := a.ctx, a.Cfg.Environ
	return a, func() tea.Msg {
		loaded, err := clipboard.Load(ctx, environ, c.Text)
		return loadedMsg{c, loaded, err}
	}
}

// loaded says where tmux has put a text, and tries the terminal if it took none.
func (a App) loaded(msg loadedMsg) (App, tea.Cmd) {
	if msg.err != nil {
		return a.sentOut(msg.copy, "tmux did not take it: "+draw.Sentence(msg.err))
	}
	says := []string{msg.copy.What + " is in tmux's buffer: " + msg.loaded.Prefix + " pastes it."}
	switch {
	case msg.loaded.Outer:
		says = append(says, "tmux was asked to send it on to the terminal's clipboard.", a.tooMuch(msg.copy))
	case msg.loaded.Setting == "off":
		says = append(says, "Only there: set-clipboard is off in tmux.")
	default:
		says = append(says, "Only there: tmux knows no clipboard of the terminal outside.")
	}
	return a.says(msg.copy, says), nil
}

// sentOut sends a text to the terminal, which does not say whether it took it.
func (a App) sentOut(c screen.Copy, why string) (App, tea.Cmd) {
	says := []string{c.What + " was sent to the terminal's clipboard.", why, a.tooMuch(c)}
	switch a.Cfg.Way() {
	case clipboard.Tmux, clipboard.Beyond:
		says = append(says, "tmux or screen on the way may keep it back.")
	case clipboard.Screen:
		says[0] = c.What + " was sent through screen to the terminal's clipboard."
	}
	return a.says(c, says), tea.SetClipboard(c.Text)
}

// tooMuch says that some terminals refuse a text.
func (a App) tooMuch(c screen.Copy) string {
	if len(c.Text) <= clipboard.Sure {
		return ""
	}
	return "It has " + words.Bytes(int64(len(c.Text))) + ", and some terminals take no more than " + words.Bytes(clipboard.Sure) + "."
}

// says reports a copy, and what to do if there is nothing to paste.
func (a App) says(c screen.Copy, sentences []string) App {
	if c.Warns != "" {
		sentences = append([]string{c.Warns}, sentences...)
	}
	var ways []string
	for _, id := range c.Else {
		does := "shows it plain"
		if strings.HasSuffix(id, ".write") {
			does = "writes a file"
		}
		ways = append(ways, a.Key(id)+" "+does)
	}
	if len(ways) > 0 {
		sentences = append(sentences, "Nothing to paste? "+strings.Join(ways, ", ")+".")
	}
	text := strings.Join(strings.Fields(strings.Join(sentences, " ")), " ")
	return a.say(text, false)
}
