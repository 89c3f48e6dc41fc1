package tui

import (
	"context"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/draw"
	"cordon/tui/form"
	"cordon/tui/home"
	"cordon/tui/input"
	"cordon/tui/screen"
)

const (
	// interruptWithin is how soon the second ctrl+c must follow to quit.
	interruptWithin = 2 * time.Second
	// quitWithin is how long the second ctrl+c waits for what is being written.
	// Whatever holds that up, the program has ended two seconds after it.
	quitWithin = 800 * time.Millisecond
	// idleAfter is how long nobody has pressed a key when the next one shows
	// the resume card and does nothing else.
	idleAfter = 10 * time.Minute
	// welcomeFrom is how old a run is before anybody is welcomed back to it.
	welcomeFrom = 2 * time.Minute
	// othersEvery is how often the file is looked at for other people's
	// entries. It costs one stat and draws nothing.
	othersEvery = time.Second / 2
	// quietLooks is how many looks find nothing before it is looked at once a
	// second only, when the clock on the wall is.
	quietLooks = 20
	// puzzledEvery is how often we say that a key means nothing.
	puzzledEvery = time.Minute
	// logKept is how many messages are kept.
	logKept = 500
)

// A going is where the person wants to go. It happens when all is written; of
// two wishes the later one in this list holds.
type going int

const (
	staying  going = iota
	homeward       // to the list of runs
	aside          // to the background
	leaving        // to the shell
	ended          // the end is under way
)

// App is the root model. Use [New] to make one.
type App struct {
	screen.World
	ctx   context.Context
	stack []screen.Screen // the last one has the keys
	queue []screen.Change // writes not answered yet; the first is under way
	mark  string          // of the file, when we last read it
	watch int             // tells the watching of what is shown from that of before
	// watched ends when what is shown is left; unwatch ends it.
	watched context.Context
	unwatch context.CancelFunc
	// wake is when what shows changes next by itself; unwait ends the waiting.
	wake    time.Time
	unwait  context.CancelFunc
	waits   int           // tells the waiting under way from those before
	notice  screen.Saying // the line in the footer
	size    struct{ width, height int }
	opening opening // what the first frame waits for
	// What the terminal has told about its colours.
	profile    colorprofile.Profile // how many it shows
	background tea.BackgroundColorMsg

	gone        string        // what became of the file under us; empty if it is there
	listed      []run.Summary // the runs as they were last read or shown
	left        []form.Left   // what editors left, for runs that were not open yet
	interrupted time.Time     // the first ctrl+c
	behind      []tea.Msg     // keys and pastes that wait for what esc leads to
	toggled     toggled       // the last key, if it was one that goes back and forth
	alerts      alerts        // what the terminal was asked to tell
	cut         string        // what was last cut from a text field
	pressed     time.Time     // the last key
	looking     bool          // somebody asked to look at the run only
	told        int           // messages of the drill that were shown here
	jumped      time.Time     // when it was last said that time of its story goes by
	puzzled     time.Time     // when we last said that a key means nothing
	going       going         // where to, when all is written
	how         screen.How    // what going away may cost
	exit        int
	// ending is told that the program is about to end, so that it does even
	// if the terminal takes no more output. It may be nil.
	ending func(code int, within time.Duration)
	// shell reports whether there is a shell to go to. Nil is yes.
	shell func() bool
}

// New returns an App.
func New(cfg screen.Config) App {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Writer == nil {
		cfg.Writer = screen.NoWriter{}
	}
	if cfg.Context == nil {
		cfg.Context = context.Background()
	}
	a := App{ctx: cfg.Context}
	a.Cfg, a.Keys = &cfg, cfg.Keymap.Sentences(screen.SentenceKeys())
	if cfg.Lines {
		a.Keys, a.Window = screen.LineKeys(), draw.Wide
	}
	a.Remember()
	a = a.themed()
	a.Now = cfg.Now().Round(0)
	a.stack = []screen.Screen{home.New()}
	a.opening = openingOf(cfg)
	if cfg.Trouble != "" {
		a = a.say(cfg.Trouble, true)
	}
	return a.rewatch()
}

// ExitCode returns the code the program should end with.
func (a App) ExitCode() int { return a.exit }

// goOn is the command that comes back to what is open.
func (a App) goOn() string {
	if a.Opened {
		return "cordon resume " + a.Run.ID()
	}
	return "cordon"
}

// Init implements [tea.Model].
func (a App) Init() tea.Cmd {
	cmds := []tea.Cmd{a.lookForEdits()}
	if !a.Cfg.Lines {
		cmds = append(cmds, waitToOpen)
	}
	if a.Cfg.AsksBackground() {
		cmds = append(cmds, tea.RequestBackgroundColor)
	}
	switch {
	case a.Cfg.Open != "":
		cmds = append(cmds, a.openFirst())
	case a.Cfg.Playbook != "":
		cmds = append(cmds, a.loadHome(), screen.OpenBook(a.Cfg, a.Cfg.Playbook, screen.StartFor(a.Cfg.Drill)))
	default:
		cmds = append(cmds, a.loadHome())
	}
	return tea.Batch(cmds...)
}

