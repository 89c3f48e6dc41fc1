package main

import (
	"slices"

	"github.com/spf13/cobra"

	"cordon/playbook/run"
	"cordon/store"
)

func newIncidentCmd(e env) *cobra.Command {
	cmd := newCmd("incident RUN NAME", "Say which incident a run is about",
		`Say which incident a run is about. Two runs of one case that were begun apart get
the same name: cordon ls shows it, and cordon status --check counts a duty that was
filed in one of them as met. To follow a further playbook in a run that is open, take
it in instead: cordon add. A closed run can be named too.`,
		`  cordon incident k7m2 "Ticket 2041"
  cordon incident q3xb "Ticket 2041"`)
	cmd.Args = takes(2, 2)
	cmd.ValidArgsFunction = e.complete(anyRuns, incidents)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		return change(e, args[0], "", run.NameIncident(args[1]))
	}
	return cmd
}

// othersOf returns the other runs of a run's incident.
func (e env) othersOf(r run.Run) []run.Run { return othersOf(e.look(), r) }

func othersOf(s *store.Store, r run.Run) []run.Run {
	if r.Incident() == "" {
		return nil
	}
	var others []run.Run
	runs, _ := s.Runs()
	for _, sum := range runs {
		if sum.Incident != r.Incident() || sum.ID == r.ID() {
			continue
		}
		if other, err := s.Load(sum.ID); err == nil { // else it counts for itself
			others = append(others, other)
		}
	}
	return others
}

// amongTheirIncidents returns the summaries with each duty counted once in its
// incident: one that was filed in another run of it was met.
func amongTheirIncidents(s *store.Store, runs []run.Summary) []run.Summary {
	named := map[string][]run.Run{}
	for _, sum := range runs {
		if sum.Incident == "" {
			continue
		}
		if r, err := s.Load(sum.ID); err == nil { // else it counts for itself
			named[sum.Incident] = append(named[sum.Incident], r)
		}
	}
	all := slices.Clone(runs)
	for i, sum := range all {
		for _, r := range named[sum.Incident] {
			if r.ID() == sum.ID && len(named[sum.Incident]) > 1 {
				all[i] = r.Among(named[sum.Incident]...).Summary()
			}
		}
	}
	return all
}

func amongItsIncident(s *store.Store, sum run.Summary) run.Summary {
	if sum.Incident == "" {
		return sum
	}
	runs, _ := s.Runs()
	for _, r := range amongTheirIncidents(s, runs) {
		if r.ID == sum.ID {
			return r
		}
	}
	return sum
}

// incidents offers the names that other runs have.
func incidents(e env, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	runs, _ := e.glance().Runs()
	var all []cobra.Completion
	for _, r := range runs {
		if r.Incident != "" {
			all = append(all, offer(r.Incident, r.ID+", "+r.Title))
		}
	}
	return pick(all, typed)
}
