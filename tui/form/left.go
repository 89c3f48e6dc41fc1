package form

import (
	"io"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"syscall"
	"time"

	"cordon/playbook/run"
)

// A file for an editor is called edit-RUN,FIELD,PERSON,NUMBER.md, so that its
// text can be taken over also when Cordon ended before the editor did.
const (
	leftPrefix = "edit-"
	leftSuffix = ".md"
	// nameLimit is how long the name of a file may be on every system, less what
	// is added to make it one of its kind.
	nameLimit = 255 - 20
)

// A Left text was written in an editor and not taken over, because Cordon or the
// whole session ended meanwhile.
type Left struct {
	Path  string
	Run   string // an id; empty if the name of the file does not say
	Field string // the draft of the field that it was written in
	By    string // who wrote it, as entries name them; may be empty
	At    time.Time
	// Text is what the file holds; empty if that is more than a field does.
	Text string
}

// editableName is the pattern of the name of a file.
func editableName(id, field, by string) string {
	name := func(parts ...string) string {
		for i, part := range parts {
			parts[i] = url.QueryEscape(part)
		}
		return leftPrefix + strings.Join(append(parts, "*"+leftSuffix), ",")
	}
	for _, pattern := range []string{name(id, field, by), name(id, field, "")} {
		if len(pattern) <= nameLimit {
			return pattern
		}
	}
	return leftPrefix + "*" + leftSuffix
}

// LeftIn returns what editors left in a folder, the oldest first.
func LeftIn(dir string) []Left {
	entries, err := os.ReadDir(dir)
	if err != nil {
		return nil
	}
	var all []Left
	for _, entry := range entries {
		info, err := entry.Info()
		if err != nil || !strings.HasPrefix(entry.Name(), leftPrefix) || !info.Mode().IsRegular() || info.Size() == 0 {
			continue
		}
		l := leftBy(entry.Name())
		l.Path, l.At = filepath.Join(dir, entry.Name()), info.ModTime()
		if l.Run != "" && info.Size() <= run.NoteLimit {
			l.Text = readLeft(l.Path)
		}
		all = append(all, l)
	}
	slices.SortStableFunc(all, func(a, b Left) int { return a.At.Compare(b.At) })
	return all
}

// leftBy reads the name of a file.
func leftBy(name string) Left {
	parts := strings.Split(strings.TrimSuffix(strings.TrimPrefix(name, leftPrefix), leftSuffix), ",")
	if len(parts) != 4 {
		return Left{}
	}
	for i, part := range parts {
		text, err := url.QueryUnescape(part)
		if err != nil {
			return Left{}
		}
		parts[i] = text
	}
	return Left{Run: parts[0], Field: parts[1], By: parts[2]}
}

func readLeft(path string) string {
	file, err := os.OpenFile(path, os.O_RDONLY|syscall.O_NONBLOCK, 0)
	if err != nil {
		return ""
	}
	defer file.Close()
	b, err := io.ReadAll(io.LimitReader(file, run.NoteLimit))
	if err != nil {
		return ""
	}
	return strings.TrimRight(legibleText(b), "\n")
}
