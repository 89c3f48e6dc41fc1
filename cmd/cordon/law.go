package main

import (
	"encoding/json"
	"strings"

	"github.com/spf13/cobra"

	"cordon/playbook"
	"cordon/playbook/clock"
	"cordon/playbook/report"
	"cordon/playbook/words"
	"cordon/playbooks"
)

func newLawCmd(e env) *cobra.Command {
	return newGroup(e, "law COMMAND", "List and read the rules that clocks count by",
		`The rules say who must be told what, and by when. Some ship inside cordon; your
own, such as those of contracts, lie in the folder that cordon paths names.
Yours win where both have the same id. `+playbook.NotLegalAdvice,
		`  cordon law ls --jurisdiction us
  cordon law show eu-gdpr-33-authority`,
		newLawLsCmd(e), newLawShowCmd(e))
}

// lawDir is the folder of the person's own rules.
func (e env) lawDir() string { return under(e.configDir(), "law") }

func newLawLsCmd(e env) *cobra.Command {
	var where string
	cmd := newCmd("ls [--jurisdiction J] [--json]", "List the rules",
		`List the rules at hand. Those that are not in force are listed and never run. Those
that are unconfirmed run only if you take them into a run yourself.`,
		"  cordon law ls --jurisdiction eu\n  cordon law ls --json | jq -r '.[].id'")
	cmd.Args = takes(0, 0)
	addJurisdiction(e, cmd, &where)
	cmd.RunE = func(*cobra.Command, []string) error { return listLaw(e, where) }
	return cmd
}

func newLawShowCmd(e env) *cobra.Command {
	var where string
	cmd := newCmd("show (RULE | --jurisdiction J) [--json]", "Show a rule, or all of a jurisdiction",
		`Show a rule: whom to tell, what starts the clock, how it is counted, what the
notice must contain, and where to read it.`,
		"  cordon law show us-sec-8k-105\n  cordon law show --jurisdiction sg")
	cmd.Args = takes(0, 1)
	cmd.ValidArgsFunction = e.complete(ruleRefs)
	addJurisdiction(e, cmd, &where)
	cmd.RunE = func(_ *cobra.Command, args []string) error { return showLaw(e, where, args) }
	return cmd
}

func addJurisdiction(e env, cmd *cobra.Command, where *string) {
	cmd.Flags().StringVar(where, "jurisdiction", "", "only the rules of `J`, such as eu, us-ny, or us for all of the US")
	cmd.RegisterFlagCompletionFunc("jurisdiction",
		func(_ *cobra.Command, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
			return jurisdictions(e, args, typed)
		})
}

func listLaw(e env, where string) error {
	book, broken := playbooks.Law(e.lawDir())
	rules, err := rulesOf(book, where)
	if err != nil {
		return err
	}
	if e.flags.json {
		if err := e.json(rules); err != nil {
			return err
		}
	} else {
		e.lawTable(book, rules)
	}
	e.say(playbook.NotLegalAdvice)
	return broken // a file that cannot be used does not hide the others
}

func (e env) lawTable(book playbooks.LawBook, rules []playbook.Rule) {
	rows := table{{"RULE", "LIMIT", "STATUS", "TITLE"}}
	for _, r := range rules {
		limit, title := r.Counting.Within.String(), r.Title
		if limit == "" {
			limit = "no number"
		}
		if source := book.Source(r.ID); source != playbooks.IsEmbedded {
			title += " (" + source + ")"
		}
		rows.row(r.ID, limit, lawStatus(r), title)
	}
	e.table(rows)
}

// lawStatus is the status of a rule in a word or two.
func lawStatus(r playbook.Rule) string {
	if r.Joins() && !r.Runnable() {
		return "unconfirmed"
	}
	return strings.ReplaceAll(string(r.Status), "-", " ")
}

// rulesOf returns the rules of a jurisdiction and of those within it, or all
// rules if none is named.
func rulesOf(book playbooks.LawBook, where string) ([]playbook.Rule, error) {
	all := book.All()
	if where == "" {
		return all, nil
	}
	var rules []playbook.Rule
	var others []string
	for _, r := range all {
		if r.Jurisdiction == where || strings.HasPrefix(r.Jurisdiction, where+"-") {
			rules = append(rules, r)
		}
		others = append(others, r.Jurisdiction)
	}
	if len(rules) == 0 {
		return nil, usagef("there are no rules of %q%s", where, meant(where, others))
	}
	return rules, nil
}

func showLaw(e env, where string, args []string) error {
	if (where == "") == (len(args) == 0) {
		return usagef("name a RULE or a --jurisdiction, one of them")
	}
	if where != "" {
		return showJurisdiction(e, where)
	}
	book, _ := playbooks.Law(e.lawDir())
	r, err := book.Find(args[0])
	if err != nil {
		return err
	}
	if e.flags.json {
		return showRuleJSON(e, r)
	}
	e.showRule(r)
	e.print("\n%s\n", playbook.NotLegalAdvice)
	return nil
}

