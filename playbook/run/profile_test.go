package run_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
)

// acmeProfile is a profile of these tests. Its clock starts with aware_at.
const acmeProfile = `format: cordon-organisation/1
name: Acme
zone: Europe/Berlin
facts: {vendor: yes, risk: likely, affected: 12, nowhere: 1}
people: {lead: {name: Maria Lopez, phone: "+49 30 1"}}
file_at: {eu-gdpr-33-authority: {portal: "https://authority.example", reference: A-1}}
clocks:
  insurer: {title: Tell the insurer, within: 24 hours, from: aware_at}
`

// noOrganisation is for intentions that are refused whatever the profile is.
func noOrganisation() *playbook.Organisation { return &playbook.Organisation{Name: "Acme"} }

func acme(t testing.TB) *playbook.Organisation { return organisation(t, acmeProfile) }

func organisation(t testing.TB, source string) *playbook.Organisation {
	t.Helper()
	o, err := playbook.ParseOrganisation("acme.yaml", []byte(source))
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// TestProfile: a profile gives the run its people, its answers with its digest,
// and its clocks; what is recorded later supersedes; undo takes it back.
func TestProfile(t *testing.T) {
	j, o := begin(t), acme(t)
	j.do("maria", run.RecordFact("affected", playbook.NumberValue(7), "", ""))
	before := folded(j.run)
	j.do("maria", j.run.FromProfile(o)...)
	if used, ok := j.run.Profile(); !ok || used.Digest != o.Digest || used.By != "maria" || used.Seq != 3 {
		t.Fatalf("Profile() = %+v, %v", used, ok)
	}
	if n := len(j.run.Entries()); n != 5 { // start, affected, profile, vendor, risk
		t.Errorf("%d entries, want 5", n)
	}
	for id, want := range map[string]string{"vendor": "yes", "risk": "likely", "affected": "7"} {
		rec, _ := j.run.Fact(id)
		if rec.Value.Text() != want || (rec.FromProfile == o.Digest) != (id != "affected") {
			t.Errorf("%s = %s, from profile %.8q", id, rec.Value.Text(), rec.FromProfile)
		}
	}
	if _, text := j.run.Describe(j.run.Last()); !strings.HasSuffix(text, "(from the profile)") {
		t.Errorf("the entry says %q", text)
	}
	if again := j.run.FromProfile(o); len(again) != 0 {
		t.Errorf("used again, it records %d entries", len(again))
	}
	if why := j.why(run.UseProfile(o)); !strings.Contains(why, "in use already") {
		t.Errorf("used twice: %q", why)
	}

	j.do("ben", run.RecordFact("vendor", playbook.YesNoValue(false), "", ""))
	if rec, _ := j.run.Fact("vendor"); rec.Value.Text() != "no" || rec.FromProfile != "" || len(rec.Earlier) != 1 {
		t.Errorf("changed in the run: %+v", rec)
	}
	j.do("maria", run.Undo("ben", 6), run.Undo("maria", 5), run.Undo("maria", 4), run.Undo("maria", 3))
	if got := folded(j.run); got != before {
		t.Errorf("undo leaves\n%swant\n%s", got, before)
	}
}

// TestOwnClocks: a clock of the profile counts, is filed, and stays when the
// profile changes.
func TestOwnClocks(t *testing.T) {
	j := begin(t).do("maria", run.UseProfile(acme(t)), recordTime("aware_at", "2026-11-21T02:00:00+01:00", ""))
	c, err := j.run.Clock("insurer")
	if err != nil || c.Status(j.now) != run.ClockRunning || c.Deadline.Due.Format(time.RFC3339) != "2026-11-22T02:00:00+01:00" {
		t.Fatalf("the clock of the insurer: %+v, %v", c, err)
	}
	if !j.run.OwnClock("insurer") || j.run.OwnClock("authority") {
		t.Error("whose clocks are whose is not known")
	}
	j.do("maria", run.FileClock("insurer", "policy 9", "", "", j.now),
		run.UseProfile(organisation(t, "format: cordon-organisation/1\nname: Acme\nclocks: {bank: {title: Tell the bank, from: aware_at}}\n")))
	var ids []string
	for _, c := range j.run.Clocks()[len(j.run.Book().Clocks):] {
		ids = append(ids, c.ID)
	}
	if !slices.Equal(ids, []string{"insurer", "bank"}) {
		t.Errorf("own clocks = %v", ids)
	}
	if c, _ := j.run.Clock("insurer"); c.Filed == nil {
		t.Error("what was filed is gone")
	}
}

// TestForgedProfile: bytes that are not those of the digest, or no profile,
// show in the timeline and change nothing.
func TestForgedProfile(t *testing.T) {
	j := begin(t)
	before := folded(j.run)
	for _, ev := range []run.ProfileUsed{
		{Name: "Acme", SHA256: strings.Repeat("0", 64), Source: acmeProfile},
		{Name: "Acme", SHA256: acme(t).Digest, Source: "no profile"},
		{},
	} {
		j.record(run.Stamp{By: "maria"}, ev)
		if _, ok := j.run.Profile(); ok || folded(j.run) != before {
			t.Errorf("%.60q changed the run", ev.Source)
		}
	}
}
