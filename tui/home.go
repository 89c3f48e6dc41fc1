package tui

import (
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/clock"
	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
)

// home is the first screen: the runs and the playbooks, or, while there are no
// runs, what one can do.
type home struct {
	read      bool // the runs and playbooks have been read once
	open      []run.Summary
	closed    []run.Summary
	books     []Listed
	err       error // why the runs cannot be read
	bookErr   error
	at        itemKey // the item under the cursor
	filter    input
	filtering bool
}

func newHome() screen { return home{} }

// A homeItem is a row that the cursor can stand on: a run, a playbook, or a
// choice of an empty home.
type homeItem struct {
	kind    homeKind
	summary *run.Summary
	book    *Listed
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
		return itemKey{itemBook, it.book.ref()}
	}
	return itemKey{kind: it.kind}
}

// empty reports whether there is nothing to list.
func (h home) empty() bool { return h.read && h.err == nil && len(h.open)+len(h.closed) == 0 }

// items lists what the cursor can stand on, as far as the filter lets it.
func (h home) items(w *world) []homeItem {
	if h.empty() {
		return []homeItem{{kind: itemStart}, {kind: itemDrill}, {kind: itemLook}}
	}
	items := make([]homeItem, 0, len(h.open)+len(h.closed)+len(h.books))
	add := func(it homeItem) {
		if it.matches(h.filter.text()) {
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
		if w.window > compact || len(h.open)+len(h.closed) == 0 {
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
func (h home) here(w *world) (homeItem, int) {
	items := h.items(w)
	if len(items) == 0 {
		return homeItem{kind: itemNone}, 0
	}
	i := max(0, slices.IndexFunc(items, func(it homeItem) bool { return it.key() == h.at }))
	return items[i], i
}

// moved puts the cursor on the item at a place of the list.
func (h home) moved(w *world, l list) home {
	if items := h.items(w); len(items) > 0 {
		h.at = items[l.in(len(items)).at].key()
	}
	return h
}

func (h home) typing() bool { return h.filtering }

func (h home) update(w *world, msg tea.Msg) (screen, reply) {
	switch msg := msg.(type) {
	case homeMsg:
		h = h.filled(msg)
		_, i := h.here(w)
		return h.moved(w, list{i}), reply{}
	case bookMsg:
		return h, h.opened(w, msg)
	case tea.KeyPressMsg, tea.PasteMsg:
		if h.filtering {
			h.filter, _ = h.filter.update(msg)
			return h.moved(w, list{}), reply{}
		}
	}
	return h, reply{}
}

// filled takes in what was read: open runs first, the one with the nearest
// deadline at the top, then the one worked on last.
func (h home) filled(msg homeMsg) home {
	h.read, h.err, h.bookErr, h.books = true, msg.err, msg.bookErr, msg.playbooks
	h.open, h.closed = nil, nil
	for _, s := range msg.runs {
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
		return cmp.Compare(oneIf(a == nil), oneIf(b == nil))
	}
	return a.Due.Compare(b.Due)
}

// deadlines implements [ticker].
func (h home) deadlines() []clock.Deadline {
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
func (h home) opened(w *world, msg bookMsg) reply {
	switch {
	case msg.dialog:
		return reply{}
	case msg.err != nil:
		return reply{problem: "The playbook cannot be opened: " + msg.err.Error()}
	case msg.to == forLook:
		return reply{open: bookScreen{book: msg.book}}
	}
	return reply{open: newStartOf(w, msg.to, msg.book)}
}

func (h home) commands(w *world) []command {
	it, i := h.here(w)
	n := len(h.items(w))
	moves := list{i}.commands(n, w.height, h.filtering, func(l list) screen { return h.moved(w, l) })
	if h.filtering {
		return append(h.filterCommands(w), moves...)
	}
	commands := []command{h.enter(w, it)}
	commands = append(commands,
		command{id: "home.new", group: groupDo, title: "Start a run", why: w.cfg.noStart(), binding: bind("n", "new run", "n"), do: func() (screen, reply) {
			return h, reply{open: newStart(w, forRun, h.books)}
		}},
		command{id: "home.drill", group: groupDo, title: "Practice run: start a drill", why: w.cfg.noStart(), binding: bind("p", "drill", "p"), do: func() (screen, reply) {
			return h, reply{open: newStart(w, forDrill, h.books)}
		}},
		h.look(w, it),
		command{id: "home.find", group: groupMove, title: "Find a run or playbook as you type", why: h.noFilter(), binding: bind("/", "find", "/"), do: func() (screen, reply) {
			h.filtering = true
			return h, reply{}
		}},
	)
	if h.filter.text() != "" {
		commands = append(commands, command{id: "home.all", group: groupMove, title: "Show all again", binding: bind("esc", "show all", "esc"), do: func() (screen, reply) {
			h.filter = input{}
			return h, reply{}
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
func (h home) enter(w *world, it homeItem) command {
	c := command{id: "home.open", group: groupMove, binding: bind("enter", "open", "enter"), title: "Open the run, review it, or start from the playbook"}
	word := func(word string, r reply) command {
		c.binding = bind("enter", word, "enter")
		c.do = func() (screen, reply) { return h, r }
		return c
	}
	switch it.kind {
	case itemRun:
		if w.cfg.readOnly() {
			return word("look", reply{cmd: openRun(w.cfg, it.summary.ID, true)})
		}
		return word("resume", reply{cmd: openRun(w.cfg, it.summary.ID, false)})
	case itemClosedRun:
		return word("review", reply{cmd: openRun(w.cfg, it.summary.ID, true)})
	case itemBook:
		c.why = cmp.Or(w.cfg.noStart(), unusable(it.book))
		return word("start from it", reply{cmd: openBook(w.cfg, it.book.ref(), forRun)})
	case itemStart:
		c.why = w.cfg.noStart()
		return word("start a run", reply{open: newStart(w, forRun, h.books)})
	case itemDrill:
		c.why = w.cfg.noStart()
		return word("practice", reply{open: newStart(w, forDrill, h.books)})
	case itemLook:
		return word("choose one to see", reply{open: newStart(w, forLook, h.books)})
	}
	c.why = "There is nothing under the cursor."
	return c
}

// look opens the item under the cursor to look at only.
func (h home) look(w *world, it homeItem) command {
	c := command{id: "home.look", group: groupSee, title: "Look only: review the run, or read the playbook", binding: bind("v", "look only", "v")}
	switch it.kind {
	case itemRun, itemClosedRun:
		c.do = func() (screen, reply) { return h, reply{cmd: openRun(w.cfg, it.summary.ID, true)} }
	case itemBook:
		c.why = unusable(it.book)
		c.do = func() (screen, reply) { return h, reply{cmd: openBook(w.cfg, it.book.ref(), forLook)} }
	default:
		c.do = func() (screen, reply) { return h, reply{open: newStart(w, forLook, h.books)} }
	}
	return c
}

// unusable says why a playbook cannot be started.
func unusable(b *Listed) string {
	if b.Problem == "" {
		return ""
	}
	return "This playbook cannot be used: " + inert.Line(b.Problem)
}

// ref returns what opens a playbook of the list.
func (b *Listed) ref() string {
	if b.Source == embedded {
		return b.ID
	}
	return b.Source
}

// embedded is the source of a playbook that ships in the program.
const embedded = "embedded"

// filterCommands are the keys while the filter is being typed. Enter only ends
// the typing: what is found is opened by a second one.
func (h home) filterCommands(*world) []command {
	return []command{
		{id: "filter.keep", group: groupMove, title: "Keep the filter", binding: bind("enter", "to the list", "enter", "tab"), do: func() (screen, reply) {
			h.filtering = false
			return h, reply{}
		}},
		{id: "filter.clear", group: groupMove, title: "Show all again", binding: bind("esc", "show all", "esc"), do: func() (screen, reply) {
			h.filter, h.filtering = input{}, false
			return h, reply{}
		}},
	}
}

// header says where the data lies and what time it is.
func (h home) header(w *world) []string {
	when := w.now.Format("15:04 MST") + " = " + w.now.UTC().Format("15:04Z")
	if w.window > compact {
		when = w.now.Format("Mon 02 Jan 15:04 MST (-07:00)") + " = " + w.now.UTC().Format("15:04Z")
	}
	name := "RUNS"
	if w.window > compact {
		name = "RUNS AND PLAYBOOKS"
	}
	data := " data: " + inert.Line(w.short(w.cfg.DataDir))
	if calm := "   Nothing is sent anywhere."; inert.Width(data)+len(calm) <= w.width {
		data += calm
	}
	return []string{
		w.theme.spread(w.width, "", " cordon  "+name, when, w.theme.Muted),
		w.theme.Muted.Render(inert.Pad(data, w.width)),
	}
}

// short writes a path with ~ for the person's own folder.
func (w *world) short(path string) string {
	home := getenv(w.cfg.Environ, "HOME")
	if rest, ok := strings.CutPrefix(path, home+"/"); ok && home != "" {
		return "~/" + rest
	}
	return path
}

// hint is the line above the keys: what to go on with.
func (h home) hint(w *world) string {
	it, _ := h.here(w)
	switch {
	case w.cfg.readOnly():
		return "What is open here can only be read."
	case it.kind != itemRun:
		return ""
	}
	s := it.summary
	text := fmt.Sprintf("Resume %s: left at %s, %s ago", s.ID, s.Step, away(w.now.Sub(s.Last)))
	if s.LastBy != w.cfg.By && s.LastBy != "" {
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

func (h home) view(w *world) ([]string, *tea.Cursor) {
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
	rows, at, _ := list{here}.rows(len(items), w.height-len(top), func(i int, here bool) row {
		return h.row(w, items, i, here)
	})
	if len(items) == 0 {
		rows = []string{w.theme.Muted.Render(inert.Pad("  "+h.nothing(w), w.width))}
	}
	cursor := tea.NewCursor(0, len(top)+at)
	if typed != nil {
		cursor = typed
	}
	return append(top, rows...), cursor
}

// find is the line of the filter, if there is one, and where the cursor stands
// in it while it is typed.
func (h home) find(w *world) ([]string, *tea.Cursor) {
	const label = "  find: "
	if !h.filtering && h.filter.text() == "" {
		return nil, nil
	}
	line, x := h.filter.view(max(1, w.width-len(label)))
	lines := []string{w.theme.Strong.Render(label) + line}
	if !h.filtering {
		return lines, nil
	}
	return lines, tea.NewCursor(len(label)+x, 0)
}

func (h home) nothing(w *world) string {
	if h.filter.text() != "" {
		return "Nothing matches. " + w.key("filter.clear") + " shows all."
	}
	return "There is no playbook either."
}

// trouble says in words what could not be read.
func (h home) trouble(w *world) []string {
	said := sheet{theme: w.theme, width: w.width - 1}
	if h.err != nil {
		said.add(w.theme.Alarm, 1, "THE RUNS CANNOT BE READ")
		said.add(w.theme.Text, 1, inert.Line(h.err.Error()))
	}
	if h.bookErr != nil {
		said.add(w.theme.Warn, 1, inert.Line("Not all playbooks can be read: "+h.bookErr.Error()))
	}
	if w.window > compact {
		said.blank()
	}
	return said.lines
}

// row draws an item, under a heading if it is the first of its kind.
func (h home) row(w *world, items []homeItem, i int, here bool) row {
	var r row
	if i == 0 || items[i-1].kind != items[i].kind {
		r.lines = h.heading(w, items[i].kind, i > 0)
	}
	r.mark = len(r.lines)
	r.lines = append(r.lines, w.homeRow(items[i], here, h.clocked())...)
	return r
}

// heading stands above the rows of a kind.
func (h home) heading(w *world, kind homeKind, gap bool) []string {
	var left, right string
	switch kind {
	case itemRun:
		left, right = fmt.Sprintf("OPEN (%d)", len(h.open)), w.key("home.open")+" = resume"
	case itemClosedRun:
		left, right = fmt.Sprintf("CLOSED (%d)", len(h.closed)), w.key("home.open")+" = review, read-only"
	case itemBook:
		left, right = fmt.Sprintf("PLAYBOOKS (%d)", len(h.books)), w.key("home.open")+" = start from it"
	}
	var lines []string
	if gap && w.window > compact {
		lines = append(lines, "")
	}
	lines = append(lines, w.theme.Strong.Render(between(w.width, " "+left, right)))
	if w.window == wide && kind != itemBook {
		how := map[homeKind]string{itemRun: "NEEDS YOU", itemClosedRun: "OUTCOME"}[kind]
		if kind == itemRun && h.clocked() {
			how = "NEAREST CLOCK"
		}
		lines = append(lines, w.theme.Muted.Render(homeColumns(w, h.clocked(), "ID", "TITLE", "PLAYBOOK", "PHASE", "STEPS", how, "LAST")))
	}
	return lines
}

// homeRow draws an item.
func (w *world) homeRow(it homeItem, here, clocked bool) []string {
	mark, style := w.theme.row(here, w.theme.Text)
	var lines []string
	switch {
	case it.kind == itemBook:
		if it.book.Problem != "" && !here {
			style = w.theme.Warn
		}
		lines = []string{w.bookRow(it.book)}
	case w.window == wide:
		s := it.summary
		lines = []string{strings.TrimPrefix(homeColumns(w, clocked, s.ID, titleOf(s), s.PlaybookTitle, phaseOf(s), stepsOf(s), w.howOrClock(s, "", clocked, wideClock-1), w.day(s.Last)), "  ")}
	case w.window == normal:
		lines = []string{w.runRow(it.summary, clocked)}
	default:
		s := it.summary
		about := inert.Line(strings.Join([]string{phaseOf(s), stepsOf(s), howOf(s, "needs "), w.day(s.Last)}, "  "))
		if clocked && s.Closed.IsZero() {
			about = inert.Line(phaseOf(s) + " " + stepsOf(s) + "  ")
			about += w.howOrClock(s, "", clocked, max(0, w.width-4-inert.Width(about)))
		}
		lines = []string{inert.Line(s.ID + " " + titleOf(s)), "  " + about}
	}
	for i, line := range lines {
		if i > 0 {
			mark = "  "
		}
		lines[i] = style.Render(inert.Pad(mark+line, w.width))
	}
	return lines
}

// homeColumns lays out the columns of a wide window.
func homeColumns(w *world, clocked bool, id, title, book, phase, steps, needs, last string) string {
	how := 12
	if clocked {
		how = wideClock
	}
	rest := max(0, w.width-2-10-16-8-how-13)
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
func (w *world) howOrClock(s *run.Summary, needs string, clocked bool, width int) string {
	switch {
	case !clocked, !s.Closed.IsZero():
		return howOf(s, needs)
	case s.Clock == nil:
		return "none running"
	}
	return w.clockStrip(words.OfSummary(s.Clock), width).plain()
}

// runRow is a run in a window of normal width.
func (w *world) runRow(s *run.Summary, clocked bool) string {
	phase, how, last := 18, 12, 7
	if clocked && s.Closed.IsZero() {
		phase, how, last = 13, normalClock, 0
	}
	const steps = 7
	cell := func(text string, width int) string { return inert.Pad(inert.Line(text), width-1) + " " }
	day := w.day(s.Last)
	day = day[:min(len(day), len("02 Jan"))]
	return cell(s.ID+" "+titleOf(s), max(2, w.width-2-phase-steps-how-last)) + cell(phaseOf(s), phase) +
		cell(stepsOf(s), steps) + cell(w.howOrClock(s, "needs ", clocked, how-1), how) + inert.Pad(day, last)
}

// bookRow is a playbook.
func (w *world) bookRow(b *Listed) string {
	name := inert.Line(strings.TrimSpace(b.Title + " " + b.Version))
	if b.Title == "" {
		name = inert.Line(b.ID)
	}
	source := w.short(b.Source)
	if b.Problem != "" {
		return inert.Pad(name, 34) + " cannot be used: " + inert.Line(b.Problem)
	}
	text, room := fmt.Sprintf("%-9s ", words.Plural(b.Steps, "step", "steps")), w.width-2-10-20
	if w.width >= 76 {
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

// day writes when something was: the time today, the day before that.
func (w *world) day(t time.Time) string {
	t = w.local(t)
	if sameDay(t, w.now) {
		return t.Format("15:04")
	}
	if t.Year() != w.now.Year() {
		return t.Format("02 Jan 2006")
	}
	return t.Format("02 Jan 15:04")
}

func sameDay(a, b time.Time) bool { return a.Year() == b.Year() && a.YearDay() == b.YearDay() }

// viewEmpty is the first thing a new person sees.
func (h home) viewEmpty(w *world) ([]string, *tea.Cursor) {
	_, here := h.here(w)
	p := newPage(w, w.width-1)
	gap := func() {
		if w.window > compact {
			p.lines = append(p.lines, "")
		}
	}
	var at int
	choice := func(i int, label, what string) {
		mark, style := w.theme.row(i == here, w.theme.Text)
		if i == here {
			at = len(p.lines)
		}
		p.lines = append(p.lines, style.Render(inert.Pad("  "+mark+inert.Pad("[ "+label+" ]", 20)+what, w.width)))
	}
	gap()
	p.add(w.theme.Text, 2, "No runs yet.")
	gap()
	p.add(w.theme.Strong, 2, "BREACH HAPPENING NOW?")
	choice(0, "Start a run", w.key("home.open")+"  two questions")
	gap()
	p.add(w.theme.Strong, 2, "NOT NOW?")
	choice(1, "Practice run", "p  marked DRILL")
	choice(2, "See a playbook", "read only")
	gap()
	text := "Everything stays on this machine, in " + w.short(w.cfg.DataDir) + ". Nothing is sent anywhere."
	if w.window > compact {
		text += " Every change is saved the moment you make it."
	}
	p.add(w.theme.Muted, 2, text)
	lines := append(h.trouble(w), p.lines...)
	return lines, tea.NewCursor(2, at+len(lines)-len(p.lines))
}
