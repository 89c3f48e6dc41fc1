package main

import (
	"fmt"
	"slices"
	"time"

	"github.com/spf13/cobra"

	"cordon/playbook/report"
	"cordon/playbook/run"
	"cordon/playbook/words"
)

type lsOptions struct {
	open   bool
	closed bool
}

func newLsCmd(e env) *cobra.Command {
	var opts lsOptions
	cmd := newCmd("ls [--open|--closed] [--json]", "List the runs",
		"List the runs: open ones first, then those with the latest entry.",
		"  cordon ls --open\n  cordon ls --json | jq -r '.[].id'")
	cmd.Args = takes(0, 0)
	cmd.Flags().BoolVar(&opts.open, "open", false, "only open runs")
	cmd.Flags().BoolVar(&opts.closed, "closed", false, "only closed runs")
	cmd.RunE = func(*cobra.Command, []string) error { return ls(e, opts) }
	return cmd
}

func ls(e env, opts lsOptions) error {
	if opts.open && opts.closed {
		return usagef("--open and --closed leave nothing to list")
	}
	s := e.look()
	runs, err := s.Runs()
	runs = amongTheirIncidents(s, runs)
	shown := []run.Summary{}
	for _, r := range runs {
		if open := r.Closed.IsZero(); !(opts.open && !open || opts.closed && open) {
			shown = append(shown, r)
		}
	}
	switch {
	case e.flags.json:
		list := make([]listedRun, len(shown))
		for i, r := range shown {
			list[i] = listRun(r, e.now())
		}
		if failed := e.json(list); failed != nil {
			return failed
		}
	case len(shown) > 0:
		e.runTable(shown)
	case err == nil:
		e.say("No runs here. Start one: cordon start PLAYBOOK. The playbooks: cordon playbook ls")
	}
	return err // runs that cannot be read do not hide the others
}

func (e env) runTable(runs []run.Summary) {
	var opened []time.Time
	for _, r := range runs {
		opened = append(opened, r.Opened)
	}
	rows := table{{"RUN", "STATE", "SETTLED", e.inZone("OPENED", opened...), "STEP", "CLOCK", "INCIDENT", "TITLE"}}
	for _, r := range runs {
		title := r.Title
		if r.Drill {
			title = "DRILL " + title
		}
		rows.row(r.ID, words.RunState(r), fmt.Sprintf("%d/%d", r.Progress.Settled, r.Progress.Total), e.day(r.Opened), r.Step, words.Nearest(r, e.now()), r.Incident, title)
	}
	if !slices.ContainsFunc(runs, func(r run.Summary) bool { return r.Incident != "" }) {
		rows = rows.without(6)
	}
	if !slices.ContainsFunc(runs, func(r run.Summary) bool { return words.Nearest(r, e.now()) != "" }) {
		rows = rows.without(5)
	}
	e.table(rows)
}

// A listedRun is a run in the JSON of ls and status.
type listedRun struct {
	ID       string          `json:"id"`
	Title    string          `json:"title"`
	Playbook run.PlaybookRef `json:"playbook"`
	State    string          `json:"state"` // "open" or "closed"
	Drill    bool            `json:"drill"`
	Incident string          `json:"incident"` // what it is called, or empty
	Opened   report.Time     `json:"opened"`
	Closed   report.Time     `json:"closed"`
	Lead     string          `json:"lead"`
	Head     run.Head        `json:"head"`
	Progress run.Progress    `json:"progress"`
	Phase    place           `json:"phase"`
	Step     place           `json:"step"`
	NeedsYou int             `json:"needs_you"` // of an open run
	Duties   int             `json:"duties"`    // clocks that nobody has settled, also of a closed run
	Clock    *listedClock    `json:"clock"`     // the deadline to look at first, or null
	Last     report.Time     `json:"last"`      // when the last entry was recorded
	LastBy   string          `json:"last_by"`
}

// A listedClock is the deadline of a run to look at first.
type listedClock struct {
	ID        string          `json:"id"`
	Title     string          `json:"title"`
	State     run.ClockStatus `json:"state"`
	Candidate bool            `json:"candidate"`
	// AtEarliest says that its start is not recorded yet.
	AtEarliest bool        `json:"at_the_earliest"`
	Due        report.Time `json:"due"`
}

// A place is where a run stands.
type place struct {
	Number string `json:"number"`
	Title  string `json:"title"`
}

func listRun(r run.Summary, now time.Time) listedRun {
	state := "closed"
	if r.Closed.IsZero() {
		state = "open"
	}
	listed := listedRun{
		ID: r.ID, Title: r.Title, Playbook: r.Playbook, State: state, Drill: r.Drill, Incident: r.Incident,
		Opened: utc(r.Opened), Closed: utc(r.Closed), Lead: r.Lead, Head: r.Head, Progress: r.Progress,
		Phase: place{fmt.Sprint(r.Phase), r.PhaseTitle}, Step: place{r.Step, r.StepTitle},
		Last: utc(r.Last), LastBy: r.LastBy, Duties: r.OpenDuties(),
	}
	if r.Closed.IsZero() {
		listed.NeedsYou = r.NeedsAt(now)
	}
	if c := r.Nearest(now); c != nil {
		listed.Clock = &listedClock{ID: c.ID, Title: c.Title, State: c.Status(now), Candidate: c.Candidate, AtEarliest: c.AtEarliest, Due: report.Time(c.Due.Format(time.RFC3339))}
	}
	return listed
}

func utc(t time.Time) report.Time {
	if t.IsZero() {
		return ""
	}
	return report.Time(t.UTC().Format(time.RFC3339))
}
