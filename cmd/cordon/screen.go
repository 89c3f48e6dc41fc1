package main

import (
	"fmt"
	"path/filepath"
	"runtime"
	"strings"
	"time"

	"cordon/playbook/run"
	"cordon/playbooks"
	"cordon/store"
	"cordon/tui"
)

// canShow reports whether the screens can be shown: there is a person at a
// terminal that can place text.
func (e env) canShow() bool {
	term := e.getenv("TERM")
	dumb := term == "dumb" || term == "" && runtime.GOOS != "windows"
	return e.inTTY && e.outTTY && !dumb && !e.flags.noInput
}

// A screenError says that there is no terminal for a command that needs one,
// and which command does without.
type screenError struct{ command, instead string }

func (e screenError) Error() string {
	return e.command + " needs a terminal with a screen, and a person at it"
}

// needScreen says what to use instead where the screens cannot be shown.
func (e env) needScreen(command, instead string) error {
	if e.canShow() {
		return nil
	}
	return screenError{command, instead}
}

// An opening says which screen comes first. The zero opening is home.
type opening struct {
	run      string // the id of a run
	review   bool   // only look at it
	fresh    bool   // it was only just started
	playbook string // ask the questions that start a run of it
	drill    bool
}

// enter shows the screens until the person leaves them.
func enter(e env, first opening) error {
	by, err := e.by()
	if err != nil {
		return err
	}
	runs := e.runs()
	if first.review {
		runs = e.look()
	}
	code, err := tui.Run(tui.Config{
		Reader: journal{runs}, Writer: journal{runs}, Library: shelf{e.library()},
		By: by, Now: func() time.Time { return e.now().In(e.zone()) },
		Open: first.run, Review: first.review, Fresh: first.fresh, Playbook: first.playbook, Drill: first.drill,
		ASCII: e.flags.ascii || !e.speaksUTF8(), Color: e.color(),
		Environ: e.environ, DataDir: filepath.Dir(runs.Path()),
	})
	if err == nil && code != exitOK {
		return exitStatus(code)
	}
	return err
}

// color translates --color.
func (e env) color() tui.Color {
	switch e.flags.color {
	case "always":
		return tui.ColorAlways
	case "never":
		return tui.ColorNever
	}
	return tui.ColorAuto
}

// speaksUTF8 reports whether the terminal draws more than ASCII, by the locale
// and by its kind.
func (e env) speaksUTF8() bool {
	if runtime.GOOS == "windows" {
		return true
	}
	if e.getenv("TERM") == "linux" {
		return false
	}
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if locale := strings.ToLower(e.getenv(name)); locale != "" {
			return strings.Contains(locale, "utf-8") || strings.Contains(locale, "utf8")
		}
	}
	return runtime.GOOS == "darwin"
}

// journal is the store as the screens see it.
type journal struct{ *store.Store }

// Mark implements [tui.Reader].
func (j journal) Mark() (string, error) {
	mark, err := j.Store.Mark()
	return fmt.Sprint(mark), err
}

// Verify implements [tui.Reader].
func (j journal) Verify(id string) (int, error) {
	checked, err := j.Store.Verify(id)
	return int(checked.Entries), err
}

// Attach implements [tui.Writer].
func (j journal) Attach(path string, limit int64) (run.EvidenceAdded, error) {
	if limit == 0 {
		limit = store.DefaultKeep
	}
	return j.Store.Attach(path, limit)
}

// shelf is the library as the screens see it.
type shelf struct{ playbooks.Library }

// List implements [tui.Library].
func (s shelf) List() ([]tui.Listed, error) {
	all, err := s.Library.List()
	listed := make([]tui.Listed, len(all))
	for i, p := range all {
		listed[i] = tui.Listed{ID: p.ID, Title: p.Title, Version: p.Version, Phases: p.Phases, Steps: p.Steps, Source: p.Source, About: p.About}
		if len(p.Problems) > 0 {
			listed[i].Problem = p.Problems.Error()
		}
	}
	return listed, err
}

// onlyOpen returns the id of the only open run, or "" if there are none or
// several.
func onlyOpen(runs []run.Summary) string {
	id := ""
	for _, r := range runs {
		switch {
		case !r.Closed.IsZero():
		case id != "":
			return ""
		default:
			id = r.ID
		}
	}
	return id
}
