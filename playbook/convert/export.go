package convert

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"

	"cordon/playbook"
	"cordon/playbook/inert"
)

// Export writes a playbook as CACAO 2.0, and says what CACAO has no place for. at
// is when it is written. Ids are those of the source that the playbook was made
// of, where that was CACAO, and else made of the playbook's own, so that the same
// step has the same id each time.
//
// Each step is an action for a person. What depends on a condition stands behind
// an if-condition. Phases, roles, questions, clocks, and what a step asks for,
// stand in one extension, from which [Import] makes the same steps again.
func Export(p *playbook.Playbook, at time.Time) (data []byte, left []string) {
	x := exporter{book: p, at: at.UTC().Format("2006-01-02T15:04:05.000Z"), used: map[string]bool{}, external: map[string]bool{}}
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	if err := e.Encode(x.playbook()); err != nil {
		panic(err) // it is made of texts and numbers
	}
	return inert.JSON(b.Bytes()), x.left()
}

// A group is an object of JSON whose members keep their order.
type jsonGroup []jsonPair

type jsonPair struct {
	key   string
	value any
}

// put adds a member, unless there is nothing to say.
func (g *jsonGroup) put(key string, value any) {
	switch v := value.(type) {
	case string:
		if v == "" {
			return
		}
	case []string:
		if len(v) == 0 {
			return
		}
	case []jsonGroup:
		if len(v) == 0 {
			return
		}
	case jsonGroup:
		if len(v) == 0 {
			return
		}
	case bool:
		if !v {
			return
		}
	}
	*g = append(*g, jsonPair{key, value})
}

// MarshalJSON implements [json.Marshaler].
func (g jsonGroup) MarshalJSON() ([]byte, error) {
	var b bytes.Buffer
	e := json.NewEncoder(&b)
	e.SetEscapeHTML(false)
	b.WriteByte('{')
	for i, p := range g {
		if i > 0 {
			b.WriteByte(',')
		}
		if err := e.Encode(p.key); err != nil {
			return nil, err
		}
		b.WriteByte(':')
		if err := e.Encode(p.value); err != nil {
			return nil, err
		}
	}
	b.WriteByte('}')
	return b.Bytes(), nil
}

// An exporter makes the objects of a file.
type exporter struct {
	book     *playbook.Playbook
	at       string
	used     map[string]bool // UUIDs that were given out
	external map[string]bool // names of external references of the playbook
	more     []jsonPair      // variables for what no pattern can say
}

// uuid makes a UUID of the shape of version 4 that is always the same for the same
// thing of the same playbook.
func (x *exporter) uuid(what ...string) string {
	for i := 0; ; i++ {
		sum := sha256.Sum256([]byte(strings.Join(append([]string{"cordon", x.book.ID, fmt.Sprint(i)}, what...), "\x00")))
		u := uuidOf(sum)
		if !x.used[u] {
			x.used[u] = true
			return u
		}
	}
}

func uuidOf(sum [32]byte) string {
	sum[6] = sum[6]&0x0f | 0x40
	sum[8] = sum[8]&0x3f | 0x80
	h := hex.EncodeToString(sum[:16])
	return h[:8] + "-" + h[8:12] + "-" + h[12:16] + "-" + h[16:20] + "-" + h[20:]
}

// kept returns the UUID of an id of the source, if that was CACAO and it is free.
func (x *exporter) kept(id string) (string, bool) {
	_, uuid, ok := strings.Cut(id, "--")
	if !ok || !strings.HasPrefix(x.book.Origin.Kind, "CACAO") || !cacaoID.MatchString(id) || uuid[14] != '4' || x.used[uuid] {
		return "", false
	}
	x.used[uuid] = true
	return uuid, true
}

// playbookID is the id of a playbook of ours in CACAO. It depends on its own id
// alone, so that playbooks can name each other.
func playbookID(id string) string {
	if cacaoID.MatchString(id) && strings.HasPrefix(id, "playbook--") {
		return id
	}
	return "playbook--" + uuidOf(sha256.Sum256([]byte("cordon\x00playbook\x00"+id)))
}

