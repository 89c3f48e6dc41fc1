package tui

import (
	"errors"
	"slices"
	"strings"
	"testing"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/tui/fake"
	"cordon/tui/screen"
	"cordon/tui/tuitest"
)

// withOffice is a home with a profile, or a place for one.
func withOffice(t testing.TB, ascii bool, source string) screen.Config {
	cfg := homeConfig(ascii)
	cfg.Office = fake.NewOffice(t, source)
	return cfg
}

// TestOrganisationShots shows what a start asks, what home offers, and the questions.
func TestOrganisationShots(t *testing.T) {
	start := press("n", "enter", "enter")
	shoot(t, []shot{
		{name: "start", cfg: withOffice(t, false, fake.AcmeProfile), script: start},
		{name: "offer", cfg: withOffice(t, true, "")},
		{name: "words", cfg: withOffice(t, true, ""), script: press("o")},
		{name: "states", cfg: withOffice(t, false, ""), script: press("o", "A", "enter", "enter", "enter", "j", "space", "j", "j", "space")},
		{name: "wrong", cfg: withOffice(t, true, ""), script: press("o", "A", "enter", "x", "enter")},
		{name: "last", cfg: withOffice(t, true, ""), script: press("o", "A", "enter", "enter", "enter", "enter", "enter", "enter", "enter", "enter", "enter", "2", "4")},
	}, sizes[:3]...)
}

// TestOrganisationEmpty asks nothing about a profile that says nothing yet: that
// places stop counting, with none listed, would frighten somebody for nothing.
func TestOrganisationEmpty(t *testing.T) {
	m, cfg := fake.NewMemory(t), withOffice(t, true, "format: cordon-organisation/1\nname: Ours\nfacts: {}\n")
	drive(t, m, cfg, 120, 36, func(d *tuitest.Driver) {
		press("n", "enter", "enter")(d)
		showsNot(d, "Still true?")
		press("esc", ":")(d)
		d.Type("profile")
		press("enter")(d)
		shows(d, "Your profile says nothing yet.")
	})
}

// TestOrganisationOffer: a list of runs names the key while there is no profile,
// and afterwards the key says where it is.
func TestOrganisationOffer(t *testing.T) {
	for source, want := range map[string]string{"": "1 of 10", fake.AcmeProfile: "There is a profile already: ~/.config/cordon/organisation.yaml."} {
		m := fake.NewMemory(t)
		fake.FullHome(t, m)
		drive(t, m, withOffice(t, true, source), 120, 36, func(d *tuitest.Driver) {
			if strings.Contains(d.Frame(), "o profile") != (source == "") {
				t.Errorf("the footer:\n%s", d.Frame())
			}
			press("o")(d)
			shows(d, want)
		})
	}
}

// TestOrganisationStory: the questions make a profile, a start shows it, enter
// records it, and a fact recorded later supersedes.
func TestOrganisationStory(t *testing.T) {
	m, office := fake.NewMemory(t), fake.NewOffice(t, "")
	drive(t, m, screen.Config{Office: office, ASCII: true}, 80, 24, func(d *tuitest.Driver) {
		press("o", "A", "c", "m", "e", "enter", "enter", "1", "3", "enter")(d)
		for range 7 {
			press("enter")(d)
		}
		if office.Saved == nil {
			t.Fatalf("no profile was written:\n%s", d.Frame())
		}
		shows(d, "Wrote /home/maria/.config/cordon/organisation.yaml")
		if text := string(office.Saved); !strings.Contains(text, "name: Acme\n") || !strings.Contains(text, "regions: [eu, us]") {
			t.Errorf("the profile:\n%s", text)
		}
		if strings.Contains(d.Frame(), "Write a profile") {
			t.Errorf("home offers it again:\n%s", d.Frame())
		}
	})

	office = fake.NewOffice(t, fake.AcmeProfile)
	drive(t, m, screen.Config{Office: office, ASCII: true, Playbook: "phishing"}, 80, 24, func(d *tuitest.Driver) {
		press("enter")(d)
		shows(d, "Still true?")
		if n := len(m.Run["run1"].Entries()); n != 1 {
			t.Fatalf("%d entries before anybody said that it holds", n)
		}
		press("enter")(d)
		r := m.Run["run1"]
		var kinds []string
		for _, e := range r.Entries() {
			kinds = append(kinds, e.Event.Kind())
		}
		if !slices.Equal(kinds, []string{"run-started", "profile-used", "fact-recorded", "fact-recorded"}) {
			t.Fatalf("entries: %v\n%s", kinds, d.Frame())
		}
		shows(d, "Recorded from the profile of Acme GmbH: 2 answers.")
		if rec, _ := r.Fact("risk"); rec.FromProfile != office.Profiled.Digest || rec.Because != "We hold health data" {
			t.Errorf("risk = %+v", rec)
		}
		if _, err := r.Clock("insurer-policy"); err != nil {
			t.Error(err)
		}
		press("v", "G")(d)
		shows(d, "(from the profile)")
		press("esc", ":")(d)
		d.Type("role: say")
		press("enter")(d)
		shows(d, "profile: Maria Lopez, +49 30 1; stands in: Tom Ode,")
		press("esc", ":")(d)
		d.Type("profile: record")
		press("enter")(d)
		shows(d, "All that your profile says is in the run already.")
	})
}

