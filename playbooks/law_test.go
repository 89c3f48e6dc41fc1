package playbooks

import (
	"encoding/json"
	"errors"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"
	_ "time/tzdata"
	"unicode/utf8"

	"cordon/playbook"
	"cordon/playbook/clock"

	"github.com/google/go-cmp/cmp"
)

// shipped returns the rules that ship in the program.
func shipped(t testing.TB) LawBook {
	t.Helper()
	b, err := Law("")
	if err != nil {
		t.Fatal(err)
	}
	for _, f := range b.ships {
		if _, err := f.parse(); err != nil {
			t.Fatalf("a file that ships is broken:\n%v", err)
		}
	}
	return b
}

// named returns the lines of a list of ids in testdata, word by word.
func named(t *testing.T, name string) [][]string {
	t.Helper()
	text, err := os.ReadFile(filepath.Join("testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	var lines [][]string
	for line := range strings.Lines(string(text)) {
		if words := strings.Fields(line); len(words) > 0 && words[0] != "#" {
			lines = append(lines, words)
		}
	}
	return lines
}

func TestLawHasTheFamilies(t *testing.T) {
	b := shipped(t)
	for _, line := range named(t, "law-families.txt") {
		for _, id := range line[1:] {
			if r, ok := b.Rule(id); !ok || r.Family != line[0] || !r.Runnable() {
				t.Errorf("Rule(%s) = family %q, %s, %v, want one of %s that can run", id, r.Family, r.Standing(), ok, line[0])
			}
		}
	}
}

func TestLawHasTheRulesOfPlaybooks(t *testing.T) {
	b := shipped(t)
	for _, ids := range named(t, "law-pack.txt") {
		for _, id := range ids {
			if r, ok := b.Rule(id); !ok || !r.Runnable() {
				t.Errorf("Rule(%s) = %s, %v, want one that can run", id, r.Standing(), ok)
			}
		}
	}
	for _, f := range Embedded() {
		p, err := playbook.Parse(f.Name, f.Source)
		if err != nil {
			t.Fatal(err)
		}
		if problems := b.check(f.Name, p); len(problems) > 0 {
			t.Error(problems)
		}
	}
}

// TestLawRules holds every rule to what a person at 03:14 needs of it.
func TestLawRules(t *testing.T) {
	b := shipped(t)
	seen := map[string]bool{}
	for _, r := range b.All() {
		if seen[r.ID] {
			t.Errorf("%s is there twice", r.ID)
		}
		seen[r.ID] = true
		for _, missing := range lacks(r) {
			t.Errorf("%s: %s", r.ID, missing)
		}
		if r.ChainedTo != "" {
			if to, ok := b.Rule(r.ChainedTo); !ok || to.ChainedTo == r.ID {
				t.Errorf("%s is chained to %s, which is %v, chained to %q", r.ID, r.ChainedTo, ok, to.ChainedTo)
			}
		}
	}
	if len(seen) < 400 {
		t.Errorf("the library has %d rules, want at least 400", len(seen))
	}
}

// lacks returns what a rule that ships must not lack, and does.
func lacks(r playbook.Rule) []string {
	var all []string
	want := func(ok bool, what string) {
		if !ok {
			all = append(all, what)
		}
	}
	agreed := r.ID == "contract-custom" // its period and its zone are the contract's
	within := r.Counting.Within
	want(utf8.RuneCountInString(r.Title) <= 60, "the title is longer than 60 characters")
	want(strings.HasPrefix(r.Title, called(r)) || r.Jurisdiction == "cards" || agreed, "the title does not begin with "+called(r))
	want(r.Counting.Check() == nil, "no deadline can be counted by it")
	want(within.N == 0 || strings.Contains(r.Limit, strconv.Itoa(within.N)), "the limit in words says another number")
	want(!within.IsZero() || agreed || strings.Contains(r.Limit, "o number"), "a limit without a number does not say so")
	want(!r.Counting.Zone.IsZero() || agreed, "it has no zone")
	want(r.AppliesTo != "" && r.Threshold != "" && r.Family != "", "it does not say whom it binds, from when on, or its family")
	want(len(r.Content) > 0 || r.Note != "", "it says neither what the notice contains nor why not")
	want(r.URL != "" || agreed || r.Status == playbook.Fallback || strings.Contains(r.Note, "No page with the text"),
		"it has no address, and does not say that none was found")
	want(!homePage(r.URL), "its address is a home page: "+r.URL)
	want(r.Checked() != "" || agreed, "it does not say what it rests on")
	want(r.Source != "memory" || r.Confidence == playbook.Low, "it is from memory and does not say that its confidence is low")
	want(r.CheckedOn == "", "checked_on does not say whether its text was read")
	want(r.FileAt == "" || r.FileAtSource != "", "it does not say where file_at comes from")
	want(r.Status != playbook.NotYetApplicable || r.Since != "", "it does not say when it begins")
	want(strings.HasSuffix(r.Trigger, "."), "the trigger is no sentence")
	return all
}

// homePage reports whether an address leads to no page in particular.
func homePage(address string) bool {
	u, err := url.Parse(address)
	return err != nil || address != "" && strings.Trim(u.Path, "/") == "" && u.RawQuery == ""
}

// called is how titles call the place of a rule: a header may show them alone.
func called(r playbook.Rule) string {
	switch r.Jurisdiction {
	case "eu":
		return "EU"
	case "uk":
		return "UK"
	case "us":
		return "US"
	case "ae":
		return "UAE"
	}
	place, _, _ := strings.Cut(r.Place, ",")
	return place
}

// TestLawKnowsEveryState: the 50 states, the District of Columbia and the
// territories each have a rule for people, and for those who hold data for
// somebody else where a law says so.
func TestLawKnowsEveryState(t *testing.T) {
	const states = "al ak az ar ca co ct de dc fl ga gu hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm ny nc nd oh ok or pa pr ri sc sd tn tx ut vt vi va wa wv wi wy"
	rules := map[string]int{}
	for _, r := range shipped(t).All() {
		if strings.Contains(r.To, "esidents affected") || strings.Contains(r.To, "people in Florida") || strings.Contains(r.To, "people affected") {
			rules[r.Jurisdiction]++
		}
	}
	for _, state := range strings.Fields(states) {
		if rules["us-"+state] == 0 {
			t.Errorf("nobody tells the people of us-%s", state)
		}
	}
	if n := len(strings.Fields(states)); n != 54 {
		t.Errorf("%d states are checked, want 54", n)
	}
}

func TestLawFiles(t *testing.T) {
	for _, f := range shipped(t).ships {
		source, err := os.ReadFile("law/" + f.name)
		if err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(string(source), "# Not legal advice.") && !strings.Contains(string(source), "not legal advice.\n") {
			t.Errorf("%s does not say at its top that it is no legal advice", f.name)
		}
		for _, r := range f.rules() {
			if r.Jurisdiction+extension != f.name {
				t.Errorf("%s holds %s of the jurisdiction %s", f.name, r.ID, r.Jurisdiction)
			}
		}
	}
}

// TestLawSurvivesJSON: a run keeps its rules as JSON.
func TestLawSurvivesJSON(t *testing.T) {
	for _, r := range shipped(t).All() {
		b, err := json.Marshal(r)
		if err != nil {
			t.Fatal(err)
		}
		var back playbook.Rule
		if err := json.Unmarshal(b, &back); err != nil {
			t.Errorf("%s: %v", r.ID, err)
		}
		zones := cmp.Comparer(func(a, b clock.Zone) bool { return a.String() == b.String() })
		if diff := cmp.Diff(r, back, zones); diff != "" {
			t.Errorf("%s changed in JSON (-want +got):\n%s", r.ID, diff)
		}
	}
}

// TestLawDeadlines counts the vectors of the clock by the rules of the
// library, each in the zone of the vector.
func TestLawDeadlines(t *testing.T) {
	data, err := os.ReadFile("../playbook/clock/testdata/vectors.json")
	if err != nil {
		t.Fatal(err)
	}
	var vectors []struct {
		ID, Clock, Start, Zone string
		Due                    string `json:"expected_due"`
		LatestArguable         string `json:"latest_arguable"`
	}
	if err := json.Unmarshal(data, &vectors); err != nil {
		t.Fatal(err)
	}
	b := shipped(t)
	for _, v := range vectors {
		if v.Due == "" {
			continue // a time that is refused before any rule sees it
		}
		r, ok := b.Rule(v.Clock)
		if !ok {
			t.Errorf("%s: there is no rule %s", v.ID, v.Clock)
			continue
		}
		if r.Counting.Zone, err = clock.ParseZone(v.Zone); err != nil {
			t.Fatal(err)
		}
		got, err := clock.Due(r.Counting, startsOf(t, v.Start)...)
		if err != nil {
			t.Errorf("%s: %v", v.ID, err)
		} else if due := got.Due.Format(time.RFC3339); due != v.Due {
			t.Errorf("%s: %s from %s is due %s, want %s", v.ID, v.Clock, v.Start, due, v.Due)
		} else if latest := got.LatestArguable.Format(time.RFC3339); v.LatestArguable != "" && latest != v.LatestArguable {
			t.Errorf("%s: %s from %s is arguable until %s, want %s", v.ID, v.Clock, v.Start, latest, v.LatestArguable)
		}
	}
}

// startsOf reads the start of a vector: one time, or that of the cap and that
// of the clock in words.
func startsOf(t *testing.T, text string) []time.Time {
	t.Helper()
	words := strings.Fields(strings.NewReplacer("aware ", "", "; classified ", " ").Replace(text))
	slices.Reverse(words)
	var starts []time.Time
	for _, word := range words {
		start, err := time.Parse(time.RFC3339, word)
		if err != nil {
			t.Fatal(err)
		}
		starts = append(starts, start)
	}
	return starts
}

// TestLawInItsOwnZone counts rules in the zone of the library. The deadlines were
// counted by hand.
func TestLawInItsOwnZone(t *testing.T) {
	b := shipped(t)
	for _, row := range []struct{ rule, start, due string }{
		{"eu-gdpr-33-authority", "2027-03-26T14:30:00+01:00", "2027-03-29T15:30:00+02:00"},
		{"us-ca-individuals", "2026-12-01T08:00:00+09:00", "2026-12-30T23:59:59-08:00"},
		{"us-sec-8k-105", "2026-11-24T20:00:00-05:00", "2026-12-01T17:30:00-05:00"},
		{"us-hipaa-hhs-under-500", "2027-07-01T12:00:00-04:00", "2028-02-29T23:59:59-05:00"},
		{"us-il-ag", "2026-12-01T08:00:00-06:00", "2026-12-01T08:00:00-06:00"},
		{"in-certin-6h", "2026-11-21T23:00:00+05:30", "2026-11-22T05:00:00+05:30"},
		{"jp-appi-preliminary", "2026-12-01T10:00:00+09:00", "2026-12-05T23:59:59+09:00"},

		{"us-al-individuals", "2026-12-01T10:00:00-06:00", "2027-01-15T23:59:59-06:00"},
		{"us-az-ag", "2027-01-01T00:30:00-07:00", "2027-02-15T23:59:59-07:00"},
		{"us-ga-processor", "2027-03-13T18:00:00-05:00", "2027-03-14T19:00:00-04:00"}, // summer time begins between
		{"us-hi-public-20d", "2026-12-15T10:00:00-10:00", "2027-01-04T23:59:59-10:00"},
		{"us-ia-ag", "2027-01-08T16:00:00-06:00", "2027-01-15T23:59:59-06:00"}, // from a Friday
		{"us-in-individuals", "2027-01-31T12:00:00-05:00", "2027-03-17T23:59:59-04:00"},
		{"us-la-ag", "2027-02-20T10:00:00-06:00", "2027-03-02T23:59:59-06:00"},
		{"us-md-individuals", "2027-01-20T09:00:00-05:00", "2027-03-06T23:59:59-05:00"},
		{"us-me-individuals", "2027-02-10T12:00:00-05:00", "2027-03-12T23:59:59-05:00"},
		{"us-mn-bureaus", "2026-12-31T22:00:00-06:00", "2027-01-02T22:00:00-06:00"},
		{"us-or-processor", "2027-04-25T12:00:00-07:00", "2027-05-05T23:59:59-07:00"},
		{"us-pa-public-7bd", "2027-05-01T10:00:00-04:00", "2027-05-11T23:59:59-04:00"}, // from a Saturday
		{"us-pr-agency", "2026-12-20T08:00:00-04:00", "2026-12-30T23:59:59-04:00"},
		{"us-sd-individuals", "2027-03-01T12:00:00-06:00", "2027-04-30T23:59:59-05:00"},
		{"us-vt-ag", "2027-02-01T09:00:00-05:00", "2027-02-19T23:59:59-05:00"}, // Presidents' Day counts
		{"us-other", "2027-01-20T09:00:00-05:00", "2027-02-19T23:59:59-05:00"},

		{"card-visa-report", "2027-06-03T22:00:00-04:00", "2027-06-06T23:59:59-04:00"},
		{"card-visa-accounts", "2027-06-03T22:00:00-04:00", "2027-06-06T23:59:59-04:00"},
		{"cl-21663-15d", "2027-04-01T10:00:00-03:00", "2027-04-16T23:59:59-04:00"}, // summer time ends between
		{"hk-ci-12h", "2027-01-01T20:00:00+08:00", "2027-01-02T08:00:00+08:00"},
		{"in-rbi-2-6h", "2027-01-01T23:30:00+05:30", "2027-01-02T01:30:00+05:30"},
		{"us-ed-fsa", "2027-03-01T10:00:00-05:00", "2027-03-01T23:59:59-05:00"},    // the day itself
		{"us-irs-efile", "2027-07-02T12:00:00-04:00", "2027-07-06T23:59:59-04:00"}, // 5 July is the holiday
		{"other-72h", "2027-03-26T14:30:00+01:00", "2027-03-29T13:30:00Z"},
	} {
		r, _ := b.Rule(row.rule)
		got, err := clock.Due(r.Counting, startsOf(t, row.start)...)
		if due := got.Due.Format(time.RFC3339); err != nil || due != row.due {
			t.Errorf("%s from %s is due %s, %v, want %s", row.rule, row.start, due, err, row.due)
		}
	}
	aim, _ := b.Rule("il-security-regs-11")
	got, err := clock.Due(aim.Counting, startsOf(t, "2027-01-10T10:00:00+02:00")...)
	if target := got.Target.Format(time.RFC3339); err != nil || !got.Open || target != "2027-01-11T10:00:00+02:00" {
		t.Errorf("il-security-regs-11 = aim %s, open %v, %v, want a day after the start, and no limit", target, got.Open, err)
	}
	silence, _ := b.Rule("us-fcc-cpni-customers")
	got, err = clock.Due(silence.Counting, startsOf(t, "2026-11-20T10:00:00-05:00")...)
	if until := got.NotBefore.Format(time.RFC3339); err != nil || !got.Open || until != "2026-12-03T00:00:00-05:00" {
		t.Errorf("us-fcc-cpni-customers = not before %s, open %v, %v, want the first moment after seven full business days", until, got.Open, err)
	}
}

const ownRules = `format: cordon-law/1
jurisdiction: contract
place: Our contracts
rules:
  contract-custom: {title: Tell Acme, to: Acme, trigger: We know., within: 24 hours, cite: Contract, read_on: 2026-11-21, confidence: high, status: in-force}
  contract-bank: {title: Tell the bank, to: The bank, trigger: We know., limit: at once, cite: Terms, read_on: 2026-11-21, confidence: high, status: in-force}
`

func TestLawOwnRulesWin(t *testing.T) {
	dir := folder(t, "ours.yaml", ownRules, "notes.txt", "no rules").Dir
	b, err := Law(dir)
	if err != nil {
		t.Fatal(err)
	}
	for id, source := range map[string]string{
		"contract-custom":      filepath.Join(dir, "ours.yaml"),
		"contract-bank":        filepath.Join(dir, "ours.yaml"),
		"eu-gdpr-33-authority": IsEmbedded,
	} {
		if _, ok := b.Rule(id); !ok || b.Source(id) != source {
			t.Errorf("Rule(%s) = %v from %s, want it from %s", id, ok, b.Source(id), source)
		}
	}
	if r, _ := b.Rule("contract-custom"); r.Title != "Tell Acme" {
		t.Errorf("Rule(contract-custom) = %q, want the own one", r.Title)
	}
	ids := b.IDs()
	if n := len(shipped(t).IDs()); len(ids) != n+1 || !slices.Contains(ids, "contract-bank") {
		t.Errorf("IDs() has %d, want %d", len(ids), n+1)
	}
	for _, dir := range []string{"", filepath.Join(t.TempDir(), "none")} {
		if b, err := Law(dir); err != nil || len(b.IDs()) != len(ids)-1 {
			t.Errorf("Law(%q) = %d rules, %v, want those that ship", dir, len(b.IDs()), err)
		}
	}
}

func TestLawBrokenFiles(t *testing.T) {
	dir := folder(t,
		"again.yaml", ownRules,
		"broken.yaml", "format: cordon-law/1\njurisdiction: x\nplace: X\nrules:\n  eu-gdpr-33-authority: {}\n",
		"ours.yaml", ownRules,
	).Dir
	b, err := Law(dir)
	var problems playbook.Problems
	if !errors.As(err, &problems) {
		t.Fatalf("Law = %v, want Problems", err)
	}
	files := map[string]bool{}
	for _, p := range problems {
		files[filepath.Base(p.File)] = true
	}
	if want := map[string]bool{"broken.yaml": true, "ours.yaml": true}; !cmp.Equal(files, want) {
		t.Errorf("Law finds problems in %v, want %v", files, want)
	}
	if _, err := b.Find("contract-bank"); !errors.As(err, &problems) {
		t.Errorf("Find(contract-bank) = %v, want the problems of the second file that has it", err)
	}
	if _, err := b.Find("eu-gdpr-33-authority"); !errors.As(err, &problems) {
		t.Errorf("Find(eu-gdpr-33-authority) = %v, want the problems of the broken file", err)
	}
	if r, err := b.Find("uk-gdpr-33-authority"); err != nil || r.ID != "uk-gdpr-33-authority" {
		t.Errorf("Find(uk-gdpr-33-authority) = %v, %v, want it all the same", r.ID, err)
	}
}

func TestLawFind(t *testing.T) {
	b := shipped(t)
	for id, want := range map[string]string{
		"us-nydfs-27h":    `no such rule "us-nydfs-27h": did you mean "us-nydfs-72h"?`,
		"nothing-like-it": `no such rule "nothing-like-it"`,
	} {
		if _, err := b.Find(id); !errors.Is(err, ErrNoRule) || err.Error() != want {
			t.Errorf("Find(%s) = %v, want %s", id, err, want)
		}
	}
	for _, id := range []string{"", " ", "title", "eu", "rules:"} {
		if r, ok := b.Rule(id); ok {
			t.Errorf("Rule(%q) found %s", id, r.ID)
		}
	}
}

// withClock is a playbook whose clock names a rule.
func withClock(rule string) string {
	return "format: cordon/1\nid: clocked\ntitle: Clocked\nfacts: {aware_at: {ask: When?, type: time}}\n" +
		"clocks: {one: {rule: " + rule + ", from: aware_at}}\nphases: [{id: a, title: A, steps: [{id: s, title: S, record: [aware_at]}]}]\n"
}

func TestLibraryChecksRules(t *testing.T) {
	for rule, fine := range map[string]bool{
		"eu-gdpr-33-authority": true, "contract-bank": true,
		"eu-gdpr-33-autority": false, "eu-omnibus-96h": false, "eu-dora-initial": false,
	} {
		lib := folder(t, "other.yaml", withClock(rule))
		lib.Law = folder(t, "ours.yaml", ownRules).Dir
		_, err := lib.Open("clocked")
		var problems playbook.Problems
		if fine != (err == nil) || !fine && !errors.As(err, &problems) {
			t.Errorf("Open of a playbook with %s = %v, want fine %v", rule, err, fine)
		}
		listed, err := lib.List()
		i := slices.IndexFunc(listed, func(l Listed) bool { return l.Source != IsEmbedded })
		if err != nil || i < 0 || (len(listed[i].Problems) == 0) != fine {
			t.Errorf("List with a playbook with %s = %+v, %v, want fine %v", rule, listed, err, fine)
		}
	}
}

func TestLibraryTouchesTheLawOnlyForClocks(t *testing.T) {
	p, err := playbook.Parse("plain.yaml", playbook.Template("plain", "Plain"))
	if err != nil {
		t.Fatal(err)
	}
	law := func() LawBook { t.Error("the law was asked for"); return LawBook{} }
	if got, err := checked("plain.yaml", law)(p, nil); got != p || err != nil {
		t.Errorf("checked = %v, %v, want the playbook", got, err)
	}
}

// BenchmarkLaw is the cost of all rules: what law ls pays, and nobody else.
func BenchmarkLaw(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		law, err := Law("")
		if err != nil || len(law.All()) == 0 {
			b.Fatal(err)
		}
	}
}

// BenchmarkLawRule is the cost of the first rule that is asked for.
func BenchmarkLawRule(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		law, err := Law("")
		if _, ok := law.Rule("us-nydfs-72h"); err != nil || !ok {
			b.Fatal(err)
		}
	}
}
