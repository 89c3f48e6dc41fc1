package screen

import (
	"slices"
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/draw"
)

// A Screen fills the window between the header and the footer. Screens are
// values: Update returns the next one.
type Screen interface {
	// Update answers a message. Keys come here only while text is being typed,
	// and of those only the ones that no command answers.
	Update(w *World, msg tea.Msg) (Screen, Reply)
	// Commands is the key table: what the screen can do now.
	Commands(w *World) []Command
	// Header returns the lines above the body, or nil to leave those of the
	// screen below. The first two are never covered.
	Header(w *World) []string
	// View returns the body: at most w.Height lines of at most w.Width cells,
	// and where the cursor stands in it, if anywhere.
	View(w *World) ([]string, *tea.Cursor)
	// Typing reports whether letters belong to a text field.
	Typing() bool
}

// A Dialog is a screen that lies over the one below it.
type Dialog interface {
	Screen
	// Title names the dialog on its frame.
	Title(w *World) string
}

// PasteBack is the key that pastes what was last cut from a text field, in any
// of them.
const PasteBack = "ctrl+y"

// A Cutter is a screen with a text field that keeps what is cut from it.
type Cutter interface {
	// Cut returns what the last keys cut, and nothing if they did not.
	Cut() string
}

// A World is what a screen may know of the outside. It only reads it.
type World struct {
	Cfg           *Config
	Theme         *draw.Theme
	Keys          map[string]string // by the id of the command: see [World.Key]
	Width, Height int               // of the body, or of the inside of a dialog, in cells
	Window        draw.Layout       // how much fits
	Now           time.Time         // when the message came, in the zone of the person

	Run      run.Run            // the open run
	Opened   bool               // a run is open
	Review   bool               // it is open to look at only
	Findings []words.FindingRow // what a reviewer should look at
	Checked  run.Checked        // what checking the record gave, in review
	Looked   bool               // an answer to that came

	Saved   time.Time         // when the last entry of ours was on disk; zero if none yet
	Unsaved string            // why the last write failed; empty if it did not
	Log     []Saying          // what was said since the program began, oldest first
	Drafts  map[string]string // text the person typed in the open run and has not yet recorded, by field
	// KeptAt says when a draft was put on disk, by field, for those of this session:
	// the others are from before.
	KeptAt map[string]time.Time
	// Others names who else has typed something there, by field. "" is a draft
	// from before drafts had names.
	Others map[string][]string
	// Waiting is how many messages of the drill have come that were not shown yet,
	// since something is being typed.
	Waiting int
	Serial  int // the number of the screen that was opened last

	counted *counted // see [World.Remember]
}

// Current returns the step that the person works on.
func (w *World) Current() run.Step { return w.Run.CurrentOf(w.Cfg.By) }

// A Saying is a line that was said, kept for the log.
type Saying struct {
	At      time.Time
	Text    string
	Problem bool // something went wrong
}

// A Reply is what a screen asks of the App.
type Reply struct {
	Cmd     tea.Cmd  // run it
	Open    Screen   // put it on top
	Leave   bool     // take this screen away first
	Home    bool     // leave the run
	Change  *Change  // record it
	Then    []Change // record these after it, in their order
	Copy    *Copy    // bring this to where it can be pasted, and say where that is
	Say     string   // a line for the footer
	Problem string   // the same, for what went wrong; it stays until a key
	Invoke  string   // a command of the screen below, once this one has left
	Tell    tea.Msg  // a message to the screens below, once this one has left
}

// A Change is an intention on its way to the journal.
type Change struct {
	// Decide is run on the run as it stands on disk.
	Decide run.Intention
	// At is when it happened; zero means now.
	At time.Time
	// Drop names the drafts that the entry replaces.
	Drop []string
	// Doing completes "could not …".
	Doing string
	// Said makes the line that reports success from the run as it then stands;
	// nil says nothing.
	Said func(run.Run) string
	// Reopens says that the change makes a closed run open again.
	Reopens bool
	// Settles says that the change is about a duty, or takes back one that may
	// be: a closed run takes it.
	Settles bool
	// Quiet says that a refusal of it is not said: the program asked by itself.
	Quiet bool
	// Reviews says that the change is about the record and changes nothing of the
	// run: a run that is open to look at only takes it.
	Reviews bool
	// From lets the screen that asked know the answer as its own.
	From int
}

// A Command is something a screen can do, with the keys that do it. Footer,
// help and palette all show the same commands.
type Command struct {
	ID      string                 // names it for the palette: "step.done"
	Binding key.Binding            // its keys, with the key and the word that the footer shows
	Title   string                 // says it in full
	Group   string                 // the heading it stands under in the help
	Why     string                 // why it cannot act now; empty if it can
	Hidden  bool                   // not in the footer
	Toggle  bool                   // doing it again takes it back, so a key held down does it once
	Do      func() (Screen, Reply) // does it; nil where the App does
}

// The headings of the help.
const (
	GroupDo     = "Do"
	GroupMove   = "Move"
	GroupSee    = "See"
	GroupAlways = "Always"
)

// Bind makes a key binding: the key and the word for the footer, and the keys.
func Bind(shown, word string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(shown, word))
}

// Find returns the command that answers a key.
func Find(commands []Command, msg tea.KeyPressMsg) (Command, bool) {
	for _, c := range commands {
		if key.Matches(msg, c.Binding) {
			return c, true
		}
	}
	return Command{}, false
}

// ByID returns the command with the given id.
func ByID(commands []Command, id string) (Command, bool) {
	for _, c := range commands {
		if c.ID == id {
			return c, true
		}
	}
	return Command{}, false
}

// Unshadowed returns commands with the keys that reach them: a key means the
// first command that has it. One without a key left is for the palette alone.
func Unshadowed(commands []Command) []Command {
	taken := make(map[string]bool, 2*len(commands))
	commands = slices.Clone(commands)
	for i := range commands {
		b := &commands[i].Binding
		reach := slices.DeleteFunc(slices.Clone(b.Keys()), func(k string) bool { return taken[k] })
		switch help := b.Help(); {
		case len(reach) == len(b.Keys()):
		case len(reach) == 0:
			*b = Bind("", help.Desc)
		case taken[help.Key]:
			*b = Bind(reach[0], help.Desc, reach...)
		}
		for _, k := range reach {
			taken[k] = true
		}
	}
	return commands
}

// Perform does a command, or says why it cannot act.
func Perform(s Screen, c Command) (Screen, Reply) {
	if c.Why != "" {
		return s, Reply{Say: c.Why}
	}
	return c.Do()
}
