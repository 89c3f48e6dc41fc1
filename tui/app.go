package tui

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"
	"github.com/charmbracelet/colorprofile"

	"cordon/playbook"
	"cordon/playbook/inert"
	"cordon/playbook/run"
)

const (
	// interruptWithin is how soon the second ctrl+c must follow to quit.
	interruptWithin = 2 * time.Second
	// idleAfter is how long nobody has pressed a key when the next one shows
	// the resume card and does nothing else.
	idleAfter = 10 * time.Minute
	// othersEvery is how often the file is looked at for other people's
	// entries. It costs one stat and draws nothing.
	othersEvery = 400 * time.Millisecond
	// logKept is how many messages are kept.
	logKept = 500
)

// App is the root model. Use [New] to make one.
type App struct {
	world
	ctx   context.Context
	stack []screen // the last one has the keys
	queue []change // writes not answered yet; the first is under way
	mark  string   // of the file, when we last read it
	watch int      // tells the watching of what is shown from that of before
	// watched ends when what is shown is left; unwatch ends it.
	watched context.Context
	unwatch context.CancelFunc
	notice  message // the line in the footer
	size    struct{ width, height int }
	// What the terminal has told about its colours.
	plain      bool // too few
	background tea.BackgroundColorMsg

	interrupted time.Time // the first ctrl+c
	pressed     time.Time // the last key
	looking     bool      // somebody asked to look at the run only
	homing      bool      // to the list of runs, when all is written
	suspending  bool      // for a while, when all is written
	leaving     bool      // to the shell, when all is written
	ended       bool      // the end is under way
	forced      bool      // whatever happens
	exit        int
	// ending is told that the program is about to end, so that it does even
	// if the terminal takes no more output. It may be nil.
	ending func(code int)
}

// New returns an App.
func New(cfg Config) App {
	if cfg.Now == nil {
		cfg.Now = time.Now
	}
	if cfg.Context == nil {
		cfg.Context = context.Background()
	}
	a := App{ctx: cfg.Context}
	a.cfg = cfg
	a.theme = PlainTheme(cfg.ASCII)
	a.now = cfg.Now()
	a.stack = []screen{newHome()}
	return a.rewatch()
}

// ExitCode returns the code the program should end with.
func (a App) ExitCode() int { return a.exit }

// goOn is the command that comes back to what is open.
func (a App) goOn() string {
	if a.opened {
		return "cordon resume " + a.run.ID()
	}
	return "cordon"
}

// Init implements [tea.Model].
func (a App) Init() tea.Cmd {
	cmds := []tea.Cmd{a.nextMinute()}
	if a.cfg.Color != ColorNever {
		cmds = append(cmds, tea.RequestBackgroundColor)
	}
	switch {
	case a.cfg.Open != "":
		cmds = append(cmds, openRun(a.cfg, a.cfg.Open, a.cfg.Review))
	case a.cfg.Playbook != "":
		cmds = append(cmds, a.loadHome(), openBook(a.cfg, a.cfg.Playbook, startFor(a.cfg.Drill)))
	default:
		cmds = append(cmds, a.loadHome())
	}
	return tea.Batch(cmds...)
}

// Update implements [tea.Model].
func (a App) Update(msg tea.Msg) (tea.Model, tea.Cmd) {
	a.now = a.cfg.Now()
	a, cmd := a.receive(msg)
	switch {
	case len(a.queue) > 0, a.sending():
		// Bubble Tea abandons commands that still run when it quits, and what
		// is queued belongs to the open run. So the App stays until the last
		// write is answered.
	case a.leaving && !a.ended:
		a.ended = true
		return a, a.end()
	case a.suspending:
		a.suspending = false
		return a, tea.Batch(cmd, a.keepThen(tea.Suspend))
	case a.homing:
		a, home := a.toHome()
		return a, tea.Batch(cmd, home)
	}
	return a, cmd
}

