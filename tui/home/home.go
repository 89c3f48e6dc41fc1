package home

import (
	"cmp"
	"slices"
	"strings"
	"time"

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
	owed      []run.Summary // closed, and deadlines run on
	closed    []run.Summary
	books     []screen.Listed
	err       error // why the runs cannot be read
	bookErr   error
	at        itemKey // the item under the cursor
	filter    form.Input
	filtering bool
	unfolded  bool // all closed runs show
	// noProfile says that there could be a profile of the organisation.
	noProfile bool
}

// New returns the list of runs. It is empty until the first [screen.HomeMsg].
func New() screen.Screen { return home{} }

// A homeItem is a row that the cursor can stand on: a run, a playbook, or a
// choice of an empty home.
type homeItem struct {
	kind    homeKind
	summary *run.Summary
	book    *screen.Listed
	more    int // how many closed runs are folded here
}

type homeKind int

const (
	itemNone homeKind = iota
	itemRun
	itemOwed // a closed run whose deadlines run on
	itemClosedRun
	itemMore // stands for the closed runs that are folded
	itemBook
	itemStart // the choices of an empty home
	itemDrill
	itemLook
	itemProfile
	itemDoctor
)

// An itemKey names an item, so that the cursor stays on it when the list
// changes.
type itemKey struct {
	kind homeKind
	id   string
}

func (it homeItem) key() itemKey {
	switch it.kind {
	case itemRun, itemOwed, itemClosedRun:
		return itemKey{itemRun, it.summary.ID}
	case itemBook:
		return itemKey{itemBook, ref(it.book)}
	}
	return itemKey{kind: it.kind}
}

// empty reports whether there is nothing to list.
func (h home) empty() bool { return h.read && h.err == nil && h.runs() == 0 }

// runs counts the runs.
func (h home) runs() int { return len(h.open) + len(h.owed) + len(h.closed) }

// items lists what the cursor can stand on, as far as the filter lets it.
func (h home) items(w *screen.World) []homeItem {
	if h.empty() {
		choices := []homeItem{{kind: itemStart}, {kind: itemDrill}, {kind: itemLook}}
		if h.noProfile {
			choices = append(choices, homeItem{kind: itemProfile})
		}
		if w.Cfg.Doctor != nil {
			choices = append(choices, homeItem{kind: itemDoctor})
		}
		return choices
	}
	items := make([]homeItem, 0, h.runs()+len(h.books))
	add := func(it homeItem) {
		if it.matches(h.filter.Text()) {
			items = append(items, it)
		}
	}
	for i := range h.open {
		add(homeItem{kind: itemRun, summary: &h.open[i]})
	}
	for i := range h.owed {
		add(homeItem{kind: itemOwed, summary: &h.owed[i]})
	}
	shown := len(h.closed) - h.folded(w)
	for i := range h.closed[:shown] {
		add(homeItem{kind: itemClosedRun, summary: &h.closed[i]})
	}
	if more := len(h.closed) - shown; more > 0 {
		items = append(items, homeItem{kind: itemMore, more: more})
	}
	for i := range h.books {
		if w.Window > draw.Compact || h.runs() == 0 {
			add(homeItem{kind: itemBook, book: &h.books[i]})
		}
	}
	return items
}

