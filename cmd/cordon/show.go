package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"cordon/playbook"
	"cordon/playbook/report"
	"cordon/playbook/run"
	"cordon/playbook/words"
)

func newShowCmd(e env) *cobra.Command {
	cmd := newCmd("show RUN [--tonight] [--anyway] [--json]", "Show a run: every step, fact and role",
		`Show a run as it stands: every step with its state, the facts, the roles, the
clocks that run or have run, the messages, and what there is to look at. The
step at hand is marked with >. With --tonight it shows only the steps that the
playbook marks for somebody who is alone in the first hours.`,
		"  cordon show k7m2\n  cordon show k7m2 --json | jq .progress")
	cmd.Args = takes(1, 1)
	cmd.ValidArgsFunction = e.complete(anyRuns)
	tonight := cmd.Flags().Bool("tonight", false, "only the steps for the first hours")
	how := inspecting{files: copies}
	addAnyway(cmd, &how)
	cmd.RunE = func(_ *cobra.Command, args []string) error { return showRun(e, how, args[0], *tonight) }
	return cmd
}

func showRun(e env, how inspecting, ref string, tonight bool) error {
	in, err := e.inspect(ref, how)
	if err != nil {
		return err
	}
	e.sayRecord(in)
	if err := e.showInspected(in, tonight); err != nil {
		return err
	}
	return in.ends()
}

func (e env) showInspected(in inspection, tonight bool) error {
	r := in.run
	findings := r.Findings(e.besides(in))
	if e.flags.json {
		return e.json(report.New(r, report.Options{Findings: findings, Now: e.now(), Checked: in.checked}))
	}
	e.showHead(in)
	e.showDrill(r)
	if tonight {
		return e.showTonight(in)
	}
	for i := range r.Book().Phases {
		e.showPhase(in, i)
	}
	e.showFacts(r)
	e.showRoles(r)
	e.showClocks(r)
	e.showMessages(r)
	e.showNotes("Notes on the run", r.Notes())
	e.showFindings(words.FindingRows(findings))
	return nil
}

func (e env) showHead(in inspection) {
	r, drill := in.run, ""
	if r.Drill() {
		drill = "  DRILL"
	}
	e.print("%s  %s%s\n", r.ID(), r.Title(), drill)
	e.print("playbook  %s %s\n", r.Book().ID, r.Book().Version)
	for _, added := range r.Book().Joined {
		e.print("added     %s %s\n", added.ID, added.Version)
	}
	if r.Incident() != "" {
		e.print("incident  %s\n", r.Incident())
	}
	e.print("opened    %s, led by %s\n", e.moment(r.Opened()), r.Lead())
	if c, ok := r.Closing(); ok {
		e.print("closed    %s by %s%s\n", e.moment(c.At), c.By, colon(c.Reason))
	}
	var times []time.Time
	for _, entry := range r.Entries() {
		times = append(times, entry.At)
	}
	e.print("times     in %s\n", e.zoneOf(times...))
	p := r.Progress()
	e.print("settled   %d of %d steps, %s\n", p.Settled, p.Total, words.Plural(len(r.Entries()), "entry", "entries"))
	if without := words.Bodiless(r); without != "" {
		e.print("withheld  %s\n", without)
	}
	for _, came := range in.checked.Imports {
		e.print("imported  %s\n", words.Imported(came, e.at(r, e.moment)))
	}
	if near := words.Nearest(r.Summary(), e.now()); near != "" {
		e.print("clock     %s\n", near)
	}
}

// showDrill prints what a drill starts from: the messages that came, or else the
// incident that the playbook makes up.
func (e env) showDrill(r run.Run) {
	if _, plays := r.Exercise(); plays {
		e.showInjects(r)
		return
	}
	if !r.Drill() {
		return
	}
	e.print("\nInvented for this drill; call nobody who is not in the exercise\n")
	for line := range strings.Lines(words.Invented(r)) {
		e.print("  %s\n", strings.TrimRight(line, "\n"))
	}
}

// showInjects prints the messages of a drill that came so far.
func (e env) showInjects(r run.Run) {
	e.print("\nMessages of this drill; call nobody who is not in the exercise\n")
	for _, entry := range r.Injects() {
		in, _ := r.Inject(entry)
		e.print("  %s  %s: %s\n", e.day(entry.At), words.InjectFrom(in), strings.Join(strings.Fields(in.Says), " "))
	}
	if len(r.Injects()) == 0 {
		e.print("  None has come yet.\n")
	}
}

// colon puts a text behind what it is about.
func colon(text string) string {
	if text == "" {
		return ""
	}
	return ": " + text
}

func (e env) showPhase(in inspection, i int) {
	r := in.run
	p := r.PhaseProgress(i)
	phase := r.Book().Phases[i]
	if i > 0 && phase.Book != r.Book().Phases[i-1].Book {
		e.print("\n%s\n", phase.Book)
	}
	e.print("\n%s  %s  %d/%d\n", phase.Number, phase.Title, p.Settled, p.Total)
	current := r.Current().ID
	if _, closed := r.Closing(); closed {
		current = ""
	}
	var groups playbook.Grouping
	for _, s := range r.Phase(i) {
		if heading, ends := groups.Next(s.Step); heading != "" || ends {
			e.print("%s\n", strings.TrimRight("          "+heading, " "))
		}
		e.showStep(in, s, s.ID == current)
	}
}

