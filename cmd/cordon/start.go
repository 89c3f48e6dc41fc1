package main

import (
	"errors"

	"github.com/spf13/cobra"

	"cordon/playbook/words"
	"cordon/playbooks"
)

type startOptions struct {
	title string
	drill bool
	noTUI bool
	// profile says what becomes of the organisation's profile.
	profile string
}

func newStartCmd(e env) *cobra.Command {
	var opts startOptions
	cmd := newCmd("start PLAYBOOK [--title T] [--drill] [--no-tui] [--profile WHEN]", "Start a run of a playbook",
		`Start a run and open its screen. PLAYBOOK is an id from cordon playbook ls, or
the path of a file. Without --title the screen asks for one. With --no-tui the
run is started as it is, and its id is printed.

What the profile of your organisation answers is shown once and recorded when you
say that it still holds. --profile yes says so beforehand, --profile no leaves it
out; without a person to ask it is left out, and how to use it is said.`,
		`  cordon start customer-data-breach --title "Leaked export, ticket 2041"
  RUN=$(cordon start customer-data-breach --drill --no-tui)`)
	cmd.Args = takes(1, 1)
	cmd.ValidArgsFunction = e.complete(playbookRefs)
	cmd.Flags().StringVar(&opts.title, "title", "", "`TEXT` that says what happened, else the playbook's title")
	cmd.Flags().BoolVar(&opts.drill, "drill", false, "this is only practice")
	cmd.Flags().BoolVar(&opts.noTUI, "no-tui", false, "print the id of the run, and nothing else")
	cmd.Flags().StringVar(&opts.profile, "profile", "ask", "`WHEN` to record what the organisation's profile answers: ask, yes or no")
	cmd.RegisterFlagCompletionFunc("profile", fixed(profileAnswers()...))
	cmd.RunE = func(_ *cobra.Command, args []string) error { return start(e, opts, args[0]) }
	return cmd
}

func start(e env, opts startOptions, ref string) error {
	if err := oneOf("--profile", opts.profile, profileAnswers()); err != nil {
		return err
	}
	runs, library := e.runs(), e.library()
	library.Kept = runs.Kept // it then knows that there is nothing to keep
	book, err := library.Open(ref)
	if err != nil {
		return err
	}
	if !opts.noTUI {
		if err := e.needScreen("cordon start", opts.without("cordon start "+ref)); err != nil {
			return err
		}
	}
	e.sayUnread(library)
	if !opts.noTUI && opts.title == "" { // the screen asks for it
		return enter(e, opening{playbook: ref, drill: opts.drill, profile: opts.profile})
	}
	stamp, err := e.stamp()
	if err != nil {
		return err
	}
	r, err := runs.Start(book, opts.title, opts.drill, stamp)
	if err != nil {
		return err
	}
	d := &desk{e: e, store: runs, run: r, stamp: stamp, seqs: []uint64{r.Head().Seq}}
	return d.begin(opts)
}

// without is the command that starts the same without a screen. A drill stays one:
// the line is there to be copied.
func (o startOptions) without(command string) string {
	if o.drill {
		command += " --drill"
	}
	return command + " --no-tui"
}

// sayUnread says that a playbook of the person's own may have been meant, which
// could not be looked for. The work goes on with the one that ships.
func (e env) sayUnread(library playbooks.Library) {
	if err := library.Unread(); err != nil && !e.flags.json {
		e.say("The folder of your own playbooks cannot be read, so none of them was looked for: %v", err)
	}
}

// begin goes on with a run that was only just started.
func (d *desk) begin(opts startOptions) error {
	e, id := d.e, d.run.ID()
	if !opts.noTUI { // the screens ask
		return enter(e, opening{run: id, fresh: true, profile: opts.profile})
	}
	if own := words.OwnRules(d.run); own != "" {
		e.say("%s", own)
	}
	lost := d.takeProfile(opts.profile)
	if e.flags.json {
		return errors.Join(d.tell(), lost)
	}
	e.print("%s\n", id)
	return lost
}
