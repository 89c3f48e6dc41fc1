package main

import (
	"cmp"

	"github.com/spf13/cobra"

	"cordon/playbook/run"
	"cordon/playbook/words"
)

func newSignOffCmd(e env) *cobra.Command {
	var name, text string
	cmd := newCmd("sign-off RUN [--name NAME] [-m TEXT]", "Say by name that you have reviewed a run",
		`Say by name that you have reviewed a run. It is an entry behind the others, also
of a closed run, and changes nothing of it. Who worked on the run may sign it off,
and is told that somebody else should as well.`,
		`  cordon sign-off k7m2 --name "Eve Adler, head of security"`)
	cmd.Args = takes(1, 1)
	cmd.ValidArgsFunction = e.complete(anyRuns)
	cmd.Flags().StringVar(&name, "name", "", "`NAME` that signs, if not yours as the entries have it")
	cmd.Flags().StringVarP(&text, "message", "m", "", "`TEXT` to say with it")
	cmd.RunE = func(_ *cobra.Command, args []string) error { return signOff(e, args[0], name, text) }
	return cmd
}

func signOff(e env, ref, name, text string) error {
	d, err := e.sitDown(ref, "")
	if err != nil {
		return err
	}
	name = cmp.Or(name, d.stamp.By)
	second := words.SecondPair(d.run, name, d.stamp.By)
	if err := d.record(run.SignOff(name, text)); err != nil {
		return err
	}
	if err := d.tell(); err != nil || second == "" {
		return err
	}
	e.say("%s", second)
	return nil
}
