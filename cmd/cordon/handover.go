package main

import (
	"github.com/spf13/cobra"

	"cordon/playbook/report"
	"cordon/playbook/run"
	"cordon/playbook/words"
)

func newHandoverCmd(e env) *cobra.Command {
	var text, at string
	cmd := newCmd("handover RUN [NAME] [-m TEXT] [--at TIME]", "Say how a run stands, and hand it over to somebody else",
		`Without NAME, print the brief to read to whoever takes over: what is open and
blocked, the deadlines, what was promised, the last notes. Nothing is recorded.

With NAME, make them the one who leads the run, and write down what they were told.
The brief is recorded with it. It names the entries of notes and reasons in place
of what they say, so that it keeps nothing that is withheld later.`,
		`  cordon handover k7m2
  cordon handover k7m2 tom -m "contained; the authority is still to be told"`)
	cmd.Args = takes(1, 2)
	cmd.ValidArgsFunction = e.complete(openRuns)
	cmd.Flags().StringVarP(&text, "message", "m", "", "`TEXT` of what they were told")
	addAt(cmd, &at)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		if len(args) == 1 {
			if text != "" || at != "" {
				return usagef("say who takes over: cordon handover %s NAME", args[0])
			}
			return brief(e, args[0])
		}
		return handOver(e, args[0], at, run.HandOver(args[1], text, words.BriefRecorded(e.at(run.Run{}, e.moment))))
	}
	return cmd
}

// A briefJSON is a brief for programs.
type briefJSON struct {
	SchemaVersion int         `json:"schema_version"`
	Run           string      `json:"run"`
	Lead          string      `json:"lead"`
	Lines         []briefLine `json:"lines"`
}

type briefLine struct {
	Label string   `json:"label"`
	Text  string   `json:"text,omitempty"`
	Items []string `json:"items,omitempty"`
}

// brief prints what whoever takes over has to know.
func brief(e env, ref string) error {
	r, err := load(e.look(), ref)
	if err != nil {
		return err
	}
	lines := words.Brief(r, e.at(r, e.moment))
	if e.flags.json {
		out := briefJSON{SchemaVersion: report.SchemaVersion, Run: r.ID(), Lead: r.Lead()}
		for _, l := range lines {
			out.Lines = append(out.Lines, briefLine{l.Label, l.Text, l.Items})
		}
		return e.json(out)
	}
	drill := ""
	if r.Drill() {
		drill = "DRILL "
	}
	e.print("%s%s, led by %s\n", drill, r.Title(), r.Lead())
	for _, l := range lines {
		e.line("", l)
	}
	return nil
}

// handOver records a handover and says whom there is to call, by the profile
// that the run uses.
func handOver(e env, ref, at string, decide run.Intention) error {
	d, err := e.sitDown(ref, at)
	if err != nil {
		return err
	}
	if err := d.record(decide); err != nil {
		return err
	}
	if err := d.tell(); err != nil || e.flags.json {
		return err
	}
	for _, l := range words.People(d.run) {
		e.say("To call, %s: %s", l.Label, l.Text)
	}
	return d.vouch()
}
