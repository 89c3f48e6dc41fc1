package home

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/clock"
	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/tui/draw"
	"cordon/tui/form"
	"cordon/tui/screen"
)

// home is the first screen: the runs and the playbooks, or, while there are no
// runs, what one can do.
type home struct {
	read      bool // the runs and playbooks have been read once
	open      []run.Summary
	closed    []run.Summary
	books     []screen.Listed
	err       error // why the runs cannot be read
	bookErr   error
	at        itemKey // the item under the cursor
	filter    form.Input
	filtering bool
}

func New() screen.Screen { return home{} }

// A homeItem is a row that the cursor can stand on: a run, a playbook, or a
// choice of an empty home.
type homeItem struct {
	kind    homeKind
	summary *run.Summary
	book    *screen.Listed
}

type homeKind int

const (
	itemNone homeKind = iota
	itemRun
	itemClosedRun
	itemBook
	itemStart // the choices of an empty home
	itemDrill
	itemLook
)

// An itemKey names an item, so that the cursor stays on it when the list
// changes.
type itemKey struct {
	kind homeKind
	id   string
}

func (it homeItem) key() itemKey {
	switch it.kind {
	case itemRun, itemClosedRun:
		return itemKey{itemRun, it.summary.ID}
	case itemBook:
		return itemKey{itemBook, ref(it.book)}
	}
	return itemKey{kind: it.kind}
}

// empty reports whether there is nothing to list.
func (h home) empty() bool { return h.read && h.err == nil && len(h.open)+len(h.closed) == 0 }

// items lists what the cursor can stand on, as far as the filter lets it.
func (h home) items(w *screen.World) []homeItem {
	if h.empty() {
		return []homeItem{{kind: itemStart}, {kind: itemDrill}, {kind: itemLook}}
	}
	items := make([]homeItem, 0, len(h.open)+len(h.closed)+len(h.books))
	add := func(it homeItem) {
		if it.matches(h.filter.Text()) {
			items = append(items, it)
		}
	}
	for i := range h.open {
		add(homeItem{kind: itemRun, summary: &h.open[i]})
	}
	for i := range h.closed {
		add(homeItem{kind: itemClosedRun, summary: &h.closed[i]})
	}
	for i := range h.books {
		if w.Window > draw.Compact || len(h.open)+len(h.closed) == 0 {
			add(homeItem{kind: itemBook, book: &h.books[i]})
		}
	}
	return items
}

// matches reports whether every word of a filter occurs in an item.
func (it homeItem) matches(filter string) bool {
	if filter == "" {
		return true
	}
	var text string
	switch {
	case it.book != nil:
		text = it.book.ID + " " + it.book.Title
	case it.summary != nil:
		s := it.summary
		text = strings.Join([]string{s.ID, titleOf(s), s.PlaybookTitle, s.Playbook.ID}, " ")
	}
	text = strings.ToLower(text)
	for _, word := range strings.Fields(strings.ToLower(filter)) {
		if !strings.Contains(text, word) {
			return false
		}
	}
	return true
}

// here returns the item under the cursor, and its place.
func (h home) here(w *screen.World) (homeItem, int) {
	items := h.items(w)
	if len(items) == 0 {
		return homeItem{kind: itemNone}, 0
	}
	i := max(0, slices.IndexFunc(items, func(it homeItem) bool { return it.key() == h.at }))
	return items[i], i
}

// moved puts the cursor on the item at a place of the list.
func (h home) moved(w *screen.World, l screen.List) home {
	if items := h.items(w); len(items) > 0 {
		h.at = items[l.In(len(items)).At].key()
	}
	return h
}

func (h home) Typing() bool { return h.filtering }

func (h home) Update(w *screen.World, msg tea.Msg) (screen.Screen, screen.Reply) {
	switch msg := msg.(type) {
	case screen.HomeMsg:
		h = h.filled(msg)
		_, i := h.here(w)
		return h.moved(w, screen.List{At: i}), screen.Reply{}
	case screen.BookMsg:
		return h, h.opened(w, msg)
	case tea.KeyPressMsg, tea.PasteMsg:
		if h.filtering {
			h.filter, _ = h.filter.Update(msg)
			return h.moved(w, screen.List{}), screen.Reply{}
		}
	}
	return h, screen.Reply{}
}

