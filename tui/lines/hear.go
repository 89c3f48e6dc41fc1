package lines

import (
	"fmt"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/inert"
	"cordon/playbook/words"
	"cordon/tui/screen"
)

// What came of a line, what is new since, and what is said about both.

const (
	// newsMost is how many lines say what came of a line, and again what others
	// did and which deadline is near.
	newsMost = 3
	// answerMost is how many lines an answer has.
	answerMost = 12
	// answerWords is how many words it has, but for a line that is longer: half a
	// minute at the speed at which screens are read out at first.
	answerWords = 80
	// rowsAtOnce is how many rows of a list are said at once.
	rowsAtOnce = 10
)

// heard is what passed by while a line was dealt with.
type heard struct {
	saved   uint64 // the number of the last entry that was written; 0 if none was
	refused bool
	own     []string // what the conversation itself has to say
}

// hear notes what a message means for who typed the line.
func (c *conversation) hear(msg tea.Msg) {
	switch msg := msg.(type) {
	case screen.RecordedMsg:
		c.heard.saved = msg.Run.Head().Seq
	case screen.RefusedMsg:
		c.heard.refused = true
	}
}

// refuse says why a line was not taken.
func (c *conversation) refuse(why string) {
	c.heard.own = append(c.heard.own, "Refused: "+strings.TrimSpace(why))
}

// answer says what came of the last line, what the screen has to say, and what is
// new, and returns the prompt.
func (c *conversation) answer() string {
	c.last = ""
	news := c.atMost(c.outcome())
	c.lookAround()
	others := c.atMost(c.latest())
	budget := answerMost - len(others)
	for _, line := range news {
		budget -= c.say(line)
	}
	prompt := c.speak(budget)
	for _, line := range others {
		c.say(line)
	}
	return prompt
}

// speak says what the screen on top says, if it has not been said yet. What is
// only said is left at once.
func (c *conversation) speak(budget int) string {
	for {
		s := c.speech()
		if c.isNew(s) {
			c.rest = pages{speech: s}
			budget -= c.page(budget)
		}
		if !s.Passing {
			return prompt(s)
		}
		spoke := s.Key
		c.act(func() (screen.Screen, screen.Reply) { return c.app.Top(), screen.Reply{Leave: true} })
		below := c.speech()
		if budget < answerMost/2 || c.spoken > answerWords/2 || spoke == "help" { // the step waits until it is asked for
			c.isNew(below)
			return prompt(below)
		}
	}
}

// isNew reports whether a speech has not been said yet, and takes it for said.
// Who comes back to where they were is told only what came of it.
func (c *conversation) isNew(s screen.Speech) bool {
	level := c.app.Level()
	for len(c.said) < level {
		c.said = append(c.said, "")
	}
	c.said = c.said[:level]
	before := c.said[level-1]
	c.said[level-1] = s.Key
	return s.Key != before
}

// again has the speech on top said once more.
func (c *conversation) again() {
	if level := c.app.Level(); level <= len(c.said) {
		c.said[level-1] = ""
	}
}

func prompt(s screen.Speech) string { return clean(s.Prompt, true) }

// more goes on with what was begun.
func (c *conversation) more() {
	if c.rest.done() {
		c.heard.own = append(c.heard.own, "That was all.")
		return
	}
	c.page(answerMost - newsMost)
}

// outcome says what came of the last line.
func (c *conversation) outcome() []string {
	lines := c.heard.own
	first := ""
	switch {
	case c.heard.saved > 0:
		first = "Saved " + strconv.FormatUint(c.heard.saved, 10) + "."
	case c.heard.refused:
		first = "Refused:"
	}
	for _, saying := range c.fresh() {
		text := saying.Text
		if first != "" && (c.heard.refused == saying.Problem) {
			text, first = first+" "+text, ""
		}
		lines = append(lines, text)
	}
	if first != "" && !c.heard.refused {
		lines = append([]string{first}, lines...)
	}
	return lines
}

// fresh returns what the App said since it was last asked.
func (c *conversation) fresh() []screen.Saying {
	log := c.app.Log
	from := len(log)
	for from > 0 && log[from-1] != c.known {
		from--
	}
	if len(log) > 0 {
		c.known = log[len(log)-1]
	}
	return log[from:]
}

// lookAround sees what time it is, and what others wrote.
func (c *conversation) lookAround() {
	c.send(screen.MinuteMsg{})
	c.run(c.app.Look())
}

// latest says what is new and was not asked for, the gravest first.
func (c *conversation) latest() []string {
	var lines []string
	if c.app.Unsaved != "" {
		lines = append(lines, "NOT SAVED: "+c.app.Unsaved)
	}
	lines = append(lines, c.near()...)
	lines = append(lines, c.whoIsOn()...)
	for _, saying := range c.fresh() {
		lines = append(lines, saying.Text)
	}
	return lines
}

// whoIsOn says who else works on a run, once for each time it is opened: what they
// do from then on is said anyway.
func (c *conversation) whoIsOn() []string {
	w := c.app.TopWorld()
	if opened := w.Opened && !w.Review; opened == c.joined {
		return nil
	} else if c.joined = opened; !opened {
		return nil
	}
	others := words.On(w.Run, w.Cfg.By, w.Now)
	if len(others) == 0 {
		return nil
	}
	return []string{"On in the last ten minutes: " + inert.Line(strings.Join(others, ", ")) + "."}
}

// atMost returns as many lines as are said at once. The others are in the log.
func (c *conversation) atMost(lines []string) []string {
	if len(lines) <= newsMost {
		return lines
	}
	more := len(lines) - newsMost + 1
	return append(lines[:newsMost-1:newsMost-1], fmt.Sprintf("And %d more: %s lists them all, %s the clocks.", more, c.app.Key("log"), c.app.Key("clocks")))
}

// pages is how far a speech has been said.
type pages struct {
	speech screen.Speech
	at     int
}

func (p pages) total() int { return len(p.speech.Says) + p.speech.Rows }

func (p pages) done() bool { return p.at >= p.total() }

// line is one line of the speech, and whether it is a row.
func (p pages) line(i int) (string, bool) {
	if i < len(p.speech.Says) {
		return p.speech.Says[i], false
	}
	i -= len(p.speech.Says)
	return strconv.Itoa(i+1) + ". " + p.speech.Row(i), true
}

// page says as much as can be listened to, and how much is left. It returns how many lines that
// were.
func (c *conversation) page(budget int) int {
	used, rows := 0, 0
	for !c.rest.done() {
		text, row := c.rest.line(c.rest.at)
		if row {
			if rows++; rows > rowsAtOnce {
				break
			}
		}
		parts := broken(clean(text, !c.rest.speech.Exact))
		room := budget - used
		if c.rest.at+1 < c.rest.total() {
			room-- // for the line that says how much is left
		}
		if used > 0 && (len(parts) > room || c.spoken+len(strings.Fields(text)) > answerWords) {
			break
		}
		for _, part := range parts[:min(len(parts), max(1, room))] {
			used += c.put(part)
		}
		c.rest.at++
	}
	if left := c.rest.total() - c.rest.at; left > 0 {
		used += c.put(fmt.Sprintf("%d more: type more.", left))
	}
	return used
}
