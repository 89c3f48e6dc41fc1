package main

import (
	"fmt"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"cordon/playbook/report"
	"cordon/playbook/words"
)

// barMost is how wide the longest bar of the statistics is, in cells.
const barMost = 24

func newStatsCmd(e env) *cobra.Command {
	cmd := newCmd("stats [--json]", "Say across all runs how long they took, and what was found",
		`Say across all runs how long it took to understand, contain, notify and close, how
long each phase took, and how much there is to look at. Drills are counted apart.

Understood is from the opening until the first phase was settled; contained until
what is recorded as contained_at, or else until a phase called contain was settled;
first notified is from the start of a deadline until its filing, the shortest of a
run. A run that did not get there does not count there. The median of an even
number is the lower one of the middle two. Files of evidence are not read for this.`,
		"  cordon stats\n  cordon stats --json | jq '.runs.measures'")
	cmd.Args = takes(0, 0)
	cmd.RunE = func(*cobra.Command, []string) error { return stats(e) }
	return cmd
}

func stats(e env) error {
	real, drills, err := e.measured()
	if e.flags.json {
		if failed := e.json(statsJSON{report.SchemaVersion, groupOf(real), groupOf(drills)}); failed != nil {
			return failed
		}
		return err
	}
	e.statsGroup("Runs", real)
	e.statsGroup("Drills", drills)
	if len(real)+len(drills) == 0 && err == nil {
		e.say("No runs here. Start one: cordon start PLAYBOOK. The playbooks: cordon playbook ls")
	}
	return err // runs that cannot be read do not hide the others
}

// measured reads and measures all runs, drills apart.
func (e env) measured() (real, drills []words.Measured, err error) {
	sums, err := e.look().Runs()
	for _, sum := range sums {
		in, failed := e.inspect(sum.ID, inspecting{})
		if failed != nil {
			err = failed
			continue
		}
		m := words.Measuring(in.run, words.FindingRows(in.run.Findings(e.besides(in))))
		if in.run.Drill() {
			drills = append(drills, m)
		} else {
			real = append(real, m)
		}
	}
	return real, drills, err
}

func (e env) statsGroup(name string, all []words.Measured) {
	if len(all) == 0 {
		return
	}
	e.print("%s: %d\n\n", name, len(all))
	e.statsTable("TIME UNTIL", words.Stats(all))
	if phases := words.PhaseStats(all); len(phases) > 0 {
		e.print("\n")
		e.statsTable("PHASE", phases)
	}
	e.print("\n")
	t := table{{"TO LOOK AT", "IN ALL", "RUNS WITH ANY"}}
	for _, weight := range statsFound(all) {
		t.row(weight.Weight, fmt.Sprint(weight.Findings), fmt.Sprint(weight.Runs))
	}
	e.table(t)
	e.print("\n")
}

// statsTable writes times with a bar for the median: as long as its share of the
// longest median of the table.
func (e env) statsTable(name string, all []words.Stat) {
	longest := time.Duration(1)
	for _, s := range all {
		longest = max(longest, s.Median)
	}
	t := table{{name, "RUNS", "MEDIAN", "SHORTEST", "LONGEST", ""}}
	for _, s := range all {
		if s.Runs == 0 {
			t.row(s.Name, "0", "-", "-", "-", "")
			continue
		}
		bar := int((int64(s.Median)*barMost + int64(longest)/2) / int64(longest))
		t.row(s.Name, fmt.Sprint(s.Runs), words.Span(s.Median), words.Span(s.Shortest), words.Span(s.Longest), strings.Repeat("#", max(1, bar)))
	}
	e.table(t)
}

// statsJSON are the statistics, for a program.
type statsJSON struct {
	SchemaVersion int       `json:"schema_version"`
	Runs          groupJSON `json:"runs"`
	Drills        groupJSON `json:"drills"`
}

type groupJSON struct {
	Count    int         `json:"count"`
	Measures []statJSON  `json:"measures"`
	Phases   []statJSON  `json:"phases"`
	Findings []foundStat `json:"findings"` // rows, the heaviest first
}

type statJSON struct {
	Name     string `json:"name"`
	Runs     int    `json:"runs"` // that got there
	Median   int64  `json:"median_seconds"`
	Shortest int64  `json:"shortest_seconds"`
	Longest  int64  `json:"longest_seconds"`
}

type foundStat struct {
	Weight   string `json:"weight"`
	Findings int    `json:"findings"`
	Runs     int    `json:"runs"` // with any
}

func groupOf(all []words.Measured) groupJSON {
	seconds := func(stats []words.Stat) []statJSON {
		list := []statJSON{}
		for _, s := range stats {
			list = append(list, statJSON{s.Name, s.Runs, int64(s.Median.Seconds()), int64(s.Shortest.Seconds()), int64(s.Longest.Seconds())})
		}
		return list
	}
	return groupJSON{len(all), seconds(words.Stats(all)), seconds(words.PhaseStats(all)), statsFound(all)}
}

func statsFound(all []words.Measured) []foundStat {
	found := []foundStat{{Weight: "must"}, {Weight: "look"}, {Weight: "note"}}
	for _, m := range all {
		for i, n := range []int{m.Must, m.Look, m.Note} {
			found[i].Findings += n
			if n > 0 {
				found[i].Runs++
			}
		}
	}
	return found
}