// filled takes in what was read: open runs first, the one with the nearest
// deadline at the top, then the one worked on last.
func (h home) filled(msg screen.HomeMsg) home {
	h.read, h.err, h.bookErr, h.books = true, msg.Err, msg.BookErr, msg.Playbooks
	h.open, h.closed = nil, nil
	for _, s := range msg.Runs {
		if s.Closed.IsZero() {
			h.open = append(h.open, s)
		} else {
			h.closed = append(h.closed, s)
		}
	}
	latest := func(a, b run.Summary) int { return cmp.Or(b.Last.Compare(a.Last), strings.Compare(a.ID, b.ID)) }
	slices.SortStableFunc(h.open, func(a, b run.Summary) int { return cmp.Or(nearer(a.Clock, b.Clock), latest(a, b)) })
	slices.SortStableFunc(h.closed, latest)
	return h
}

// nearer compares deadlines; having none comes last.
func nearer(a, b *run.SummaryClock) int {
	if a == nil || b == nil {
		return cmp.Compare(screen.OneIf(a == nil), screen.OneIf(b == nil))
	}
	return a.Due.Compare(b.Due)
}

// Deadlines implements [screen.Ticker].
func (h home) Deadlines() []clock.Deadline {
	var all []clock.Deadline
	for i := range h.open {
		if c := h.open[i].Clock; c != nil {
			all = append(all, words.OfSummary(c).Deadline)
		}
	}
	return all
}

// clocked reports whether a clock runs in some open run. Then the list has a
// column for the nearest of each.
func (h home) clocked() bool {
	return slices.ContainsFunc(h.open, func(s run.Summary) bool { return s.Clock != nil })
}

// opened goes on with a playbook that was read.
func (h home) opened(w *screen.World, msg screen.BookMsg) screen.Reply {
	switch {
	case msg.Dialog:
		return screen.Reply{}
	case msg.Err != nil:
		return screen.Reply{Problem: "The playbook cannot be opened: " + msg.Err.Error()}
	case msg.To == screen.ForLook:
		return screen.Reply{Open: bookScreen{book: msg.Book}}
	}
	return screen.Reply{Open: newStartOf(w, msg.To, msg.Book)}
}

func (h home) Commands(w *screen.World) []screen.Command {
	it, i := h.here(w)
	n := len(h.items(w))
	moves := screen.List{At: i}.Commands(n, w.Height, h.filtering, func(l screen.List) screen.Screen { return h.moved(w, l) })
	if h.filtering {
		return append(h.filterCommands(w), moves...)
	}
	commands := []screen.Command{h.enter(w, it)}
	commands = append(commands,
		screen.Command{ID: "home.new", Group: screen.GroupDo, Title: "Start a run", Why: w.Cfg.NoStart(), Binding: screen.Bind("n", "new run", "n"), Do: func() (screen.Screen, screen.Reply) {
			return h, screen.Reply{Open: newStart(w, screen.ForRun, h.books)}
		}},
		screen.Command{ID: "home.drill", Group: screen.GroupDo, Title: "Practice run: start a drill", Why: w.Cfg.NoStart(), Binding: screen.Bind("p", "drill", "p"), Do: func() (screen.Screen, screen.Reply) {
			return h, screen.Reply{Open: newStart(w, screen.ForDrill, h.books)}
		}},
		h.look(w, it),
		screen.Command{ID: "home.find", Group: screen.GroupMove, Title: "Find a run or playbook as you type", Why: h.noFilter(), Binding: screen.Bind("/", "find", "/"), Do: func() (screen.Screen, screen.Reply) {
			h.filtering = true
			return h, screen.Reply{}
		}},
	)
	if h.filter.Text() != "" {
		commands = append(commands, screen.Command{ID: "home.all", Group: screen.GroupMove, Title: "Show all again", Binding: screen.Bind("esc", "show all", "esc"), Do: func() (screen.Screen, screen.Reply) {
			h.filter = form.Input{}
			return h, screen.Reply{}
		}})
	}
	return append(commands, moves...)
}

func (h home) noFilter() string {
	if h.empty() {
		return "There is nothing to find yet."
	}
	return ""
}

