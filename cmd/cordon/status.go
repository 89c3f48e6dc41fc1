package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"slices"

	"github.com/spf13/cobra"

	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/store"
)

// A statusOptions is what status is asked for.
type statusOptions struct{ check, short, update bool }

func newStatusCmd(e env) *cobra.Command {
	var opts statusOptions
	cmd := newCmd("status [RUN] [--json|--short|--update] [--check]", "Say in one line where a run stands",
		`Say in one line where a run stands: what is settled, the step at hand, how much
needs you, and the deadline to look at first. Without RUN there is a line for
every run that waits for somebody, closed ones with deadlines that run on
included, or none.

With --short there is one line of a few words in all, for a prompt: the run whose
deadline comes first, and what is left.

With --update there are five lines for each run, to paste into the channel of the
incident: what happened, since when, whether it is stopped, whom it touches, and
which deadline and which update come next. What nobody recorded is said as a gap.

With --check the exit code tells the worst that there is:
  11  a deadline is overdue, or began and cannot be counted
  10  a deadline is due soon, also one that may not apply
  12  a deadline is overdue if it applies: find out whether it does
   0  none of these
Drills never count. A file of runs that you named and that is not there, or has no
run in it, is no all-clear: the exit code is 3. Whenever there is no line for a run,
one on standard error says in which file none was found.`,
		`  cordon status
  cordon status k7m2 --json
  cordon status k7m2 --update | wl-copy
  PS1='$(cordon status --short) \$ '
  cordon status --check > /dev/null || echo 'a deadline is near'`)
	cmd.Args = takes(0, 1)
	cmd.ValidArgsFunction = e.complete(anyRuns)
	cmd.Flags().BoolVar(&opts.check, "check", false, "tell with the exit code whether a deadline is due soon or overdue")
	cmd.Flags().BoolVar(&opts.short, "short", false, "one line of a few words, for a prompt")
	cmd.Flags().BoolVar(&opts.update, "update", false, "five lines for each run, to paste into a channel")
	cmd.RunE = func(_ *cobra.Command, args []string) error { return status(e, args, opts) }
	return cmd
}

// fits refuses flags that do not go together.
func (o statusOptions) fits(json bool) error {
	switch {
	case o.short && json:
		return usagef("--short is a line for people, --json one for programs: name one of them")
	case o.update && (o.short || o.check || json):
		return usagef("--update is text to paste: name it alone, without --short, --check and --json")
	}
	return nil
}

func status(e env, args []string, opts statusOptions) error {
	if err := opts.fits(e.flags.json); err != nil {
		return err
	}
	if opts.update {
		return e.statusUpdate(args)
	}
	if opts.check {
		if err := e.watched(); err != nil {
			return err
		}
	}
	if opts.short {
		e.ring.Silence() // a prompt does not wait for a person
	}
	runs, all, err := e.statusRuns(e.look(), args)
	if opts.short && errors.Is(err, store.ErrLocked) {
		e.print("locked\n")
		return exitStatus(exitLocked)
	}
	if err != nil && len(args) == 1 {
		return err
	}
	if failed := e.showStatus(runs, len(args) == 1, opts.short); failed != nil {
		return failed
	}
	if !opts.check {
		return err
	}
	return e.alarm(runs, all, err)
}

// showStatus prints where runs stand: one that was named, or all that wait.
func (e env) showStatus(runs []run.Summary, one, short bool) error {
	switch {
	case e.flags.json:
		return e.statusJSON(runs, one)
	case short:
		e.statusShort(runs)
	default:
		for _, r := range runs {
			e.statusLine(r)
		}
	}
	return nil
}

// alarm is what --check ends with, for those of all runs that wait. unread says
// which could not be read.
func (e env) alarm(runs []run.Summary, all int, unread error) error {
	urgent := e.checkClocks(runs)
	switch {
	case urgent != nil && unread != nil:
		e.say("cordon: %v", unread) // a run that cannot be read hides no deadline
		return urgent
	case urgent != nil:
		return urgent
	case unread != nil:
		return unread
	case all == 0 && e.storeNamed() != "":
		return fmt.Errorf("%s: %w: no run is in it. Correct --store or CORDON_STORE", e.storePath(), errNothingToWatch)
	}
	e.sayClear(runs)
	return nil
}

// watched refuses to watch a file of runs that was named and is not there. The
// default one may be yet to come, which is said.
func (e env) watched() error {
	path, named := e.storePath(), e.storeNamed() != ""
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist) && named:
		return fmt.Errorf("%s: %w: there is no such file. Correct --store or CORDON_STORE", path, errNothingToWatch)
	case errors.Is(err, fs.ErrNotExist):
		e.say("%s: there are no runs yet, so no deadline was looked at. If there should be some, name their file with --store.", path)
		return nil
	case err != nil || !named:
		return nil // what is wrong with it is said where it is read
	case info.Mode().IsRegular() && info.Size() == 0:
		return fmt.Errorf("%s: %w: the file is empty. Look for a backup, or correct --store or CORDON_STORE", path, errNothingToWatch)
	}
	return nil
}

