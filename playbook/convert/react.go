package convert

import (
	"io"
	"io/fs"
	"regexp"
	"slices"
	"strings"

	"cordon/playbook/reader"

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
	authors []string // of the actions
}

// A reactAction is a response action of the library.
type reactAction struct {
	*file
	root *yaml.Node
	told bool // what of it gets lost
}

// readReact reads a response playbook of RE&CT, or of a library made like it.
func readReact(f *file, d *document) {
	root := f.needYAML()
	if root == nil {
		return
	}
	r := reactReader{file: f, document: d, library: map[string]*reactAction{}}
	d.title = humanised(f.textAt(root, "title"))
	d.origin.Title, d.origin.ID = oneLine(f.textAt(root, "title")), oneLine(f.textAt(root, "id"))
	d.origin.Author = strings.Join(f.texts(value(root, "author")), ", ")
	created := f.textAt(root, "creation_date")
	if d.origin.Version = f.textAt(root, "modification_date"); d.origin.Version == "" {
		d.origin.Version, created = created, ""
	}
	r.about(root, created)
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
	if len(r.authors) > 0 {
		r.tell("Authors of the actions: " + strings.Join(r.authors, ", ") + ".")
	}
	r.comments(root)
	r.unsaid(r.yamlEntry("", root))
}

// about keeps what the playbook says of itself.
func (r *reactReader) about(root *yaml.Node, created string) {
	r.markdownAt(root, "description")
	r.markdownAt(root, "extended_description")
	r.tell(marks(
		[2]string{"Severity", r.file.textAt(root, "severity")}, [2]string{"TLP", r.file.textAt(root, "tlp")}, [2]string{"PAP", r.file.textAt(root, "pap")},
		[2]string{"Tags", strings.Join(r.texts(value(root, "tags")), ", ")},
		[2]string{"Artifacts", strings.Join(r.texts(value(root, "linked_artifacts")), ", ")},
		[2]string{"Linked playbooks", strings.Join(r.texts(value(root, "linked_rp")), ", ")},
		[2]string{"Created", created},
	))
	r.markdownAt(root, "workflow")
	for _, s := range r.texts(value(root, "references")) {
		r.tell("- " + s)
	}
}

func (r *reactReader) markdownAt(root *yaml.Node, key string) {
	n := value(root, key)
	if n == nil || n.Kind != yaml.ScalarNode || n.Tag == "!!null" {
		return
	}
	if isPlaceholder(n.Value) {
		r.take(n)
		r.lose(placeOf(n), "text that only holds the place of "+key, "left out")
		return
	}
	r.tellMarkdown(r.document, r.take(n).Value, placeOf(n))
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
		// it is told with all that is not taken
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
	if again(title, description) && (a.textAt(a.root, "title") == name || hasWords(description, title)) {
		title, description = description, ""
	}
	s := p.step(at, title)
	s.sourceID = name
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

// hasWords reports whether a text has all words of another.
func hasWords(text, words string) bool {
	all := strings.Fields(strings.ToLower(text))
	return !slices.ContainsFunc(strings.Fields(strings.ToLower(words)), func(w string) bool { return !slices.Contains(all, w) })
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
	if a.told {
		return
	}
	a.told = true
	if id := a.textAt(a.root, "id"); !strings.HasPrefix(strings.ReplaceAll(name, "_", ""), strings.ReplaceAll(id, "_", "")) {
		a.lose(placeOf(value(a.root, "id")), "the id "+reader.Quote(id), leftOut)
	}
	for _, author := range a.texts(value(a.root, "author")) {
		r.authors = appendOnce(r.authors, author)
	}
	a.take(value(a.root, "stage")) // it stands under one of the playbook
	a.comments(a.root)
	a.unsaid(a.yamlEntry("", a.root), "creation_date", "modification_date")
	for _, l := range a.losses {
		r.lose(at, name+": "+l.What, l.Kept)
	}
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
			return &reactAction{file: f, root: root}
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
