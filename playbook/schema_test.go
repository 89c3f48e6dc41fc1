package playbook_test

import (
	"bytes"
	"encoding/json"
	"maps"
	"math"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"cordon/playbook"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"
	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"
)

func compileSchema(t testing.TB) *jsonschema.Schema { return compileThe(t, playbook.Schema()) }

func compileThe(t testing.TB, source []byte) *jsonschema.Schema {
	t.Helper()
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(source))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("playbook.schema.json", document); err != nil {
		t.Fatal(err)
	}
	return c.MustCompile("playbook.schema.json")
}

// asJSON returns a YAML file as an editor hands it to a schema.
func asJSON(n *yaml.Node) any {
	switch n.Kind {
	case yaml.DocumentNode:
		return asJSON(n.Content[0])
	case yaml.AliasNode:
		return asJSON(n.Alias)
	case yaml.SequenceNode:
		list := []any{}
		for _, item := range n.Content {
			list = append(list, asJSON(item))
		}
		return list
	case yaml.MappingNode:
		group := map[string]any{}
		for i := 0; i+1 < len(n.Content); i += 2 {
			group[n.Content[i].Value] = asJSON(n.Content[i+1])
		}
		return group
	}
	switch n.Tag {
	case "!!null":
		return nil
	case "!!bool":
		return strings.EqualFold(n.Value, "true")
	case "!!int", "!!float":
		f, err := strconv.ParseFloat(n.Value, 64)
		if err != nil || math.IsInf(f, 0) || math.IsNaN(f) {
			f = 1 // some other way to write a number
		}
		return f
	}
	return n.Value
}

// validate checks a file against the schema.
func validate(t testing.TB, schema *jsonschema.Schema, source []byte) error {
	t.Helper()
	var n yaml.Node
	if err := yaml.Load(source, &n); err != nil {
		t.Fatal(err)
	}
	return schema.Validate(asJSON(&n))
}

func TestSchemaHasTheFieldsOfTheDecoder(t *testing.T) {
	sameFields(t, playbook.Schema(), playbook.Shapes())
	sameFields(t, playbook.OrganisationSchema(), playbook.ProfileShapes())
}

// sameFields compares the objects of a schema with the tables of a decoder.
func sameFields(t *testing.T, source []byte, shapes map[string]playbook.Shape) {
	t.Helper()
	var schema struct {
		Defs map[string]struct {
			Properties           map[string]json.RawMessage
			Required             []string
			AdditionalProperties *bool
		} `json:"$defs"`
	}
	if err := json.Unmarshal(source, &schema); err != nil {
		t.Fatal(err)
	}
	for name, shape := range shapes {
		object := schema.Defs[name]
		if object.AdditionalProperties == nil || *object.AdditionalProperties {
			t.Errorf("%s: the schema lets unknown keys pass", name)
		}
		if diff := cmp.Diff(slices.Sorted(slices.Values(shape.Keys)), slices.Sorted(maps.Keys(object.Properties))); diff != "" {
			t.Errorf("%s: keys (-decoder +schema):\n%s", name, diff)
		}
		if diff := cmp.Diff(shape.Required, object.Required); diff != "" {
			t.Errorf("%s: required keys (-decoder +schema):\n%s", name, diff)
		}
		for key, raw := range object.Properties {
			var property struct{ Description string }
			if json.Unmarshal(raw, &property); property.Description == "" && string(raw) != "false" {
				t.Errorf("%s %s: the schema does not describe it", name, key)
			}
		}
	}
	for name, object := range schema.Defs {
		if _, ok := shapes[name]; !ok && object.Properties != nil {
			t.Errorf("the schema has an object %s that the decoder does not know", name)
		}
	}
}

func TestSchemaKnowsTheWordsOfTheDecoder(t *testing.T) {
	var schema struct {
		Defs struct {
			Fact struct {
				Properties struct {
					Type struct{ Enum []playbook.FactType }
				}
			}
			FactID struct{ Not struct{ Enum []string } }
		} `json:"$defs"`
	}
	if err := json.Unmarshal(playbook.Schema(), &schema); err != nil {
		t.Fatal(err)
	}
	if got := schema.Defs.Fact.Properties.Type.Enum; !slices.Equal(got, playbook.FactTypes()) {
		t.Errorf("types of facts: %v, want %v", got, playbook.FactTypes())
	}
	for _, word := range schema.Defs.FactID.Not.Enum {
		if playbook.IsFactID(word) {
			t.Errorf("the schema refuses the fact %s, the decoder does not", word)
		}
	}
}

