package main

import (
	"fmt"
	"path/filepath"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"time"

	"cordon/playbook"
	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/playbooks"
	"cordon/store"
	"cordon/tui"
	talk "cordon/tui/lines"
	"cordon/tui/terminal"
)

// canShow reports whether the screens can be shown, or be talked with in lines:
// there is a person at a terminal. Who asks for lines by name may also be at the
// end of a pipe.
func (e env) canShow() bool {
	return !e.flags.noInput && (e.flags.lines || e.inTTY && e.outTTY)
}

// inLines reports whether the person talks in lines: they say so, or their
// terminal cannot place text.
func (e env) inLines() bool {
	term := e.getenv("TERM")
	dumb := term == "dumb" || term == "" && runtime.GOOS != "windows"
	return e.flags.lines || dumb || isSet(e.getenv("CORDON_LINES")) || isSet(e.getenv("ACCESSIBLE"))
}

// isSet reports whether a variable says yes, as anything does but no.
func isSet(value string) bool {
	return value != "" && value != "0" && value != "false" && value != "no"
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
	anyway   bool   // although its record is not whole
	fresh    bool   // it was only just started
	playbook string // ask the questions that start a run of it
	drill    bool
	file     *fileReader // the run lies in a file, not in the store
	profile  string      // what becomes of the organisation's profile, as --profile says
}

// shelved returns where the runs are looked at, and where they are changed: in the
// store, or not at all in a file.
func (o opening) shelved(runs *store.Store, by string) (tui.Reader, tui.Writer) {
	if o.file != nil {
		return o.file, nil
	}
	disk := journal{Store: runs, anyway: o.anyway}.ahead(o.run, by)
	return disk, disk
}

// enter shows the screens until the person leaves them.
func enter(e env, first opening) error {
	runs := e.runs()
	if first.file == nil { // who cannot open it need not say who they are
		if err := e.openLock(runs); err != nil {
			return err
		}
	}
	by, err := e.by()
	if err != nil {
		return err
	}
	e.ring.Silence() // a question would stand in the middle of a screen
	look, err := e.chosenLook()
	if err != nil {
		return err
	}
	e.collectLate()
	reader, writer := first.shelved(runs, by)
	code, err := e.show(tui.Config{
		Reader: reader, Writer: writer, Rest: runs.Rest, Library: shelf{e.library()},
		Doctor:    func() []tui.Check { return e.examine(terminal.Answers{}) },
		Exercises: exercises{e.library(), runs},
		Importer:  importer{e.library()},
		Office:    profileFile{e.library(), e.orgPath()}, ProfileUse: profileUse(first.profile),
		Others: func(r run.Run) []run.Run { return othersOf(runs, r) },
		By:     by, Rename: e.rename(), Now: func() time.Time { return e.now().In(e.zone()) },
		Open: first.run, Review: first.review, Fresh: first.fresh, Playbook: first.playbook, Drill: first.drill,
		ASCII: e.onlyASCII(look.border.value), ASCIIMarks: e.asciiMarks(look.border.value), NoBorders: look.border.value == "none",
		Color: e.color(), Theme: tui.Theme(look.theme.value), Bell: tui.Bell(look.bell.value), Trouble: look.trouble, Keymap: look.keys,
		Environ: e.environForScreens(), DataDir: filepath.Dir(runs.Path()),
	})
	if err == nil && code != exitOK {
		return exitStatus(code) // and not a word: the terminal may take none
	}
	if err == nil && !first.review && !e.inLines() {
		e.sayLeaving(first.run, e.onlyASCII(look.border.value))
	}
	return err
}

// environForScreens is the environment with the editor that the person wrote down.
func (e env) environForScreens() []string {
	return append(slices.Clone(e.environ), e.ownEditor()...)
}

// show shows the screens, or talks in lines.
func (e env) show(cfg tui.Config) (int, error) {
	if e.inLines() {
		return talk.Run(cfg, e.in, e.out)
	}
	return tui.Run(cfg)
}

// sayLeaving says in a line what is left open: the run that the screens were opened
// on, or else the one whose deadline comes first. It waits for nobody: who leaves
// wants the shell.
func (e env) sayLeaving(id string, ascii bool) {
	runs, _, err := e.statusRuns(e.glance(), nil)
	if err != nil || len(runs) == 0 {
		return
	}
	first := e.firstDue(runs)
	if i := slices.IndexFunc(runs, func(r run.Summary) bool { return r.ID == id }); i >= 0 {
		first = runs[i]
	}
	text := words.Leaving(first, len(runs)-1, e.now())
	if ascii {
		text = inert.ASCII(text)
	}
	e.say("%s", text)
}

