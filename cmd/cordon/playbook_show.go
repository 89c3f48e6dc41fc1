package main

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"cordon/playbook"
	"cordon/playbook/inert"
	"cordon/playbook/words"
)

func newPlaybookShowCmd(e env) *cobra.Command {
	var source bool
	cmd := newCmd("show PLAYBOOK [--source] [--json]", "Show a playbook",
		"Show a playbook as text, or with --source its exact YAML, to start your own from.",
		`  cordon playbook show customer-data-breach
  cordon playbook show customer-data-breach --source > ours.yaml`)
	cmd.Args = takes(1, 1)
	cmd.ValidArgsFunction = e.complete(playbookRefs)
	cmd.Flags().BoolVar(&source, "source", false, "print the YAML")
	cmd.RunE = func(_ *cobra.Command, args []string) error { return showPlaybook(e, args[0], source) }
	return cmd
}

func showPlaybook(e env, ref string, source bool) error {
	p, err := e.library().Open(ref)
	switch {
	case err != nil:
		return err
	case source && e.outTTY:
		_, err = e.out.WriteString(inert.Text(string(p.Source)))
		return err
	case source:
		_, err = e.out.Write(p.Source)
		return err
	case e.flags.json:
		return e.json(documentOf(p))
	}
	e.print("%s  %s %s\n", p.Title, p.ID, p.Version)
	e.paragraph("", words.Origin(p.Origin))
	e.paragraph("", p.About)
	e.showDeadlines(p)
	for i, phase := range p.Phases {
		e.print("\n%d  %s\n", i+1, phase.Title)
		e.paragraph("   ", phase.Goal)
		var groups playbook.Grouping
		for _, s := range phase.Steps {
			if heading, ends := groups.Next(s); heading != "" {
				e.print("\n   %s\n", heading)
			} else if ends {
				e.print("\n   --\n")
			}
			e.showOrder(p, s)
		}
	}
	return nil
}

// showOrder prints a step of a playbook: all that it tells a person to do.
func (e env) showOrder(p *playbook.Playbook, s playbook.Step) {
	e.print("\n   %s  %s  (%s)\n", s.Number, s.Title, s.ID)
	const indent = "        "
	e.labelled(indent, "when", s.When.Source)
	e.labelled(indent, "done", words.Repeats(p, s))
	e.labelled(indent, "needs", strings.Join(s.Needs, ", "))
	if role, ok := p.Role(s.Role); ok {
		e.labelled(indent, "role", role.Title)
	}
	e.labelled(indent, "caution", s.Caution)
	e.paragraph(indent, s.Do)
	e.labelled(indent, "command", s.Command)
	e.labelled(indent, "verify", s.Verify)
	e.labelled(indent, "compare", s.Compare)
	for i, check := range s.Checks {
		e.labelled(indent, fmt.Sprintf("check %d", i+1), check)
	}
	for _, id := range s.Record {
		f, _ := p.Fact(id)
		e.labelled(indent, "record "+id, f.Ask)
	}
	e.labelled(indent, "evidence", s.Evidence)
	e.labelled(indent, "message", s.Message)
	e.labelled(indent, "files", strings.Join(s.Files, ", "))
}

// showDeadlines prints the clocks of a playbook and its messages.
func (e env) showDeadlines(p *playbook.Playbook) {
	if len(p.Clocks) > 0 {
		e.print("\nClocks. %s\n\n", playbook.NotLegalAdvice)
	}
	for _, c := range clocksOf(p) {
		within := cmp.Or(c.Within, "without a number")
		if c.Hours != "" {
			within = "the hours in " + c.Hours
		}
		starts := cmp.Or(c.From, "the filing of "+c.After)
		e.print("   %s: %s, %s from %s\n", c.ID, c.Title, within, starts)
		e.labelled("        ", "when", c.When.Source)
	}
	for i, m := range p.Messages {
		if i == 0 {
			e.print("\nMessages\n\n")
		}
		e.print("   %s: %s\n", m.ID, m.Title)
	}
}

func (e env) labelled(indent, label, text string) {
	if text != "" {
		e.paragraph(indent, label+": "+text)
	}
}

// paragraph prints text of several lines.
func (e env) paragraph(indent, text string) {
	if text = strings.TrimSpace(text); text == "" {
		return
	}
	for line := range strings.Lines(inert.Text(text)) {
		e.print(indent+"%s\n", strings.TrimRight(line, "\n"))
	}
}