// TestSchemaAcceptsEveryShippedPlaybook also means: what an editor shows as
// wrong is wrong.
func TestSchemaAcceptsEveryShippedPlaybook(t *testing.T) {
	files, err := filepath.Glob("../playbooks/*.yaml")
	if err != nil || len(files) == 0 {
		t.Fatalf("no playbooks to check: %v", err)
	}
	schema := compileSchema(t)
	for _, file := range append(files, "testdata/everything.yaml") {
		source, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := playbook.Parse(file, source); err != nil {
			t.Error(err)
		}
		if err := validate(t, schema, source); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
	if err := validate(t, schema, playbook.Template("mine", "Mine")); err != nil {
		t.Error(err)
	}
}

// TestSchemaAgreesWithTheDecoder goes through the files of TestProblems: the
// schema accepts what the decoder accepts, and refuses what is wrong with the
// shape of a file.
func TestSchemaAgreesWithTheDecoder(t *testing.T) {
	archive, err := txtar.ParseFile("testdata/problems.txtar")
	if err != nil {
		t.Fatal(err)
	}
	shape := map[string]bool{
		"not-a-group": true, "just-text": true, "some-other-file": true, "newer-format": true, "misspelled-format": true,
		"no-format": true, "nothing-but-format": true, "unknown-keys": true, "wrong-types": true, "empty-values": true,
		"no-phases": true, "empty-phase": true, "bad-ids": true, "facts": true, "clocks": true, "steps": true,
		"condition-empty": true, "condition-a-number": true, "condition-too-long": true, "long-line": true,
		"wide-characters": true, "tab-before-the-place": true,
	}
	schema := compileSchema(t)
	for _, f := range archive.Files {
		name, ok := strings.CutSuffix(f.Name, ".yaml")
		if !ok {
			continue
		}
		var n yaml.Node
		if yaml.Load(f.Data, &n, yaml.WithUniqueKeys(false)) != nil {
			continue // an editor does not ask the schema either
		}
		_, refused := playbook.Parse(f.Name, f.Data)
		err := schema.Validate(asJSON(&n))
		if refused == nil && err != nil {
			t.Errorf("%s: the schema refuses what the decoder accepts: %v", name, err)
		}
		if shape[name] && err == nil {
			t.Errorf("%s: the schema accepts it", name)
		}
	}
}

func TestTemplateIsAPlaybook(t *testing.T) {
	for _, title := range []string{"A playbook", `Quotes " and ' and: colons`, "# not a comment", "- not a list", "yes", "12", "個人情報の漏えい", "{{ .x }}", "TITLE and ID", "a\tb"} {
		source := playbook.Template("my-own", title)
		p, err := playbook.Parse("my-own.yaml", source)
		if err != nil {
			if title != "a\tb" {
				t.Errorf("Template(my-own, %q): %v", title, err)
			}
			continue
		}
		if p.ID != "my-own" || p.Title != title {
			t.Errorf("Template(my-own, %q) is %q, %q", title, p.ID, p.Title)
		}
		if all := playbook.Lint("my-own.yaml", p); len(all) > 0 {
			t.Errorf("Template(my-own, %q): %v", title, all)
		}
	}
}

// TestSchemaOfProfiles: it accepts what the decoder accepts, and refuses what is
// wrong with the shape of a profile.
func TestSchemaOfProfiles(t *testing.T) {
	schema := compileThe(t, playbook.OrganisationSchema())
	if err := validate(t, schema, playbook.OrganisationTemplate()); err != nil {
		t.Error(err)
	}
	archive, err := txtar.ParseFile("testdata/organisation-problems.txtar")
	if err != nil {
		t.Fatal(err)
	}
	accepts := map[string]bool{"fine.yaml": true, "days.yaml": true, "hidden.yaml": true, "escaped.yaml": true}
	for _, f := range archive.Files {
		var n yaml.Node
		if !strings.HasSuffix(f.Name, ".yaml") || yaml.Load(f.Data, &n) != nil {
			continue
		}
		if err := schema.Validate(asJSON(&n)); (err == nil) != accepts[f.Name] {
			t.Errorf("%s: the schema says %v", f.Name, err)
		}
	}
}
