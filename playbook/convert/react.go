package convert

import (
	"cmp"
	"io"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"go.yaml.in/yaml/v4"
)

// The stages of RE&CT, in the order of the work.
func reactStages() []reactStage {
	return []reactStage{
		{"preparation", "Preparation"}, {"identification", "Identification"}, {"containment", "Containment"},
		{"eradication", "Eradication"}, {"recovery", "Recovery"}, {"lessons_learned", "Lessons learned"},
	}
}

type reactStage struct{ key, title string }

// guessReact knows a response playbook of RE&CT by its stages, or its name.
func guessReact(f *file) bool {
	root := f.yaml()
	if root == nil || root.Kind != yaml.MappingNode || value(root, "tasks") != nil || value(root, "format") != nil {
		return false
	}
	stages := 0
	for _, s := range reactStages() {
		if v := value(root, s.key); v != nil && (v.Kind == yaml.SequenceNode || v.Tag == "!!null") {
			stages++
		}
	}
	id := value(root, "id")
	return stages >= 2 || stages > 0 && id != nil && strings.HasPrefix(id.Value, "RP")
}

// A reactReader makes a document of a response playbook, and finds its actions in
// the library.
type reactReader struct {
	*file
	*document
	library map[string]*reactAction
}

// A reactAction is a response action of the library.
type reactAction struct {
	*file
	root *yaml.Node
}

// readReact reads a response playbook of RE&CT, or of a library made like it.
func readReact(f *file, d *document) {
	root := f.needYAML()
	if root == nil {
		return
	}
	r := reactReader{f, d, map[string]*reactAction{}}
	d.title = humanised(f.textAt(root, "title"))
	d.origin.Title, d.origin.ID = oneLine(f.textAt(root, "title")), oneLine(f.textAt(root, "id"))
	d.origin.Author = strings.Join(f.texts(value(root, "author")), ", ")
	d.origin.Version = cmp.Or(f.textAt(root, "modification_date"), f.textAt(root, "creation_date"))
	r.about(root)
	for _, stage := range reactStages() {
		n := value(root, stage.key)
		if n == nil {
			continue
		}
		p := d.phase(placeOf(n), stage.title)
		for _, item := range items(n) {
			r.item(p, item)
		}
	}
}

// about keeps what the playbook says of itself.
func (r *reactReader) about(root *yaml.Node) {
	r.markdownAt(root, "description")
	r.markdownAt(root, "extended_description")
	r.tell(marks(
		[2]string{"Severity", r.file.textAt(root, "severity")}, [2]string{"TLP", r.file.textAt(root, "tlp")}, [2]string{"PAP", r.file.textAt(root, "pap")},
		[2]string{"Tags", strings.Join(r.texts(value(root, "tags")), ", ")},
		[2]string{"Artifacts", strings.Join(r.texts(value(root, "linked_artifacts")), ", ")},
	))
	r.markdownAt(root, "workflow")
	for _, s := range r.texts(value(root, "references")) {
		r.tell("- " + s)
	}
	known := []string{
		"title", "id", "author", "creation_date", "modification_date", "description", "extended_description", "severity", "tlp", "pap",
		"tags", "linked_artifacts", "workflow", "references",
	}
	for i := 0; i+1 < len(root.Content); i += 2 {
		key := root.Content[i]
		stage := slices.ContainsFunc(reactStages(), func(s reactStage) bool { return s.key == key.Value })
		if !stage && !slices.Contains(known, key.Value) && root.Content[i+1].Tag != "!!null" {
			r.lose(placeOf(key), "the key "+r.plain(key.Value, placeOf(key)), "left out")
		}
	}
}

func (r *reactReader) markdownAt(root *yaml.Node, key string) {
	n := value(root, key)
	if n == nil || n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
		return
	}
	if isPlaceholder(n.Value) {
		r.lose(placeOf(n), "text that only holds the place of "+key, "left out")
		return
	}
	r.tellMarkdown(r.document, n.Value, placeOf(n))
}

// isPlaceholder knows the texts that the templates of RE&CT come with.
func isPlaceholder(text string) bool {
	text = strings.ToLower(oneLine(text))
	return strings.HasPrefix(text, "description of the workflow ") && strings.Contains(text, "markdown format") ||
		strings.HasPrefix(text, "extended description of the response ") || strings.HasPrefix(text, "here is the extended description")
}

var (
	anAction   = regexp.MustCompile(`^RA_?\d+[A-Za-z0-9_-]*$`)
	aReactBook = regexp.MustCompile(`^RP_?\d+[A-Za-z0-9_-]*$`)
	itsNumber  = regexp.MustCompile(`^R[AP]_?\d+_*`)
)

// humanised makes words of a name: RA_1999_know_the_owners is "Know the owners".
func humanised(name string) string {
	name = oneLine(name)
	words := name
	if itsNumber.MatchString(name) {
		words = itsNumber.ReplaceAllString(name, "")
	}
	if !strings.Contains(words, " ") {
		words = oneLine(strings.ReplaceAll(words, "_", " "))
	}
	if words == "" {
		return name
	}
	return sentenceCase(words)
}

