package tui

import (
	"time"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/run"
)

// The App's commands: all the input and output that is not a write of the run.

// nextMinute waits for the minute to change, because screens show minutes.
func (a App) nextMinute() tea.Cmd {
	now := a.now
	return tea.Tick(now.Truncate(time.Minute).Add(time.Minute).Sub(now), func(time.Time) tea.Msg { return minuteMsg{} })
}

// loadHome reads the runs and playbooks.
func (a App) loadHome() tea.Cmd {
	journal, library := a.cfg.Journal, a.cfg.Library
	return func() tea.Msg {
		runs, err := journal.Runs()
		if err != nil {
			return homeMsg{err: err}
		}
		books, err := library.List()
		return homeMsg{runs: runs, playbooks: books, err: err}
	}
}

// openRun loads a run.
func (a App) openRun(id string, review bool) tea.Cmd { return openRun(a.cfg, id, review) }

func openRun(cfg Config, id string, review bool) tea.Cmd {
	return func() tea.Msg {
		mark, err := cfg.Journal.Mark()
		if err != nil {
			return notOpenedMsg{err}
		}
		r, err := cfg.Journal.Load(id)
		if err != nil {
			return notOpenedMsg{err}
		}
		drafts, err := cfg.Journal.Drafts(id)
		if err != nil {
			return notOpenedMsg{err}
		}
		return openedMsg{run: r, mark: mark, review: review, drafts: drafts}
	}
}

// startRun begins a run of the playbook that ref names.
func startRun(cfg Config, ref, title string, drill bool) tea.Cmd {
	return func() tea.Msg {
		book, err := cfg.Library.Open(ref)
		if err != nil {
			return notOpenedMsg{err}
		}
		r, err := cfg.Journal.Start(book, title, drill, run.Stamp{By: cfg.By, Now: cfg.Now()})
		if err != nil {
			return notOpenedMsg{err}
		}
		mark, err := cfg.Journal.Mark()
		if err != nil {
			return notOpenedMsg{err}
		}
		return openedMsg{run: r, mark: mark, fresh: true}
	}
}

// verify checks the chain of the open run.
func (a App) verify() tea.Cmd {
	id, journal := a.run.ID(), a.cfg.Journal
	return func() tea.Msg {
		n, err := journal.Verify(id)
		return verifiedMsg{id: id, entries: n, err: err}
	}
}

// watchOthers waits until somebody has written, and reads what is new. It
// draws nothing and wakes nothing but itself while nothing happens.
func (a App) watchOthers() tea.Cmd {
	ctx, journal, known, mark, watch := a.ctx, a.cfg.Journal, a.run, a.mark, a.watch
	return func() tea.Msg {
		for {
			select {
			case <-ctx.Done():
				return nil
			case <-time.After(othersEvery):
			}
			current, err := journal.Mark()
			if err != nil || current == mark {
				continue
			}
			next, err := journal.Refresh(known)
			return othersMsg{watch: watch, mark: current, run: next, err: err}
		}
	}
}

// show puts a run that was loaded on the screen.
func (a App) show(msg openedMsg) (App, tea.Cmd) {
	a.run, a.opened, a.review = msg.run, true, msg.review
	a.mark, a.watch = msg.mark, a.watch+1
	a.saved, a.unsaved, a.verdict, a.findings = time.Time{}, "", "", nil
	a.pressed = a.now
	a.drafts = msg.drafts
	if last := msg.run.Last(); last != nil {
		a.saved = last.Recorded.In(a.now.Location())
	}
	_, closed := msg.run.Closing()
	a.review = a.review || closed
	a = a.with(msg.run)
	a.stack = []screen{a.stack[0], newRunScreen(a.world)}
	cmds := []tea.Cmd{a.watchOthers()}
	if a.review {
		cmds = append(cmds, a.verify())
	} else if !msg.fresh {
		var cmd tea.Cmd
		a, cmd = a.welcomeBack()
		cmds = append(cmds, cmd)
	}
	return a, tea.Batch(cmds...)
}

// welcomeBack lays the resume card over an open run.
func (a App) welcomeBack() (App, tea.Cmd) {
	if !a.opened || a.review {
		return a, nil
	}
	if _, up := a.top().(resumeCard); up {
		return a, nil
	}
	return a.answer(reply{open: newResumeCard(a.world)})
}

// leaveRun goes back to the list of runs.
func (a App) leaveRun() (App, tea.Cmd) {
	a.stack = a.stack[:1:1]
	a.run, a.opened, a.review = run.Run{}, false, false
	a.watch++
	return a, a.loadHome()
}
