package screen

import (
	"context"
	"errors"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/tui/clipboard"
)

// Config says what an App works on.
type Config struct {
	// Reader is where the runs are looked at.
	Reader Reader
	// Writer is where they are changed, which is the place that Reader reads.
	// Nil means that they can only be looked at, and the screens say so.
	Writer Writer
	// Rest returns when nothing of Reader and Writer is under way, and lets
	// nothing begin until wake is called. The program is stopped in between, by
	// ctrl+z: in the middle of something it would keep others out. Nil means
	// that nobody is kept out.
	Rest func() (wake func())
	// Library is where the playbooks are.
	Library Library
	// Exercises is where the drills are. Nil means that there are none.
	Exercises Exercises
	// Others returns the other runs of the incident of a run, as far as they can
	// be read. Nil means that there are none.
	Others func(run.Run) []run.Run
	// Office is where the profile of the organisation is. Nil means that there
	// is no such place.
	Office Office
	// Importer makes playbooks of files. Nil means that there is no place for them.
	Importer Importer
	// Keymap is which keys of the screens the person chose; the zero value is none.
	Keymap Keymap
	// Doctor looks at all around the program. Nil means that nobody can.
	Doctor func() []Check
	// ProfileUse is what a start does with the profile.
	ProfileUse ProfileUse
	// By is the name that stands on every entry.
	By string
	// Rename keeps another name for the next time. Nil means that the name is not
	// the person's to choose.
	Rename func(name string) error
	// Now reads the clock, in the zone of the person. Nil means time.Now.
	Now func() time.Time
	// Context ends the commands that wait for other people's entries. Nil
	// means never.
	Context context.Context
	// Open is the id of the run to open first. Empty means the list of runs.
	Open string
	// Review opens that run to look at, not to change.
	Review bool
	// Fresh says that this run was only just started: there is nobody to
	// welcome back.
	Fresh bool
	// Playbook is the reference of a playbook to ask the start questions for
	// first. Empty means none.
	Playbook string
	// Drill makes a run started that way a drill.
	Drill bool
	// Lines says that the person types lines and hears lines: nothing is drawn,
	// and nothing waits in the background. Whoever leads the conversation looks
	// for what is new: see App.Look of package tui.
	Lines bool
	// ASCII keeps all that is drawn within ASCII, also text.
	ASCII bool
	// ASCIIMarks keeps marks and lines within ASCII, for terminals that may
	// take two cells for those of Unicode.
	ASCIIMarks bool
	// NoBorders leaves the cells of bars, rules and frames empty.
	NoBorders bool
	// Color says how much colour to use; the zero value follows the terminal.
	Color Color
	// Theme says in which colours; the zero value follows the terminal.
	Theme Theme
	// Bell says whether the terminal tells of what needs the person.
	Bell Bell
	// Trouble is what the person should know first, as of a file with their
	// choices that cannot be read. Empty means nothing.
	Trouble string
	// Environ is the environment, for $VISUAL and $EDITOR and the terminal's
	// abilities, as "key=value".
	Environ []string
	// DataDir is where the editor's files go, mode 0600.
	DataDir string
}

// A Color says how much colour to use.
type Color int

// The choices of colour.
const (
	ColorAuto   Color = iota // as the terminal can
	ColorNever               // bold and reverse video only
	ColorAlways              // whatever NO_COLOR says
)

// A Bell says how the terminal tells a person who looks elsewhere that something
// needs them; the zero value is not at all.
type Bell string

// The choices of the bell.
const (
	BellNone    Bell = "none"
	BellRing    Bell = "bell"    // it rings
	BellMessage Bell = "message" // it shows a message of its own, as OSC 9 asks for
)

// Bells are the words for them.
func Bells() []string { return []string{string(BellNone), string(BellRing), string(BellMessage)} }

// A Theme says in which colours the screens are drawn.
type Theme string

// The themes a person can choose.
const (
	ThemeAuto  Theme = "auto"  // by the background of the terminal
	ThemeDark  Theme = "dark"  // for a dark background
	ThemeLight Theme = "light" // for a light one
	ThemeANSI  Theme = "ansi"  // the terminal's own sixteen colours
	ThemeNone  Theme = "none"  // no colours
)

// Themes are the words for them.
func Themes() []string {
	return []string{string(ThemeAuto), string(ThemeDark), string(ThemeLight), string(ThemeANSI), string(ThemeNone)}
}

// AsksBackground reports whether the theme depends on what the terminal says
// about its background.
func (c Config) AsksBackground() bool {
	return c.Colourful() && (c.Theme == ThemeAuto || c.Theme == "")
}

// Colourful reports whether the person takes colours. NO_COLOR counts with any
// value (no-color.org).
func (c Config) Colourful() bool {
	return c.Theme != ThemeNone && c.mayColour()
}

func (c Config) mayColour() bool {
	return c.Color == ColorAlways || c.Color == ColorAuto && Getenv(c.Environ, "NO_COLOR") == ""
}

// Way tells what stands between the program and the person's terminal.
func (c Config) Way() clipboard.Way {
	getenv := func(name string) string { return Getenv(c.Environ, name) }
	return clipboard.WayOf(getenv, NameFixed(getenv))
}

// Beside returns what is known beside the entries of a run that was checked. It
// reads other runs.
func (c Config) Beside(r run.Run, checked run.Checked, now time.Time) run.Beside {
	beside := run.Beside{Library: c.Library.Shelved, Files: checked.Files, Broken: checked.Broken, Now: now}
	if c.Others != nil {
		beside.Others = c.Others(r)
	}
	return beside
}