// enter is what the enter key does with the item under the cursor.
func (h home) enter(w *screen.World, it homeItem) screen.Command {
	c := screen.Command{ID: "home.open", Group: screen.GroupMove, Binding: screen.Bind("enter", "open", "enter"), Title: "Open the run, review it, or start from the playbook"}
	word := func(word string, r screen.Reply) screen.Command {
		c.Binding = screen.Bind("enter", word, "enter")
		c.Do = func() (screen.Screen, screen.Reply) { return h, r }
		return c
	}
	switch it.kind {
	case itemRun:
		if w.Cfg.ReadOnly() {
			return word("look", screen.Reply{Cmd: screen.OpenRun(w.Cfg, it.summary.ID, true)})
		}
		return word("resume", screen.Reply{Cmd: screen.OpenRun(w.Cfg, it.summary.ID, false)})
	case itemClosedRun:
		return word("review", screen.Reply{Cmd: screen.OpenRun(w.Cfg, it.summary.ID, true)})
	case itemBook:
		c.Why = cmp.Or(w.Cfg.NoStart(), unusable(it.book))
		return word("start from it", screen.Reply{Cmd: screen.OpenBook(w.Cfg, ref(it.book), screen.ForRun)})
	case itemStart:
		c.Why = w.Cfg.NoStart()
		return word("start a run", screen.Reply{Open: newStart(w, screen.ForRun, h.books)})
	case itemDrill:
		c.Why = w.Cfg.NoStart()
		return word("practice", screen.Reply{Open: newStart(w, screen.ForDrill, h.books)})
	case itemLook:
		return word("choose one to see", screen.Reply{Open: newStart(w, screen.ForLook, h.books)})
	}
	c.Why = "There is nothing under the cursor."
	return c
}

// look opens the item under the cursor to look at only.
func (h home) look(w *screen.World, it homeItem) screen.Command {
	c := screen.Command{ID: "home.look", Group: screen.GroupSee, Title: "Look only: review the run, or read the playbook", Binding: screen.Bind("v", "look only", "v")}
	switch it.kind {
	case itemRun, itemClosedRun:
		c.Do = func() (screen.Screen, screen.Reply) {
			return h, screen.Reply{Cmd: screen.OpenRun(w.Cfg, it.summary.ID, true)}
		}
	case itemBook:
		c.Why = unusable(it.book)
		c.Do = func() (screen.Screen, screen.Reply) {
			return h, screen.Reply{Cmd: screen.OpenBook(w.Cfg, ref(it.book), screen.ForLook)}
		}
	default:
		c.Do = func() (screen.Screen, screen.Reply) {
			return h, screen.Reply{Open: newStart(w, screen.ForLook, h.books)}
		}
	}
	return c
}

// unusable says why a playbook cannot be started.
func unusable(b *screen.Listed) string {
	if b.Problem == "" {
		return ""
	}
	return "This playbook cannot be used: " + inert.Line(b.Problem)
}

// ref returns what opens a playbook of the list.
func ref(b *screen.Listed) string {
	if b.Source == embedded {
		return b.ID
	}
	return b.Source
}

// embedded is the source of a playbook that ships in the program.
const embedded = "embedded"

// filterCommands are the keys while the filter is being typed. Enter only ends
// the typing: what is found is opened by a second one.
func (h home) filterCommands(*screen.World) []screen.Command {
	return []screen.Command{
		{ID: "filter.keep", Group: screen.GroupMove, Title: "Keep the filter", Binding: screen.Bind("enter", "to the list", "enter", "tab"), Do: func() (screen.Screen, screen.Reply) {
			h.filtering = false
			return h, screen.Reply{}
		}},
		{ID: "filter.clear", Group: screen.GroupMove, Title: "Show all again", Binding: screen.Bind("esc", "show all", "esc"), Do: func() (screen.Screen, screen.Reply) {
			h.filter, h.filtering = form.Input{}, false
			return h, screen.Reply{}
		}},
	}
}