// receive answers the messages that are the App's own business and hands the
// rest to the screens.
func (a App) receive(msg tea.Msg) (App, tea.Cmd) {
	switch msg := msg.(type) {
	case tea.WindowSizeMsg:
		a.size.width, a.size.height = msg.Width, msg.Height
		a.window = layoutOf(msg.Width, msg.Height)
		return a.broadcast(msg)
	case tea.ColorProfileMsg:
		a.plain = msg.Profile < colorprofile.ANSI256
		return a.themed(), nil
	case tea.BackgroundColorMsg:
		a.background = msg
		return a.themed(), nil
	case tea.KeyPressMsg:
		return a.press(msg)
	case tea.PasteMsg:
		return a.toTop(msg)
	case tea.ResumeMsg:
		return a.resumed()
	case minuteMsg:
		return a, a.nextMinute()
	case leaveMsg:
		a.leaving, a.exit, a.forced = true, msg.code, msg.forced
		return a, nil
	case notKeptMsg:
		a.leaving, a.ended, a.unsaved = false, false, inert.Line(msg.err.Error())
		return a.say("What you typed last could not be saved: "+msg.err.Error(), true), nil
	case homeMsg:
		return a.home(msg)
	case openedMsg:
		return a.show(msg)
	case notOpenedMsg:
		return a.notOpened(msg)
	case recordedMsg:
		return a.recorded(msg)
	case refusedMsg:
		a = a.with(msg.run)
		a.queue = a.queue[1:]
		a = a.say(sentence(msg.err), true)
		return a.broadcastAnd(msg, a.nextWrite())
	case failedMsg:
		return a.failed(msg)
	case othersMsg:
		return a.others(msg)
	case draftKeptMsg:
		return a.kept(msg).broadcast(msg)
	case verifiedMsg:
		return a.verified(msg).broadcast(msg)
	}
	return a.broadcast(msg)
}

// press routes a key: ctrl+c first, then the welcome after a long pause, then
// the screen on top.
func (a App) press(msg tea.KeyPressMsg) (App, tea.Cmd) {
	before := a.pressed
	a.pressed = a.now
	switch msg.String() {
	case "ctrl+c":
		return a.interrupt(), nil
	case "ctrl+z":
		a.suspending = true
		return a, nil
	case "ctrl+l":
		return a, tea.ClearScreen
	}
	a.interrupted = time.Time{}
	if a.now.Sub(before) >= idleAfter && a.welcomes() {
		return a.welcomeBack(before)
	}
	if !a.notice.problem || a.unsaved == "" {
		a.notice = message{}
	}
	return a.toTop(msg)
}

// interrupt answers ctrl+c: the first says that all is saved, the second ends
// the program.
func (a App) interrupt() App {
	if !a.interrupted.IsZero() && a.now.Sub(a.interrupted) <= interruptWithin {
		a.leaving, a.exit = true, exitInterrupted
		return a
	}
	a.interrupted = a.now
	text := "All is saved. ctrl+c again to quit."
	if a.unsaved != "" {
		text = "NOT SAVED: " + a.unsaved + " ctrl+c again quits all the same."
	}
	a.notice = message{at: a.now, text: text}
	return a
}

// top returns the screen that has the keys.
func (a App) top() screen { return a.stack[len(a.stack)-1] }

// toTop hands a key or a paste to the screen on top.
func (a App) toTop(msg tea.Msg) (App, tea.Cmd) {
	top, w := a.top(), a.worldOf(len(a.stack)-1)
	if press, ok := msg.(tea.KeyPressMsg); ok {
		if c, ok := a.command(top, w, press); ok {
			next, r := perform(top, c)
			return a.replace(len(a.stack)-1, next).answer(r)
		}
		if !top.typing() {
			if c, ok := a.global(press); ok {
				next, r := perform(top, c)
				return a.replace(len(a.stack)-1, next).answer(r)
			}
		}
	}
	next, r := top.update(w, msg)
	return a.replace(len(a.stack)-1, next).answer(r)
}

// command returns the command of the screen that a key means. In a tiny window
// only leaving and help work.
func (a App) command(s screen, w world, msg tea.KeyPressMsg) (command, bool) {
	c, ok := find(s.commands(w), latin(msg, s.typing()))
	if ok && a.window == tiny && c.group == groupDo {
		c.why = "The window is too small. Make it at least 40x10."
	}
	return c, ok
}

