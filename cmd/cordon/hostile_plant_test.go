package main

import (
	"bytes"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"go.yaml.in/yaml/v4"

	"cordon/playbook"
	"cordon/playbook/clock"
	"cordon/playbook/run"
)

// marks gives each field a mark of seven letters, which shows where a text
// came from wherever it comes out.
type marks struct {
	names []string
	known map[string]int
}

// of returns the mark of a field.
func (m *marks) of(field string) string {
	i, ok := m.known[field]
	if !ok {
		i = len(m.names)
		m.known[field] = i
		m.names = append(m.names, field)
	}
	return fmt.Sprintf("qz%05d", i)
}

// A planting writes one payload into fields.
type planting struct {
	t       *testing.T
	payload payload
	marks   *marks
	taken   map[string]bool // fields that took the payload
}

// text is the payload as the text of a field.
func (p *planting) text(field string) string {
	mark := p.marks.of(field)
	p.taken[field] = true
	return p.payload.text + mark
}

// A leaf is a value or a key of a document.
type leaf struct {
	path string
	node *yaml.Node
}

// groups are the objects of our formats whose keys are ids.
const groups = " roles facts clocks messages options people file_at rules drafts "

// leaves returns every value of a document, and every id that is a key.
func leaves(n *yaml.Node, path string) []leaf {
	var all []leaf
	switch n.Kind {
	case yaml.DocumentNode:
		return leaves(n.Content[0], path)
	case yaml.SequenceNode:
		for _, item := range n.Content {
			all = append(all, leaves(item, path+"[]")...)
		}
	case yaml.MappingNode:
		ids := strings.Contains(groups, " "+path[strings.LastIndexByte(path, '.')+1:]+" ")
		for i := 0; i < len(n.Content); i += 2 {
			key := n.Content[i]
			next := strings.TrimPrefix(path+"."+key.Value, ".")
			if ids {
				next = path + ".*"
				all = append(all, leaf{next + " (id)", key})
			}
			all = append(all, leaves(n.Content[i+1], next)...)
		}
	case yaml.ScalarNode:
		all = append(all, leaf{path, n})
	}
	return all
}

// A document is one of the files that people write.
type document struct {
	kind string // "playbook"
	file string
	read func(source []byte) error
}

// plant writes the payload into every field of a document that takes it, one
// after the other, and returns the document. each is called with the document
// when a field refused.
func (p *planting) plant(d document, each func(field string, source []byte)) []byte {
	p.t.Helper()
	source := mustRead(p.t, filepath.Join(hostileFiles(), d.file))
	root := readYAML(p.t, source)
	texts := map[string]string{}
	written := func() []byte { return p.write(root, texts) }
	if err := d.read(written()); err != nil {
		p.t.Fatalf("the %s to plant in is not whole: %v", d.kind, err)
	}
	for i, l := range leaves(root, "") {
		field := d.kind + " " + l.path
		before := *l.node
		token := fmt.Sprintf("PLANT%dED", i)
		text := p.payload.text + p.marks.of(field)
		if strings.HasSuffix(l.path, ".url") || strings.HasSuffix(l.path, ".portal") {
			text = "https://planted.example/" + text
		}
		if strings.HasSuffix(l.path, ".do") {
			text += "\n\n```\n" + text + "\n```\n" // code can be copied
		}
		texts[token] = text
		l.node.Value, l.node.Tag, l.node.Style = token, "!!str", yaml.DoubleQuotedStyle
		err := d.read(written())
		if err != nil {
			each(field, written())
		}
		if err != nil || refers(l.path) {
			*l.node = before
			continue
		}
		p.taken[field] = true
	}
	return written()
}

// refers reports whether a field names something that other files know by it.
// It is tried, and left as it was.
func refers(path string) bool {
	return path == "id" || path == "jurisdiction" || path == "playbook" || strings.HasSuffix(path, " (id)") || strings.HasSuffix(path, ".id")
}

func readYAML(t *testing.T, source []byte) *yaml.Node {
	t.Helper()
	var root yaml.Node
	if err := yaml.Unmarshal(source, &root); err != nil {
		t.Fatal(err)
	}
	return &root
}

// write writes a document with its texts in place of their tokens.
func (p *planting) write(root *yaml.Node, texts map[string]string) []byte {
	out, err := yaml.Dump(root, yaml.WithLineWidth(-1))
	if err != nil {
		p.t.Fatal(err)
	}
	for token, text := range texts {
		out = bytes.ReplaceAll(out, []byte(`"`+token+`"`), []byte(`"`+inQuotes(text)+`"`))
	}
	return out
}

