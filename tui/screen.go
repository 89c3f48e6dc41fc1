package tui

import (
	"time"

	"charm.land/bubbles/v2/key"
	tea "charm.land/bubbletea/v2"

	"cordon/playbook/run"
)

// A screen fills the window between the header and the footer. Screens are
// values: update returns the next one.
type screen interface {
	// update answers a message. Keys come here only while text is being typed,
	// and of those only the ones that no command answers.
	update(w world, msg tea.Msg) (screen, reply)
	// commands is the key table: what the screen can do now.
	commands(w world) []command
	// header returns the lines above the body, or nil to leave those of the
	// screen below. The first two are never covered.
	header(w world) []string
	// view returns the body: at most w.height lines of at most w.width cells,
	// and where the cursor stands in it, if anywhere.
	view(w world) ([]string, *tea.Cursor)
	// typing reports whether letters belong to a text field.
	typing() bool
}

// A dialog is a screen that lies over the one below it.
type dialog interface {
	screen
	// title names the dialog on its frame.
	title(w world) string
}

// A hinter is a screen with something to say above its keys while there is no
// message.
type hinter interface{ hint(w world) string }

// A world is what a screen may know of the outside. It only reads it.
type world struct {
	cfg           Config
	theme         Theme
	width, height int // of the body, or of the inside of a dialog
	window        layout
	now           time.Time

	run      run.Run // the open run
	opened   bool    // a run is open
	review   bool    // it is open to look at only
	findings []run.Finding
	chain    string // what checking the chain gave, in review
	intact   bool

	saved   time.Time // when the last entry of ours was on disk; zero if none yet
	unsaved string    // why the last write failed; empty if it did not
	log     []saying
	drafts  map[string]string // text typed in the open run and not yet recorded
	serial  int               // the number of the screen that was opened last
}

// current returns the step that the person works on.
func (w world) current() run.Step { return w.run.CurrentOf(w.cfg.By) }

// A saying is a line that was said, kept for the log.
type saying struct {
	at      time.Time
	text    string
	problem bool
}

// A reply is what a screen asks of the App.
type reply struct {
	cmd     tea.Cmd
	open    screen  // put it on top
	leave   bool    // take this screen away first
	home    bool    // leave the run
	change  *change // record it
	say     string  // a line for the footer
	problem string  // the same, for what went wrong; it stays until a key
	invoke  string  // a command of the screen below, once this one has left
	tell    tea.Msg // a message to the screens below, once this one has left
}

// A change is an intention on its way to the journal.
type change struct {
	decide run.Intention
	// at is when it happened; zero means now.
	at time.Time
	// drop names the drafts that the entry replaces.
	drop []string
	// doing completes "could not …".
	doing string
	// said makes the line that reports success from the run as it then stands;
	// nil says nothing.
	said func(run.Run) string
	// reopens says that the change makes a closed run open again.
	reopens bool
	// from lets the screen that asked know the answer as its own.
	from int
}

// A command is something a screen can do, with the keys that do it. Footer,
// help and palette all show the same commands.
type command struct {
	id      string      // names it for the palette: "step.done"
	binding key.Binding // its keys, with the key and the word that the footer shows
	title   string      // says it in full
	group   string      // the heading it stands under in the help
	why     string      // why it cannot act now; empty if it can
	hidden  bool        // not in the footer
	do      func() (screen, reply)
}

// The headings of the help.
const (
	groupDo     = "DO"
	groupMove   = "MOVE"
	groupSee    = "SEE"
	groupAlways = "ALWAYS"
)

// bind makes a key binding: the key and the word for the footer, and the keys.
func bind(shown, word string, keys ...string) key.Binding {
	return key.NewBinding(key.WithKeys(keys...), key.WithHelp(shown, word))
}

// find returns the command that answers a key.
func find(commands []command, msg tea.KeyPressMsg) (command, bool) {
	for _, c := range commands {
		if key.Matches(msg, c.binding) {
			return c, true
		}
	}
	return command{}, false
}

// byID returns the command with the given id.
func byID(commands []command, id string) (command, bool) {
	for _, c := range commands {
		if c.id == id {
			return c, true
		}
	}
	return command{}, false
}

// perform does a command, or says why it cannot act.
func perform(s screen, c command) (screen, reply) {
	if c.why != "" {
		return s, reply{say: c.why}
	}
	return c.do()
}
