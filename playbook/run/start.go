package run

import "cordon/playbook"

// Started opens a run and pins the playbook it follows. It is entry 1.
type Started struct {
	Playbook PlaybookRef `json:"playbook"`
	Title    string      `json:"title"`
	Drill    bool        `json:"drill,omitempty"`
	// Rules are the rows of the library of the law that the playbook's
	// clocks name, as they were when the run began.
	Rules []playbook.Rule `json:"rules,omitempty"`
}

// PlaybookRef names the exact bytes of a playbook.
type PlaybookRef struct {
	ID      string `json:"id"`
	Version string `json:"version"`
	SHA256  string `json:"sha256"`
}

// Kind implements [Event].
func (Started) Kind() string { return "run-started" }

func (Started) nature() nature     { return nature{recounts: true, stays: "started the run"} }
func (Started) step() string       { return "" }
func (ev Started) texts() []string { return []string{ev.Title} }

func (ev Started) say(Run) string {
	return "run started from " + ev.Playbook.ID + ifAny(" ", ev.Playbook.Version) + ifDrill(ev.Drill)
}

func ifDrill(drill bool) string {
	if drill {
		return ", as a drill"
	}
	return ""
}

func (ev Started) fold(s *state, e *Entry) {
	s.title, s.drill, s.opened, s.lead = ev.Title, ev.Drill, e.At, e.By
	s.rules = make(map[string]playbook.Rule, len(ev.Rules))
	for _, rule := range ev.Rules {
		s.rules[rule.ID] = rule
	}
}

// Start opens a run of book. An empty title means the playbook's.
func Start(book *playbook.Playbook, title string, drill bool) Intention {
	if title = tidy(title); title == "" {
		title = book.Title
	}
	return func(r Run) (Event, error) {
		if r.Last() != nil {
			return nil, refuse("the run was already started")
		}
		return fits(Started{
			Playbook: PlaybookRef{ID: book.ID, Version: book.Version, SHA256: book.Digest},
			Title:    title, Drill: drill, Rules: book.Rules,
		}, nil)
	}
}
