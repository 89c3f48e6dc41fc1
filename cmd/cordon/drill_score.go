package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"cordon/playbook/report"
	"cordon/playbook/run"
	"cordon/playbook/words"
)

type scoreOptions struct {
	answers []string
	lines   [3]string // of [run.SheetLines]
	given   [3]bool   // whether a line was named, be it with nothing
}

func newDrillScoreCmd(e env) *cobra.Command {
	var opts scoreOptions
	cmd := newCmd("score RUN [--answer ITEM=yes|no]... [--went-well TEXT] [--to-change TEXT] [--who TEXT] [--json]", "Show what came of a drill",
		`Show the sheet of a drill that is over, from its record alone: what was wanted,
what came of it, by which entry, and why it matters. Points are only ever added.
While a drill is played nobody sees what is looked at: close the run first.
Whoever leads it answers the questions, and fills in the three lines below.`,
		`  cordon drill score k7m2
  cordon drill score k7m2 --answer phone=yes --answer calm=no
  cordon drill score k7m2 --went-well "the start was written down" --who "ben rehearses the call, by Friday"`)
	cmd.Args = takes(1, 1)
	cmd.ValidArgsFunction = e.complete(closedRuns)
	cmd.Flags().StringArrayVar(&opts.answers, "answer", nil, "`ITEM=yes|no`: the answer to a question, may be given several times")
	lines := [3]string{"went-well", "to-change", "who"}
	cmd.Flags().StringVar(&opts.lines[0], lines[0], "", "`TEXT` of what went well")
	cmd.Flags().StringVar(&opts.lines[1], lines[1], "", "`TEXT` of what to change")
	cmd.Flags().StringVar(&opts.lines[2], lines[2], "", "`TEXT` of who sees to it, by when")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		for i, name := range lines {
			opts.given[i] = cmd.Flags().Changed(name)
		}
		return score(e, opts, args[0])
	}
	return cmd
}

func score(e env, opts scoreOptions, ref string) error {
	decide, err := opts.intentions()
	if err != nil {
		return err
	}
	if len(decide) > 0 {
		return fillIn(e, ref, decide)
	}
	in, err := e.inspect(ref, inspecting{})
	if err != nil {
		return err
	}
	s, err := in.run.Sheet()
	switch {
	case err != nil:
		return err
	case e.flags.json:
		return e.json(report.DrillOf(in.run))
	}
	e.printSheet(in.run, s)
	return in.ends()
}

// intentions are what the options say of a drill.
func (o scoreOptions) intentions() ([]run.Intention, error) {
	var all []run.Intention
	answered := map[string]bool{}
	for _, text := range o.answers {
		item, answer, _ := strings.Cut(text, "=")
		switch {
		case answer != "yes" && answer != "no":
			return nil, usagef("%q is not ITEM=yes or ITEM=no; nothing was recorded", text)
		case answered[item]:
			return nil, usagef("%s is answered twice; nothing was recorded", item)
		}
		answered[item] = true
		all = append(all, run.AnswerDrill(item, answer == "yes"))
	}
	for i, text := range o.lines {
		if o.given[i] {
			all = append(all, run.FillIn(run.SheetLines()[i], text))
		}
	}
	return all, nil
}

// fillIn records what whoever leads a drill says of it.
func fillIn(e env, ref string, decide []run.Intention) error {
	d, err := e.sitDown(ref, "")
	if err != nil {
		return err
	}
	if err := d.would(decide); err != nil {
		return err
	}
	return d.recordAll(decide)
}

// printSheet prints what came of a drill.
func (e env) printSheet(r run.Run, s run.Sheet) {
	at := e.at(r, e.moment)
	e.print("DRILL %s: %s\n", s.Drill.Title, words.SheetTotal(r, s))
	rows := table{{"ITEM", "RESULT", "POINTS", "WHEN", "WHAT"}}
	for _, item := range s.Items {
		rows.row(item.ID, words.Result(item.Result).Text, fmt.Sprintf("%d/%d", item.Points, item.Item.Points), words.SheetWhen(at, item), words.Wanted(r, item.Item))
	}
	if len(s.Items) > 0 {
		e.print("\n")
		e.table(rows)
	}
	e.printWhy(s)
	e.print("\nMessages\n")
	for _, in := range s.Injects {
		end := words.InjectEnd(in)
		if in.Entry != nil {
			end = fmt.Sprintf("came %s, entry %d", e.moment(in.Entry.At), in.Entry.Seq)
		}
		e.print("  %s: %s\n", words.InjectName(in.Inject), end)
	}
	e.print("\n")
	for _, line := range s.Lines {
		e.print("%s: %s\n", words.SheetLine(line.Line), words.SheetFilled(line))
	}
}

// printWhy prints why what was not met matters.
func (e env) printWhy(s run.Sheet) {
	said := false
	for _, item := range s.Items {
		if item.Why == "" || item.Result == run.Met {
			continue
		}
		if !said {
			e.print("\n")
		}
		e.print("%s: %s\n", item.ID, item.Why)
		said = true
	}
}
