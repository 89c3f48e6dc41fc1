package screen

import (
	"fmt"
)

// SentenceKeys are the keys that sentences name, by the id of the command. A
// sentence asks for them with [World.Key] and never writes one itself, so that
// none lies when a key changes. TestSentencesNameWorkingKeys holds them
// against the commands.
func SentenceKeys() map[string]string {
	return map[string]string{
		"undo":             "u",
		"back":             "esc",
		"leave":            "q",
		"quit":             "ctrl+c",
		"help":             "?",
		"log":              "M",
		"run.close":        ":close",
		"run.kept":         ":kept",
		"run.reopen":       ":reopen",
		"note.add":         "n",
		"step.open":        "enter",
		"copy":             "y",
		"step.done":        "space",
		"step.current":     ".",
		"needs.next":       "f",
		"finding.next":     "n",
		"finding.open":     "enter",
		"then.before":      "[",
		"then.after":       "]",
		"verdict.fine":     "1",
		"verdict.question": "2",
		"verdict.problem":  "3",
		"review.lesson":    "l",
		"review.sign":      "s",
		"review.page":      "R",
		"review.first":     "tab",
		"timeline":         "t",
		"drill.messages":   "i",
		"drill.attach":     "a",
		"drill.move":       "enter",
		"drill.pause":      ":pause",
		"clocks":           "c",
		"clocks.settle":    "a",
		"messages":         "m",
		"facts":            "v",
		"plain":            "Y",
		"tonight":          "o",
		"fact.decide":      "d",
		"evidence.add":     "e",
		"message.gaps":     "tab",
		"message.edit":     "e",
		"message.again":    "R",
		"message.record":   "d",
		"message.write":    "w",
		"message.plain":    "Y",
		"report.write":     "w",
		"clock.confirm":    "a",
		"clocks.open":      "enter",
		"clocks.step":      ".",
		"home.open":        "enter",
		"home.drill":       "p",
		"home.look":        "v",
		"home.profile":     "o",
		"home.doctor":      ":doctor",
		"run.profile":      ":profile",
		"clock.correct":    "o",
		"filter.clear":     "esc",
		"form.close":       "esc",
		"form.next":        "tab",
		"form.answer":      "enter",
		"scroll.pagedown":  "pgdown",
		"resume.continue":  "enter",
		"plain.print":      "enter",
		"suspend":          "ctrl+z",
		"find.command":     ":",
	}
}

// Key returns the key of a command as a sentence names it.
func (w *World) Key(id string) string { return w.Keys[id] }

// UndoHint ends a line that reports a change: "  u undo".
func (w *World) UndoHint() string {
	if w.Cfg.Lines {
		return "" // it would be heard after each word
	}
	return "  " + w.Key("undo") + " undo"
}

// Named puts the key of a command in brackets behind a name: "needs you: 3 (f)".
func (w *World) Named(name, id string) string { return name + " (" + w.Key(id) + ")" }

// More says how many lines are below the window, and how to see them.
func (w *World) More(lines int) string {
	return fmt.Sprintf("(%d more lines: %s)", lines, w.Key("scroll.pagedown"))
}