// item makes a step of a line of a stage.
func (r *reactReader) item(p *phase, n *yaml.Node) {
	name := strings.TrimSpace(r.scalar(n))
	switch {
	case n.Kind != yaml.ScalarNode:
		r.lose(placeOf(n), "a line that is no name of an action", "left out")
	case name == "":
	case aReactBook.MatchString(name):
		words := humanised(name)
		first, rest, _ := strings.Cut(words, " ")
		s := p.step(placeOf(n), "Run the playbook: "+strings.TrimSpace(strings.ToLower(first)+" "+rest))
		s.sourceID = name
		r.see = append(r.see, name)
		r.lose(placeOf(n), "a playbook that is not here, "+name, "named in the step and under see")
	case anAction.MatchString(name):
		r.action(p, n, name)
	default:
		p.step(placeOf(n), name)
	}
}

// action makes a step of an action of the library, or of its name alone.
func (r *reactReader) action(p *phase, n *yaml.Node, name string) {
	at := placeOf(n)
	a := r.find(name, at)
	if a == nil {
		s := p.step(at, humanised(name))
		s.sourceID = name
		return
	}
	title := humanised(a.textAt(a.root, "title"))
	if title == "" {
		title = humanised(name)
	}
	description := strings.TrimSpace(a.textAt(a.root, "description"))
	if again(title, description) {
		title, description = description, ""
	}
	s := p.step(at, title)
	s.sourceID = cmp.Or(name, a.textAt(a.root, "id"))
	s.say(description)
	if needed := a.texts(value(a.root, "requirements")); len(needed) > 0 {
		s.say("Requirements: " + strings.Join(needed, "; "))
	}
	for _, address := range a.texts(value(a.root, "references")) {
		if isAddress(address) {
			s.refer(address, address)
		} else {
			s.say("See: " + address)
		}
	}
	r.workflow(s, a, name, at)
	r.actionLosses(a, name, at)
}

// again reports whether a description says what the title says, in one line that
// can take its place.
func again(title, description string) bool {
	first, _, _ := strings.Cut(title, " ")
	return !strings.Contains(description, "\n") && len([]rune(description)) <= maxTitle &&
		strings.HasPrefix(strings.ToLower(description)+" ", strings.ToLower(first)+" ")
}

// workflow fills the step with what the action says about how it is done.
func (r *reactReader) workflow(s *step, a *reactAction, name string, at place) {
	var all []string
	for _, key := range []string{"extended_description", "workflow"} {
		text := a.textAt(a.root, key)
		switch {
		case isPlaceholder(text):
			r.lose(at, name+" has a text that only holds the place of "+key, "left out")
		case strings.TrimSpace(text) != "":
			all = append(all, text)
		}
	}
	for i, text := range all {
		if i+1 < len(all) {
			r.sayFrom(r.document, s, text, at) // what it lists is not shown after the next
			continue
		}
		r.fillFrom(r.document, s, text, at)
	}
}

// actionLosses tells what is not taken from an action.
func (r *reactReader) actionLosses(a *reactAction, name string, at place) {
	for _, l := range a.losses {
		r.lose(at, name+" "+l.What, l.Kept)
	}
	a.losses = nil
}

// find opens an action in the library, once.
func (r *reactReader) find(name string, at place) *reactAction {
	if a, known := r.library[name]; known {
		return a
	}
	a := r.open(name, at)
	r.library[name] = a
	return a
}

func (r *reactReader) open(name string, at place) *reactAction {
	data := readFromLibrary(r.opts.Library, name+".yml", name+".yaml", name+"/"+name+".yml", name+"/"+name+".yaml")
	if data == nil {
		r.lose(at, "the action "+name+", which is not in the library", "its name alone")
		return nil
	}
	f, err := openFile(name, data, r.opts)
	if err == nil {
		if root := f.needYAML(); root != nil {
			return &reactAction{f, root}
		}
	}
	r.lose(at, "the action "+name+", whose file cannot be read", "its name alone")
	return nil
}

// maxLibraryFile is the size of the largest file of a library that is read.
const maxLibraryFile = 1 << 18

// readFromLibrary returns the first of some files that is there, is a regular file
// and not too large, or nil.
func readFromLibrary(library fs.FS, names ...string) []byte {
	if library == nil {
		return nil
	}
	for _, name := range names {
		info, err := fs.Stat(library, name)
		if err != nil || !info.Mode().IsRegular() || info.Size() > maxLibraryFile {
			continue
		}
		file, err := library.Open(name)
		if err != nil {
			continue
		}
		data, err := io.ReadAll(io.LimitReader(file, maxLibraryFile))
		file.Close()
		if err == nil {
			return data
		}
	}
	return nil
}
