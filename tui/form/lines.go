package form

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook"
	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/tui/draw"
	"cordon/tui/screen"
)

// The second face of a form: its fields are asked for one after the other, and a
// line answers each. The values, drafts, refusals and the change that comes of
// them are those of the form. Enter alone leaves a field as it is; buttons are
// two numbered answers, and Enter is none of them.

// empties is the line that empties a field.
const empties = "-"

// Speak implements [screen.Speaker].
func (f Form) Speak(w *screen.World) screen.Speech {
	s := screen.Speech{
		Key:  fmt.Sprintf("form %d.%d %s %s %d", f.ID, f.Focus, f.Problem, f.heard, f.tries),
		Take: func(line string) (screen.Screen, screen.Reply) { return f.take(w, line) },
		Back: func() (screen.Screen, screen.Reply) { return f.close(w) },
	}
	switch {
	case f.Problem != "":
		s.Says = append(s.Says, "Refused: "+f.Problem)
	case f.heard != "":
		s.Says = append(s.Says, f.heard)
	case !f.begun:
		s.Says = f.opening(w)
	}
	if f.unsafe != "" {
		s.Says = append(s.Says, f.unsafe)
	}
	if f.Focus >= len(f.Fields) {
		return f.speakButtons(w, s)
	}
	fd := f.Fields[f.Focus]
	says, rows := fd.Widget.Prompt(w)
	if label := inert.Line(strings.TrimSpace(fd.Label)); label != "" {
		says = labelled(label+asked(label), says)
	}
	s.Prompt, s.Says = fd.Name, append(s.Says, says...)
	s.Key += fmt.Sprint(" ", len(rows)) // a number must mean what was said
	s.Rows, s.Row = len(rows), func(i int) string { return rows[i] }
	return s
}

// labelled puts a label before what else is said, in one line if that is one.
func labelled(label string, says []string) []string {
	if len(says) == 1 {
		return []string{label + " " + says[0]}
	}
	return append([]string{label}, says...)
}

// asked ends a label that is no question.
func asked(label string) string {
	if strings.ContainsAny(label[len(label)-1:], "?.:)") {
		return ""
	}
	return "."
}

// opening is what a form says before it asks.
func (f Form) opening(w *screen.World) []string {
	says := []string{inert.Line(f.asks.Title()) + "."}
	for _, p := range f.asks.About(w, f) {
		says = append(says, screen.Sentences(p.Text)...)
	}
	if f.found {
		says = append(says, "There is a draft of this from before. Nothing of it is recorded yet.")
	}
	if who := f.alsoTyped(w); who != "" {
		says = append(says, "Also here, and not yours: a draft of "+who+".")
	}
	return says
}

// speakButtons asks with the words of the buttons.
func (f Form) speakButtons(w *screen.World, s screen.Speech) screen.Speech {
	no, yes := f.asks.(Guarded).Buttons(w, f)
	rows := []string{inert.Line(yes), inert.Line(no)}
	s.Prompt, s.Says = "1 or 2", append(s.Says, "Record it?")
	s.Rows, s.Row = len(rows), func(i int) string { return rows[i] }
	return s
}

// take answers what the form asks now with a line.
func (f Form) take(w *screen.World, line string) (screen.Screen, screen.Reply) {
	if f.Busy != Idle || f.wish != wishNothing {
		return f, screen.Reply{}
	}
	f.begun, f.heard, f.Problem, f.Stuck = true, "", "", false
	if f.Focus >= len(f.Fields) {
		return f.pressed(w, line)
	}
	fd := f.Fields[f.Focus]
	if l, ok := fd.Widget.(Leading); ok {
		if n, err := strconv.Atoi(strings.TrimSpace(line)); err == nil {
			return f.lead(w, l, n)
		}
	}
	next, more, err := fd.Widget.Take(line)
	emptied := strings.TrimSpace(line) == empties && next != nil && next.Value() == ""
	if err == nil && !more && fd.Check != nil && !emptied {
		err = fd.Check(w, next.Value())
	}
	if err != nil {
		f.Problem, f.tries = draw.Sentence(err), f.tries+1
		return f, screen.Reply{}
	}
	f = f.put(f.Focus, next)
	f.Fields[f.Focus].Hint, f.typedAt = "", w.Now // put has made the fields our own
	f, r := f.keep(w)
	if emptied {
		f.heard = "It is empty now."
	}
	if more || emptied {
		return f, r
	}
	return f.onward(w, fd, r)
}

// pressed takes the number of a button.
func (f Form) pressed(w *screen.World, line string) (screen.Screen, screen.Reply) {
	switch strings.TrimSpace(line) {
	case "1":
		return f.Ask(w)
	case "2":
		return f.close(w)
	}
	f.heard, f.tries = "Type 1 or 2. Enter alone never records.", f.tries+1
	return f, screen.Reply{}
}

