package run

import (
	"strings"
	"time"
	"unicode"
	"unicode/utf8"
)

// RoleTaken says who has a role.
type RoleTaken struct {
	Role string `json:"role"`
	Name string `json:"name"`
}

// Kind implements [Event].
func (RoleTaken) Kind() string { return "role-taken" }

func (RoleTaken) nature() nature      { return nature{} }
func (RoleTaken) step() string        { return "" }
func (ev RoleTaken) texts() []string  { return []string{ev.Name} }
func (ev RoleTaken) say(r Run) string { return "role " + r.roleName(ev.Role) + ": " + ev.Name }

// LeadRole is the id of the role whose holder leads the run. Who leads and who
// has that role is one thing: a handover hands the role over, and taking the
// role takes the lead. Until either, whoever started the run leads it.
const LeadRole = "lead"

func (ev RoleTaken) fold(s *state, e *Entry) {
	s.roles[ev.Role] = Holder{Name: ev.Name, At: e.At, By: e.By, Seq: e.Seq}
	if _, ok := s.book.Role(LeadRole); ok && ev.Role == LeadRole {
		s.lead = ev.Name
	}
}

func (ev RoleTaken) anchored(s *state) bool {
	_, ok := s.book.Role(ev.Role)
	return ok
}

// A Holder is who has a role.
type Holder struct {
	Name string
	At   time.Time
	By   string // who noted it
	Seq  uint64
}

// Role returns who has a role.
func (r Run) Role(id string) (Holder, bool) {
	h, ok := r.state.roles[id]
	return h, ok
}

// nameLimit is how long the name of a person may be, in bytes.
const nameLimit = 100

// CheckName refuses what cannot be the name of a person: nothing, more than one
// short line, or what a terminal would obey.
func CheckName(name string) error {
	switch {
	case tidy(name) == "":
		return refuse("a name is missing")
	case len(name) > nameLimit || !utf8.ValidString(name) || strings.ContainsFunc(name, unicode.IsControl):
		return refuse("%q is not a name: one short line, please", name)
	}
	return nil
}

// TakeRole says who has a role from now on.
func TakeRole(role, name string) Intention {
	name = tidy(name)
	return intend[RoleTaken](func(r Run) (Event, error) {
		found, err := r.book.FindRole(role)
		if err != nil {
			return nil, err
		}
		if name == "" {
			return nil, refuse("say who takes the role %s", r.roleName(found.ID))
		}
		if err := CheckName(name); err != nil {
			return nil, err
		}
		if now, ok := r.Role(found.ID); ok && now.Name == name {
			return nil, refuse("%s already has the role %s", name, r.roleName(found.ID))
		}
		return RoleTaken{Role: found.ID, Name: name}, nil
	})
}

// HandedOver says who leads the run from now on, what they were told, and how the
// run stood then by the brief that was there to be read to them.
type HandedOver struct {
	To    string `json:"to"`
	Text  string `json:"text,omitempty"`
	Brief string `json:"brief,omitempty"`
}

// Kind implements [Event].
func (HandedOver) Kind() string { return "handed-over" }

func (HandedOver) nature() nature     { return nature{} }
func (HandedOver) step() string       { return "" }
func (ev HandedOver) texts() []string { return []string{ev.To, ev.Text, ev.Brief} }

func (ev HandedOver) say(Run) string {
	return "handed over to " + ev.To + ifAny(": ", ev.Text) + ifAny(". Brief: ", strings.ReplaceAll(ev.Brief, "\n", ". "))
}

func (ev HandedOver) fold(s *state, e *Entry) {
	s.lead = ev.To
	if _, ok := s.book.Role(LeadRole); ok {
		s.roles[LeadRole] = Holder{Name: ev.To, At: e.At, By: e.By, Seq: e.Seq}
	}
}

// HandOver makes somebody else lead the run. The brief, unless nil, is made of the
// run as it then stands.
func HandOver(to, text string, brief func(Run) string) Intention {
	to, text = tidy(to), tidy(text)
	return intend[HandedOver](func(r Run) (Event, error) {
		switch {
		case to == "":
			return nil, refuse("say who takes over")
		case to == r.Lead():
			return nil, refuse("%s already leads this run", to)
		}
		if err := CheckName(to); err != nil {
			return nil, err
		}
		ev := HandedOver{To: to, Text: text}
		if brief != nil {
			ev.Brief = tidy(brief(r))
		}
		return ev, nil
	})
}
