package tui

import "cordon/tui/screen"

// What an App works on is declared where the screens can see it too.
type (
	// Config says what an App works on: see [screen.Config].
	Config = screen.Config
	// Reader is where runs are looked at: see [screen.Reader].
	Reader = screen.Reader
	// Writer is where runs are changed: see [screen.Writer].
	Writer = screen.Writer
	// Opened is what the screens of a run begin with: see [screen.Opened].
	Opened = screen.Opened
	// Drafts are what was typed and not recorded: see [screen.Drafts].
	Drafts = screen.Drafts
	// Journal is both: see [screen.Journal].
	Journal = screen.Journal
	// Library finds playbooks: see [screen.Library].
	Library = screen.Library
	// Office is where the profile of the organisation is: see [screen.Office].
	Office = screen.Office
	// An Importer makes playbooks of files.
	Importer = screen.Importer
	// An Imported is a playbook that was made of a file.
	Imported = screen.Imported
	// ProfileUse says what a start does with the profile.
	ProfileUse = screen.ProfileUse
	// Exercises is where the drills are: see [screen.Exercises].
	Exercises = screen.Exercises
	// Exercise is a drill as a list shows it: see [screen.Exercise].
	Exercise = screen.Exercise
	// Listed is a playbook as a list shows it: see [screen.Listed].
	Listed = screen.Listed
	// Keymap is which keys a person chose: see [screen.Keymap].
	Keymap = screen.Keymap
	// Known is a command of a screen: see [screen.Known].
	Known = screen.Known
	// Check is one thing that was looked at: see [screen.Check].
	Check = screen.Check
	// CheckState says how it is.
	CheckState = screen.CheckState
	// Color says how much colour to use.
	Color = screen.Color
	// Bell says how the terminal tells of what needs the person.
	Bell = screen.Bell
	// Theme says in which colours.
	Theme = screen.Theme
)

// The choices of colour.
const (
	ColorAuto   = screen.ColorAuto // as the terminal can
	ColorNever  = screen.ColorNever
	ColorAlways = screen.ColorAlways
)

// How what was looked at is.
const (
	CheckOK   = screen.CheckOK
	CheckLook = screen.CheckLook
	CheckBad  = screen.CheckBad
)

// What a start can do with the profile of the organisation.
const (
	ProfileAsk = screen.ProfileAsk
	ProfileYes = screen.ProfileYes
	ProfileNo  = screen.ProfileNo
)

// KnownCommands returns the commands of all screens.
func KnownCommands() []Known { return screen.KnownCommands() }

// NoKey says why no command can be given a key, or nothing.
func NoKey(key string, typing bool) string { return screen.NoKey(key, typing) }

// CountChecks counts the checks in a state.
func CountChecks(checks []Check, state screen.CheckState) int {
	return screen.CountChecks(checks, state)
}

// Editor returns the editor that an environment names: see [screen.Editor].
func Editor(environ []string) (string, error) { return screen.Editor(environ) }

// NameFixed reports whether the name of the person is not theirs to choose: see
// [screen.NameFixed].
func NameFixed(getenv func(name string) string) bool { return screen.NameFixed(getenv) }

// Bells are the words for the bells a person can choose.
func Bells() []string { return screen.Bells() }

// Themes are the words for the themes a person can choose.
func Themes() []string { return screen.Themes() }
