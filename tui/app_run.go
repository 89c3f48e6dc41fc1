package tui

import (
	"context"
	"slices"
	"time"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/draw"
	"cordon/tui/review"
	"cordon/tui/screen"
	"cordon/tui/work"
)

// The App's commands: all the input and output that is not a write of the run.

// loadHome reads the runs and playbooks.
func (a App) loadHome() tea.Cmd {
	reader, library, office, watch, known := a.Cfg.Reader, a.Cfg.Library, a.Cfg.Office, a.watch, a.listed
	return func() tea.Msg {
		msg := screen.HomeMsg{Watch: watch}
		// The mark comes first: what is written while the runs are read shows
		// as a change of it.
		if msg.Mark, msg.Err = reader.Mark(); msg.Err == nil {
			msg.Runs, msg.Err = reader.Runs(known)
		}
		msg.Playbooks, msg.BookErr = library.List()
		if office != nil {
			profile, err := office.Profile()
			msg.NoProfile = profile == nil && err == nil
		}
		return msg
	}
}

// home takes in the runs and playbooks and waits for the next change of them.
func (a App) home(msg screen.HomeMsg) (App, tea.Cmd) {
	if msg.Watch != a.watch {
		return a, nil // a run was opened meanwhile
	}
	a.mark = msg.Mark
	if a = a.learnGone(msg.Err); a.gone != "" {
		msg.Runs, msg.Err = a.listed, nil // which shows where they are not
	} else if msg.Err == nil {
		a.listed = msg.Runs
	}
	return a.broadcastAnd(msg, a.watchHome())
}

// watchHome reads the runs and playbooks again when somebody has written.
func (a App) watchHome() tea.Cmd {
	if a.Cfg.Lines {
		return nil // see Look
	}
	ctx, reader, mark, load := a.watched, a.Cfg.Reader, a.mark, a.loadHome()
	return func() tea.Msg {
		if _, ok := nextMark(ctx, reader, mark); !ok {
			return nil
		}
		return load()
	}
}

// nextMark waits until the file has another mark than the one given. It
// reports false when ctx has ended.
func nextMark(ctx context.Context, reader screen.Reader, mark string) (string, bool) {
	for looks := 0; ; looks++ {
		every := othersEvery
		if looks >= quietLooks {
			every = lookEvery
		}
		select {
		case <-ctx.Done():
			return "", false
		case <-time.After(untilBeat(every)):
		}
		if current, err := reader.Mark(); err == nil && current != mark {
			return current, true
		}
	}
}

// rewatch ends the watching of what was shown before.
func (a App) rewatch() App {
	if a.unwatch != nil {
		a.unwatch()
	}
	a.watched, a.unwatch = context.WithCancel(a.ctx)
	a.watch++
	return a
}

// openFirst loads the run to begin with.
func (a App) openFirst() tea.Cmd {
	load := screen.OpenRun(a.Cfg, a.Cfg.Open, a.Cfg.Review)
	return func() tea.Msg {
		msg := load()
		if opened, ok := msg.(screen.OpenedMsg); ok {
			if a.Cfg.Fresh {
				opened = screen.Fresh(a.Cfg, opened)
			}
			return opened
		}
		return msg
	}
}

// inspect checks the record of the open run, its evidence included, and looks for
// what a reviewer should see. It only reads.
func (a App) inspect() tea.Cmd {
	if !a.Review {
		return nil
	}
	r, cfg := a.Run, a.Cfg
	return func() tea.Msg {
		checked, err := cfg.Reader.Verify(r.ID())
		found := words.FindingRows(r.Findings(cfg.Beside(r, checked, cfg.Now())))
		return screen.CheckedMsg{ID: r.ID(), Checked: checked, Err: err, Findings: found}
	}
}

// watchOthers waits until somebody has written, and reads what is new. It
// draws nothing and wakes nothing but itself while nothing happens.
func (a App) watchOthers() tea.Cmd {
	if a.Cfg.Lines {
		return nil // see Look
	}
	ctx, reader, mark, read := a.watched, a.Cfg.Reader, a.mark, a.readOthers()
	return func() tea.Msg {
		current, ok := nextMark(ctx, reader, mark)
		if !ok {
			return nil
		}
		return read(current)
	}
}

// readOthers reads what others wrote until the storage had a mark.
func (a App) readOthers() func(mark string) tea.Msg {
	reader, by, known, watch := a.Cfg.Reader, a.Cfg.By, a.Run, a.watch
	return func(mark string) tea.Msg {
		msg := screen.OthersMsg{Watch: watch, Mark: mark}
		if msg.Run, msg.Err = reader.Refresh(known); msg.Err == nil {
			msg.Drafts, msg.Err = reader.Drafts(known.ID(), by)
		}
		return msg
	}
}

