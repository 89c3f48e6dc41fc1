package main

import (
	"github.com/spf13/cobra"
)

type startOptions struct {
	title string
	drill bool
	noTUI bool
}

func newStartCmd(e env) *cobra.Command {
	var opts startOptions
	cmd := newCmd("start PLAYBOOK [--title T] [--drill] [--no-tui]", "Start a run of a playbook",
		`Start a run and open its screen. PLAYBOOK is an id from cordon playbook ls, or
the path of a file. Without --title the screen asks for one. With --no-tui the
run is started as it is, and its id is printed.`,
		`  cordon start customer-data-breach --title "Leaked export, ticket 2041"
  RUN=$(cordon start customer-data-breach --drill --no-tui)`)
	cmd.Args = takes(1, 1)
	cmd.ValidArgsFunction = e.complete(playbookRefs)
	cmd.Flags().StringVar(&opts.title, "title", "", "`TEXT` that says what happened, else the playbook's title")
	cmd.Flags().BoolVar(&opts.drill, "drill", false, "this is only practice")
	cmd.Flags().BoolVar(&opts.noTUI, "no-tui", false, "print the id of the run, and nothing else")
	cmd.RunE = func(_ *cobra.Command, args []string) error { return start(e, opts, args[0]) }
	return cmd
}

func start(e env, opts startOptions, ref string) error {
	if !opts.noTUI {
		if err := e.needScreen("cordon start", "cordon start "+ref+" --no-tui"); err != nil {
			return err
		}
	}
	book, err := e.library().Open(ref)
	if err != nil {
		return err
	}
	if !opts.noTUI && opts.title == "" { // the screen asks for it
		return enter(e, opening{playbook: ref, drill: opts.drill})
	}
	stamp, err := e.stamp("")
	if err != nil {
		return err
	}
	r, err := e.runs().Start(book, opts.title, opts.drill, stamp)
	switch {
	case err != nil:
		return err
	case !opts.noTUI:
		return enter(e, opening{run: r.ID(), fresh: true})
	case e.flags.json:
		return (&desk{e: e, run: r, stamp: stamp, seqs: []uint64{r.Head().Seq}}).tell()
	}
	e.print("%s\n", r.ID())
	return nil
}
