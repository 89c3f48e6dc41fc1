package run

import "time"

// A Summary is what a list of runs shows. The store renews it with each entry,
// so that a list needs no replay.
type Summary struct {
	ID       string      `json:"id"`
	Title    string      `json:"title"`
	Playbook PlaybookRef `json:"playbook"`
	// PlaybookTitle is the playbook's title when the run began.
	PlaybookTitle string    `json:"playbook_title"`
	Drill         bool      `json:"drill"`
	Opened        time.Time `json:"opened"`
	Closed        time.Time `json:"closed,omitzero"`
	Lead          string    `json:"lead"`
	Head          Head      `json:"head"`
	Progress      Progress  `json:"progress"`
	Skipped       int       `json:"skipped"`
	Failed        int       `json:"failed"`
	// Phase and Step are where the run stands: numbers from 1, and titles.
	Phase      int    `json:"phase"`
	PhaseTitle string `json:"phase_title"`
	Step       string `json:"step"`
	StepTitle  string `json:"step_title"`
	NeedsYou   int    `json:"needs_you"`
	// Clock is the nearest deadline of those that run, nil if none does.
	Clock *SummaryClock `json:"clock,omitempty"`
	// DueSoon is from when on a deadline is due soon. That need not be the
	// nearest: a limit in days warns earlier than one in hours.
	DueSoon time.Time `json:"due_soon,omitzero"`
	// Last is when the last entry was recorded, and LastBy by whom.
	Last   time.Time `json:"last"`
	LastBy string    `json:"last_by"`
	// Phases is how far each phase has come. A summary written before there
	// was such a thing has none.
	Phases []SummaryPhase `json:"phases,omitempty"`
	// Incident is what [NameIncident] called the incident.
	Incident string `json:"incident,omitempty"`
	// Extended says that the run took in playbooks or rules: the playbook that
	// it began with does not have all of it.
	Extended bool `json:"extended,omitempty"`
}

// A SummaryPhase says how far a phase of a run has come.
type SummaryPhase struct {
	Title string `json:"title"`
	Progress
}

// A SummaryClock is the nearest deadline of a run.
type SummaryClock struct {
	ID        string    `json:"id"`
	Title     string    `json:"title"`
	Due       time.Time `json:"due"`
	DueSoon   time.Time `json:"due_soon"` // from when on it is due soon
	Candidate bool      `json:"candidate"`
}

// Status says where the deadline stands at a moment: running, due soon or
// overdue.
func (c SummaryClock) Status(now time.Time) ClockStatus {
	switch {
	case now.Truncate(time.Second).After(c.Due):
		return ClockOverdue
	case !now.Before(c.DueSoon):
		return ClockDueSoon
	}
	return ClockRunning
}

// ClockStatus says where the most urgent deadline of the run stands at a
// moment, and not started if none counts down. A closed run waits for none.
func (s Summary) ClockStatus(now time.Time) ClockStatus {
	if s.Clock == nil || !s.Closed.IsZero() {
		return ClockNotStarted
	}
	status := s.Clock.Status(now)
	if status == ClockRunning && !s.DueSoon.IsZero() && !now.Before(s.DueSoon) {
		return ClockDueSoon
	}
	return status
}

// Summary returns the summary of the run.
func (r Run) Summary() Summary {
	s := Summary{
		ID: r.id, Title: r.Title(), Incident: r.Incident(), Extended: r.book != r.base, PlaybookTitle: r.book.Title, Drill: r.Drill(),
		Playbook: PlaybookRef{ID: r.book.ID, Version: r.book.Version, SHA256: r.book.Digest},
		Opened:   r.Opened(), Lead: r.Lead(), Head: r.head,
		NeedsYou: len(r.NeedsYou()),
	}
	current := r.Current()
	s.Phase, s.PhaseTitle = current.Phase+1, r.book.Phases[current.Phase].Title
	s.Step, s.StepTitle = current.Number, current.Title
	for _, phase := range r.book.Phases {
		s.Phases = append(s.Phases, SummaryPhase{Title: phase.Title})
	}
	for _, step := range r.Steps() {
		s.Progress.count(step)
		s.Phases[step.Phase].count(step)
		switch step.State {
		case Skipped:
			s.Skipped++
		case Failed:
			s.Failed++
		}
	}
	if c, ok := r.Nearest(); ok {
		s.Clock = &SummaryClock{ID: c.ID, Title: c.Title, Due: c.Deadline.Due, DueSoon: c.soon(), Candidate: c.Candidate()}
	}
	for _, c := range r.Clocks() {
		if c.counts() && (s.DueSoon.IsZero() || c.soon().Before(s.DueSoon)) {
			s.DueSoon = c.soon()
		}
	}
	if c, ok := r.Closing(); ok {
		s.Closed = c.At
	}
	if last := r.Last(); last != nil {
		s.Last, s.LastBy = last.Recorded, last.By
	}
	return s
}
