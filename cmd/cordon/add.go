package main

import (
	"github.com/spf13/cobra"

	"cordon/playbook/run"
	"cordon/playbook/words"
)

func newAddCmd(e env) *cobra.Command {
	cmd := newCmd("add RUN PLAYBOOK", "Take a further playbook into a run",
		`Take a further playbook into a run that has begun. Its phases stand after those
of the run. Facts, roles, clocks and messages of one id are one: what is recorded
stays recorded, and a notice is filed once. Its steps are called PLAYBOOK/STEP and
numbered with a letter, like b1.1.

A playbook in which such an id means something else is refused, with both places.
cordon undo takes it back while none of its steps was touched.`,
		"  cordon add k7m2 exposed-storage\n  cordon step done k7m2 exposed-storage/close-it")
	cmd.Args = takes(2, 2)
	cmd.ValidArgsFunction = e.complete(openRuns, otherPlaybooks)
	cmd.RunE = func(_ *cobra.Command, args []string) error { return addPlaybook(e, args[0], args[1]) }
	return cmd
}

func addPlaybook(e env, ref, name string) error {
	library := e.library()
	book, err := library.Open(name)
	if err != nil {
		return err
	}
	e.sayUnread(library)
	d, err := e.sitDown(ref, "")
	if err != nil {
		return err
	}
	if err := d.record(run.AddPlaybook(book)); err != nil {
		return err
	}
	if err := d.tell(); err != nil || e.flags.json {
		return err
	}
	d.sayKnown()
	return nil
}

// sayKnown says that the profile which the run uses answers questions that are
// still open, as after a further playbook.
func (d *desk) sayKnown() {
	used, _ := d.run.Profile()
	if n := len(d.run.Unanswered(used.Organisation)); n > 0 {
		d.e.say("The profile in use answers %s that nobody has answered here. If it still holds: cordon organisation use %s",
			words.Plural(n, "question", "questions"), d.run.ID())
	}
}