// folded returns how many closed runs stand behind one row, so that they do not
// push the playbooks out of sight.
func (h home) folded(w *screen.World) int {
	const shown, least = 3, 2
	if n := len(h.closed) - shown; n >= least && !h.unfolded && h.filter.Text() == "" && w.Window > draw.Compact {
		return n
	}
	return 0
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
	return screen.HoldsAll(screen.Folded(text), screen.Words(filter))
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

// Cut implements [screen.Cutter].
func (h home) Cut() string { return h.filter.Cut() }

// Typing implements [screen.Screen].
func (h home) Typing() bool { return h.filtering }

// Update implements [screen.Screen].
func (h home) Update(w *screen.World, msg tea.Msg) (screen.Screen, screen.Reply) {
	switch msg := msg.(type) {
	case screen.HomeMsg:
		h = h.filled(msg, w.Now)
		_, i := h.here(w)
		return h.moved(w, screen.List{At: i}), screen.Reply{}
	case screen.BookMsg:
		return h, h.opened(w, msg)
	case screen.ProfileQuestionsMsg:
		return h, screen.Reply{Open: newProfile(msg.Questions)}
	case screen.KeptMsg:
		if msg.Err == nil {
			h.books = append(slices.Clone(h.books), msg.Book)
			slices.SortStableFunc(h.books, func(a, b screen.Listed) int { return strings.Compare(a.ID, b.ID) })
		}
		return h, screen.Reply{}
	case screen.ProfileSavedMsg:
		h.noProfile = h.noProfile && msg.Err != nil
		return h, screen.Reply{}
	case tea.KeyPressMsg, tea.PasteMsg:
		if h.filtering {
			h.filter, _ = h.filter.Update(msg)
			return h.moved(w, screen.List{}), screen.Reply{}
		}
	}
	return h, screen.Reply{}
}

// filled takes in what was read: open runs first, the one that needs somebody
// first at the top; then closed ones whose deadlines run on; then the others.
func (h home) filled(msg screen.HomeMsg, now time.Time) home {
	h.read, h.err, h.bookErr, h.books, h.noProfile = true, msg.Err, msg.BookErr, msg.Playbooks, msg.NoProfile
	h.open, h.owed, h.closed = nil, nil, nil
	for _, s := range msg.Runs {
		switch {
		case s.Closed.IsZero():
			h.open = append(h.open, s)
		case s.Waits():
			h.owed = append(h.owed, s)
		default:
			h.closed = append(h.closed, s)
		}
	}
	urgent := func(a, b run.Summary) int { return words.CompareRuns(a, b, now) }
	slices.SortStableFunc(h.open, urgent)
	slices.SortStableFunc(h.owed, urgent)
	slices.SortStableFunc(h.closed, func(a, b run.Summary) int { return cmp.Or(b.Last.Compare(a.Last), strings.Compare(a.ID, b.ID)) })
	return h
}

// Deadlines implements [screen.Ticker].
func (h home) Deadlines() []clock.Deadline {
	var all []clock.Deadline
	for _, s := range slices.Concat(h.open, h.owed) {
		if c := s.Clock; c != nil {
			all = append(all, words.OfSummary(c).Deadline)
			continue
		}
		for i := range s.May {
			all = append(all, words.OfSummary(&s.May[i]).Deadline)
		}
	}
	return all
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

// Commands implements [screen.Screen].
func (h home) Commands(w *screen.World) []screen.Command {
	it, i := h.here(w)
	n := len(h.items(w))
	moves := screen.List{At: i}.Commands(n, w.Height, h.filtering, func(l screen.List) screen.Screen { return h.moved(w, l) })
	if h.filtering {
		return append(h.filterCommands(w), moves...)
	}
	commands := []screen.Command{h.enter(w, it)}
	commands = append(commands,
		screen.Command{ID: "home.new", Group: screen.GroupDo, Title: "Start a run", Why: w.Cfg.NoStart(), Binding: screen.Bind("n", "new run", "n"),
			Do: func() (screen.Screen, screen.Reply) {
				return h, screen.Reply{Open: newStart(w, screen.ForRun, h.books)}
			}},
		screen.Command{ID: "home.drill", Group: screen.GroupDo, Title: "Practice run: start a drill", Why: w.Cfg.NoStart(), Binding: screen.Bind("p", "drill", "p"),
			Do: func() (screen.Screen, screen.Reply) {
				return h, screen.Reply{Open: newDrill(w, h.books)}
			}},
		h.look(w, it),
	)
	if w.Cfg.Office != nil {
		commands = append(commands, h.makeProfile(w))
	}
	if w.Cfg.Importer != nil {
		commands = append(commands, h.importBook(w))
	}
	commands = append(commands,
		screen.Command{ID: "home.find", Group: screen.GroupMove, Title: "Find a run or playbook as you type", Why: h.noFilter(),
			Binding: screen.Bind("/", "find", "/"), Do: func() (screen.Screen, screen.Reply) {
				h.filtering = true
				return h, screen.Reply{}
			}},
	)
	if w.Cfg.Doctor != nil {
		commands = append(commands, h.doctor(w))
	}
	if h.filter.Text() != "" {
		commands = append(commands, screen.Command{ID: "home.all", Group: screen.GroupMove, Title: "Show all again", Binding: screen.Bind("esc", "show all", "esc"),
			Do: func() (screen.Screen, screen.Reply) {
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
	c := screen.Command{ID: "home.open", Group: screen.GroupMove,
		Binding: screen.Bind("enter", "open", "enter"), Title: "Open the run, review it, or start from the playbook"}
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
	case itemOwed, itemClosedRun:
		return word("review", screen.Reply{Cmd: screen.OpenRun(w.Cfg, it.summary.ID, true)})
	case itemBook:
		c.Why = cmp.Or(w.Cfg.NoStart(), unusable(it.book))
		return word("start from it", screen.Reply{Cmd: screen.OpenBook(w.Cfg, ref(it.book), screen.ForRun)})
	case itemMore:
		return h.unfold(w, c)
	case itemStart:
		c.Why = w.Cfg.NoStart()
		return word("start a run", screen.Reply{Open: newStart(w, screen.ForRun, h.books)})
	case itemDrill:
		c.Why = w.Cfg.NoStart()
		return word("practice", screen.Reply{Open: newDrill(w, h.books)})
	case itemLook:
		return word("choose one to see", screen.Reply{Open: newStart(w, screen.ForLook, h.books)})
	case itemProfile:
		c.Why = w.Cfg.NoOffice()
		return word("write your profile", screen.Reply{Cmd: screen.LoadProfileQuestions(w.Cfg)})
	case itemDoctor:
		return word("look", openDoctor(w))
	}
	c.Why = "There is nothing under the cursor."
	return c
}

// unfold shows the closed runs that were folded, and goes to the first of them.
func (h home) unfold(w *screen.World, c screen.Command) screen.Command {
	c.Binding = screen.Bind("enter", "show all", "enter")
	c.Do = func() (screen.Screen, screen.Reply) {
		_, i := h.here(w)
		h.unfolded = true
		return h.moved(w, screen.List{At: i}), screen.Reply{}
	}
	return c
}

// look opens the item under the cursor to look at only.
func (h home) look(w *screen.World, it homeItem) screen.Command {
	c := screen.Command{ID: "home.look", Group: screen.GroupSee, Title: "Look only: review the run, or read the playbook",
		Binding: screen.Bind("v", "look only", "v")}
	switch it.kind {
	case itemRun, itemOwed, itemClosedRun:
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
		{ID: "filter.keep", Group: screen.GroupMove, Title: "Keep the filter", Binding: screen.Bind("enter", "to the list", "enter", "tab"),
			Do: func() (screen.Screen, screen.Reply) {
				h.filtering = false
				return h, screen.Reply{}
			}},
		{ID: "filter.clear", Group: screen.GroupMove, Title: "Show all again", Binding: screen.Bind("esc", "show all", "esc"),
			Do: func() (screen.Screen, screen.Reply) {
				h.filter, h.filtering = form.Input{}, false
				return h, screen.Reply{}
			}},
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
