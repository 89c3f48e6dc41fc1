package tui

import (
	"context"
	"time"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook"
	"cordon/playbook/run"
)

// The App's commands: all the input and output that is not a write of the run.

// loadHome reads the runs and playbooks.
func (a App) loadHome() tea.Cmd {
	reader, library, watch := a.cfg.Reader, a.cfg.Library, a.watch
	return func() tea.Msg {
		msg := homeMsg{watch: watch}
		// The mark comes first: what is written while the runs are read shows
		// as a change of it.
		if msg.mark, msg.err = reader.Mark(); msg.err == nil {
			msg.runs, msg.err = reader.Runs()
		}
		msg.playbooks, msg.bookErr = library.List()
		return msg
	}
}

// home takes in the runs and playbooks and waits for the next change of them.
func (a App) home(msg homeMsg) (App, tea.Cmd) {
	if msg.watch != a.watch {
		return a, nil // a run was opened meanwhile
	}
	a.mark = msg.mark
	return a.broadcastAnd(msg, a.watchHome())
}

// watchHome reads the runs and playbooks again when somebody has written.
func (a App) watchHome() tea.Cmd {
	ctx, reader, mark, load := a.watched, a.cfg.Reader, a.mark, a.loadHome()
	return func() tea.Msg {
		if _, ok := nextMark(ctx, reader, mark); !ok {
			return nil
		}
		return load()
	}
}

// nextMark waits until the file has another mark than the one given. It
// reports false when ctx has ended.
func nextMark(ctx context.Context, reader Reader, mark string) (string, bool) {
	for {
		select {
		case <-ctx.Done():
			return "", false
		case <-time.After(othersEvery):
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
	load := openRun(a.cfg, a.cfg.Open, a.cfg.Review)
	return func() tea.Msg {
		msg := load()
		if opened, ok := msg.(openedMsg); ok {
			opened.fresh = a.cfg.Fresh
			return opened
		}
		return msg
	}
}

// openRun loads a run.
func openRun(cfg *Config, id string, review bool) tea.Cmd {
	return func() tea.Msg {
		o, err := cfg.Reader.OpenRun(id)
		if err != nil {
			return notOpenedMsg{err}
		}
		return openedMsg{run: o.Run, mark: o.Mark, review: review, drafts: o.Drafts}
	}
}

// startRun begins a run of a playbook.
func startRun(cfg *Config, book *playbook.Playbook, title string, drill bool) tea.Cmd {
	return func() tea.Msg {
		r, err := cfg.Writer.Start(book, title, drill, run.Stamp{By: cfg.By, Now: cfg.Now()})
		if err != nil {
			return notOpenedMsg{err}
		}
		mark, err := cfg.Reader.Mark()
		if err != nil {
			return notOpenedMsg{err}
		}
		return openedMsg{run: r, mark: mark, fresh: true}
	}
}

// openBook reads the playbook that ref names, for a purpose.
func openBook(cfg *Config, ref string, to purpose) tea.Cmd {
	return func() tea.Msg {
		book, err := cfg.Library.Open(ref)
		return bookMsg{ref: ref, book: book, to: to, err: err}
	}
}

// inspect checks the chain of the open run and looks for what a reviewer
// should see. It only reads.
func (a App) inspect() tea.Cmd {
	if !a.review {
		return nil
	}
	r, cfg := a.run, a.cfg
	return func() tea.Msg {
		n, err := cfg.Reader.Verify(r.ID())
		return chainMsg{id: r.ID(), entries: n, err: err, findings: r.Findings(cfg.Library.Digest)}
	}
}

// watchOthers waits until somebody has written, and reads what is new. It
// draws nothing and wakes nothing but itself while nothing happens.
func (a App) watchOthers() tea.Cmd {
	ctx, reader, known, mark, watch := a.watched, a.cfg.Reader, a.run, a.mark, a.watch
	return func() tea.Msg {
		current, ok := nextMark(ctx, reader, mark)
		if !ok {
			return nil
		}
		next, err := reader.Refresh(known)
		return othersMsg{watch: watch, mark: current, run: next, err: err}
	}
}

// show puts a run that was loaded on the screen.
func (a App) show(msg openedMsg) (App, tea.Cmd) {
	if a.opened {
		// Two were asked for. The keys from here on are meant for what shows.
		return a.say("Run "+msg.run.ID()+" can be opened too: "+a.key("leave")+" shows all runs.", false), nil
	}
	a = a.rewatch()
	a.run, a.opened, a.looking, a.mark = msg.run, true, msg.review, msg.mark
	a.saved, a.unsaved, a.chain, a.findings = time.Time{}, "", "", nil
	a.pressed = a.now
	a.drafts = msg.drafts
	a = a.with(msg.run)
	a.stack = []screen{a.stack[0], newRunScreen(&a.world)}
	cmds := []tea.Cmd{a.watchOthers(), a.inspect()}
	if !msg.fresh && a.welcomes() {
		var cmd tea.Cmd
		a, cmd = a.welcomeBack(lastOf(a.run, a.cfg.By))
		cmds = append(cmds, cmd)
	}
	return a, tea.Batch(cmds...)
}

// notOpened says why a run could not be opened.
func (a App) notOpened(msg notOpenedMsg) (App, tea.Cmd) {
	a = a.say("Not opened: "+msg.err.Error(), true)
	var load tea.Cmd
	if a.mark == "" {
		load = a.loadHome()
	}
	return a.broadcastAnd(msg, load)
}

// welcomes reports whether the resume card may come up: over a run that is
// worked on, not over text that is being typed, and where there is room.
func (a App) welcomes() bool {
	_, up := a.top().(resumeCard)
	small := a.window == tiny && a.size.width > 0
	return a.opened && !a.review && !up && !small && !a.top().typing()
}

// welcomeBack lays the resume card over an open run, for somebody who was away
// since then.
func (a App) welcomeBack(since time.Time) (App, tea.Cmd) {
	return a.answer(reply{open: newResumeCard(since)})
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
	a = a.rewatch()
	a.stack = a.stack[:1:1]
	a.run, a.opened, a.review, a.looking, a.going = run.Run{}, false, false, false, staying
	a.unsaved = ""
	return a, a.loadHome()
}
