package main

import (
	"bufio"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/playbook/words"
)

func newOrganisationUseCmd(e env) *cobra.Command {
	cmd := newCmd("use RUN", "Record in a run what the profile says",
		`Say that the profile of your organisation holds for a run. Its people, places to
file and own deadlines are kept with the run, and what it answers of the
playbook's questions is recorded, each entry with the digest of the profile. What
was answered in the run already stays as it is.`,
		"  cordon organisation show\n  cordon organisation use k7m2")
	cmd.Args = takes(1, 1)
	cmd.ValidArgsFunction = e.complete(openRuns)
	cmd.RunE = func(_ *cobra.Command, args []string) error { return useOrganisation(e, args[0]) }
	return cmd
}

func useOrganisation(e env, ref string) error {
	o, err := e.profile()
	if err != nil {
		return err
	}
	d, err := e.sitDown(ref, "")
	if err != nil {
		return err
	}
	decide := d.run.FromProfile(o)
	if len(decide) == 0 {
		_, err := run.UseProfile(o)(d.run)
		return err
	}
	if err := d.would(decide); err != nil {
		return err
	}
	return d.recordAll(decide)
}

// profileAnswers are the values of --profile.
func profileAnswers() []string { return []string{"ask", "yes", "no"} }

// takeProfile records the profile of the organisation in a run that was only
// just started, if a person says that it holds. Nothing about the profile stands
// in the way of a start: what is wrong with it is said, and the run goes on.
func (d *desk) takeProfile(answer string) error {
	o, err := d.e.profile()
	switch {
	case answer == "no" || err == errNoProfile:
		return nil
	case err != nil:
		d.e.say("Your profile cannot be used, and nothing of it was recorded: %v", err)
		return nil
	case o.Empty(): // nothing to ask about
		return nil
	case answer == "ask":
		if !d.e.confirms(d.run, o) {
			return nil
		}
	}
	for _, intention := range d.run.FromProfile(o) {
		if err := d.record(intention); err != nil {
			return err
		}
	}
	return nil
}

// confirms asks whether what a profile says still holds, or says how to say so
// where nobody can be asked.
func (e env) confirms(r run.Run, o *playbook.Organisation) bool {
	open := r.Unanswered(o)
	if !e.inTTY || e.flags.noInput || e.flags.json {
		e.say("The profile of %s answers %s of this playbook. If it still holds: cordon organisation use %s",
			o.Name, words.Plural(len(open), "question", "questions"), r.ID())
		return false
	}
	e.say("From the profile of %s:", o.Name)
	for _, l := range words.FromProfile(r, o) {
		e.say("  %s", strings.TrimSpace(l.Text))
	}
	e.out.Flush()
	fmt.Fprint(e.err, "Still true? y records it, anything else leaves it: ")
	answer, _ := bufio.NewReader(e.in).ReadString('\n')
	switch strings.ToLower(strings.TrimSpace(answer)) {
	case "y", "yes":
		return true
	}
	e.say("Nothing of it was recorded. Later: cordon organisation use %s", r.ID())
	return false
}
