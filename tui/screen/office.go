package screen

import (
	tea "charm.land/bubbletea/v2"

	"cordon/playbook"
)

// An Office is where the profile of the organisation is kept.
type Office interface {
	// Profile reads it. Without one it is nil.
	Profile() (*playbook.Organisation, error)
	// Questions returns what makes one.
	Questions() []playbook.ProfileQuestion
	// Save writes one where there is none, and never over another.
	Save(source []byte) error
	// Path is the file, for people.
	Path() string
}

// A ProfileUse says what a start does with the profile of the organisation.
type ProfileUse int

// The uses.
const (
	ProfileAsk ProfileUse = iota // show it, and ask whether it still holds
	ProfileYes                   // it holds: record what it says
	ProfileNo                    // leave it alone
)

type (
	// ProfileMsg follows the reading of the profile that somebody asked for.
	ProfileMsg struct {
		Profile *playbook.Organisation // nil if there is none
		Err     error                  // why it cannot be used
	}
	// ProfileQuestionsMsg follows the gathering of the questions.
	ProfileQuestionsMsg struct{ Questions []playbook.ProfileQuestion }
	// ProfileSavedMsg follows the writing of a profile.
	ProfileSavedMsg struct{ Err error }
)

// NoOffice says why there is no profile to speak of, if so.
func (c Config) NoOffice() string {
	switch {
	case c.ReadOnly():
		return "What is open here can only be read."
	case c.Office == nil:
		return "There is no place for a profile here."
	}
	return ""
}

// profile reads the profile for a run that was only just started.
func (c Config) profile() (*playbook.Organisation, error) {
	if c.Office == nil || c.ProfileUse == ProfileNo {
		return nil, nil
	}
	return c.Office.Profile()
}

// LoadProfile reads the profile.
func LoadProfile(cfg *Config) tea.Cmd {
	office := cfg.Office
	return func() tea.Msg {
		o, err := office.Profile()
		return ProfileMsg{Profile: o, Err: err}
	}
}

// LoadProfileQuestions gathers the questions that make a profile.
func LoadProfileQuestions(cfg *Config) tea.Cmd {
	office := cfg.Office
	return func() tea.Msg { return ProfileQuestionsMsg{Questions: office.Questions()} }
}

// SaveProfile writes a profile.
func SaveProfile(cfg *Config, source []byte) tea.Cmd {
	office := cfg.Office
	return func() tea.Msg { return ProfileSavedMsg{Err: office.Save(source)} }
}

// Fresh completes the message of a run that was only just started.
func Fresh(cfg *Config, msg OpenedMsg) OpenedMsg {
	msg.Fresh = true
	msg.Profile, msg.ProfileErr = cfg.profile()
	return msg
}
