package run

import (
	"bytes"

	"cordon/playbook"
)

// Started opens a run and pins the playbook it follows. It is entry 1.
type Started struct {
	Playbook PlaybookRef `json:"playbook"`
	Title    string      `json:"title"`
	Drill    bool        `json:"drill,omitempty"`
	// Rules are the rows of the library of the law that the playbook's
	// clocks name, as they were when the run began.
	Rules []playbook.Rule `json:"rules,omitempty"`
	// Exercise is the drill that is played, if it has messages of its own.
	Exercise *Exercise `json:"exercise,omitempty"`
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
func (ev Started) texts() []string { return []string{ev.Title, ev.Exercise.text()} }

// scanStarted reads a body as [scanBody] does. The rules make up most of it,
// and may hold escapes.
func scanStarted(body []byte) (Event, bool) {
	// A quote inside a text is escaped, so this is where the rules begin.
	at := bytes.Index(body, []byte(`,"rules":[`))
	if at < 0 {
		ev, s := scanHead(body)
		return ev, s.end()
	}
	ev, s := scanHead(body[:at])
	if !s.ok || len(s.rest) > 0 {
		return nil, false
	}
	rules, rest, ok := playbook.ScanRules(body[at+len(`,"rules":`):])
	ev.Rules = rules
	return ev, ok && string(rest) == "}"
}

// scanHead reads what comes before the rules.
func scanHead(head []byte) (Started, scanner) {
	s := scanner{rest: head, ok: asWritten(head)}
	s.text(`{"salt":"`)
	ev := Started{
		Playbook: PlaybookRef{
			ID: s.string(`,"playbook":{"id":"`), Version: s.string(`,"version":"`), SHA256: s.string(`,"sha256":"`),
		},
		Title: s.string(`},"title":"`),
		Drill: bytes.HasPrefix(s.rest, []byte(`,"drill":true`)),
	}
	if ev.Drill {
		s.skip(`,"drill":true`)
	}
	return ev, s
}

// PlaybookOf returns the playbook that entry 1 names. It does not look at the
// rules there.
func PlaybookOf(first Lines) (PlaybookRef, error) {
	f, err := readFields(first.Header)
	if err == nil && string(f.kind) == (Started{}).Kind() {
		head, _, _ := bytes.Cut(first.Body, []byte(`,"rules":[`))
		if ev, s := scanHead(head); s.ok && (len(s.rest) == 0 || s.end()) {
			return ev.Playbook, nil
		}
	}
	e, err := first.Read()
	if err != nil {
		return PlaybookRef{}, err
	}
	ev, _ := e.Event.(Started)
	return ev.Playbook, nil
}

func (ev Started) say(Run) string {
	return "run started from " + ev.Playbook.ID + ifAny(" ", ev.Playbook.Version) + ifDrill(ev.Drill) + ifAny(": ", ev.Exercise.name())
}

func ifDrill(drill bool) string {
	if drill {
		return ", as a drill"
	}
	return ""
}

func (ev Started) fold(s *state, e *Entry) {
	s.title, s.drill, s.opened, s.lead = ev.Title, ev.Drill, e.At, e.By
	s.play(ev.Exercise, e)
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
