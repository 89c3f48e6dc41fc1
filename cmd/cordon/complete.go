package main

import (
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"cordon/playbook"
	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/playbooks"
	"cordon/store"
)

// This file offers what may be typed next. The rules are:
//
//   - it only reads, and says nothing when something is in the way;
//   - it reads summaries and playbooks, and the journal of a run only if that
//     took in playbooks or rules;
//   - what it offers may have been typed by anybody, and is made inert.

// A completer offers values for the argument after args.
type completer func(e env, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective)

// complete offers values for arguments by their place. The last completer
// stands for all arguments that follow, if they may be many.
func (e env) complete(by ...completer) cobra.CompletionFunc {
	return func(cmd *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
		i := len(args)
		if many := strings.Contains(cmd.Use, "..."); many {
			i = min(i, len(by)-1)
		}
		if i >= len(by) {
			return nil, cobra.ShellCompDirectiveNoFileComp
		}
		return by[i](e, args, typed)
	}
}

// offer is one value with a word about it.
func offer(value, about string) cobra.Completion {
	return cobra.CompletionWithDesc(inert.Line(value), inert.Cut(inert.Line(about), 60))
}

// pick keeps the values that begin with what was typed.
func pick(all []cobra.Completion, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var fit []cobra.Completion
	for _, c := range all {
		if strings.HasPrefix(c, typed) {
			fit = append(fit, c)
		}
	}
	return fit, cobra.ShellCompDirectiveNoFileComp
}

// glance opens the store as look does, but waits for nobody: who presses tab
// wants an answer now, or none. Nobody is asked for a passphrase.
func (e env) glance() *store.Store {
	e.ring.Silence()
	return store.New(e.storePath(), store.Options{ReadOnly: true, Build: e.build, Wait: 50 * time.Millisecond, Ring: e.ring})
}

// fixed offers a few words.
func fixed(words ...cobra.Completion) cobra.CompletionFunc {
	return cobra.FixedCompletions(words, cobra.ShellCompDirectiveNoFileComp)
}

func anyRuns(e env, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return completeRuns(e, typed, func(run.Summary) bool { return true })
}

func openRuns(e env, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return completeRuns(e, typed, func(r run.Summary) bool { return r.Closed.IsZero() })
}

func closedRuns(e env, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return completeRuns(e, typed, func(r run.Summary) bool { return !r.Closed.IsZero() })
}

func completeRuns(e env, typed string, wanted func(run.Summary) bool) ([]cobra.Completion, cobra.ShellCompDirective) {
	runs, _ := e.glance().Runs()
	var all []cobra.Completion
	for _, r := range runs {
		if wanted(r) {
			all = append(all, offer(r.ID, words.RunState(r)+", "+r.Title))
		}
	}
	return pick(all, typed)
}

// bookOf returns the playbook of the run that the first argument names.
func bookOf(e env, args []string) (*playbook.Playbook, bool) {
	p, _, ok := stepsOf(e, args)
	return p, ok
}

// stepsOf returns the playbook of the run that the first argument names, and the
// steps that there are.
func stepsOf(e env, args []string) (p *playbook.Playbook, steps []playbook.Step, ok bool) {
	if args[0] == "" {
		return nil, nil, false
	}
	id, err := e.glance().Resolve(args[0])
	if err != nil {
		return nil, nil, false
	}
	if sum, err := e.glance().Summary(id); err == nil && sum.Extended {
		r, err := e.glance().Load(id)
		if err != nil {
			return nil, nil, false
		}
		for _, s := range r.Steps() {
			steps = append(steps, s.Step)
		}
		return r.Book(), steps, true
	}
	if p, err = e.glance().Book(id); err != nil {
		return nil, nil, false
	}
	return p, p.Steps(), true
}