// Header says where the data lies and what time it is.
func (h home) Header(w *screen.World) []string {
	when := w.Now.Format("15:04 MST") + " = " + w.Now.UTC().Format("15:04Z")
	if w.Window > draw.Compact {
		when = w.Now.Format("Mon 02 Jan 15:04 MST (-07:00)") + " = " + w.Now.UTC().Format("15:04Z")
	}
	name := "RUNS"
	if w.Window > draw.Compact {
		name = "RUNS AND PLAYBOOKS"
	}
	data := " data: " + inert.Line(short(w, w.Cfg.DataDir))
	if calm := "   Nothing is sent anywhere."; inert.Width(data)+len(calm) <= w.Width {
		data += calm
	}
	return []string{
		w.Theme.Spread(w.Width, "", " cordon  "+name, when, w.Theme.Muted),
		w.Theme.Muted.Render(inert.Pad(data, w.Width)),
	}
}

// short writes a path with ~ for the person's own folder.
func short(w *screen.World, path string) string {
	home := screen.Getenv(w.Cfg.Environ, "HOME")
	if rest, ok := strings.CutPrefix(path, home+"/"); ok && home != "" {
		return "~/" + rest
	}
	return path
}

// Hint is the line above the keys: what to go on with.
func (h home) Hint(w *screen.World) string {
	it, _ := h.here(w)
	switch {
	case w.Cfg.ReadOnly():
		return "What is open here can only be read."
	case it.kind != itemRun:
		return ""
	}
	s := it.summary
	text := fmt.Sprintf("Resume %s: left at %s, %s ago", s.ID, s.Step, screen.Away(w.Now.Sub(s.Last)))
	if s.LastBy != w.Cfg.By && s.LastBy != "" {
		text += " by " + s.LastBy
	}
	switch {
	case s.NeedsYou == 1:
		text += "; 1 thing needs you"
	case s.NeedsYou > 1:
		text += fmt.Sprintf("; %d things need you", s.NeedsYou)
	}
	return text + "."
}

func (h home) View(w *screen.World) ([]string, *tea.Cursor) {
	switch {
	case !h.read:
		return nil, nil
	case h.empty():
		return h.viewEmpty(w)
	}
	top, typed := h.find(w)
	top = append(top, h.trouble(w)...)
	items := h.items(w)
	_, here := h.here(w)
	rows, at, _ := screen.List{At: here}.Rows(len(items), w.Height-len(top), func(i int, here bool) screen.Row {
		return h.row(w, items, i, here)
	})
	if len(items) == 0 {
		rows = []string{w.Theme.Muted.Render(inert.Pad("  "+h.nothing(w), w.Width))}
	}
	cursor := tea.NewCursor(0, len(top)+at)
	if typed != nil {
		cursor = typed
	}
	return append(top, rows...), cursor
}

// find is the line of the filter, if there is one, and where the cursor stands
// in it while it is typed.
func (h home) find(w *screen.World) ([]string, *tea.Cursor) {
	const label = "  find: "
	if !h.filtering && h.filter.Text() == "" {
		return nil, nil
	}
	line, x := h.filter.View(max(1, w.Width-len(label)))
	lines := []string{w.Theme.Strong.Render(label) + line}
	if !h.filtering {
		return lines, nil
	}
	return lines, tea.NewCursor(len(label)+x, 0)
}

func (h home) nothing(w *screen.World) string {
	if h.filter.Text() != "" {
		return "Nothing matches. " + w.Key("filter.clear") + " shows all."
	}
	return "There is no playbook either."
}

// trouble says in words what could not be read.
func (h home) trouble(w *screen.World) []string {
	said := draw.Sheet{Theme: w.Theme, Width: w.Width - 1}
	if h.err != nil {
		said.Add(w.Theme.Alarm, 1, "THE RUNS CANNOT BE READ")
		said.Add(w.Theme.Text, 1, inert.Line(h.err.Error()))
	}
	if h.bookErr != nil {
		said.Add(w.Theme.Warn, 1, inert.Line("Not all playbooks can be read: "+h.bookErr.Error()))
	}
	if w.Window > draw.Compact {
		said.Blank()
	}
	return said.Lines
}

// row draws an item, under a heading if it is the first of its kind.
func (h home) row(w *screen.World, items []homeItem, i int, here bool) screen.Row {
	var r screen.Row
	if i == 0 || items[i-1].kind != items[i].kind {
		r.Lines = h.heading(w, items[i].kind, i > 0)
	}
	r.Mark = len(r.Lines)
	r.Lines = append(r.Lines, homeRow(w, items[i], here, h.clocked())...)
	return r
}