// Update implements [tea.Model].
func (a App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	before := a.lastSeen(msg)
	a.Now = a.Cfg.Now().Round(0) // the clock on the wall, whatever was slept through
	a, cmd := a.receive(msg)
	a, behind := a.waited()
	a = a.stillGone()
	a, offer := a.offerLeft()
	a, played := a.drilled()
	a, back := a.setBack(before)
	a, alert := a.alerted()
	a, wake := a.rewake()
	cmd = tea.Batch(cmd, behind, offer, played, back, alert, wake)
	if a.how != screen.Hurried && (len(a.queue) > 0 || a.Sending()) {
		// Bubble Tea abandons commands that still run when it quits, and what
		// is queued belongs to the open run. So the App stays until the last
		// write is answered.
		return a, cmd
	}
	a, departure := a.depart()
	return a, tea.Batch(cmd, departure)
}

// depart goes where the person wanted to go, now that all is written.
func (a App) depart() (App, tea.Cmd) {
	switch a.going {
	case leaving:
		a.going = ended
		return a, a.end()
	case aside:
		a.going = staying
		return a, a.keepThen(a.toShell)
	case homeward:
		return a.toHome()
	}
	return a, nil
}

// busy reports whether the person has asked to go and some writes are not
// answered yet. Keys that come meanwhile are dropped.
func (a App) busy() bool { return a.going != staying }

// receive answers the messages that are the App's own business and hands the
// rest to the screens.
func (a App) receive(msg tea.Msg) (App, tea.Cmd) {
	a.opening = a.opening.after(msg)
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		a.size.width, a.size.height = msg.Width, msg.Height
		a.Window = draw.LayoutOf(msg.Width, msg.Height)
		return a.relisted().broadcast(msg)
	case tea.ColorProfileMsg:
		a.profile = msg.Profile
		return a.themed(), nil
	case tea.BackgroundColorMsg:
		a.background = msg
		return a.themed(), nil
	case tea.KeyPressMsg:
		return a.press(msg)
	case input.Escaped:
		return a.escaped(msg)
	case tea.PasteMsg:
		return a.paste(msg)
	case input.Unended:
		return a.unended(), nil
	case loadedMsg:
		return a.loaded(msg)
	case strandedMsg:
		return a.stranded(msg), nil
	case noShellMsg:
		return a.say("There is no shell to go to: none has started Cordon here. Ctrl+c twice leaves, and "+a.goOn()+" comes back.", true), nil
	case tea.ResumeMsg:
		return a.resumed()
	case screen.MinuteMsg:
		if msg.Wait == a.waits {
			a.wake = time.Time{}
		}
		return a, nil
	case screen.LeaveMsg:
		a.going, a.exit, a.how = max(a.going, leaving), msg.Code, max(a.how, msg.How)
		return a, nil
	case quitDueMsg:
		return a.hurry()
	case screen.NotKeptMsg:
		a.going, a.Unsaved = staying, inert.Line(msg.Err.Error())
		return a.say("What you typed last could not be saved: "+msg.Err.Error(), true), nil
	case screen.ActMsg:
		return a.act(msg)
	case screen.GoMsg:
		return a.goTo(msg)
	case screen.HomeMsg:
		return a.home(msg)
	case screen.OpenedMsg:
		return a.show(msg)
	case screen.NotOpenedMsg:
		return a.notOpened(msg)
	case screen.RecordedMsg:
		return a.recorded(msg)
	case screen.RefusedMsg:
		return a.refused(msg)
	case screen.FailedMsg:
		return a.failed(msg)
	case screen.OthersMsg:
		return a.others(msg)
	case screen.DraftKeptMsg:
		return a.kept(msg)
	case screen.RenamedMsg:
		return a.renamed(msg)
	case screen.DraftTakenMsg:
		return a.taken(msg)
	case screen.CheckedMsg:
		return a.verified(msg).broadcast(msg)
	}
	return a.broadcast(msg)
}

// press routes a key: ctrl+c first, then the welcome after a long pause, then
// the screen on top.
func (a App) press(msg tea.KeyPressMsg) (App, tea.Cmd) {
	before := a.pressed
	a.pressed = a.Now
	if c, ok := screen.Find(screen.Reserved(), screen.Latin(msg, false)); ok {
		return a.reserved(c.ID)
	}
	a.interrupted = time.Time{}
	if a.Now.Sub(before) >= idleAfter && !a.busy() && a.welcomes() {
		return a.welcomeBack(before)
	}
	return a.take(msg)
}

// take hands a key or a paste on, unless others wait before it.
func (a App) take(msg tea.Msg) (App, tea.Cmd) {
	switch {
	case a.busy():
		return a, nil
	case len(a.behind) > 0:
		return a.wait(msg), nil
	}
	return a.hand(msg)
}