// inQuotes writes a text as a double-quoted scalar of YAML has it. A byte that
// is not UTF-8 stands as it is.
func inQuotes(text string) string {
	var b strings.Builder
	for i, r := range text {
		switch {
		case r == utf8.RuneError && text[i] != 0xef:
			b.WriteByte(text[i])
		case r == '"' || r == '\\':
			b.WriteByte('\\')
			b.WriteRune(r)
		case ' ' <= r && r <= '~':
			b.WriteRune(r)
		default:
			fmt.Fprintf(&b, `\U%08x`, r)
		}
	}
	return b.String()
}

// hostileFiles is where the documents to plant in lie.
func hostileFiles() string { return filepath.Join(sourceDir(), "testdata", "hostile") }

// keysOf returns the paths of every field that a JSON Schema has.
func keysOf(schema map[string]any, at any, path string, into map[string]bool) {
	node, _ := at.(map[string]any)
	if ref, ok := node["$ref"].(string); ok {
		defs := schema["$defs"].(map[string]any)
		keysOf(schema, defs[strings.TrimPrefix(ref, "#/$defs/")], path, into)
	}
	for _, one := range list(node["anyOf"]) {
		keysOf(schema, one, path, into)
	}
	properties, _ := node["properties"].(map[string]any)
	for key, value := range properties {
		if value != false {
			keysOf(schema, value, strings.TrimPrefix(path+"."+key, "."), into)
		}
	}
	if items, ok := node["items"]; ok {
		keysOf(schema, items, path+"[]", into)
	}
	if more, ok := node["additionalProperties"].(map[string]any); ok {
		keysOf(schema, more, path+".*", into)
	}
	if kind := node["type"]; path != "" && (node["enum"] != nil || node["const"] != nil || kind != nil && kind != "object" && kind != "array") {
		into[path] = true
	}
}

func list(v any) []any {
	all, _ := v.([]any)
	return all
}

// ruleKeys returns the keys of a rule of the law.
func ruleKeys() []string {
	var keys []string
	for _, tagged := range []struct {
		of  reflect.Type
		tag string
	}{{reflect.TypeFor[playbook.Rule](), "json"}, {reflect.TypeFor[clock.Rule](), "yaml"}, {reflect.TypeFor[clock.Arguable](), "yaml"}} {
		for f := range tagged.of.Fields() {
			name, _, _ := strings.Cut(f.Tag.Get(tagged.tag), ",")
			if name != "-" && name != "" {
				keys = append(keys, name)
			}
		}
	}
	return keys
}

// eventsToPlant returns one event of every kind, with what must be right for it to be
// shown somewhere. The texts that are empty are for the payload.
func eventsToPlant() []run.Event {
	seq := uint64(3)
	return []run.Event{
		run.ProfileUsed{SHA256: strings.Repeat("a", 64)},
		run.FactRecorded{Fact: "summary", Step: "tell"},
		run.NoteAdded{}, run.NoteAdded{Step: "tell"},
		run.RoleTaken{Role: "lead"}, run.HandedOver{},
		run.CheckTicked{Step: "tell", Check: 1}, run.CheckCleared{Step: "tell", Check: 1},
		run.EvidenceAdded{Step: "tell", SHA256: strings.Repeat("b", 64)},
		run.StepBlocked{Step: "tidy"}, run.StepFailed{Step: "tidy"}, run.StepSkipped{Step: "tidy"}, run.StepReopened{Step: "tidy"},
		run.StepDone{Step: "tell", Lacked: []string{""}},
		run.ClockConfirmed{Clock: "authority"}, run.ClockFiled{Clock: "client"}, run.ClockWaived{Clock: "partner"},
		run.ClockAdded{Clock: "added", From: "aware_at", Rule: playbook.Rule{Status: playbook.InForce, Confidence: playbook.Medium}}, run.IncidentNamed{}, run.LookAgainSet{Step: "tidy"}, run.LookedAgain{Step: "tidy"}, run.StepAdded{Step: "added-3", After: "tell", Nth: 1},
		run.MessageEdited{Message: "notice"}, run.MessageSent{Message: "notice"},
		run.RecordChecked{Entries: 3, Head: strings.Repeat("c", 64)}, run.RunExported{}, run.RunSealed{},
		run.VerdictGiven{Step: "tell", Verdict: run.Problem}, run.LessonNoted{Due: "2026-12-24"}, run.LessonNoted{}, run.SignedOff{},
		run.InjectShown{Inject: "post"}, run.DrillMoved{Inject: "press", Seconds: 3600}, run.DrillPaused{}, run.DrillAnswered{Item: "phone", Yes: true},
		run.EntryUndone{Seq: seq}, run.SystemClockMoved{},
		run.Closed{}, run.Reopened{},
	}
}

