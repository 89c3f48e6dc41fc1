package playbooks

import (
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"

	"cordon/playbook"
)

// ErrNoPlaybook means that no playbook at hand has that id.
var ErrNoPlaybook = errors.New("no such playbook")

// IsEmbedded is the [Listed.Source] of a playbook that ships in the program.
const IsEmbedded = "embedded"

// A Library is the playbooks at hand: those that ship in the program, and the
// person's own, which win where both have the same id.
type Library struct {
	// Dir is the folder of the person's own playbooks. It need not exist.
	// Empty means that there is none.
	Dir string
	// Law is the folder of the person's own rules, in the same way.
	Law string
	// Exercises is the folder of the person's own drills, in the same way.
	Exercises string
	// Kept returns a playbook that was made of these bytes before, if it is at
	// hand, which takes less time than to parse them. It may be nil.
	Kept func(source []byte) (*playbook.Playbook, bool)
}

// A Listed is a playbook in the list of a library.
type Listed struct {
	ID      string // of a broken playbook: the name of the file
	Title   string
	Version string
	Phases  int
	Steps   int
	Source  string // [IsEmbedded], or the path of the file
	// About is the first paragraph of what the playbook says of itself, in one
	// line.
	About string
	// Problems is why the file cannot be used, or empty.
	Problems playbook.Problems
}

// List returns the playbooks at hand, sorted by id, broken ones among them.
// With an error come those that could be read.
func (l Library) List() ([]Listed, error) {
	var all []Listed
	taken := map[string]string{} // id → source
	law := sync.OnceValue(l.law)
	own, err := l.own()
	for _, path := range own {
		listed := list(checked(path, law)(Library{}.readFile(path)))
		if listed.Source = path; listed.ID == "" {
			listed.ID = stem(path)
		} else if first, twice := taken[listed.ID]; twice {
			listed.Problems = clash(path, listed.ID, first)
		} else {
			taken[listed.ID] = path
		}
		all = append(all, listed)
	}
	for _, listed := range shelf() {
		if _, hidden := taken[listed.ID]; !hidden {
			all = append(all, listed)
		}
	}
	slices.SortStableFunc(all, func(a, b Listed) int { return strings.Compare(a.ID, b.ID) })
	return all, err
}

// list returns what there is to say about a playbook.
func list(p *playbook.Playbook, err error) Listed {
	if err != nil {
		var problems playbook.Problems
		if !errors.As(err, &problems) {
			problems = playbook.Problems{{Text: err.Error()}}
		}
		return Listed{Problems: problems}
	}
	return Listed{ID: p.ID, Title: p.Title, Version: p.Version, Phases: len(p.Phases), Steps: len(p.Steps()), About: opening(p.About)}
}

// opening returns the first paragraph of a text, in one line.
func opening(text string) string {
	first, _, _ := strings.Cut(strings.TrimSpace(text), "\n\n")
	return strings.Join(strings.Fields(first), " ")
}

func clash(path, id, first string) playbook.Problems {
	return playbook.Problems{{
		File: path, Line: 1, Column: 1,
		Text: fmt.Sprintf("the id %s is taken: %s has it too", id, first),
		Hint: "give one of them another id; this file is not used",
	}}
}

// Open returns the playbook that ref names: a path if it has a separator or
// the extension of YAML, otherwise an id. The error wraps [ErrNoPlaybook], is
// a [playbook.Problems] if the file is broken, or says why it cannot be read.
func (l Library) Open(ref string) (*playbook.Playbook, error) {
	if IsPath(ref) {
		return checked(ref, l.law)(l.readFile(ref))
	}
	if p, path, err := l.openOwn(ref); p != nil || err != nil {
		return checked(path, l.law)(p, err)
	}
	if f, ok := Open(ref); ok {
		return checked(f.Name, l.law)(l.parse(f.Name, f.Source))
	}
	if err := l.Unread(); err != nil {
		return nil, err // it may be there
	}
	return nil, l.missing(ref)
}

// law returns the rules at hand. What is wrong with a file of rules is said
// where a playbook names one of them.
func (l Library) law() LawBook {
	b, _ := Law(l.Law)
	return b
}

// checked goes on from a playbook that was read: its clocks must name rules
// that there are. Without such clocks the law is not touched.
func checked(name string, law func() LawBook) func(*playbook.Playbook, error) (*playbook.Playbook, error) {
	return func(p *playbook.Playbook, err error) (*playbook.Playbook, error) {
		if err != nil || !slices.ContainsFunc(p.Clocks, func(c playbook.Clock) bool { return c.Rule != "" }) {
			return p, err
		}
		book := law()
		if problems := book.check(name, p); len(problems) > 0 {
			return nil, problems
		}
		return withRules(p, book), nil
	}
}

