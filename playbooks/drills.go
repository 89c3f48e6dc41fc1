package playbooks

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"cordon/playbook"
	"cordon/playbook/drill"
)

//go:embed drills
var drills embed.FS

// ErrNoDrill means that no drill at hand has that id.
var ErrNoDrill = errors.New("no such drill")

// A Drill is a drill at hand, with the folder that it lies in.
type Drill struct {
	*drill.Drill
	Source string // [IsEmbedded], or the path of the file
	dir    fs.FS
}

// A ListedDrill is a drill in the list of a library.
type ListedDrill struct {
	ID     string // of a broken drill: the name of the file
	Source string // [IsEmbedded], or the path of the file
	Drill  Drill  // zero if it cannot be used
	// Problems is why the file cannot be used, or empty.
	Problems playbook.Problems
}

// Drills returns the drills at hand, sorted by id, broken ones among them: those
// that ship in the program, and the person's own, which win where both have the
// same id. With an error come those that could be read.
func (l Library) Drills() ([]ListedDrill, error) {
	var all []ListedDrill
	taken := map[string]string{} // id → the file that is played under it
	own, err := yamlIn(l.Exercises)
	for _, path := range own {
		listed := l.listDrill(path)
		if first, twice := taken[listed.ID]; twice && len(listed.Problems) == 0 {
			listed.Problems = clash(path, listed.ID, first)
		} else if !twice {
			taken[listed.ID] = path
		}
		all = append(all, listed)
	}
	for _, d := range shippedDrills() {
		if _, hidden := taken[d.ID]; !hidden {
			all = append(all, ListedDrill{ID: d.ID, Source: IsEmbedded, Drill: d})
		}
	}
	slices.SortStableFunc(all, func(a, b ListedDrill) int { return strings.Compare(a.ID, b.ID) })
	return all, err
}

// listDrill returns what there is to say about a person's own drill.
func (l Library) listDrill(path string) ListedDrill {
	d, err := l.drillFile(path)
	if err != nil {
		return ListedDrill{ID: stem(path), Source: path, Problems: problemsOf(err)}
	}
	return ListedDrill{ID: d.ID, Source: path, Drill: d}
}

func problemsOf(err error) playbook.Problems {
	if err == nil {
		return nil
	}
	return list(nil, err).Problems
}

// OpenDrill returns the drill that ref names: a path if it has a separator or the
// extension of YAML, otherwise an id. The error wraps [ErrNoDrill], is a
// [playbook.Problems] if the file is broken, or says why it cannot be read.
func (l Library) OpenDrill(ref string) (Drill, error) {
	if IsPath(ref) {
		return l.drillFile(ref)
	}
	listed, err := l.findDrill(ref)
	switch {
	case err != nil:
		return Drill{}, err
	case len(listed.Problems) > 0:
		return Drill{}, listed.Problems
	}
	return listed.Drill, nil
}

// findDrill returns the drill at hand with an id, broken or not. The error wraps
// [ErrNoDrill].
func (l Library) findDrill(id string) (ListedDrill, error) {
	all, _ := l.Drills()
	var ids []string
	for _, listed := range all {
		if listed.ID == id {
			return listed, nil
		}
		ids = append(ids, listed.ID)
	}
	if near, ok := playbook.Meant(id, ids); ok {
		return ListedDrill{}, fmt.Errorf("%w %q: did you mean %q?", ErrNoDrill, id, near)
	}
	return ListedDrill{}, fmt.Errorf("%w %q", ErrNoDrill, id)
}

// drillFile makes sense of a drill in a file.
func (l Library) drillFile(path string) (Drill, error) {
	source, err := ReadFile(path)
	if err != nil {
		return Drill{}, err
	}
	d, err := drill.Parse(path, source)
	return Drill{d, path, os.DirFS(filepath.Dir(path))}, err
}

// shippedDrills are those that ship in the program.
func shippedDrills() []Drill {
	dir, err := fs.Sub(drills, "drills")
	if err != nil {
		return nil // only for a malformed name, and this one is not
	}
	names, _ := fs.Glob(dir, "*"+extension)
	var all []Drill
	for _, name := range names {
		source, err := fs.ReadFile(dir, name)
		if err != nil {
			continue
		}
		if d, err := drill.Parse(name, source); err == nil {
			all = append(all, Drill{d, IsEmbedded, dir})
		}
	}
	return all
}

// File returns a file that comes with an inject of the drill.
func (d Drill) File(name string) ([]byte, error) { return drill.ReadFile(d.dir, name) }

// FileContents returns all files that come with injects, by name.
func (d Drill) FileContents() (map[string][]byte, error) {
	all := map[string][]byte{}
	for _, name := range d.Files() {
		b, err := d.File(name)
		if err != nil {
			return nil, fmt.Errorf("the drill %s cannot be played: %w", d.ID, err)
		}
		all[name] = b
	}
	return all, nil
}

// LintDrill returns all that is wrong with the drill that ref names, beside the
// playbook that it is for. The error says why it cannot be read.
func (l Library) LintDrill(ref string) (playbook.Problems, error) {
	name, source, dir, err := l.drillSource(ref)
	if err != nil {
		return nil, err
	}
	return drill.Lint(name, source, l.Open, dir), nil
}

// drillSource returns the bytes of the drill that ref names, and its folder.
func (l Library) drillSource(ref string) (name string, source []byte, dir fs.FS, err error) {
	path := ref
	if !IsPath(ref) {
		listed, err := l.findDrill(ref)
		if err != nil {
			return "", nil, nil, err
		}
		if listed.Source == IsEmbedded {
			return ref + extension, listed.Drill.Drill.Source, listed.Drill.dir, nil
		}
		path = listed.Source
	}
	source, err = ReadFile(path)
	return path, source, os.DirFS(filepath.Dir(path)), err
}

// yamlIn returns the paths of the YAML files of a folder, which need not exist.
func yamlIn(dir string) ([]string, error) {
	if dir == "" {
		return nil, nil
	}
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var paths []string
	for _, e := range entries {
		if isYAML(e.Name()) && !strings.HasPrefix(e.Name(), ".") {
			paths = append(paths, filepath.Join(dir, e.Name()))
		}
	}
	return paths, err
}