// plantEvent writes the payload into every empty text of an event, or with all
// into those that name something too.
func (p *planting) plantEvent(ev run.Event, all bool) run.Event {
	v := reflect.New(reflect.TypeOf(ev)).Elem()
	v.Set(reflect.ValueOf(ev))
	p.plantValue(v, "event "+v.Type().Name(), all)
	return v.Interface().(run.Event)
}

func (p *planting) plantValue(v reflect.Value, field string, all bool) {
	switch {
	case !v.CanSet(), v.Type() == reflect.TypeFor[clock.Rule](): // a rule is counted by, not read
	case v.Type() == reflect.TypeFor[playbook.Value]():
		if v.IsZero() || all {
			v.Set(reflect.ValueOf(playbook.TextValue(p.text(field))))
		}
	case v.Kind() == reflect.String:
		if all || v.Len() == 0 {
			v.SetString(p.text(field))
		}
	case v.Kind() == reflect.Slice && v.Type().Elem().Kind() == reflect.String:
		v.Set(reflect.MakeSlice(v.Type(), 1, 1))
		p.plantValue(v.Index(0), field+"[]", all)
	case v.Kind() == reflect.Struct && v.Type().PkgPath() != "time":
		for i := range v.NumField() {
			p.plantValue(v.Field(i), field+"."+v.Type().Field(i).Name, all)
		}
	}
}

// notPlanted are kinds of events that TestHostile does not write itself, with
// the reason.
func notPlanted() map[string]string {
	return map[string]string{
		"Started":       "the store writes it, from the playbook that was planted",
		"PlaybookAdded": "cordon add writes it; its playbook must be at hand",
		"EntryWithheld": "cordon withhold writes it, and erases",
		"Unknown":       "stands for a body of a newer version",
		"Withheld":      "stands for a body that is gone",
	}
}

// checkEvents wants every kind of event in the list above or among the exceptions.
func checkEvents(t *testing.T) {
	t.Helper()
	have := map[string]bool{}
	for _, ev := range eventsToPlant() {
		have[reflect.TypeOf(ev).Name()] = true
	}
	for _, name := range receivers(t, filepath.Join(sourceDir(), "..", "..", "playbook", "run"), "Kind") {
		if _, not := notPlanted()[name]; !have[name] && !not {
			t.Errorf("no event %s is planted: add it to eventsToPlant", name)
		}
	}
}

// receivers returns the types of a package that have a method.
func receivers(t *testing.T, dir, method string) []string {
	t.Helper()
	files, err := filepath.Glob(filepath.Join(dir, "*.go"))
	if err != nil || len(files) == 0 {
		t.Fatalf("no sources in %s: %v", dir, err)
	}
	var all []string
	for _, name := range files {
		if strings.HasSuffix(name, "_test.go") {
			continue
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range file.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Recv == nil || fn.Name.Name != method || fn.Type.Params.NumFields() > 0 {
				continue
			}
			if id, ok := fn.Recv.List[0].Type.(*ast.Ident); ok {
				all = append(all, id.Name)
			}
		}
	}
	slices.Sort(all)
	return all
}

// asFileName makes a payload the name of a file.
func asFileName(text string) string {
	text = strings.NewReplacer("/", "-", "\x00", "").Replace(text)
	for len(text) > 200 {
		_, n := utf8.DecodeLastRuneInString(text)
		text = text[:len(text)-n]
	}
	return text
}

// sourceDir is the folder of these sources, also after a change of folder.
var sourceDir = func() func() string {
	dir, err := os.Getwd()
	return func() string {
		if err != nil {
			panic(err)
		}
		return dir
	}
}()

// notShown says why what stands in a field comes out nowhere.
func notShown(field string) string {
	return map[string]string{
		"event RecordChecked.Head":     "is compared, and not shown",
		"event ClockAdded.Rule.Status": "is in force, or the rule is not taken",
		"event StepAdded.Step":         "is an id, or the step is not taken",
		"event StepAdded.After":        "is the id of a step, or the step is not taken",
		"event DrillMoved.Inject":      "is the id of an inject: how long it took is said",
		"event DrillAnswered.Item":     "is an id, and its question is said in its place",
	}[field]
}