func (x *exporter) playbook() jsonGroup {
	p := x.book
	id := playbookID(p.ID)
	if strings.HasPrefix(p.Origin.ID, "playbook--") {
		if u, ok := x.kept(p.Origin.ID); ok {
			id = "playbook--" + u
		}
	}
	author := "identity--" + x.uuid("author")
	if strings.HasPrefix(p.Origin.Author, "identity--") && cacaoID.MatchString(p.Origin.Author) {
		author = p.Origin.Author
	}
	var g jsonGroup
	g.put("type", "playbook")
	g.put("spec_version", "cacao-2.0")
	g.put("id", id)
	g.put("name", p.Title)
	g.put("description", p.About)
	g.put("playbook_processing_summary", jsonGroup{{"manual_playbook", true}, {"if_logic", x.hasConditions()}, {"extensions", true}})
	g.put("created_by", author)
	g.put("created", x.at)
	g.put("modified", x.at)
	g.put("related_to", x.related(id))
	w := x.newWorkflow()
	g.put("external_references", append(x.madeFrom(), w.references...))
	g.put("playbook_variables", x.variables())
	g.put("workflow_start", w.start)
	g.put("workflow", w.steps)
	g.put("playbook_extensions", jsonGroup{{cordonExtensionID, x.extension()}})
	g.put("agent_definitions", w.agents.definitions)
	g.put("target_definitions", jsonGroup{{w.target, jsonGroup{{"type", "organization"}, {"name", "The organisation that responds"}}}})
	g.put("extension_definitions", jsonGroup{{cordonExtensionID, extensionDefinition(author)}})
	return g
}

func (x *exporter) hasConditions() bool {
	return slices.ContainsFunc(x.book.Steps(), func(s playbook.Step) bool { return !s.When.IsZero() })
}

// madeFrom refers to what the playbook was made from, so that other programs show
// whose it is.
func (x *exporter) madeFrom() []jsonGroup {
	o := x.book.Origin
	if o == (playbook.Origin{}) {
		return nil
	}
	says := []string{"This playbook was made from it"}
	for _, p := range []struct{ label, text string }{{"author: ", o.Author}, {"version: ", o.Version}, {"licence: ", o.Licence}, {"SHA-256: ", o.SHA256}} {
		if p.text != "" {
			says = append(says, p.label+p.text)
		}
	}
	g := jsonGroup{{"name", cmp.Or(o.Title, o.ID, o.URL, o.Kind, "The source")}, {"description", strings.Join(says, ", ")}}
	g.put("source", o.Kind)
	g.put("url", o.URL)
	g.put("external_id", o.ID)
	return []jsonGroup{g}
}

// related names the playbooks that may be opened beside this one.
func (x *exporter) related(self string) []string {
	var all []string
	for _, id := range x.book.See {
		if id := playbookID(id); id != self && !slices.Contains(all, id) {
			all = append(all, id)
		}
	}
	return all
}

// variables declares the facts, and what stands for a condition that no pattern
// can say.
func (x *exporter) variables() jsonGroup {
	var g jsonGroup
	for _, f := range x.book.Facts {
		g = append(g, jsonPair{"__" + f.ID + "__", jsonGroup{
			{"type", map[playbook.FactType]string{playbook.Number: "float", playbook.YesNo: "bool"}[f.Type]}, {"description", x.asks(f)}, {"value", nil},
		}})
		if v := g[len(g)-1].value.(jsonGroup); v[0].value == "" {
			v[0].value = "string"
		}
	}
	return append(g, x.more...)
}

// asks is a question with its answers.
func (x *exporter) asks(f playbook.Fact) string {
	var all []string
	for _, o := range f.Options {
		all = append(all, fmt.Sprintf("%s (%s)", o.ID, o.Label))
	}
	if len(all) == 0 {
		return f.Ask
	}
	return f.Ask + " " + strings.Join(all, ", ")
}

// left says what CACAO has no place for.
func (x *exporter) left() []string {
	var all []string
	add := func(n int, thing string) {
		if n > 0 {
			all = append(all, counted(n, thing))
		}
	}
	add(len(x.book.Messages), "message")
	add(len(x.book.Headline), "headline fact")
	hints := 0
	for _, f := range x.book.Facts {
		hints += len(f.Hints)
	}
	add(hints, "hint")
	if x.book.Drill != "" {
		all = append(all, "the incident to practise with")
	}
	return all
}