// stepRefs offers ids, or numbers or phase/id to those who begin to type one.
func stepRefs(e env, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	p, steps, ok := stepsOf(e, args)
	if !ok {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var all []cobra.Completion
	for _, s := range steps {
		switch {
		case beginsNumber(typed):
			all = append(all, offer(s.Number, s.Title))
		case strings.Contains(typed, "/"):
			all = append(all, offer(p.Ref(s), s.Number+" "+s.Title))
		default:
			all = append(all, offer(s.ID, s.Number+" "+s.Title))
		}
	}
	return pick(all, typed)
}

// beginsNumber reports whether the number of a step is being typed, like 2.4 or
// b1.2.
func beginsNumber(typed string) bool {
	digits := strings.TrimLeft(typed, "bcdefghijklmnopqrstuvwxyz")
	return digits != "" && len(typed)-len(digits) < 2 && digits[0] >= '0' && digits[0] <= '9'
}

func checkNumbers(e env, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	p, ok := bookOf(e, args)
	if !ok {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var all []cobra.Completion
	step, _ := p.Find(args[1])
	for i, text := range step.Checks {
		all = append(all, offer(strconv.Itoa(i+1), text))
	}
	return pick(all, typed)
}

// factValues offers facts, and after the = the answers of those that have a
// list of them.
func factValues(e env, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	p, ok := bookOf(e, args)
	if !ok {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var all []cobra.Completion
	name, _, answering := strings.Cut(typed, "=")
	for _, f := range p.Facts {
		if !answering {
			all = append(all, offer(f.ID+"=", f.Ask))
		} else if f.ID == name {
			all = append(all, answers(f)...)
		}
	}
	found, directive := pick(all, typed)
	if !answering {
		directive |= cobra.ShellCompDirectiveNoSpace
	}
	return found, directive
}

func answers(f playbook.Fact) []cobra.Completion {
	if f.Type == playbook.YesNo {
		return []cobra.Completion{f.ID + "=yes", f.ID + "=no"}
	}
	var all []cobra.Completion
	for _, o := range f.Options {
		all = append(all, offer(f.ID+"="+o.ID, o.Label))
	}
	return all
}

func clockRefs(e env, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	p, ok := bookOf(e, args)
	if !ok {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var all []cobra.Completion
	for _, c := range p.Clocks {
		about := c.Title
		if about == "" {
			about = c.Rule // the titles of rules are in the journal, which is not read here
		}
		all = append(all, offer(c.ID, about))
	}
	return pick(all, typed)
}

func messageRefs(e env, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	p, ok := bookOf(e, args)
	if !ok {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var all []cobra.Completion
	for _, m := range p.Messages {
		all = append(all, offer(m.ID, m.Title))
	}
	return pick(all, typed)
}

func roles(e env, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	p, ok := bookOf(e, args)
	if !ok {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var all []cobra.Completion
	for _, r := range p.Roles {
		all = append(all, offer(r.ID, r.Title))
	}
	return pick(all, typed)
}

// playbookRefs offers ids, and files.
func playbookRefs(e env, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	listed, _ := e.library().List()
	var all []cobra.Completion
	for _, p := range listed {
		if len(p.Problems) == 0 {
			all = append(all, offer(p.ID, p.Title))
		}
	}
	found, _ := pick(all, typed)
	return found, cobra.ShellCompDirectiveDefault
}

func anyFile(env, []string, string) ([]cobra.Completion, cobra.ShellCompDirective) {
	return nil, cobra.ShellCompDirectiveDefault
}

// otherPlaybooks offers the playbooks that the run does not follow yet.
func otherPlaybooks(e env, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	found, directive := playbookRefs(e, args, typed)
	p, ok := bookOf(e, args)
	if !ok {
		return found, directive
	}
	return slices.DeleteFunc(found, func(c cobra.Completion) bool {
		id, _, _ := strings.Cut(c, "\t")
		return p.Has(id)
	}), directive
}

// rulesInForce offers the rules that a clock can count by.
func rulesInForce(e env, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	book, _ := playbooks.Law(e.lawDir())
	var all []cobra.Completion
	for _, r := range book.All() {
		if r.Joins() {
			all = append(all, offer(r.ID, r.Place+": "+r.Title))
		}
	}
	return pick(all, typed)
}

// moments offers the facts that can start a clock.
func moments(e env, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	if len(args) == 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	p, ok := bookOf(e, args)
	if !ok {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var all []cobra.Completion
	for _, f := range p.Facts {
		if f.Type == playbook.Time {
			all = append(all, offer(f.ID, f.Ask))
		}
	}
	return pick(all, typed)
}
