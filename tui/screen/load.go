package screen

import (
	"strings"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook"
	"cordon/playbook/run"
)

// KeepDraft puts typed text on disk.
func KeepDraft(w *World, field, text string) tea.Cmd {
	id, by, writer := w.Run.ID(), w.Cfg.By, w.Cfg.Writer
	return func() tea.Msg {
		return DraftKeptMsg{Run: id, Field: field, Text: text, Err: writer.SaveDraft(id, by, field, text)}
	}
}

// TakeDraft makes a draft that names nobody the person's own.
func TakeDraft(w *World, field string) tea.Cmd {
	id, by, writer := w.Run.ID(), w.Cfg.By, w.Cfg.Writer
	return func() tea.Msg {
		text, err := writer.TakeDraft(id, by, field)
		return DraftTakenMsg{Run: id, Field: field, Text: text, Err: err}
	}
}

// OpenRun loads a run.
func OpenRun(cfg *Config, id string, review bool) tea.Cmd {
	return func() tea.Msg {
		o, err := cfg.Reader.OpenRun(id, cfg.By)
		if err != nil {
			return NotOpenedMsg{err}
		}
		return OpenedMsg{Run: o.Run, Mark: o.Mark, Review: review, Drafts: o.Drafts}
	}
}

// StartRun begins a run of a playbook.
func StartRun(cfg *Config, book *playbook.Playbook, title string, drill bool) tea.Cmd {
	return func() tea.Msg {
		r, err := cfg.Writer.Start(book, title, drill, run.Stamp{By: cfg.By, Now: cfg.Now()})
		if err != nil {
			return NotOpenedMsg{err}
		}
		mark, err := cfg.Reader.Mark()
		if err != nil {
			return NotOpenedMsg{err}
		}
		return Fresh(cfg, OpenedMsg{Run: r, Mark: mark})
	}
}

// OpenBook reads the playbook that ref names, for a purpose.
func OpenBook(cfg *Config, ref string, to Purpose) tea.Cmd {
	return func() tea.Msg {
		book, err := cfg.Library.Open(ref)
		return BookMsg{Book: book, To: to, Err: err}
	}
}

// ReadShelf lists the playbooks that can be taken into a run.
func ReadShelf(cfg *Config) tea.Cmd {
	return func() tea.Msg {
		books, err := cfg.Library.List()
		return ShelfMsg{Playbooks: books, Err: err}
	}
}

// ReadToAdd reads the playbook that ref names, to take it into the run.
func ReadToAdd(cfg *Config, ref string) tea.Cmd {
	return func() tea.Msg {
		book, err := cfg.Library.Open(ref)
		return ToAddMsg{Book: book, Err: err}
	}
}

// ReadRules reads the rules that can be taken into a run.
func ReadRules(cfg *Config) tea.Cmd {
	return func() tea.Msg {
		rules, err := cfg.Library.Rules()
		return RulesMsg{Rules: rules, Err: err}
	}
}

// Getenv returns a variable of an environment, and nothing if it is not set. As
// for a process, the last of several counts.
func Getenv(environ []string, name string) string {
	value := ""
	for _, kv := range environ {
		if v, ok := strings.CutPrefix(kv, name+"="); ok {
			value = v
		}
	}
	return value
}

// A Purpose is what a playbook is chosen for.
type Purpose int

// The purposes.
const (
	ForRun   Purpose = iota // to start a run
	ForDrill                // to start a drill
	ForLook                 // to read it
)

// StartFor is the purpose of starting a run.
func StartFor(drill bool) Purpose {
	if drill {
		return ForDrill
	}
	return ForRun
}