// heading stands above the rows of a kind.
func (h home) heading(w *screen.World, kind homeKind, gap bool) []string {
	var left, right string
	switch kind {
	case itemRun:
		left, right = fmt.Sprintf("OPEN (%d)", len(h.open)), w.Key("home.open")+" = resume"
	case itemClosedRun:
		left, right = fmt.Sprintf("CLOSED (%d)", len(h.closed)), w.Key("home.open")+" = review, read-only"
	case itemBook:
		left, right = fmt.Sprintf("PLAYBOOKS (%d)", len(h.books)), w.Key("home.open")+" = start from it"
	}
	var lines []string
	if gap && w.Window > draw.Compact {
		lines = append(lines, "")
	}
	lines = append(lines, w.Theme.Strong.Render(draw.Between(w.Width, " "+left, right)))
	if w.Window == draw.Wide && kind != itemBook {
		how := map[homeKind]string{itemRun: "NEEDS YOU", itemClosedRun: "OUTCOME"}[kind]
		if kind == itemRun && h.clocked() {
			how = "NEAREST CLOCK"
		}
		lines = append(lines, w.Theme.Muted.Render(homeColumns(w, h.clocked(), "ID", "TITLE", "PLAYBOOK", "PHASE", "STEPS", how, "LAST")))
	}
	return lines
}

// homeRow draws an item.
func homeRow(w *screen.World, it homeItem, here, clocked bool) []string {
	mark, style := w.Theme.Row(here, w.Theme.Text)
	var lines []string
	switch {
	case it.kind == itemBook:
		if it.book.Problem != "" && !here {
			style = w.Theme.Warn
		}
		lines = []string{bookRow(w, it.book)}
	case w.Window == draw.Wide:
		s := it.summary
		lines = []string{strings.TrimPrefix(homeColumns(w, clocked, s.ID, titleOf(s), s.PlaybookTitle, phaseOf(s), stepsOf(s), howOrClock(w, s, "", clocked, wideClock-1), w.Day(s.Last)), "  ")}
	case w.Window == draw.Normal:
		lines = []string{runRow(w, it.summary, clocked)}
	default:
		s := it.summary
		about := inert.Line(strings.Join([]string{phaseOf(s), stepsOf(s), howOf(s, "needs "), w.Day(s.Last)}, "  "))
		if clocked && s.Closed.IsZero() {
			about = inert.Line(phaseOf(s) + " " + stepsOf(s) + "  ")
			about += howOrClock(w, s, "", clocked, max(0, w.Width-4-inert.Width(about)))
		}
		lines = []string{inert.Line(s.ID + " " + titleOf(s)), "  " + about}
	}
	for i, line := range lines {
		if i > 0 {
			mark = "  "
		}
		lines[i] = style.Render(inert.Pad(mark+line, w.Width))
	}
	return lines
}

// homeColumns lays out the columns of a wide window.
func homeColumns(w *screen.World, clocked bool, id, title, book, phase, steps, needs, last string) string {
	how := 12
	if clocked {
		how = wideClock
	}
	rest := max(0, w.Width-2-10-16-8-how-13)
	half := rest * 5 / 9
	cell := func(text string, width int) string { return inert.Pad(inert.Line(text), width-1) + " " }
	return "  " + cell(id, 10) + cell(title, half) + cell(book, rest-half) + cell(phase, 16) + cell(steps, 8) + cell(needs, how) + cell(last, 13)
}

// The widths of the column for the nearest clock.
const (
	wideClock   = 34
	normalClock = 31
)

// howOrClock is the column that says what is to be known of a run at a glance:
// its nearest deadline, where there is a column for that.
func howOrClock(w *screen.World, s *run.Summary, needs string, clocked bool, width int) string {
	switch {
	case !clocked, !s.Closed.IsZero():
		return howOf(s, needs)
	case s.Clock == nil:
		return "none running"
	}
	return w.ClockStrip(words.OfSummary(s.Clock), width).Plain()
}

