package screen

import (
	"strings"

	"github.com/charmbracelet/x/ansi"

	"cordon/playbook/inert"
)

// A Speaker is a screen with a second face: it says in lines what it shows, for
// people who hear the screen or whose terminal cannot place text. All screens
// are: TestEveryScreenSpeaks.
type Speaker interface {
	Speak(w *World) Speech
}

// A Speech is what a screen says, and what it makes of a line that is typed.
type Speech struct {
	// Key changes when there is something new to say without being asked.
	Key string
	// Prompt stands before what is typed: a word, or the number of a step.
	Prompt string
	// Says are the sentences, the most important first.
	Says []string
	// Rows is how many things can be chosen, and Row says one of them.
	Rows int
	Row  func(i int) string
	// Pick chooses one by its number; nil if Take reads numbers itself.
	Pick func(i int) (Screen, Reply)
	// Point puts the cursor on one for a letter that follows; nil if none does.
	Point func(i int) Screen
	// Take takes a line as an answer. It is nil where a line is a command.
	Take func(line string) (Screen, Reply)
	// Back goes one level back within the screen; nil leaves that to the App.
	Back func() (Screen, Reply)
	// Passing says that the screen is only said, and left at once.
	Passing bool
	// Exact says that it is somebody's text, which is said as it was written.
	Exact bool
}

// ActMsg does something with the screen on top: it is what a line asks for.
type ActMsg struct {
	Do func(w *World, top Screen) (Screen, Reply)
}

// GoMsg leaves what lies over the run and goes to a step.
type GoMsg struct {
	Step string // id
}

// Plain returns what lines say, without how they look: no styles, no empty
// lines, one space between words that stood apart.
func Plain(lines []string) []string {
	var plain []string
	for _, line := range lines {
		if text := strings.TrimSpace(ansi.Strip(line)); text != "" {
			plain = append(plain, text)
		}
	}
	return plain
}

// Sentences returns the lines of a text that say something.
func Sentences(text string) []string { return Plain(strings.Split(inert.Text(text), "\n")) }

// Prose returns what Markdown says, a paragraph or an item a line.
func (w *World) Prose(source string) []string {
	if strings.TrimSpace(source) == "" {
		return nil
	}
	return Plain(w.Theme.Markdown.Render(source, w.Width))
}

// Pause begins a pause now. Lines need none: nobody holds Enter down on words.
func (w *World) Pause() Pause {
	if w.Cfg.Lines {
		return Pause{}
	}
	return PauseAt(w.Now)
}

// LineKeys are [SentenceKeys] for who types lines.
func LineKeys() map[string]string {
	keys := SentenceKeys()
	for id, typed := range map[string]string{
		"back": "<", "form.close": "<", "filter.clear": "<",
		"quit": "q", "suspend": "q",
		"step.open": "its number", "home.open": "its number", "clocks.open": "its number", "finding.open": ":open",
		"step.done": "d", "fact.decide": "x", "message.record": "x", "message.gaps": ":gaps",
		"form.next": "Enter", "form.answer": "Enter", "resume.continue": "Enter", "plain.print": "Y", "copy": "Y",
		"scroll.pagedown": "more", "find.command": ":",
	} {
		keys[id] = typed
	}
	return keys
}
