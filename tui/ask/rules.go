package ask

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook"
	"cordon/playbook/inert"
	"cordon/playbook/words"
	"cordon/tui/draw"
	"cordon/tui/form"
	"cordon/tui/screen"
)

// rulesScreen finds a rule of the law by its place, its title, its id or whom it
// wants told, to take it into the run.
type rulesScreen struct {
	form.Picker
	rules []playbook.Rule
	known bool // whether they were read
}

// Rules asks which rule of the law to take into the run.
func Rules() screen.Screen { return rulesScreen{} }

// Title implements [screen.Dialog].
func (s rulesScreen) Title(*screen.World) string { return "Take a rule of the law into this run" }

// Header implements [screen.Screen].
func (s rulesScreen) Header(*screen.World) []string { return nil }

// Typing implements [screen.Screen].
func (s rulesScreen) Typing() bool { return true }

// Update implements [screen.Screen].
func (s rulesScreen) Update(w *screen.World, msg tea.Msg) (screen.Screen, screen.Reply) {
	switch msg := msg.(type) {
	case screen.ShownMsg:
		s.Picker, _ = s.Edit(w, msg)
		return s, screen.Reply{Cmd: screen.ReadRules(w.Cfg)}
	case screen.RulesMsg:
		s.rules, s.known = msg.Rules, true
		if msg.Err != nil {
			return s, screen.Reply{Problem: "Not all rules could be read: " + msg.Err.Error()}
		}
	default:
		s.Picker, _ = s.Edit(w, msg)
	}
	return s, screen.Reply{}
}

// found lists the rules that hold all words of the query.
func (s rulesScreen) found() []playbook.Rule {
	words := screen.Words(s.Query.Text())
	var found []playbook.Rule
	for _, r := range s.rules {
		if screen.HoldsAll(screen.Folded(strings.Join([]string{r.ID, r.Place, r.Title, r.Family, r.To, r.Cite}, " ")), words) {
			found = append(found, r)
		}
	}
	return found
}

// Commands implements [screen.Screen].
func (s rulesScreen) Commands(w *screen.World) []screen.Command {
	return append([]screen.Command{
		{ID: "rules.take", Group: screen.GroupDo, Title: "Take the rule into the run", Why: w.ReadOnly(), Binding: screen.Bind("enter", "take it in", "enter"),
			Do: func() (screen.Screen, screen.Reply) { return s.take(w) }},
		{ID: "rules.close", Group: screen.GroupMove, Title: "Close", Binding: screen.Bind("esc", "close", "esc"),
			Do: func() (screen.Screen, screen.Reply) { return s, screen.Reply{Leave: true} }},
	}, s.Picker.Commands(w, len(s.found()), func(p form.Picker) screen.Screen {
		s.Picker = p
		return s
	})...)
}

// take goes on with the rule under the cursor: from what does it count?
func (s rulesScreen) take(w *screen.World) (screen.Screen, screen.Reply) {
	held := false
	if s.Picker, held = s.Held(w); held {
		return s, screen.Reply{}
	}
	found := s.found()
	if len(found) == 0 {
		return s, screen.Reply{Say: "No rule holds all of these words. Remove some."}
	}
	return s, screen.Reply{Leave: true, Open: AddedClock(w, found[s.List.In(len(found)).At])}
}

// View implements [screen.Screen].
func (s rulesScreen) View(w *screen.World) ([]string, *tea.Cursor) {
	found, none := s.found(), "No rule holds all of these words."
	if !s.known {
		none = "Reading the rules."
	}
	return s.Picker.View(w, len(found), none, func(i int, here bool) screen.Row { return ruleRow(w, found[i], here) })
}

// ruleRow draws a rule: its title and its limit, and under the cursor whom it
// wants told and what starts it.
func ruleRow(w *screen.World, r playbook.Rule, here bool) screen.Row {
	t := w.Theme
	limit := r.Counting.Within.String()
	if limit == "" {
		limit = "no number"
	}
	mark, style := t.Row(here, t.Text)
	right := draw.Strip{{Style: t.Muted, Text: limit + " "}}
	if here {
		right = draw.Strip{{Style: style, Text: limit + " "}}
	}
	line := draw.Strip{{Style: style, Text: mark + inert.Line(r.Title)}}.Fill(w.Width, right)
	if !here {
		return screen.OneLine(line)
	}
	about := draw.Sheet{Theme: t, Width: w.Width, Lines: []string{line}}
	about.Add(t.Muted, 4, inert.Line(r.Place+". Tell "+r.To+". Starts when: "+r.Trigger))
	if warning := words.Uncertain(r); warning != "" {
		about.Add(t.Warn, 4, warning)
	}
	return screen.Row{Lines: about.Lines}
}
