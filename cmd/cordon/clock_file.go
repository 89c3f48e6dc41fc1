package main

import (
	"strings"

	"github.com/spf13/cobra"

	"cordon/playbook/run"
)

type fileOptions struct {
	reference string
	by        string
	because   string
	at        string
}

func newClockFileCmd(e env) *cobra.Command {
	var opts fileOptions
	cmd := newCmd("file RUN CLOCK [--at TIME] [--reference REF] [--filed-by NAME] [--because REASONS]",
		"Say that a duty was met",
		`Record that a notice was filed, with the reference that the authority gave. If it
was late, the reasons belong in the record: give them with --because. Cordon
sends nothing itself.`,
		`  cordon clock file k7m2 eu-authority --at 15:05 --reference BfDI-4711
  cordon clock file k7m2 eu-authority --because "the portal was down from 14:00 to 17:00"`)
	cmd.Args = takes(2, 2)
	cmd.ValidArgsFunction = e.complete(openRuns, clockRefs)
	cmd.Flags().StringVar(&opts.reference, "reference", "", "`REF` that the authority gave")
	cmd.Flags().StringVar(&opts.by, "filed-by", "", "`NAME` of who filed, if not who records it")
	cmd.Flags().StringVar(&opts.because, "because", "", "`REASONS` for filing late")
	addAt(cmd, &opts.at)
	cmd.RunE = func(_ *cobra.Command, args []string) error { return fileClock(e, opts, args[0], args[1]) }
	return cmd
}

func fileClock(e env, opts fileOptions, ref, id string) error {
	d, err := e.sitDown(ref, opts.at)
	if err != nil {
		return err
	}
	at := d.stamp.At
	if at.IsZero() {
		at = d.now()
	}
	if err := d.record(run.FileClock(id, opts.reference, opts.by, opts.because, at)); err != nil {
		return err
	}
	return d.tell()
}

func newClockConfirmCmd(e env) *cobra.Command {
	return newSaidOfClockCmd(e, "confirm RUN CLOCK [--because TEXT]", "Say that a clock applies",
		`Say that a duty applies, in the name of whoever judged it (--as). The clock then
runs whatever the facts say.`, "Acme is established in Ireland", run.ConfirmClock)
}

func newClockWaiveCmd(e env) *cobra.Command {
	return newSaidOfClockCmd(e, "waive RUN CLOCK --because TEXT", "Say why nobody is notified",
		`Say that nobody is notified, and why. The reason stays in the record, and a
reviewer will look at it.`, "the data was encrypted and the key is safe", run.WaiveClock)
}

func newSaidOfClockCmd(e env, use, short, long, example string, intend func(id, because string) run.Intention) *cobra.Command {
	var because, at string
	name, _, _ := strings.Cut(use, " ")
	cmd := newCmd(use+" [--at TIME]", short, long, "  cordon clock "+name+" k7m2 eu-authority --because \""+example+"\"")
	cmd.Args = takes(2, 2)
	cmd.ValidArgsFunction = e.complete(openRuns, clockRefs)
	cmd.Flags().StringVar(&because, "because", "", "`TEXT` that says why")
	addAt(cmd, &at)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		return change(e, args[0], at, intend(args[1], because))
	}
	return cmd
}
