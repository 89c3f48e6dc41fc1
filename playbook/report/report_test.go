package report_test

import (
	"encoding/json"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // clocks count in their own zone on every machine

	"cordon/playbook"
	"cordon/playbook/run"
)

var update = flag.Bool("update", false, "write the golden files anew")

// book reads a playbook of the test.
func book(t testing.TB, name string) *playbook.Playbook {
	t.Helper()
	b, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	p, err := playbook.Parse(name, b)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// A recorder makes a run the way the store does, with a clock of its own.
type recorder struct {
	t   *testing.T
	run run.Run
	now time.Time
}

func record(t *testing.T, b *playbook.Playbook) *recorder {
	zone := time.FixedZone("", 3600)
	return &recorder{t, run.New("k7m2x9qd", b), time.Date(2026, 11, 21, 3, 2, 11, 204e6, zone)}
}

// do carries out an intention a minute after the one before.
func (r *recorder) do(by string, intend run.Intention) {
	r.t.Helper()
	r.at(by, time.Time{}, intend)
}

// at is like do, for something that happened earlier.
func (r *recorder) at(by string, at time.Time, intend run.Intention) {
	r.t.Helper()
	ev, err := intend(r.run)
	if err != nil {
		r.t.Fatalf("entry %d: %v", r.run.Head().Seq+1, err)
	}
	stamp := run.Stamp{By: by, At: at, Now: r.now}
	lines, err := run.Seal(r.run.ID(), r.run.Head(), r.run.Last(), stamp, ev, [16]byte{byte(r.run.Head().Seq)})
	if err != nil {
		r.t.Fatal(err)
	}
	r.now = r.now.Add(time.Minute)
	e, err := lines.Read()
	if err != nil {
		r.t.Fatal(err)
	}
	if r.run, err = r.run.Apply(r.run.Head().Next(lines.Header), &e); err != nil {
		r.t.Fatal(err)
	}
}

// rich returns a run in which one of everything happened.
func rich(t *testing.T) run.Run {
	r := record(t, book(t, "book.yaml"))
	start := r.now
	r.do("maria", run.Start(r.run.Book(), "Stolen laptop of the CFO", false))
	r.do("maria", run.TakeRole("lead", "maria"))
	r.do("maria", run.AddNote("", "Called by the SOC at 02:50."))
	r.do("maria", run.TickCheck("what-data", 1))
	r.do("maria", run.AddNote("what-data", "Dump holds three tables:\n\n    users\n    orders\n\nPasswords are hashed."))
	r.do("maria", run.RecordFact("affected", playbook.NumberValue(1200), "", "what-data"))
	r.do("ben", run.RecordFact("affected", playbook.NumberValue(1350), "second table counted", "what-data"))
	r.do("maria", run.RecordFact("risk", playbook.TextValue("likely"), "plain e-mail addresses", "what-data"))
	r.do("maria", run.AddEvidence(run.EvidenceAdded{
		Step: "what-data", Name: "scope.csv", Path: "/home/maria/scope.csv", Size: 48_211,
		Modified: start.Add(-time.Hour), SHA256: strings.Repeat("0f", 32), Desc: "rows per table", Kept: true,
	}))
	r.do("maria", run.CompleteStep("what-data", "credentials are not in the dump"))
	r.do("maria", run.StartClock("authority", start.Add(-3*time.Hour), ""))
	r.do("ben", run.CorrectClock("authority", start.Add(-2*time.Hour), "the first call was a test"))
	r.do("maria", run.FileClock("authority", "BfDI-4711", "the DPO", "nobody had the key\nto the portal", r.now))
	r.do("ben", run.ConfirmClock("insurer", "the policy covers theft"))
	r.do("ben", run.WaiveClock("insurer", "below the excess"))
	r.do("maria", run.SendMessage("notice", "", "portal", ""))
	r.do("maria", run.Undo("maria", 0))
	r.do("maria", run.EditMessage("notice", "Breach", "We lost the data of many people.\nCall us.\n"))
	r.do("maria", run.SendMessage("notice", "poststelle@authority.example", "mail", ""))
	r.do("ben", run.RecordFact("affected", playbook.NumberValue(1400), "third table counted", "what-data"))
	r.do("maria", run.SkipStep("who", "left to the police"))
	r.do("maria", run.FailStep("isolate", "the host answered again after a minute"))
	r.do("maria", run.BlockStep("vendor-vpn", "vendor does not pick up"))
	r.do("ben", run.AddNote("revoke-keys", "wrong step, sorry"))
	r.do("ben", run.Undo("ben", 0))
	r.at("maria", start, run.CompleteStep("revoke-keys", ""))
	r.now = r.now.Add(-10 * time.Minute) // somebody set the system clock
	r.do("maria", run.HandOver("ben", "Keys are out. VPN is not.\nThe vendor's number is on the wall.", nil))
	r.now = r.now.Add(3 * time.Hour)
	r.do("ben", run.Close("vendor's VPN is cut at the firewall"))
	return r.run
}

// drill returns an open drill in which little happened.
func drill(t *testing.T) run.Run {
	r := record(t, book(t, "book.yaml"))
	r.do("maria", run.Start(r.run.Book(), "", true))
	r.do("maria", run.CompleteStep("isolate", ""))
	return r.run
}

func golden(t *testing.T, name string, got []byte) {
	t.Helper()
	file := filepath.Join("testdata", name)
	if *update {
		if err := os.WriteFile(file, got, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	g, w := strings.Split(string(got), "\n"), strings.Split(string(want), "\n")
	for i := range max(len(g), len(w)) {
		if i >= len(g) || i >= len(w) || g[i] != w[i] {
			t.Errorf("%s differs from line %d on: got %q, want %q. If it should, run go test with -update and read it",
				file, i+1, strings.Join(g[min(i, len(g)):min(i+1, len(g))], ""), strings.Join(w[min(i, len(w)):min(i+1, len(w))], ""))
			return
		}
	}
}

// decode reads JSON into maps and lists.
func decode(t *testing.T, b []byte) map[string]any {
	t.Helper()
	var doc map[string]any
	if err := json.Unmarshal(b, &doc); err != nil {
		t.Fatal(err)
	}
	return doc
}