// answer does what a screen asks.
func (a App) answer(r reply) (App, tea.Cmd) {
	cmds := []tea.Cmd{r.cmd}
	if r.leave && len(a.stack) > 1 {
		a.stack = a.stack[: len(a.stack)-1 : len(a.stack)-1]
	}
	a.homing = a.homing || r.home
	if r.open != nil {
		a.serial++
		a.stack = append(a.stack[:len(a.stack):len(a.stack)], r.open)
		next, more := a.top().update(a.worldOf(len(a.stack)-1), shownMsg{})
		var cmd tea.Cmd
		a, cmd = a.replace(len(a.stack)-1, next).answer(more)
		cmds = append(cmds, cmd)
	}
	if r.say != "" {
		a = a.say(r.say, false)
	}
	if r.problem != "" {
		a = a.say(r.problem, true)
	}
	if r.change != nil {
		var cmd tea.Cmd
		a, cmd = a.enqueue(*r.change)
		cmds = append(cmds, cmd)
	}
	if r.invoke != "" {
		var cmd tea.Cmd
		a, cmd = a.invoke(r.invoke)
		cmds = append(cmds, cmd)
	}
	if r.tell != nil {
		var cmd tea.Cmd
		a, cmd = a.broadcast(r.tell)
		cmds = append(cmds, cmd)
	}
	return a, tea.Batch(cmds...)
}

// invoke does a command of the screen on top by its id, or of the next one
// below that has it; those above leave.
func (a App) invoke(id string) (App, tea.Cmd) {
	for i := len(a.stack) - 1; i >= 0; i-- {
		s := a.stack[i]
		commands := s.commands(a.worldOf(i))
		if i == len(a.stack)-1 {
			commands = append(commands[:len(commands):len(commands)], a.globals()...)
		}
		if c, ok := byID(commands, id); ok {
			a.stack = a.stack[: i+1 : i+1]
			next, r := perform(s, c)
			return a.replace(i, next).answer(r)
		}
	}
	return a, nil
}

// broadcast hands a message to every screen, from the lowest up. A screen may
// leave in answer to it.
func (a App) broadcast(msg tea.Msg) (App, tea.Cmd) { return a.broadcastAnd(msg, nil) }

func (a App) broadcastAnd(msg tea.Msg, also tea.Cmd) (App, tea.Cmd) {
	cmds := []tea.Cmd{also}
	for i := 0; i < len(a.stack); i++ {
		below := len(a.stack)
		next, r := a.stack[i].update(a.worldOf(i), msg)
		var cmd tea.Cmd
		a, cmd = a.replace(i, next).answerFrom(i, r)
		cmds = append(cmds, cmd)
		if len(a.stack) < below {
			i--
		}
	}
	return a, tea.Batch(cmds...)
}

// answerFrom does what a screen that may lie below others asks.
func (a App) answerFrom(i int, r reply) (App, tea.Cmd) {
	if r.leave && i < len(a.stack)-1 {
		a.stack = append(a.stack[:i:i], a.stack[i+1:]...)
		r.leave = false
	}
	return a.answer(r)
}

func (a App) replace(i int, s screen) App {
	a.stack = append(append(a.stack[:i:i], s), a.stack[i+1:]...)
	return a
}

// themed picks the theme for the terminal as far as it is known.
func (a App) themed() App {
	a.theme = PlainTheme(a.cfg.ASCII)
	if a.cfg.colourful() && !a.plain && a.background.Color != nil {
		a.theme = NewTheme(a.background.IsDark(), a.cfg.ASCII)
	}
	return a
}

// say puts a line in the footer and in the list of messages.
func (a App) say(text string, problem bool) App {
	a.notice = message{at: a.now, text: inert.Line(text), problem: problem}
	a.log = append(a.log[max(0, len(a.log)-logKept+1):len(a.log):len(a.log)], a.notice)
	return a
}

// with puts the newest state of the open run in force. A closed run is open to
// look at only.
func (a App) with(r run.Run) App {
	if !a.opened || r.ID() != a.run.ID() {
		return a
	}
	a.run = r
	if last := r.Last(); last != nil {
		a.saved = a.local(last.Recorded)
	}
	_, closed := r.Closing()
	a.review = a.looking || closed
	switch {
	case !a.review:
		a.findings, a.verdict, a.intact = nil, "", false
	case a.verdict == "":
		a.verdict, a.intact = "checking the chain", true
	}
	return a
}