// hand hands a key or a paste to the screen on top.
func (a App) hand(msg tea.Msg) (App, tea.Cmd) {
	if key, ok := msg.(tea.KeyPressMsg); ok {
		if a.escapedLate(key) {
			return a.escThen(tea.KeyPressMsg{Code: key.Code})
		}
		if !a.notice.Problem || a.Unsaved == "" {
			a.notice = screen.Saying{}
		}
	}
	return a.toTop(msg)
}

// paste hands text to the screen on top. It is no key: nothing in it acts.
func (a App) paste(msg tea.PasteMsg) (App, tea.Cmd) {
	a.pressed = a.Now
	if _, says := a.top().(form.Form); !says && a.top().Typing() && len(msg.Content) > form.InputLimit {
		return a.say("What you pasted ("+words.Bytes(int64(len(msg.Content)))+") is too long for here. Nothing of it was taken.", true), nil
	}
	return a.take(msg)
}

// unended says that the end of a paste did not come.
func (a App) unended() App {
	if a.top().Typing() {
		return a.say("The end of what was pasted did not come. What came is in the field: look whether all of it is there.", true)
	}
	return a.say("The end of what was pasted did not come. Nothing of it was taken: no field is open here.", true)
}

// reserved does what a reserved key means.
func (a App) reserved(id string) (App, tea.Cmd) {
	switch id {
	case "quit":
		return a.interrupt()
	case "suspend":
		a.going = max(a.going, aside)
		return a, nil
	}
	return a, tea.ClearScreen
}

// saying puts a line in the footer that nobody needs to read again.
func (a App) saying(text string) App {
	a.notice = screen.Saying{At: a.Now, Text: inert.Line(text)}
	return a
}

// say puts a line in the footer and in the list of messages.
func (a App) say(text string, problem bool) App {
	a.notice = screen.Saying{At: a.Now, Text: inert.Line(text), Problem: problem}
	a.Log = append(a.Log[max(0, len(a.Log)-logKept+1):len(a.Log):len(a.Log)], a.notice)
	return a
}

// with puts the newest state of the open run in force. Answers may overtake each
// other, so it may know less than what is in force already. A closed run is
// open to look at only, and so is every run where there is no Writer.
func (a App) with(r run.Run) App {
	if !a.Opened || r.ID() != a.Run.ID() || r.Head().Seq < a.Run.Head().Seq {
		return a
	}
	a.Run = r
	if last := r.Last(); last != nil {
		a.Saved = a.Local(r.Written(last))
	}
	_, closed := r.Closing()
	a.Review = a.looking || closed || a.Cfg.ReadOnly()
	if !a.Review {
		a.Findings, a.Checked, a.Looked = nil, run.Checked{}, false
	}
	return a
}

// others takes in what other people wrote.
func (a App) others(msg screen.OthersMsg) (App, tea.Cmd) {
	if msg.Watch != a.watch {
		return a, nil // of a run that was left
	}
	a.mark = msg.Mark
	if msg.Err == nil {
		a.Others = msg.Drafts.Others
	}
	cmds := []tea.Cmd{a.watchOthers()}
	was := a.gone
	a = a.learnGone(msg.Err)
	switch {
	case a.gone != "", was != "" && msg.Err == nil && msg.Run.Head().Seq == a.Run.Head().Seq:
	case msg.Err != nil:
		a = a.say("Other people's entries cannot be read: "+msg.Err.Error(), true)
	case msg.Run.ID() == a.Run.ID() && msg.Run.Head().Seq > a.Run.Head().Seq:
		a = a.announce(msg.Run).with(msg.Run)
		cmds = append(cmds, a.inspect())
	}
	return a.broadcastAnd(msg, tea.Batch(cmds...))
}

// announce says what others recorded since the run that is known.
func (a App) announce(next run.Run) App {
	var last *run.Entry
	n := 0
	for _, e := range next.Entries()[len(a.Run.Entries()):] {
		if e.By != a.Cfg.By {
			last, n = e, n+1
		}
	}
	if last == nil {
		return a
	}
	step, text := next.Describe(last)
	a = a.owe(alertEntry)
	text = last.By + ": " + strings.TrimSpace(step+" "+text)
	if n > 1 {
		text = fmt.Sprintf("%d new entries, the last by %s", n, text)
	}
	return a.say(text, false)
}

// verified takes in what was found in an open run, and how its record stands.
func (a App) verified(msg screen.CheckedMsg) App {
	if msg.ID != a.Run.ID() || !a.Review {
		return a
	}
	a.Findings, a.Checked, a.Looked = msg.Findings, msg.Checked, true
	switch state := words.Record(a.Checked); {
	case msg.Err != nil:
		a = a.say("The record is "+state.Text+": "+msg.Err.Error(), true)
	case state.Tone == words.Alarm:
		a = a.say("The record is "+state.Text, true)
	}
	return a
}