// TestOrganisationAnswers: what a person answers, and what is said beforehand.
func TestOrganisationAnswers(t *testing.T) {
	tests := []struct {
		name    string
		use     screen.ProfileUse
		keys    []string
		entries int
		shows   string
	}{
		{"not now", screen.ProfileAsk, []string{"enter", "esc"}, 1, "Nothing of the profile was recorded."},
		{"no", screen.ProfileAsk, []string{"enter", "n"}, 1, "Nothing of the profile was recorded."},
		{"yes", screen.ProfileAsk, []string{"enter", "y"}, 4, "2 answers"},
		{"yes, said before", screen.ProfileYes, []string{"enter"}, 4, "2 answers"},
		{"no, said before", screen.ProfileNo, []string{"enter"}, 1, "you are here"},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			m := fake.NewMemory(t)
			cfg := screen.Config{Office: fake.NewOffice(t, fake.AcmeProfile), ProfileUse: tt.use, ASCII: true, Playbook: "phishing"}
			drive(t, m, cfg, 80, 24, func(d *tuitest.Driver) {
				press(tt.keys...)(d)
				if n := len(m.Run["run1"].Entries()); n != tt.entries {
					t.Errorf("%d entries, want %d", n, tt.entries)
				}
				shows(d, tt.shows)
				if strings.Contains(d.Frame(), "Still true?") {
					t.Errorf("it is still asked:\n%s", d.Frame())
				}
			})
		})
	}
}

// TestOrganisationFails: a profile that cannot be read does not stop a start, and a
// write that fails leaves the question open.
func TestOrganisationFails(t *testing.T) {
	m, office := fake.NewMemory(t), fake.NewOffice(t, "")
	office.Err = errors.New("organisation.yaml:2:1: a profile has no key \"nmae\"\n\x1b[2J")
	drive(t, m, screen.Config{Office: office, ASCII: true, Playbook: "phishing"}, 80, 24, func(d *tuitest.Driver) {
		press("enter")(d)
		shows(d, "Your profile cannot be used")
		shows(d, "you are here")
	})
	m = fake.NewMemory(t)
	drive(t, m, screen.Config{Office: fake.NewOffice(t, fake.AcmeProfile), ASCII: true, Playbook: "phishing"}, 80, 24, func(d *tuitest.Driver) {
		press("enter")(d)
		m.Err = errors.New("no space left on device")
		press("enter")(d)
		shows(d, "NOT SAVED")
		shows(d, "Still true?")
		m.Err = nil
		press("enter")(d)
		if _, ok := m.Run["run1"].Profile(); !ok {
			t.Errorf("the second try did not record it:\n%s", d.Frame())
		}
	})
}

// TestOrganisationHeldKey holds the enter key down: it starts no run, or one, and
// never says that the profile holds.
func TestOrganisationHeldKey(t *testing.T) {
	m := fake.NewMemory(t)
	drive(t, m, screen.Config{Office: fake.NewOffice(t, fake.AcmeProfile), Playbook: "phishing"}, 80, 24, func(d *tuitest.Driver) {
		d.Wait(time.Second)
		for range 60 {
			d.Press("enter")
			d.Wait(time.Second / 30)
		}
		if r := m.Run["run1"]; len(r.Entries()) != 1 {
			t.Errorf("%d entries:\n%s", len(r.Entries()), d.Frame())
		}
	})
}

// TestOrganisationNeverOverwrites: a file that came up meanwhile stays.
func TestOrganisationNeverOverwrites(t *testing.T) {
	office := fake.NewOffice(t, "")
	drive(t, fake.NewMemory(t), screen.Config{Office: office, ASCII: true}, 80, 24, func(d *tuitest.Driver) {
		press("o", "A")(d)
		office.Profiled = fake.NewOffice(t, fake.AcmeProfile).Profiled
		for range 10 {
			press("enter")(d)
		}
		shows(d, "Nothing was written")
		if office.Saved != nil {
			t.Error("it was written over")
		}
		for range 12 {
			press("esc")(d)
		}
		shows(d, "No runs yet.")
	})
}

// TestOrganisationInARun brings the profile up later; what was answered stays.
func TestOrganisationInARun(t *testing.T) {
	m := fake.NewMemory(t)
	id := m.Begin(t, "maria", run.RecordFact("risk", playbook.TextValue("unlikely"), "the list is old", ""))
	driveRun(t, m, screen.Config{Open: id, Office: fake.NewOffice(t, fake.AcmeProfile), ASCII: true}, 80, 24, func(d *tuitest.Driver) {
		press(":")(d)
		d.Type("profile: record")
		press("enter", "enter")(d)
		r := m.Run[id]
		if rec, _ := r.Fact("risk"); rec.Value.Text() != "unlikely" {
			t.Errorf("risk = %s", rec.Value.Text())
		}
		if rec, ok := r.Fact("kinds"); !ok || rec.FromProfile == "" {
			t.Errorf("kinds = %+v, %v\n%s", rec, ok, d.Frame())
		}
	})
}

// TestHeldKeyAsksOnce: what a key asks for may come twice, because it was held.
// Then one dialog opens, and one esc closes it.
func TestHeldKeyAsksOnce(t *testing.T) {
	m := fake.NewMemory(t)
	drive(t, m, withOffice(t, true, ""), 80, 24, func(d *tuitest.Driver) {
		a := app(d)
		twice := screen.ProfileQuestionsMsg{Questions: playbook.ProfileQuestions(nil)}
		a, _ = a.broadcast(twice)
		a, _ = a.broadcast(twice)
		if len(a.stack) != 2 {
			t.Errorf("%d screens lie over each other, want the list of runs and one dialog", len(a.stack))
		}
	})
}
