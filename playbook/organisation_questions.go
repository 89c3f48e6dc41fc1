package playbook

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"cordon/playbook/reader"
)

// A ProfileQuestion is one of those that make a profile, asked on a calm day.
type ProfileQuestion struct {
	ID   string
	Ask  string
	Hint string // how to answer, or why it is asked
	// Fact says what answers it: its type and its options.
	Fact  Fact
	check func(answer string) error // nil where the fact says all
}

// The ids of the questions that are no facts.
const (
	askName    = "name"
	askZone    = "zone"
	askLead    = "lead"
	askPrivacy = "privacy"
	askInsurer = "insurer"
)

// insurerClock is the clock of the playbooks that leaves its limit to a profile:
// see [Organisation.ClocksFor].
const insurerClock = "insurer-policy"

// ProfileQuestions returns the ten questions that make a profile. Options are
// those of the playbooks.
func ProfileQuestions(books []*Playbook) []ProfileQuestion {
	text := func(id, ask, hint string, check func(string) error) ProfileQuestion {
		return ProfileQuestion{ID: id, Ask: ask, Hint: hint, Fact: Fact{ID: id, Ask: ask, Type: Text}, check: check}
	}
	all := []ProfileQuestion{
		text(askName, "What is the organisation called?", "The only answer that is needed.", nil),
		text(askZone, "In which time zone do you work?", "Write it like Europe/Berlin. Days are counted there.", checkZone),
	}
	for _, q := range []struct{ id, ask, hint string }{
		{"regions", "Where do the people live whose data you have?", "Laws follow the people."},
		{"us_states", "In which states of the United States do they live?", "Each state has its own law."},
		{"our_role", "Do you decide about this data, or handle it for others?", "The controller tells authorities. A processor tells its controller."},
		{"sectors", "Which special regimes bind you?", "Ask legal. Leave it out if nobody can say today."},
		{"contract_hours", "What is the shortest notice period in your contracts, in hours?", "0 if no contract has one."},
	} {
		if f, ok := unite(books, q.id); ok {
			all = append(all, ProfileQuestion{ID: q.id, Ask: q.ask, Hint: q.hint, Fact: f})
		}
	}
	return append(all,
		text(askLead, "Who leads an incident, and under which phone number at night?", "Name, phone, and who stands in: Maria Lopez, +49 30 1, Tom Ode +49 30 2", nil),
		text(askPrivacy, "Who is the privacy or data protection officer?", "Name, phone, and who stands in, separated by commas.", nil),
		text(askInsurer, "Within how many hours must your insurer be told, and where?", "Hours first: 24, +49 800 1. Leave it out without such a policy.", checkInsurer))
}

// unite returns a fact with the options that it has in any playbook.
func unite(books []*Playbook, id string) (united Fact, ok bool) {
	for _, b := range books {
		f, has := b.Fact(id)
		if !has {
			continue
		}
		if !ok {
			united, ok = f, true
			united.Options = slices.Clone(f.Options)
			continue
		}
		for _, o := range f.Options {
			if _, has := withID(united.Options, o.ID); !has {
				united.Options = append(united.Options, o)
			}
		}
	}
	return united, ok
}

// Check says what is wrong with an answer. Only the name cannot be left out.
func (q ProfileQuestion) Check(answer string) error {
	switch answer = strings.TrimSpace(answer); {
	case answer == "" && q.ID == askName:
		return errors.New("give the organisation a name")
	case answer == "":
		return nil
	case strings.ContainsAny(answer, "\n\t"):
		return errors.New("write it on one line")
	case q.check != nil:
		return q.check(answer)
	}
	_, err := q.Fact.Parse(answer, time.Time{})
	return err
}

func checkZone(answer string) error {
	if _, err := time.LoadLocation(answer); err != nil {
		return fmt.Errorf("%s is not a time zone: write it like Europe/Berlin", reader.Quote(answer))
	}
	return nil
}

func checkInsurer(answer string) error {
	_, _, err := insurerOf(answer)
	return err
}

// insurerOf reads the hours in which the insurer must be told, and where.
func insurerOf(answer string) (hours int, where string, err error) {
	number, where, _ := strings.Cut(answer, ",")
	number = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSpace(number), "hours"), "h")
	hours, err = strconv.Atoi(strings.TrimSpace(number))
	if err != nil || hours < 1 || hours > 10_000 {
		return 0, "", errors.New("begin with the hours, then how to reach them: 24, +49 800 1")
	}
	return hours, strings.TrimSpace(where), nil
}

// WriteProfile makes the file of a profile from answers, by the ids of the
// questions. What was left out stays out. The answers must have passed
// [ProfileQuestion.Check].
func WriteProfile(questions []ProfileQuestion, answers map[string]string) ([]byte, error) {
	var w profileWriter
	w.line("format: " + OrganisationFormat)
	w.line("# What is known of us before any incident. Check it: cordon organisation lint")
	w.line("name: " + oneLine(strings.TrimSpace(answers[askName])))
	if zone := strings.TrimSpace(answers[askZone]); zone != "" {
		w.line("zone: " + oneLine(zone))
	}
	w.facts(questions, answers)
	w.people(answers)
	w.line("\n# Where we file, by the ids of the rules (cordon law ls):")
	w.line("# file_at:\n#   eu-gdpr-33-authority: {portal: \"https://www.example.org/breach\", reference: Controller 4711}")
	w.insurer(answers[askInsurer])
	source := []byte(strings.Join(w, "\n") + "\n")
	_, err := ParseOrganisation("the profile", source)
	return source, err
}

type profileWriter []string

func (w *profileWriter) line(text string) { *w = append(*w, text) }

func (w *profileWriter) facts(questions []ProfileQuestion, answers map[string]string) {
	title := "\n# A start asks once whether these are still true.\nfacts:"
	for _, q := range questions {
		answer := strings.TrimSpace(answers[q.ID])
		if q.check != nil || answer == "" || q.Fact.Type == Text {
			continue
		}
		v, err := q.Fact.Parse(answer, time.Time{})
		if err != nil {
			continue
		}
		text := oneLine(v.Text())
		switch q.Fact.Type {
		case Choices:
			text = "[" + strings.Join(v.List(), ", ") + "]"
		case Number:
			text = v.Text()
		}
		if title != "" {
			w.line(title)
			title = ""
		}
		w.line("  " + q.ID + ": " + text)
	}
}

func (w *profileWriter) people(answers map[string]string) {
	title := "\n# Whom to call, by role.\npeople:"
	for _, role := range []string{askLead, askPrivacy} {
		parts := strings.SplitN(answers[role], ",", 3)
		name := strings.TrimSpace(parts[0])
		if name == "" {
			continue
		}
		if title != "" {
			w.line(title)
			title = ""
		}
		w.line("  " + role + ":\n    name: " + oneLine(name))
		for i, key := range []string{"phone", "stand_in"} {
			if i+1 < len(parts) && strings.TrimSpace(parts[i+1]) != "" {
				w.line("    " + key + ": " + oneLine(strings.TrimSpace(parts[i+1])))
			}
		}
	}
}

func (w *profileWriter) insurer(answer string) {
	hours, where, err := insurerOf(answer)
	if err != nil {
		return
	}
	to := "the insurer"
	if where != "" {
		to += ", " + where
	}
	w.line("\n# Deadlines of our own.\nclocks:\n  " + insurerClock + ":\n    title: Tell our insurer")
	w.line(fmt.Sprintf("    within: %d hours\n    to: %s\n    cite: our policy\n    from: suspected_at", hours, oneLine(to)))
}