func (f Form) lead(w *screen.World, l Leading, n int) (screen.Screen, screen.Reply) {
	_, rows := f.Fields[f.Focus].Widget.Prompt(w)
	if n < 1 || n > len(rows) {
		f.Problem, f.tries = "There is no number "+strconv.Itoa(n)+" here.", f.tries+1
		return f, screen.Reply{}
	}
	r := l.Lead(w, n-1)
	if r.Leave {
		return f.closeAnd(w, r.Cmd)
	}
	return f, r
}

// onward goes on behind a field that was answered: to the next one, to the
// buttons, or to the record.
func (f Form) onward(w *screen.World, before Field, kept screen.Reply) (screen.Screen, screen.Reply) {
	if before.Echo != nil {
		if now := f.Fields[f.Focus].Widget.Value(); now != "" && now != before.Widget.Value() {
			f.heard = "Understood: " + strings.TrimPrefix(inert.Line(before.Echo(w, now)), "= ")
		}
	}
	if f.Focus+1 < len(f.Fields) || f.isGuarded() {
		f.Focus++
		return f, kept
	}
	next, r := f.Ask(w)
	r.Cmd = tea.Batch(kept.Cmd, r.Cmd)
	return next, r
}

// keptAlready says what is filled in already, and what Enter makes of that.
func keptAlready(value, empty string) []string {
	if value == "" {
		if empty == "" {
			return nil
		}
		return []string{empty}
	}
	return []string{"It says: " + inert.Cut(inert.Line(value), 200), "Enter keeps it, " + empties + " empties it."}
}

// Prompt implements [Widget].
func (l LineField) Prompt(*screen.World) (says, rows []string) {
	empty := "Enter leaves it empty."
	switch l.Placeholder {
	case "":
	case "now":
		empty = "Enter is now."
	default:
		empty = "Such as: " + inert.Cut(inert.Line(l.Placeholder), 200) + "."
	}
	return keptAlready(l.Text(), empty), nil
}

// Take implements [Widget].
func (l LineField) Take(line string) (Widget, bool, error) {
	switch line = strings.TrimSpace(line); {
	case line == "":
		return l, false, nil
	case line == empties:
		return l.With(""), false, nil
	case len(line) > InputLimit:
		return l, false, errors.New("that is too long for here. Nothing of it was taken")
	}
	return l.With(line), false, nil
}

// Prompt implements [Widget].
func (a Area) Prompt(*screen.World) (says, rows []string) {
	if !a.Breaks {
		return keptAlready(a.Text(), ""), nil
	}
	says = []string{"An empty line or a single . ends it. Each line is kept as a draft."}
	if a.Text() != "" {
		says = append(says, "It says: "+inert.Cut(inert.Line(a.Text()), 200), "A line is added to it, "+empties+" empties it.")
	}
	return says, nil
}

// Take implements [Widget].
func (a Area) Take(line string) (Widget, bool, error) {
	switch text := strings.TrimSpace(line); {
	case text == "" || a.Breaks && text == ".":
		return a, false, nil
	case text == empties:
		return a.With(""), a.Breaks, nil
	}
	before := ""
	if a.Breaks && a.Text() != "" {
		before = strings.TrimRight(a.Text(), "\n") + "\n"
	}
	if len(before)+len(line) > run.NoteLimit {
		return a, a.Breaks, errors.New("with this it is too long. The line was not taken")
	}
	return a.With(before + line), a.Breaks, nil
}

// Prompt implements [Widget].
func (c Choice) Prompt(*screen.World) (says, rows []string) {
	for i, o := range c.Options {
		row := inert.Line(o.Label)
		if c.picked[i] {
			row += ", chosen"
		}
		if o.After != "" {
			row += ". It leads to: " + inert.Line(o.After)
		}
		rows = append(rows, row)
	}
	says = []string{"Type a number."}
	if c.many {
		says = []string{"Type numbers, such as 1 3."}
	}
	if c.Value() != "" {
		says = append(says, "Enter keeps what is chosen.")
	}
	return says, rows
}

// Take implements [Widget]: numbers, or the name of an option.
func (c Choice) Take(line string) (Widget, bool, error) {
	line = strings.TrimSpace(line)
	if line == "" {
		return c, false, nil
	}
	if line == empties {
		return c.With(""), false, nil
	}
	next := c.With("").(Choice)
	named := slices.IndexFunc(c.Options, func(o playbook.Option) bool {
		return strings.EqualFold(o.ID, line) || strings.EqualFold(o.Label, line)
	})
	if named >= 0 {
		return next.pick(named), false, nil
	}
	words := strings.FieldsFunc(line, func(r rune) bool { return r == ' ' || r == ',' })
	if len(words) > 1 && !c.many {
		return c, false, errors.New("choose one: a number from 1 to " + strconv.Itoa(len(c.Options)))
	}
	for _, word := range words {
		n, err := strconv.Atoi(word)
		if err != nil || n < 1 || n > len(c.Options) {
			return c, false, fmt.Errorf("%q is no number from 1 to %d", inert.Cut(inert.Line(word), 20), len(c.Options))
		}
		if !next.picked[n-1] {
			next = next.pick(n - 1)
		}
	}
	return next, false, nil
}