// A Reader is where runs are looked at: a store, or a file that holds one of
// them.
type Reader interface {
	// OpenRun returns a run and what else a person goes on from.
	OpenRun(id, by string) (Opened, error)
	// Drafts returns the drafts of a run as a person may see them.
	Drafts(id, by string) (Drafts, error)
	// Refresh returns the run with the entries that others added.
	Refresh(known run.Run) (run.Run, error)
	// Runs returns all runs in short. With an error come those that could be
	// read. It is one too, as of Refresh, if something of what is known is not
	// there any more.
	Runs(known []run.Summary) ([]run.Summary, error)
	// Mark changes whenever anybody writes.
	Mark() (string, error)
	// Verify checks the record of a run, its evidence included. The error says
	// that it is out of reach.
	Verify(id string) (run.Checked, error)
}

// An Opened run is what the screens of a run begin with.
type Opened struct {
	Run run.Run
	// Mark is one from before the run was read.
	Mark   string
	Drafts Drafts
}

// Drafts are what was typed in a run and not recorded, as one person may see it.
type Drafts struct {
	Own map[string]string // by field
	// Others names who else has a draft of a field. "" is a draft from before
	// drafts had names.
	Others map[string][]string
}

// A Writer keeps runs durably. Everything it returns without an error is on
// disk.
type Writer interface {
	// Start begins a run.
	Start(book *playbook.Playbook, title string, drill bool, stamp run.Stamp) (run.Run, error)
	// Record runs an intention on the run as it stands on disk and writes what
	// it decides. The run it returns is the newest known, even with an error. Of
	// the drafts, those of who records it are dropped.
	Record(known run.Run, stamp run.Stamp, decide run.Intention, dropDrafts ...string) (run.Run, error)
	// SaveDraft keeps text that a person typed into a field and has not recorded.
	SaveDraft(id, by, field, text string) error
	// TakeDraft makes a draft from before drafts had names the person's own, and
	// returns it. It returns "" if there is none, or if somebody was quicker.
	TakeDraft(id, by, field string) (string, error)
	// Attach hashes a file, keeps a copy of up to limit bytes (0 is the usual
	// limit), and returns the event to record.
	Attach(path string, limit int64) (run.EvidenceAdded, error)
	// FilesIn returns the paths of the files in a folder and in those below it, or
	// says what keeps it from being attached.
	FilesIn(folder string) ([]string, error)
}

// A Keeper is a Writer that keeps files by their digests, as those that come with
// the messages of a drill.
type Keeper interface {
	// AttachKept returns the event that attaches a file which is kept already.
	AttachKept(name, digest string, now time.Time) (run.EvidenceAdded, error)
}

// Exercises is where the drills are.
type Exercises interface {
	// Drills returns all drills, also those that cannot be started.
	Drills() ([]Exercise, error)
	// Start begins a run that plays a drill.
	Start(id string, stamp run.Stamp) (run.Run, error)
}

// An Exercise is a drill as a list shows it: nothing of what happens in it.
type Exercise struct {
	ID, Title, Playbook string
	Length              time.Duration
	// Problem says why it cannot be started, or is empty.
	Problem string
	// Note is what to know before it is started, or empty: that it was written for
	// another version of its playbook.
	Note string
}

// A Journal is all that the screens need of storage where they can change
// things.
type Journal interface {
	Reader
	Writer
}

// ErrNoWriter is the answer to a change where there is nothing to write to.
var ErrNoWriter = errors.New("what is open here can only be read. Nothing was changed")

// NoWriter stands where there is no [Writer]. It changes nothing and says so.
type NoWriter struct{}

// Start implements [Writer].
func (NoWriter) Start(*playbook.Playbook, string, bool, run.Stamp) (run.Run, error) {
	return run.Run{}, ErrNoWriter
}

// Record implements [Writer].
func (NoWriter) Record(known run.Run, _ run.Stamp, _ run.Intention, _ ...string) (run.Run, error) {
	return known, ErrNoWriter
}

// SaveDraft implements [Writer].
func (NoWriter) SaveDraft(string, string, string, string) error { return ErrNoWriter }

// TakeDraft implements [Writer].
func (NoWriter) TakeDraft(string, string, string) (string, error) { return "", ErrNoWriter }

// Attach implements [Writer].
func (NoWriter) Attach(string, int64) (run.EvidenceAdded, error) {
	return run.EvidenceAdded{}, ErrNoWriter
}

// FilesIn implements [Writer].
func (NoWriter) FilesIn(string) ([]string, error) { return nil, ErrNoWriter }

// ReadOnly reports whether nothing can be changed, whatever run is open.
func (c Config) ReadOnly() bool {
	_, none := c.Writer.(NoWriter)
	return none
}

// NoStart says why no run can be started, if so.
func (c Config) NoStart() string {
	if c.ReadOnly() {
		return "No run can be started here: what is open can only be read."
	}
	return ""
}

// A Library finds playbooks.
type Library interface {
	// List returns all playbooks, also those that cannot be started.
	List() ([]Listed, error)
	// Open reads the playbook that ref names: an id, or a path.
	Open(ref string) (*playbook.Playbook, error)
	// Shelved returns what the library holds today under the id of a playbook.
	Shelved(id string) (playbook.Shelved, bool)
	// Rules returns the rules of the law that a person may take into a run.
	// With an error come those that could be read.
	Rules() ([]playbook.Rule, error)
}

// Listed is a playbook as a list shows it.
type Listed struct {
	ID, Title, Version string
	Phases, Steps      int    // how many
	Source             string // "embedded" or a path
	About              string // what it is for, in Markdown
	// Problem says why it cannot be started, or is empty.
	Problem string
}