// withRules returns the playbook with the rules that its clocks name, each
// once, for a run to keep.
func withRules(p *playbook.Playbook, law LawBook) *playbook.Playbook {
	with := *p
	with.Rules = nil
	for _, c := range p.Clocks {
		rule, ok := law.Rule(c.Rule)
		if ok && !slices.ContainsFunc(with.Rules, func(r playbook.Rule) bool { return r.ID == rule.ID }) {
			with.Rules = append(with.Rules, rule)
		}
	}
	return &with
}

// openOwn returns the person's own playbook with the given id and its path, or nil. A
// broken file of that name is an error: it may be the one that is meant, and
// another must not take its place unseen.
func (l Library) openOwn(id string) (p *playbook.Playbook, path string, err error) {
	own, _ := l.own() // see Unread
	for _, path := range own {
		p, err := l.readFile(path)
		switch {
		case err != nil && stem(path) == id:
			return nil, path, err
		case err == nil && p.ID == id:
			return p, path, nil
		}
	}
	return nil, "", nil
}

// missing says that there is no such playbook, and which one may be meant.
func (l Library) missing(id string) error {
	listed, _ := l.List()
	var ids []string
	for _, p := range listed {
		ids = append(ids, p.ID)
	}
	if near, ok := playbook.Meant(id, ids); ok {
		return fmt.Errorf("%w %q: did you mean %q?", ErrNoPlaybook, id, near)
	}
	return fmt.Errorf("%w %q", ErrNoPlaybook, id)
}

// Shelved returns what the library holds today under the id of a playbook, if
// that is at hand and works.
func (l Library) Shelved(id string) (playbook.Shelved, bool) {
	if p, _, err := l.openOwn(id); p != nil || err != nil {
		if err != nil {
			return playbook.Shelved{}, false
		}
		return playbook.Shelved{Version: p.Version, Digest: p.Digest, Own: true}, true
	}
	f, ok := Open(id)
	if !ok || l.Unread() != nil {
		return playbook.Shelved{}, false
	}
	sum := sha256.Sum256(f.Source)
	at := slices.IndexFunc(shelf(), func(one Listed) bool { return one.ID == id })
	return playbook.Shelved{Version: shelf()[at].Version, Digest: hex.EncodeToString(sum[:])}, true
}

// Unread says why the folder of the person's own playbooks cannot be read. That
// stops nothing which ships in the program, though one of their own might take its
// place: whoever opens a playbook says so.
func (l Library) Unread() error {
	_, err := l.own()
	return err
}

// own returns the paths of the person's own playbooks, sorted.
func (l Library) own() ([]string, error) { return yamlIn(l.Dir) }

// ReadFile returns the bytes of a playbook file. It reads no more than a
// playbook may have, and nothing that is no regular file.
func ReadFile(path string) ([]byte, error) { return ReadLimited(path, playbook.MaxSize) }

// ReadLimited returns the bytes of a file that is to become a playbook, or one more
// than the most that it may have. It reads nothing that is no regular file.
func ReadLimited(path string, most int64) ([]byte, error) {
	info, err := os.Stat(path)
	if err != nil {
		return nil, err
	}
	if !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s is no file, and only a file can be read here", path)
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, most+1))
}

// readFile makes sense of a playbook in a file.
func (l Library) readFile(path string) (*playbook.Playbook, error) {
	source, err := ReadFile(path)
	if err != nil {
		return nil, err
	}
	return l.parse(path, source)
}

// parse makes sense of a playbook, unless that was done before.
func (l Library) parse(name string, source []byte) (*playbook.Playbook, error) {
	p, kept := l.kept(source)
	if !kept {
		parsed, err := playbook.Parse(name, source)
		if err != nil {
			return nil, err
		}
		p = parsed
	}
	named := *p
	named.File = name
	return &named, nil
}

func (l Library) kept(source []byte) (*playbook.Playbook, bool) {
	if l.Kept == nil {
		return nil, false
	}
	return l.Kept(source)
}

// IsPath reports whether a name of a playbook is a path: it has a separator or
// the extension of YAML.
func IsPath(ref string) bool {
	return strings.ContainsRune(ref, '/') || strings.ContainsRune(ref, filepath.Separator) || isYAML(ref)
}

func isYAML(name string) bool {
	ext := strings.ToLower(filepath.Ext(name))
	return ext == ".yaml" || ext == ".yml"
}

func stem(path string) string {
	name := filepath.Base(path)
	return strings.TrimSuffix(name, filepath.Ext(name))
}
