package run_test

import (
	"fmt"
	"slices"
	"testing"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
)

// TestFindings has a row for each kind, and beside it what is just not one.
func TestFindings(t *testing.T) {
	affected := func(n float64) run.Intention { return run.RecordFact("affected", playbook.NumberValue(n), "", "scope") }
	risk := func(option, because string) run.Intention {
		return run.RecordFact("risk", playbook.TextValue(option), because, "")
	}
	tests := []struct {
		name string
		j    *journal
		want []string
	}{
		{"nothing", begin(t).isolated(), nil},

		{"skipped", begin(t).do("maria", run.SkipStep("isolate", "no host")), []string{"skipped isolate #2 1.1 skipped: no host"}},
		{"skipped, optional", begin(t).do("maria", run.SkipStep("lessons", "no time")), nil},
		{"skipped, and does not apply", begin(t).do("maria", run.SkipStep("vendor-vpn", "x"),
			run.RecordFact("vendor", playbook.YesNoValue(false), "", "")), nil},
		{"failed", begin(t).do("maria", run.FailStep("lessons", "nobody came")), []string{"failed lessons #2 2.3 failed: nobody came"}},

		{"open while the run is", begin(t).do("maria", run.BlockStep("scope", "no access")), nil},
		{"left open", begin(t).isolated().do("maria", run.BlockStep("scope", "no access"), run.SkipStep("revoke", "x"), run.ReopenStep("revoke", ""), run.Close("home")),
			[]string{"left-open revoke #0 1.2 left open", "left-open vendor-vpn #0 1.3 left open: not known whether it applies: Did a vendor have access?",
				"left-open scope #7 2.1 left open, blocked: no access"}},

		{"done early", begin(t).do("maria", run.CompleteStep("revoke", "keys first")), []string{"done-early revoke #2 1.2 done before 1.1, because: keys first"}},
		{"done early stays so", begin(t).do("maria", run.CompleteStep("revoke", "keys first")).isolated(), []string{"done-early revoke #2 1.2 done before 1.1, because: keys first"}},

		{"done without", begin(t).do("maria", run.TickCheck("isolate", 1), run.CompleteStep("isolate", "no time")),
			[]string{"done-without isolate #3 1.1 done without an answer to \"Which host was it?\", its evidence, the check \"Wireless is off\", because: no time"}},
		{"done without, and made up for", begin(t).do("maria", run.CompleteStep("isolate", "no time"), run.AddEvidence(picture("isolate")),
			run.TickCheck("isolate", 1), run.TickCheck("isolate", 2), run.RecordFact("host", playbook.TextValue("db-3"), "", "")), nil},
		{"done with all, part of it undone", begin(t).isolated().do("maria", run.Undo("maria", 5)),
			[]string{"done-without isolate #6 1.1 done without its evidence", "undone isolate #5 taken back by entry 7: 1.1 evidence: rack.jpg"}},
		{"done although nobody knows whether it applies", begin(t).do("maria", run.CompleteStep("vendor-vpn", "to be sure")), nil},

		{"fact changed", begin(t).do("maria", affected(12), affected(1200)), []string{"changed scope #3 the answer to \"How many people are affected?\" was changed from 12 to 1,200"}},
		{"fact recorded again", begin(t).do("maria", affected(12), run.RecordFact("affected", playbook.NumberValue(12), "counted", "")), nil},
		{"decision changed", begin(t).do("maria", risk("likely", "x"), risk("unlikely", "y")), []string{"changed  #3 the decision \"How likely is harm?\" was changed from Likely to Unlikely"}},
		{"change undone", begin(t).do("maria", affected(12), affected(13), run.Undo("maria", 0)), []string{"undone scope #3 taken back by entry 4: 2.1 How many people are affected? 13"}},
		{"decision without a reason", begin(t).record(run.Stamp{By: "eve"}, run.FactRecorded{Fact: "risk", Value: playbook.TextValue("likely")}),
			[]string{"no-reason  #2 the decision \"How likely is harm?\" has no reason: Likely"}},

		{"recorded late", begin(t).at("maria", 16*time.Minute, run.AddNote("scope", "x")), []string{"recorded-late scope #2 recorded 16m after it happened: 2.1 note: x"}},
		{"recorded very late", begin(t).at("maria", 26*time.Hour+5*time.Minute, run.AddNote("", "x")), []string{"recorded-late  #2 recorded 1d 02h after it happened: note: x"}},
		{"recorded soon", begin(t).at("maria", 15*time.Minute, run.AddNote("scope", "x")), nil},

		{"clock back", begin(t).rest(-90*time.Second).do("maria", run.AddNote("", "x")), []string{"clock-back  #2 the system clock moved back by 30s before entry 2"}},
		{"clock put right", begin(t).rest(-62*time.Second).do("maria", run.AddNote("", "x")), nil},

		{"silence", begin(t).rest(time.Hour).do("maria", run.AddNote("scope", "x")), []string{"silence scope #2 nothing was recorded for 1h 01m before entry 2"}},
		{"pause", begin(t).rest(59*time.Minute).do("maria", run.AddNote("scope", "x")), nil},
		{"pause at a short step", begin(t).rest(14*time.Minute).do("maria", run.AddNote("lessons", "x")), nil},
		{"silence at a short step", begin(t).rest(15*time.Minute).do("maria", run.AddNote("lessons", "x")), []string{"silence lessons #2 nothing was recorded for 16m before entry 2"}},
		{"pause at a long step", begin(t).rest(59*time.Minute).do("maria", run.AddNote("vendor-vpn", "x")), nil},
		{"silence at a long step", begin(t).rest(60*time.Minute).do("maria", run.AddNote("vendor-vpn", "x")), []string{"silence vendor-vpn #2 nothing was recorded for 1h 01m before entry 2"}},
		{"rest of a closed run", begin(t).do("maria", run.Close("x")).rest(48*time.Hour).do("maria", run.Reopen("news")),
			[]string{"after-closing  #3 recorded after the run was closed: run opened again: news"}},

		{"undone", begin(t).do("maria", run.AddNote("scope", "x"), run.Undo("maria", 0)), []string{"undone scope #2 taken back by entry 3: 2.1 note: x"}},
		{"redone", begin(t).do("maria", run.AddNote("scope", "x"), run.Undo("maria", 0), run.Redo("maria")), nil},

		{"after closing", begin(t).do("maria", run.Close("x"), run.Reopen("more"), run.AddNote("lessons", "x"), run.RecordFact("vendor", playbook.YesNoValue(false), "", "")),
			[]string{"after-closing  #3 recorded after the run was closed: run opened again: more",
				"after-closing lessons #4 recorded after the run was closed: 2.3 note: x",
				"after-closing  #5 recorded after the run was closed: Did a vendor have access? no"}},
	}
	for _, tt := range tests {
		if got := found(tt.j.run, nil); !slices.Equal(got, tt.want) {
			t.Errorf("%s: found\n%q, want\n%q", tt.name, got, tt.want)
		}
	}
}

func found(r run.Run, library func(string) (string, bool)) []string {
	var all []string
	for _, f := range r.Findings(library) {
		all = append(all, fmt.Sprintf("%s %s #%d %s", f.Kind, f.Step, f.Seq, f.Text))
	}
	return all
}

func TestFindingOfThePlaybook(t *testing.T) {
	r := begin(t).run
	library := func(digest string) func(string) (string, bool) {
		return func(id string) (string, bool) { return digest, id == r.Book().ID && digest != "" }
	}
	want := []string{"playbook  #1 the run followed a playbook \"Stolen keys\" that differs from the one in the library today"}
	if got := found(r, library("00ff")); !slices.Equal(got, want) {
		t.Errorf("with another playbook in the library, found %q, want %q", got, want)
	}
	for name, lib := range map[string]func(string) (string, bool){"same": library(r.Book().Digest), "none": library("")} {
		if got := found(r, lib); len(got) != 0 {
			t.Errorf("with %s in the library, found %q", name, got)
		}
	}
}
