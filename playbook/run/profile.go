package run

import (
	"fmt"
	"slices"
	"time"
	"unicode/utf8"

	"cordon/playbook"
)

// ProfileUsed takes the profile of the organisation into the run: its people,
// the places where it files, and the deadlines of its own, as they were then.
// What it answers of the playbook's facts is recorded as [FactRecorded], each
// with the digest.
type ProfileUsed struct {
	Name   string `json:"name"` // of the organisation
	SHA256 string `json:"sha256"`
	// Source holds the exact bytes of the profile, so that a review needs no
	// file, and the chain shows that they are the ones that were used.
	Source string `json:"source"`
}

// Kind implements [Event].
func (ProfileUsed) Kind() string { return "profile-used" }

func (ProfileUsed) nature() nature     { return nature{recounts: true} }
func (ProfileUsed) step() string       { return "" }
func (ev ProfileUsed) texts() []string { return []string{ev.Name, ev.Source} }

func (ev ProfileUsed) say(Run) string {
	const shown = 12 // of the digest: the report has all of it
	return fmt.Sprintf("profile of %s used (SHA-256 %.*s…)", ev.Name, shown, ev.SHA256)
}

func (ev ProfileUsed) fold(s *state, e *Entry) {
	o, err := playbook.ParseOrganisation("the profile", []byte(ev.Source))
	if err != nil || o.Digest != ev.SHA256 {
		return // shown in the timeline, but nothing may rest on it
	}
	s.profile = &Profile{Organisation: o, At: e.At, By: e.By, Seq: e.Seq}
	s.takeIn(o.ClocksFor(s.book))
}

// takeIn adds clocks of a profile. A later profile may change one of the same
// id; what an earlier one brought stays, for it may have been filed.
func (s *state) takeIn(clocks []playbook.Clock) {
	own := make([]playbook.Clock, 0, len(s.own)+len(clocks))
	for _, c := range s.own {
		if !hasClock(clocks, c.ID) {
			own = append(own, c)
		}
	}
	s.own = append(own, clocks...)
}

// allClocks returns the clocks of the playbook and those of the profile. One of
// the profile that has the id of one of the playbook stands in its place.
func (s *state) allClocks() []playbook.Clock {
	if len(s.own) == 0 {
		return s.book.Clocks
	}
	all := slices.Clone(s.book.Clocks)
	for _, own := range s.own {
		i := slices.IndexFunc(all, func(c playbook.Clock) bool { return c.ID == own.ID })
		if i < 0 {
			all = append(all, own)
			continue
		}
		all[i] = own
	}
	return all
}

func hasClock(clocks []playbook.Clock, id string) bool {
	return slices.ContainsFunc(clocks, func(c playbook.Clock) bool { return c.ID == id })
}

// A Profile is the profile of the organisation as a run uses it.
type Profile struct {
	*playbook.Organisation
	At  time.Time
	By  string // who said that it holds
	Seq uint64
}

// Profile returns the profile that the run uses, the last one if there were
// several. Without one its Organisation is nil, which knows nothing.
func (r Run) Profile() (Profile, bool) {
	if r.state.profile == nil {
		return Profile{}, false
	}
	return *r.state.profile, true
}

// OwnClock reports whether a clock came with the organisation's profile.
func (r Run) OwnClock(id string) bool { return hasClock(r.state.own, id) }

// UseProfile takes the profile of the organisation into the run.
func UseProfile(o *playbook.Organisation) Intention {
	return intend[ProfileUsed](func(r Run) (Event, error) {
		if now, ok := r.Profile(); ok && now.Digest == o.Digest {
			return nil, refuse("this profile is in use already, as %s said at %s", now.By, timeOfDay(now.At))
		}
		if !utf8.Valid(o.Source) {
			return nil, refuse("the profile is not UTF-8 text")
		}
		return ProfileUsed{Name: o.Name, SHA256: o.Digest, Source: string(o.Source)}, nil
	})
}

// Unanswered returns what a profile answers of the run's facts and nobody has
// recorded yet.
func (r Run) Unanswered(o *playbook.Organisation) []playbook.KnownValue {
	var open []playbook.KnownValue
	for _, k := range o.Known(r.book) {
		if _, ok := r.Fact(k.Fact.ID); !ok {
			open = append(open, k)
		}
	}
	return open
}

// RecordKnown records an answer from the profile, unless the fact was answered
// in the run meanwhile: that is nearer to what happened.
func RecordKnown(o *playbook.Organisation, k playbook.KnownValue) Intention {
	return intend[FactRecorded](func(r Run) (Event, error) {
		if now, ok := r.Fact(k.Fact.ID); ok {
			return nil, refuse("%s was already answered by %s at %s", quoted(k.Fact.Ask), now.By, timeOfDay(now.At))
		}
		ev, err := RecordFact(k.Fact.ID, k.Value, k.Because, "")(r)
		if err != nil {
			return nil, err
		}
		fact, _ := ev.(FactRecorded)
		fact.FromProfile = o.Digest
		return fact, nil
	})
}

// FromProfile returns what is to be recorded for a profile to be used in the
// run: the profile, unless it is in use already, and each answer that the run
// does not have yet.
func (r Run) FromProfile(o *playbook.Organisation) []Intention {
	var all []Intention
	if now, ok := r.Profile(); !ok || now.Digest != o.Digest {
		all = append(all, UseProfile(o))
	}
	for _, k := range r.Unanswered(o) {
		all = append(all, RecordKnown(o, k))
	}
	return all
}