// errNothingToWatch means that status --check found no runs where it was sent.
var errNothingToWatch = errors.New("no deadline was looked at")

// sayClear says what an all-clear of no line, or of drills alone, is about.
func (e env) sayClear(runs []run.Summary) {
	switch real := slices.IndexFunc(runs, func(r run.Summary) bool { return !r.Drill }); {
	case len(runs) == 0:
		if _, err := os.Stat(e.storePath()); err == nil {
			e.say("%s: no run waits for anybody.", e.storePath())
		}
	case real < 0:
		e.say("%s: only drills are open, whose deadlines do not count.", e.storePath())
	}
}

// statusRuns returns the run that is named, or all that wait for somebody. With
// an error come those that could be read. all is out of how many they are.
func (e env) statusRuns(s *store.Store, args []string) (runs []run.Summary, all int, err error) {
	if len(args) == 0 {
		runs, err := s.Runs()
		all = len(runs)
		return slices.DeleteFunc(amongTheirIncidents(s, runs), func(r run.Summary) bool { return !r.Waits() }), all, err
	}
	id, err := resolve(s, args[0])
	if err != nil {
		return nil, 0, err
	}
	sum, err := s.Summary(id)
	return []run.Summary{amongItsIncident(s, sum)}, 1, err
}

func (e env) statusJSON(runs []run.Summary, one bool) error {
	list := []listedRun{}
	for _, r := range runs {
		list = append(list, listRun(r, e.now()))
	}
	if one {
		return e.json(list[0])
	}
	return e.json(list)
}

// checkClocks says with an exit status whether a deadline of the runs is due
// soon or overdue. That of a drill is invented.
func (e env) checkClocks(runs []run.Summary) error {
	overdue, soon, may := false, false, false
	for _, r := range runs {
		if r.Drill {
			continue
		}
		status := r.ClockStatus(e.now())
		overdue = overdue || status == run.ClockOverdue || status == run.ClockUncounted
		soon = soon || status == run.ClockDueSoon
		for _, c := range r.May {
			status := c.Status(e.now())
			may = may || status == run.ClockOverdue
			soon = soon || status == run.ClockDueSoon
		}
	}
	switch {
	case overdue:
		return exitStatus(exitOverdue)
	case soon:
		return exitStatus(exitDueSoon)
	case may:
		return exitStatus(exitMayBeOverdue)
	}
	return nil
}

// statusLine is short: it goes into prompts.
func (e env) statusLine(r run.Summary) {
	at := r.Step + " " + r.StepTitle
	if !r.Closed.IsZero() {
		at = words.RunState(r)
	}
	needs := ""
	if n := r.NeedsAt(e.now()); n > 0 && r.Closed.IsZero() {
		needs = fmt.Sprintf(" (needs you: %d)", n)
	}
	drill := ""
	if r.Drill {
		drill = "DRILL "
	}
	near := words.Nearest(r, e.now())
	if near != "" {
		near = ", " + near
	}
	e.print("%s%s %d/%d %s%s%s\n", drill, r.ID, r.Progress.Settled, r.Progress.Total, at, needs, near)
}

// firstDue returns the run whose deadline comes first. Drills come after all that
// is real.
func (e env) firstDue(runs []run.Summary) run.Summary {
	return slices.MinFunc(runs, func(a, b run.Summary) int {
		switch {
		case a.Drill && !b.Drill:
			return 1
		case b.Drill && !a.Drill:
			return -1
		}
		return words.CompareRuns(a, b, e.now())
	})
}

// statusShort prints the run whose deadline comes first in a few words, and how
// many more wait; nothing if none does.
func (e env) statusShort(runs []run.Summary) {
	if len(runs) == 0 {
		return
	}
	e.print("%s", words.Short(e.firstDue(runs), e.now()))
	if more := len(runs) - 1; more > 0 {
		e.print(" +%d", more)
	}
	e.print("\n")
}

// statusUpdate prints the lines for the channel of each run that waits for
// somebody, or of the one that is named.
func (e env) statusUpdate(args []string) error {
	s := e.look()
	runs, _, err := e.statusRuns(s, args)
	if err != nil {
		return err
	}
	for i, sum := range runs {
		r, err := load(s, sum.ID)
		if err != nil {
			return err
		}
		if i > 0 {
			e.print("\n")
		}
		for _, line := range words.Pasted(words.Update(r, e.at(r, e.moment))) {
			e.print("%s\n", line)
		}
	}
	return nil
}
