package main

import (
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"cordon/playbook"
	"cordon/playbook/report"
	"cordon/playbook/run"
)

func newClockShowCmd(e env) *cobra.Command {
	cmd := newCmd("show RUN CLOCK [--json]", "Show a clock: when it is due, and why",
		`Show a clock: its deadline, what started it and how it was counted, whom to tell,
what the notice has to contain, and where to read the rule.`,
		"  cordon clock show k7m2 eu-authority")
	cmd.Args = takes(2, 2)
	cmd.ValidArgsFunction = e.complete(anyRuns, clockRefs)
	cmd.RunE = func(_ *cobra.Command, args []string) error { return showClock(e, args[0], args[1]) }
	return cmd
}

func showClock(e env, ref, id string) error {
	r, err := load(e.look(), ref)
	if err != nil {
		return err
	}
	c, err := r.Clock(id)
	if err != nil {
		return err
	}
	if e.flags.json {
		all := report.ClockDetails(r, e.now())
		i := slices.IndexFunc(all, func(d report.ClockDetail) bool { return d.ID == id })
		return e.json(struct {
			SchemaVersion int         `json:"schema_version"`
			Run           string      `json:"run"`
			AsOf          report.Time `json:"as_of"`
			Notice        string      `json:"notice"`
			report.ClockDetail
		}{report.SchemaVersion, r.ID(), utc(r.AsOf(e.now())), playbook.NotLegalAdvice, all[i]})
	}
	e.showClock(r, c)
	e.print("\n%s\n", playbook.NotLegalAdvice)
	e.aboutClosing(r)
	return nil
}

func (e env) showClock(r run.Run, c run.Clock) {
	const indent = "   "
	asOf := r.AsOf(e.now())
	e.print("%s  %s\n", c.Title, c.ID)
	e.labelled(indent, "state", clockState(c, asOf))
	e.showDue(indent, c, asOf)
	e.labelled(indent, "not counted", c.Problem)
	e.showStart(indent, r, c)
	e.showApplies(indent, c)
	e.showEnd(indent, c)
	e.bullets(indent, "counted", c.Deadline.Basis)
	e.labelled(indent, "tell", c.To)
	e.labelled(indent, "starts when", c.Rule.Trigger)
	e.checklist(indent, "the notice contains", c.Rule.Content)
	for _, id := range messagesFor(r, c.ID) {
		e.labelled(indent, "message", "cordon message show "+r.ID()+" "+id)
	}
	e.bullets(indent, "exceptions", c.Rule.Exceptions)
	e.labelled(indent, "note", c.Rule.Note)
	e.labelled(indent, "rule", c.Clock.Rule)
	e.labelled(indent, "cite", c.Cite)
	e.labelled(indent, "official page", c.Rule.URL)
}

// showDue prints the deadline for the eyes of the reader, in UTC, and where it
// is counted.
func (e env) showDue(indent string, c run.Clock, asOf time.Time) {
	d := c.Deadline
	switch {
	case !c.Started():
		e.labelled(indent, "due", "not started: it starts with "+clockBegins(c))
		return
	case d.Open:
		e.labelled(indent, "due", "without delay, there is no number; "+clockLeft(c, asOf))
	case !d.Due.IsZero():
		left := clockLeft(c, asOf)
		if left != "" {
			left = ", " + left
		}
		e.labelled(indent, "due", e.moment(d.Due)+left)
		e.labelled(indent, "in UTC", d.Due.UTC().Format(momentLayout))
		if here := d.Due.In(e.zone()); here.Format(time.DateTime) != d.Due.Format(time.DateTime) {
			e.labelled(indent, "where it counts", d.Due.Format("Mon 2006-01-02 15:04 -07:00")+", "+d.Due.Location().String())
		}
	}
	if !d.LatestArguable.IsZero() {
		e.labelled(indent, "arguably until", e.moment(d.LatestArguable)+", "+d.Source)
	}
	if !d.NotBefore.IsZero() {
		e.labelled(indent, "not before", e.moment(d.NotBefore))
	}
	if !d.Target.IsZero() {
		e.labelled(indent, "own target", e.moment(d.Target))
	}
}

// showStart prints what started a clock, and the starts before.
func (e env) showStart(indent string, r run.Run, c run.Clock) {
	if first, err := r.Clock(c.After); err == nil && first.Filed != nil {
		e.labelled(indent, "started", "with the filing of "+c.After+", "+e.moment(first.Filed.At))
		return
	}
	for _, id := range []string{c.From, c.CapFrom} {
		rec, ok := r.Fact(id)
		if !ok {
			continue
		}
		fact, _ := r.Book().Fact(id)
		label := "started"
		if id != c.From {
			label = "its cap counts"
		}
		e.labelled(indent, label, id+" = "+fact.Show(rec.Value)+e.notedBy(rec.At, rec.By, rec.Because))
	}
	fact, _ := r.Book().Fact(c.From)
	for _, before := range slices.Backward(c.Moved) {
		if ev, ok := before.Event.(run.FactRecorded); ok {
			e.labelled(indent, "before that", c.From+" = "+fact.Show(ev.Value)+e.notedBy(before.At, before.By, ev.Because))
		}
	}
}

func (e env) notedBy(at time.Time, by, why string) string {
	return ", noted by " + by + " at " + e.moment(at) + colon(why)
}

func (e env) showApplies(indent string, c run.Clock) {
	switch {
	case c.Confirmed != nil:
		ev := c.Confirmed.Event.(run.ClockConfirmed)
		e.labelled(indent, "applies", "yes, said "+c.Confirmed.By+" at "+e.moment(c.Confirmed.At)+colon(ev.Because))
	case c.Applies == playbook.NotKnown:
		e.labelled(indent, "applies", "not known yet, for want of "+strings.Join(c.WaitsFor, ", "))
	case c.Applies == playbook.No:
		e.labelled(indent, "applies", "no, by the facts recorded")
	}
}

// showEnd prints how a duty was met, or why not.
func (e env) showEnd(indent string, c run.Clock) {
	if filed := c.Filed; filed != nil {
		ev := filed.Event.(run.ClockFiled)
		by := filed.By
		if ev.By != "" {
			by = ev.By
		}
		e.labelled(indent, "filed", e.moment(filed.At)+" by "+by)
		e.labelled(indent, "reference", ev.Reference)
		e.labelled(indent, "because", ev.Because)
	} else if waived := c.Waived; waived != nil {
		e.labelled(indent, "not notified", "said "+waived.By+" at "+e.moment(waived.At)+colon(waived.Event.(run.ClockWaived).Because))
	}
}

// checklist prints lines to tick off on paper.
func (e env) checklist(indent, label string, lines []string) {
	if len(lines) == 0 {
		return
	}
	e.print(indent+"%s:\n", label)
	for _, line := range lines {
		e.print(indent+"[ ] %s\n", line)
	}
}

// messagesFor returns the messages of the steps that file a clock.
func messagesFor(r run.Run, clock string) []string {
	var ids []string
	for _, s := range r.Steps() {
		if s.Message != "" && slices.Contains(s.Files, clock) && !slices.Contains(ids, s.Message) {
			ids = append(ids, s.Message)
		}
	}
	return ids
}