// runRow is a run in a window of normal width.
func runRow(w *screen.World, s *run.Summary, clocked bool) string {
	phase, how, last := 18, 12, 7
	if clocked && s.Closed.IsZero() {
		phase, how, last = 13, normalClock, 0
	}
	const steps = 7
	cell := func(text string, width int) string { return inert.Pad(inert.Line(text), width-1) + " " }
	day := w.Day(s.Last)
	day = day[:min(len(day), len("02 Jan"))]
	return cell(s.ID+" "+titleOf(s), max(2, w.Width-2-phase-steps-how-last)) + cell(phaseOf(s), phase) +
		cell(stepsOf(s), steps) + cell(howOrClock(w, s, "needs ", clocked, how-1), how) + inert.Pad(day, last)
}

// bookRow is a playbook.
func bookRow(w *screen.World, b *screen.Listed) string {
	name := inert.Line(strings.TrimSpace(b.Title + " " + b.Version))
	if b.Title == "" {
		name = inert.Line(b.ID)
	}
	source := short(w, b.Source)
	if b.Problem != "" {
		return inert.Pad(name, 34) + " cannot be used: " + inert.Line(b.Problem)
	}
	text, room := fmt.Sprintf("%-9s ", words.Plural(b.Steps, "step", "steps")), w.Width-2-10-20
	if w.Width >= 76 {
		text, room = text+fmt.Sprintf("%-9s ", words.Plural(b.Phases, "phase", "phases")), room-10
	}
	return inert.Pad(name, max(20, min(50, room))) + " " + text + inert.Line(source)
}

func titleOf(s *run.Summary) string {
	if s.Drill {
		return "DRILL " + s.Title
	}
	return s.Title
}

func phaseOf(s *run.Summary) string {
	if !s.Closed.IsZero() {
		return "closed"
	}
	return fmt.Sprintf("%d %s", s.Phase, s.PhaseTitle)
}

func stepsOf(s *run.Summary) string {
	return fmt.Sprintf("%d/%d", s.Progress.Settled, s.Progress.Total)
}

// howOf says what is to be known of a run at a glance: of an open one how many
// things need a person, of a closed one what was left out or went wrong.
func howOf(s *run.Summary, needs string) string {
	switch closed := !s.Closed.IsZero(); {
	case closed && s.Failed == 0 && s.Skipped > 0:
		return fmt.Sprintf("%d skipped", s.Skipped)
	case closed && s.Failed > 0:
		return strings.TrimSuffix(fmt.Sprintf("%d fail %d skip", s.Failed, s.Skipped), " 0 skip")
	case closed, s.NeedsYou == 0:
		return ""
	}
	return needs + fmt.Sprint(s.NeedsYou)
}

// viewEmpty is the first thing a new person sees.
func (h home) viewEmpty(w *screen.World) ([]string, *tea.Cursor) {
	_, here := h.here(w)
	p := screen.NewPage(w, w.Width-1)
	gap := func() {
		if w.Window > draw.Compact {
			p.Lines = append(p.Lines, "")
		}
	}
	var at int
	choice := func(i int, label, what string) {
		mark, style := w.Theme.Row(i == here, w.Theme.Text)
		if i == here {
			at = len(p.Lines)
		}
		p.Lines = append(p.Lines, style.Render(inert.Pad("  "+mark+inert.Pad("[ "+label+" ]", 20)+what, w.Width)))
	}
	gap()
	p.Add(w.Theme.Text, 2, "No runs yet.")
	gap()
	p.Add(w.Theme.Strong, 2, "BREACH HAPPENING NOW?")
	choice(0, "Start a run", w.Key("home.open")+"  two questions")
	gap()
	p.Add(w.Theme.Strong, 2, "NOT NOW?")
	choice(1, "Practice run", "p  marked DRILL")
	choice(2, "See a playbook", "read only")
	gap()
	text := "Everything stays on this machine, in " + short(w, w.Cfg.DataDir) + ". Nothing is sent anywhere."
	if w.Window > draw.Compact {
		text += " Every change is saved the moment you make it."
	}
	p.Add(w.Theme.Muted, 2, text)
	lines := append(h.trouble(w), p.Lines...)
	return lines, tea.NewCursor(2, at+len(lines)-len(p.Lines))
}