// show puts a run that was loaded on the screen.
func (a App) show(msg screen.OpenedMsg) (App, tea.Cmd) {
	if a.Opened {
		// Two were asked for. The keys from here on are meant for what shows.
		return a.say("Run "+msg.Run.ID()+" can be opened too: "+a.Key("leave")+" shows all runs.", false), nil
	}
	a = a.rewatch()
	a.Run, a.Opened, a.looking, a.mark = msg.Run, true, msg.Review, msg.Mark
	a.gone = "" // what shows now was in the file just now
	a.Saved, a.Unsaved, a.Checked, a.Looked, a.Findings = time.Time{}, "", run.Checked{}, false, nil
	a.pressed = a.Now
	a.Drafts, a.Others, a.KeptAt = msg.Drafts.Own, msg.Drafts.Others, nil
	a = a.with(msg.Run)
	a.told, a.jumped = toldOf(msg.Run), time.Time{}
	a.stack = []screen.Screen{a.stack[0], work.New(&a.World)}
	cmds := []tea.Cmd{a.watchOthers(), a.inspect()}
	if own := words.OwnRules(a.Run); msg.Fresh && own != "" {
		a = a.say(own, true)
	}
	a, greet := a.greet(msg.Fresh)
	a, ask := a.takeProfile(msg)
	return a, tea.Batch(append(cmds, greet, ask)...)
}

// takeProfile shows what the organisation's profile says about a run that was
// only just started, and asks whether it still holds; or records it where the
// person has said so beforehand. It never stands in the way of the run.
func (a App) takeProfile(msg screen.OpenedMsg) (App, tea.Cmd) {
	switch card := work.Profile(&a.World, msg.Profile); {
	case msg.ProfileErr != nil:
		return a.say("Your profile cannot be used, and nothing of it was recorded: "+msg.ProfileErr.Error(), true), nil
	case card == nil:
	case a.Cfg.ProfileUse == screen.ProfileYes:
		all := work.ProfileChanges(&a.World, msg.Profile)
		return a.answer(screen.Reply{Change: &all[0], Then: all[1:]})
	case !a.tooSmall():
		return a.answer(screen.Reply{Open: card})
	}
	return a, nil
}

// greet lays something over a run that was just opened: the first page of a
// review, what the playbook is about, if the run was only just started, or where
// one was.
func (a App) greet(fresh bool) (App, tea.Cmd) {
	switch justStarted := a.AsOf().Sub(a.Run.Opened()) < welcomeFrom; {
	case a.Review && !a.tooSmall():
		return a.answer(screen.Reply{Open: review.New()})
	case !a.welcomes():
	case fresh:
		if about := work.About(&a.World); about != nil {
			return a.answer(screen.Reply{Open: about})
		}
	case !justStarted:
		return a.welcomeBack(work.LastOf(a.Run, a.Cfg.By))
	}
	return a, nil
}

// notOpened says why a run could not be opened.
func (a App) notOpened(msg screen.NotOpenedMsg) (App, tea.Cmd) {
	a = a.say("Not opened: "+msg.Err.Error(), true)
	var load tea.Cmd
	if a.mark == "" {
		load = a.loadHome()
	}
	return a.broadcastAnd(msg, load)
}

// welcomes reports whether the resume card may come up: over a run that is
// worked on, not over text that is being typed, and where there is room.
func (a App) welcomes() bool {
	_, up := a.top().(work.ResumeCard)
	return a.Opened && !a.Review && !up && !a.tooSmall() && !a.top().Typing()
}

// tooSmall reports whether the window is too small to lay something over the run. A
// run may be open before the terminal has said how large it is; then it is not.
func (a App) tooSmall() bool { return a.Window == draw.Tiny && a.size.width > 0 }

// welcomeBack lays the resume card over an open run, for somebody who was away
// since then.
func (a App) welcomeBack(since time.Time) (App, tea.Cmd) {
	return a.answer(screen.Reply{Open: work.NewResumeCard(since)})
}

// noShellMsg says that nobody could wake the program if it was stopped.
type noShellMsg struct{}

// toShell stops the program, if somebody can wake it.
func (a App) toShell() tea.Msg {
	if a.shell != nil && !a.shell() {
		return noShellMsg{}
	}
	return tea.Suspend()
}

// resumed is back from the shell.
func (a App) resumed() (App, tea.Cmd) {
	if !a.welcomes() {
		return a, nil
	}
	return a.welcomeBack(a.pressed)
}

// toHome goes back to the list of runs.
func (a App) toHome() (App, tea.Cmd) {
	a = a.rewatch().listedAnew(a.Run.Summary())
	a.stack = a.stack[:1:1]
	a.Run, a.Opened, a.Review, a.looking, a.going = run.Run{}, false, false, false, staying
	a.Unsaved = a.gone
	return a, a.loadHome()
}

// listedAnew puts a run as it was last shown among those that the list knows.
func (a App) listedAnew(known run.Summary) App {
	same := func(s run.Summary) bool { return s.ID == known.ID }
	a.listed = append(slices.DeleteFunc(slices.Clone(a.listed), same), known)
	return a
}
