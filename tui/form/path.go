package form

import (
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/inert"
	"cordon/tui/draw"
	"cordon/tui/screen"
)

// candidatesShown is how many names a completion lists.
const candidatesShown = 12

// ListedMsg follows the reading of a folder: the names in it that complete what
// was typed.
type ListedMsg struct {
	From  int // the form that asked
	typed string
	names []string
	err   error
}

// PathsMeant returns the paths that a text may mean, best first: the text as
// it is, and without what terminals and file managers put around a path that
// is pasted or dropped.
func PathsMeant(text, home string) []string {
	text = strings.TrimSpace(text)
	paths := []string{inHome(text, home)}
	bare := text
	if u, err := url.Parse(text); err == nil && u.Scheme == "file" && (u.Host == "" || u.Host == "localhost") {
		bare = u.Path
	}
	if n := len(bare); n > 1 && (bare[0] == '\'' || bare[0] == '"') && bare[n-1] == bare[0] {
		bare = bare[1 : n-1]
	} else if os.PathSeparator == '/' {
		bare = unescaped(bare)
	}
	if bare = inHome(bare, home); bare != "" && bare != paths[0] {
		paths = append(paths, bare)
	}
	return paths
}

// PathsDropped returns the paths of a text that holds several, as terminals and file
// managers write them where several files are dropped at once: parted by blanks, each
// in quotes, with backslashes or as a URL.
func PathsDropped(text, home string) []string {
	var paths []string
	words := strings.Fields(text)
	if slices.ContainsFunc(words, func(word string) bool { return !strings.HasPrefix(word, "file:") }) {
		words = shellWords(text)
	}
	for _, word := range words {
		if u, err := url.Parse(word); err == nil && u.Scheme == "file" && (u.Host == "" || u.Host == "localhost") {
			word = u.Path
		}
		paths = append(paths, inHome(word, home))
	}
	return paths
}

// shellWords takes a text apart at its blanks as a shell does, and nothing else of
// what a shell does.
func shellWords(text string) []string {
	var words []string
	var word strings.Builder
	within, quote := false, byte(0)
	for i := 0; i < len(text); i++ {
		c := text[i]
		switch {
		case quote != 0 && c == quote:
			quote = 0
		case quote == 0 && (c == '\'' || c == '"'):
			quote, within = c, true
		case quote == 0 && (c == ' ' || c == '\t' || c == '\n' || c == '\r'):
			if within {
				words, within = append(words, word.String()), false
				word.Reset()
			}
		default:
			if c == '\\' && quote != '\'' && os.PathSeparator == '/' && i+1 < len(text) {
				i++
			}
			word.WriteByte(text[i])
			within = true
		}
	}
	if within {
		words = append(words, word.String())
	}
	return words
}

// WholePath says how a path is given in lines, where nothing completes it.
func WholePath(w *screen.World) []Prose {
	if !w.Cfg.Lines {
		return nil
	}
	return []Prose{{Style: w.Theme.Muted, Text: "Type the whole path: from / or from ~, or from the folder that Cordon was started in. Nothing completes it."}}
}

// unescaped takes the backslashes out that a shell would.
func unescaped(s string) string {
	var b strings.Builder
	for i := 0; i < len(s); i++ {
		if s[i] == '\\' && i+1 < len(s) {
			i++
		}
		b.WriteByte(s[i])
	}
	return b.String()
}

func inHome(path, home string) string {
	if rest, ok := strings.CutPrefix(path, "~/"); ok && home != "" {
		return filepath.Join(home, rest) + trailing(rest)
	}
	return path
}

// trailing keeps the slash at the end, which Join takes away.
func trailing(path string) string {
	if path == "" || strings.HasSuffix(path, "/") {
		return "/"
	}
	return ""
}

// Complete reads the folder of the path that is typed. If its names are on the
// screen already, tab means the next field.
func (f Form) Complete(w *screen.World) (Form, screen.Reply) {
	fd := f.Fields[f.Focus]
	if fd.Hint != "" {
		return f.To((f.Focus + 1) % f.stops()), screen.Reply{}
	}
	id, typed, home := f.ID, fd.Widget.Value(), screen.Getenv(w.Cfg.Environ, "HOME")
	return f, screen.Reply{Cmd: func() tea.Msg {
		names, err := completions(inHome(typed, home))
		return ListedMsg{From: id, typed: typed, names: names, err: err}
	}}
}

// completions returns the names in the folder of a path that begin like its
// last part. Folders end in a slash.
func completions(path string) ([]string, error) {
	folder, base := filepath.Split(path)
	if folder == "" {
		folder = "."
	}
	entries, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	var names []string
	for _, e := range entries {
		name := e.Name()
		if !strings.HasPrefix(name, base) || base == "" && name[0] == '.' {
			continue
		}
		if info, err := os.Stat(filepath.Join(folder, name)); err == nil && info.IsDir() {
			name += "/"
		}
		names = append(names, name)
	}
	return names, nil
}

// Completed takes over what all candidates have in common, and shows them if
// there are several.
func (f Form) Completed(w *screen.World, msg ListedMsg) (Form, screen.Reply) {
	i := f.At("path")
	if f.Fields[i].Widget.Value() != msg.typed || f.Busy != Idle {
		return f, screen.Reply{} // typed on meanwhile
	}
	_, base := filepath.Split(msg.typed)
	common := commonPrefix(msg.names)
	longer := len(common) > len(base)
	if longer {
		f = f.put(i, f.Fields[i].Widget.With(strings.TrimSuffix(msg.typed, base)+common))
	}
	f.Fields = slices.Clone(f.Fields)
	switch {
	case msg.err != nil:
		f.Fields[i].Hint = "no such folder"
	case len(msg.names) == 0:
		f.Fields[i].Hint = "nothing here begins like that"
	case len(msg.names) > 1:
		f.Fields[i].Hint = candidates(msg.names)
	case !longer && f.Focus == i:
		f = f.To((i + 1) % f.stops()) // complete as it was
	}
	if !longer {
		return f, screen.Reply{}
	}
	return f.changed(w)
}

func commonPrefix(names []string) string {
	if len(names) == 0 {
		return ""
	}
	low, high := slices.Min(names), slices.Max(names)
	n := 0
	for n < len(low) && n < len(high) && low[n] == high[n] {
		n++
	}
	for n > 0 && n < len(low) && !startsRune(low[n]) {
		n-- // never part a character
	}
	return low[:n]
}

// startsRune reports whether a byte begins a character of UTF-8.
func startsRune(b byte) bool { return b&0xc0 != 0x80 }

// candidates lists names, as many as are of use.
func candidates(names []string) string {
	shown := make([]string, 0, candidatesShown+1)
	for _, name := range names[:min(len(names), candidatesShown)] {
		shown = append(shown, inert.Cut(inert.Line(name), 40))
	}
	if more := len(names) - candidatesShown; more > 0 {
		shown = append(shown, "and "+draw.FormatSeq(uint64(more))+" more")
	}
	return strings.Join(shown, "  ")
}