// collectLate lets garbage lie until the first picture is on the screen. There
// is little of it by then, and to look for it would be a tenth of the work. A
// person who sets GOGC decides for themselves.
func (e env) collectLate() {
	const soon = 250 * time.Millisecond // more than the first picture takes
	if e.getenv("GOGC") != "" {
		return
	}
	usual := debug.SetGCPercent(400)
	time.AfterFunc(soon, func() { debug.SetGCPercent(usual) })
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

// onlyASCII reports whether the screens are ASCII: the person says so, or the
// terminal draws no more.
func (e env) onlyASCII(border string) bool { return e.flags.ascii || !e.speaksUTF8(border) }

// speaksUTF8 reports whether the terminal draws more than ASCII, by the locale
// and by its kind. The console of Linux has few letters, but lines, so it does
// for those who ask for lines.
func (e env) speaksUTF8(border string) bool {
	if runtime.GOOS == "windows" {
		return true
	}
	if e.getenv("TERM") == "linux" && border != "line" {
		return false
	}
	if locale := e.locale(); locale != "" {
		return strings.Contains(locale, "utf-8") || strings.Contains(locale, "utf8")
	}
	return runtime.GOOS == "darwin"
}

// asciiMarks reports whether marks and lines are to be ASCII whatever the text
// is. Where Chinese, Japanese or Korean is written, some terminals take two
// cells for a line or a circle, and nothing would stand where it belongs.
func (e env) asciiMarks(border string) bool {
	switch border {
	case "line":
		return false
	case "ascii":
		return true
	}
	language, _, _ := strings.Cut(e.locale(), "_")
	language, _, _ = strings.Cut(language, ".")
	return language == "ja" || language == "ko" || language == "zh"
}

// locale returns the locale of what is written, in small letters.
func (e env) locale() string {
	for _, name := range []string{"LC_ALL", "LC_CTYPE", "LANG"} {
		if locale := e.getenv(name); locale != "" {
			return strings.ToLower(locale)
		}
	}
	return ""
}

// journal is the store as the screens see it.
type journal struct {
	*store.Store
	// first is the run to begin with, which is read while the terminal is set
	// up. It holds one answer at most: later ones are read anew.
	first *readAhead
	// anyway reads a run although its record is not whole.
	anyway bool
}

// A readAhead is a run that is being read before anybody asks for it.
type readAhead struct {
	id   string
	done chan opened // one answer, then none
}

type opened struct {
	tui.Opened
	err error
}

// ahead begins to read a run, unless id is empty.
func (j journal) ahead(id, by string) journal {
	if id == "" {
		return j
	}
	first := &readAhead{id, make(chan opened, 1)}
	go func() {
		defer close(first.done)
		defer func() { _ = recover() }() // it comes up again where the run is asked for
		o, err := j.read(id, by)
		first.done <- opened{o, err}
	}()
	return journal{j.Store, first, j.anyway}
}

// OpenRun implements [tui.Reader].
func (j journal) OpenRun(id, by string) (tui.Opened, error) {
	if j.first != nil && j.first.id == id {
		if o, ok := <-j.first.done; ok {
			return o.Opened, o.err
		}
	}
	return j.read(id, by)
}

func (j journal) read(id, by string) (tui.Opened, error) {
	if j.anyway {
		mark, _ := j.Store.Mark()
		r, err := j.LoadAnyway(id)
		return tui.Opened{Run: r, Mark: markText(mark)}, err
	}
	o, err := j.Open(id, by)
	return tui.Opened{Run: o.Run, Mark: markText(o.Mark), Drafts: tui.Drafts(o.Drafts)}, err
}

// Drafts implements [tui.Reader].
func (j journal) Drafts(id, by string) (tui.Drafts, error) {
	all, err := j.Store.Drafts(id, by)
	return tui.Drafts(all), err
}

// Runs implements [tui.Reader].
func (j journal) Runs(known []run.Summary) ([]run.Summary, error) { return j.RunsSince(known) }

// Mark implements [tui.Reader].
func (j journal) Mark() (string, error) {
	mark, err := j.Store.Mark()
	return markText(mark), err
}

func markText(m store.Mark) string { return fmt.Sprint(m) }

// Verify implements [tui.Reader].
func (j journal) Verify(id string) (run.Checked, error) {
	in, err := lookAt(j.Store, id, allFiles, time.Now())
	return in.checked, err
}

// Attach implements [tui.Writer].
func (j journal) Attach(path string, limit int64) (run.EvidenceAdded, error) {
	if limit == 0 {
		limit = store.DefaultKeep
	}
	return j.Store.Attach(path, limit)
}

// FilesIn implements [tui.Writer].
func (j journal) FilesIn(folder string) ([]string, error) { return store.FilesIn([]string{folder}) }

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

// Rules implements [tui.Library].
func (s shelf) Rules() ([]playbook.Rule, error) {
	law, err := playbooks.Law(s.Law)
	return slices.DeleteFunc(law.All(), func(r playbook.Rule) bool { return !r.Joins() }), err
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