// enqueue puts a change behind those under way.
func (a App) enqueue(c change) (App, tea.Cmd) {
	if a.review && !c.reopens {
		return a.say("This run is open to look at only. Nothing was changed.", true), nil
	}
	a.queue = append(a.queue[:len(a.queue):len(a.queue)], c)
	if len(a.queue) > 1 {
		return a, nil
	}
	return a, a.nextWrite()
}

// nextWrite starts the first write of the queue.
func (a App) nextWrite() tea.Cmd {
	if len(a.queue) == 0 {
		return nil
	}
	c, known, journal := a.queue[0], a.run, a.cfg.Journal
	stamp := run.Stamp{By: a.cfg.By, At: c.at}
	now := a.cfg.Now
	return func() tea.Msg {
		stamp.Now = now()
		next, err := journal.Record(known, stamp, c.decide, c.drop...)
		switch {
		case err == nil:
			return recordedMsg{change: c, run: next}
		case refused(err):
			return refusedMsg{change: c, run: next, err: err}
		}
		return failedMsg{change: c, err: err}
	}
}

// refused reports whether err says no, rather than that the write failed.
func refused(err error) bool {
	if _, ok := errors.AsType[*run.Refusal](err); ok {
		return true
	}
	return errors.Is(err, playbook.ErrNoStep) || errors.Is(err, playbook.ErrNoFact) || errors.Is(err, playbook.ErrNoRole)
}

func (a App) recorded(msg recordedMsg) (App, tea.Cmd) {
	a.queue = a.queue[1:]
	a.unsaved = ""
	a.looking = a.looking && !msg.change.reopens
	a = a.with(msg.run)
	if msg.change.said != nil {
		a = a.say(msg.change.said(msg.run), false)
	}
	a.drafts = without(a.drafts, msg.change.drop)
	return a.broadcastAnd(msg, tea.Batch(a.inspect(), a.nextWrite()))
}

// failed keeps what was there and says so. The changes behind the one that
// failed are dropped: they were decided on a screen that showed otherwise.
func (a App) failed(msg failedMsg) (App, tea.Cmd) {
	a.queue = nil
	a.leaving, a.homing = false, false // the responder decides again, knowing this
	a.unsaved = inert.Line(msg.err.Error())
	a = a.say(fmt.Sprintf("Could not %s: %v", msg.change.doing, msg.err), true)
	return a.broadcast(msg)
}

// others takes in what other people wrote.
func (a App) others(msg othersMsg) (App, tea.Cmd) {
	if msg.watch != a.watch {
		return a, nil // of a run that was left
	}
	a.mark = msg.mark
	cmds := []tea.Cmd{a.watchOthers()}
	switch {
	case msg.err != nil:
		a = a.say("Other people's entries cannot be read: "+msg.err.Error(), true)
	case msg.run.ID() == a.run.ID() && msg.run.Head().Seq > a.run.Head().Seq:
		a = a.announce(msg.run).with(msg.run)
		cmds = append(cmds, a.inspect())
	}
	return a.broadcastAnd(msg, tea.Batch(cmds...))
}

// announce says what others recorded since the run that is known.
func (a App) announce(next run.Run) App {
	var last *run.Entry
	n := 0
	for _, e := range next.Entries()[a.run.Head().Seq:] {
		if e.By != a.cfg.By {
			last, n = e, n+1
		}
	}
	if last == nil {
		return a
	}
	step, text := next.Describe(last)
	text = strings.TrimSpace(last.By + ": " + step + " " + text)
	if n > 1 {
		text = fmt.Sprintf("%d new entries, the last by %s", n, text)
	}
	return a.say(text, false)
}

// verified takes in what was found in an open run.
func (a App) verified(msg verifiedMsg) App {
	if msg.id != a.run.ID() || !a.review {
		return a
	}
	a.findings = msg.findings
	a.intact = msg.err == nil
	a.verdict = fmt.Sprintf("chain ok, %d entries", msg.entries)
	if msg.err != nil {
		a.verdict = "NOT INTACT: " + inert.Line(msg.err.Error())
		a = a.say(a.verdict, true)
	}
	return a
}

// sentence makes a refusal a sentence: capital first, full stop last.
func sentence(err error) string {
	text := err.Error()
	if text == "" {
		return text
	}
	text = strings.ToUpper(text[:1]) + text[1:]
	if !strings.HasSuffix(text, ".") {
		text += "."
	}
	return text
}