// showTonight prints the steps that the playbook marks for the first hours, and
// the clocks.
func (e env) showTonight(in inspection) error {
	r := in.run
	steps := slices.DeleteFunc(slices.Clone(r.Steps()), func(s run.Step) bool { return !s.Tonight })
	if len(steps) == 0 {
		return fmt.Errorf("the playbook %s marks no steps for tonight; cordon show %s lists all", r.Book().ID, r.ID())
	}
	e.print("\nTonight, %d of %d steps\n", len(steps), len(r.Steps()))
	for _, s := range steps {
		e.showStep(in, s, s.ID == r.Current().ID)
	}
	e.showClocks(r)
	return nil
}

func (e env) showStep(in inspection, s run.Step, here bool) {
	cursor := " "
	if here {
		cursor = ">"
	}
	e.print("%s %s %-5s %s%s\n", cursor, mark(words.StepState(s).Sign), s.Number, s.Title, e.standing(in.run, s))
	if in.run.Unnamed(s) {
		e.print("            %s\n", in.run.DoesNotApply(s))
	}
	if s.Added != nil {
		e.print("            added %s by %s\n", e.day(s.Added.At), s.Added.By)
	}
	if look := words.LookAgain(s, e.at(in.run, e.moment)); look.Text != "" {
		e.print("            look again %s\n", look.Text)
	}
	for i, text := range s.Checks {
		tick := " "
		if s.Ticked[i] != nil {
			tick = "x"
		}
		e.print("            [%s] %d %s\n", tick, i+1, text)
	}
	for _, n := range s.Notes {
		e.showNote("            note", n)
	}
	for _, a := range s.Attached {
		e.showEvidence(in, a)
	}
}

// showEvidence prints a file of evidence, and in which files it came here.
func (e env) showEvidence(in inspection, a *run.Entry) {
	e.print("            evidence %s\n", words.Evidence(a))
	ev, _ := a.Event.(run.EvidenceAdded)
	for _, came := range in.checked.CarriedOver(ev.SHA256) {
		did := words.CarriedOver(came)
		e.print("              %s %s, %s\n", did.Word, did.Text, words.ImportedBy(came, e.at(in.run, e.moment)))
	}
}

// standing says in words where a step stands, and who made it so.
func (e env) standing(r run.Run, s run.Step) string {
	state := words.StepState(s)
	switch {
	case s.State != run.Todo:
		return fmt.Sprintf("  (%s %s by %s%s)", state.Text, e.day(s.At), s.By, colon(s.Reason))
	case state.Sign == words.Waiting:
		return "  (waiting for: " + strings.Join(r.Questions(s.WaitsFor), "; ") + ")"
	case state.Sign == words.NotApplicable:
		return "  (" + state.Text + ")"
	case s.Optional:
		return "  (optional)"
	}
	return ""
}

func (e env) showFacts(r run.Run) {
	title := "\nFacts\n"
	for _, f := range r.Book().Facts {
		rec, ok := r.Fact(f.ID)
		if !ok {
			continue
		}
		e.print(title+"  %s: %s  (%s by %s%s)\n", f.ID, f.Answered(f.Show(rec.Value)), e.day(rec.At), rec.By, words.Source(rec.FromProfile)+colon(rec.Because))
		title = ""
	}
}

// showRoles prints who has a role, and whom the profile names for it.
func (e env) showRoles(r run.Run) {
	title := "\nRoles\n"
	for _, role := range r.Book().Roles {
		h, ok := r.Role(role.ID)
		call := words.Call(r, role.ID)
		switch {
		case !ok && call == "":
			continue
		case !ok:
			h.Name = "nobody yet"
		}
		if call != "" {
			call = "  (profile: " + call + ")"
		}
		e.print(title+"  %s: %s%s\n", role.Title, h.Name, call)
		title = ""
	}
}

// showClocks prints the clocks that run or have run.
func (e env) showClocks(r run.Run) {
	title := "\nClocks (not legal advice)\n"
	asOf := r.Moment(e.now())
	for _, c := range words.Order(r.Clocks(), asOf) {
		switch c.Status(asOf) {
		case run.ClockNotStarted, run.ClockNotDue:
			continue
		}
		due := words.ClockDueClause(r, c, asOf, e.moment)
		if left := words.ClockLeft(c, asOf); left != "" {
			due += ", " + left
		}
		e.print(title+"  %s: %s, %s  %s\n", c.ID, words.ClockState(c, asOf).Text, due, c.Title)
		title = ""
	}
}

func (e env) showMessages(r run.Run) {
	title := "\nMessages\n"
	for _, d := range r.Messages() {
		e.print(title+"  %s: %s  %s\n", d.ID, e.messageState(r, d), d.Title)
		title = ""
	}
}

func (e env) showNotes(title string, notes []*run.Entry) {
	for i, n := range notes {
		if i == 0 {
			e.print("\n%s\n", title)
		}
		e.showNote(" ", n)
	}
}

func (e env) showNote(label string, n *run.Entry) {
	e.print(label+" %s %s: %s\n", e.day(n.At), n.By, n.Event.(run.NoteAdded).Text)
}

func (e env) showFindings(rows []words.FindingRow) {
	for i, row := range rows {
		if i == 0 {
			e.print("\nLook at: %s\n", words.FindingTally(rows))
		}
		e.print("  %s %s%s\n", words.WeightMark(row.Weight), row.Text, bracketed(row.Numbers()))
	}
}

// bracketed puts a text behind another, if there is one.
func bracketed(text string) string {
	if text == "" {
		return ""
	}
	return " (" + text + ")"
}