func showJurisdiction(e env, where string) error {
	if e.flags.json {
		return listLaw(e, where)
	}
	book, broken := playbooks.Law(e.lawDir())
	rules, err := rulesOf(book, where)
	if err != nil {
		return err
	}
	for _, r := range rules {
		e.showRule(r)
		e.print("\n")
	}
	e.print("%s\n", playbook.NotLegalAdvice)
	return broken
}

// showRuleJSON prints a rule with what goes for the whole document before it.
func showRuleJSON(e env, r playbook.Rule) error {
	head, err := json.Marshal(struct {
		SchemaVersion int    `json:"schema_version"`
		Notice        string `json:"notice"`
		Runnable      bool   `json:"runnable"`
	}{report.SchemaVersion, playbook.NotLegalAdvice, r.Runnable()})
	if err != nil {
		return err
	}
	rule, err := json.Marshal(r)
	if err != nil {
		return err
	}
	head[len(head)-1] = ','
	return e.json(json.RawMessage(append(head, rule[1:]...)))
}

func (e env) showRule(r playbook.Rule) {
	const indent = "   "
	e.print("%s  %s\n", r.Title, r.ID)
	e.labelled(indent, "where", r.Place)
	e.labelled(indent, "applies to", r.AppliesTo)
	e.labelled(indent, "tell", r.To)
	if line, ok := words.Filing(r); ok {
		e.line(indent, line)
	}
	e.labelled(indent, "starts when", r.Trigger)
	e.labelled(indent, "starts with the filing of", r.ChainedTo)
	e.labelled(indent, "limit", r.Limit)
	e.showCounting(indent, r.Counting)
	e.labelled(indent, "threshold", r.Threshold)
	e.bullets(indent, "the notice contains", r.Content)
	e.bullets(indent, "exceptions", r.Exceptions)
	e.labelled(indent, "note", r.Note)
	e.labelled(indent, "own rule", words.OwnRule(r))
	e.labelled(indent, "status", r.Standing())
	e.labelled(indent, "since", r.Since)
	e.labelled(indent, "cite", r.Cite)
	e.labelled(indent, "read it at", r.URL)
	e.labelled(indent, "checked", r.Checked())
	e.labelled(indent, "confidence", string(r.Confidence))
}

// showCounting prints how a deadline is computed, key by key.
func (e env) showCounting(indent string, r clock.Rule) {
	e.labelled(indent, "counted", r.Within.String())
	e.labelled(indent, "counted from", string(r.Count))
	e.labelled(indent, "ends at", r.CutOff.String())
	if limit := r.Cap.String(); limit != "" {
		if limit += " after the second start"; r.CapLapses {
			limit += ", unless the clock starts only after that"
		}
		e.labelled(indent, "at most", limit)
	}
	e.labelled(indent, "not before", r.NotBefore.String())
	e.labelled(indent, "own target", r.Target.String())
	e.labelled(indent, "zone", r.Zone.String())
	e.showCalendar(indent, "holidays", r.Calendar)
	if a := r.Arguable; !a.IsZero() {
		reading := string(a.Reading)
		if !a.Until.IsZero() {
			reading += " at " + a.Until.String()
		}
		e.labelled(indent, "later reading", reading+" ("+a.Cite+")")
		e.showCalendar(indent, "its holidays", a.Calendar)
	}
}

// showCalendar prints whose holidays count, and until when they are known.
func (e env) showCalendar(indent, label, id string) {
	c, ok := clock.FindCalendar(id)
	if id == "" || !ok {
		return
	}
	text := c.Title
	if !c.Until.IsZero() {
		text += ", known from " + c.From.String() + " until " + c.Until.String()
	}
	e.labelled(indent, label, text)
}

func (e env) bullets(indent, label string, lines []string) {
	if len(lines) == 0 {
		return
	}
	e.print(indent+"%s:\n", label)
	for _, line := range lines {
		e.print(indent+"- %s\n", line)
	}
}

// ruleRefs offers the ids of rules.
func ruleRefs(e env, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	book, _ := playbooks.Law(e.lawDir())
	var all []cobra.Completion
	for _, r := range book.All() {
		all = append(all, offer(r.ID, r.Title))
	}
	return pick(all, typed)
}

// jurisdictions offers the ids of jurisdictions.
func jurisdictions(e env, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	book, _ := playbooks.Law(e.lawDir())
	var all []cobra.Completion
	last := ""
	for _, r := range book.All() {
		if r.Jurisdiction != last {
			all = append(all, offer(r.Jurisdiction, r.Place))
		}
		last = r.Jurisdiction
	}
	return pick(all, typed)
}
