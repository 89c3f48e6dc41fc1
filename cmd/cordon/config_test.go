package main

import (
	"bufio"
	"bytes"
	"encoding/json"
	"io"
	"maps"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/santhosh-tekuri/jsonschema/v6"
	"go.yaml.in/yaml/v4"
)

// TestConfig wants a flag to win over a variable, a variable over the file, and
// the file over what the terminal says.
func TestConfig(t *testing.T) {
	w := newWorld(t)
	looks := func(flag, variable, file string) [2]chosen {
		t.Helper()
		writeConfig(t, w, file)
		w.vars["CORDON_THEME"] = variable
		e := w.env()
		e.flags.theme = flag
		l, err := e.chosenLook()
		if err != nil {
			t.Fatalf("flag %q, variable %q, file %q: %v", flag, variable, file, err)
		}
		return [2]chosen{l.theme, l.border}
	}
	nobody := chosen{"", fromDefault}
	const both = "theme: light\nborders: none\n"
	for _, tt := range []struct {
		flag, variable, file string
		want                 [2]chosen
	}{
		{"", "", "", [2]chosen{nobody, nobody}},
		{"", "", "# nothing yet\n\n", [2]chosen{nobody, nobody}},
		{"", "", both, [2]chosen{{"light", fromFile}, {"none", fromFile}}},
		{"", "dark", both, [2]chosen{{"dark", "CORDON_THEME"}, {"none", fromFile}}},
		{"ansi", "dark", both, [2]chosen{{"ansi", "--theme"}, {"none", fromFile}}},
		{"", "", "borders: ascii # everywhere", [2]chosen{nobody, {"ascii", fromFile}}},
	} {
		if got := looks(tt.flag, tt.variable, tt.file); got != tt.want {
			t.Errorf("flag %q, variable %q, file %q: %+v, want %+v", tt.flag, tt.variable, tt.file, got, tt.want)
		}
	}
}

// TestBrokenConfig wants all mistakes at once, each in its place, and nobody
// kept from the screens by them.
func TestBrokenConfig(t *testing.T) {
	w := newWorld(t)
	writeConfig(t, w, "theme: drak\nborders: line\ncolour: red\n")
	e := w.env()
	_, err := e.config()
	if err == nil {
		t.Fatal("a broken file is taken")
	}
	path := e.configPath()
	for _, want := range []string{path + ":1:8: ", `did you mean "dark"?`, path + ":3:1: ", "colour", "  | theme: drak"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the error does not hold %q:\n%v", want, err)
		}
	}
	var words strings.Builder
	e.out, e.err = bufio.NewWriter(io.Discard), &words
	l, err := e.chosenLook()
	if err != nil || l.border.value != "line" || l.theme.value != "" || !strings.HasPrefix(l.trouble, path+":1:8: ") || strings.Contains(l.trouble, "\n") {
		t.Errorf("chosenLook() = %+v, %v", l, err)
	}
	if !strings.Contains(words.String(), path+":3:1: ") {
		t.Errorf("said %q", words.String())
	}
}

// TestConfigThatIsNoFile wants a folder in the place of the file to be named.
func TestConfigThatIsNoFile(t *testing.T) {
	w := newWorld(t)
	e := w.env()
	if err := os.MkdirAll(e.configPath(), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := e.config(); err == nil || !strings.Contains(err.Error(), e.configPath()) {
		t.Errorf("config() = %v", err)
	}
}

func writeConfig(t *testing.T, w *world, text string) {
	t.Helper()
	e := w.env()
	if err := os.MkdirAll(filepath.Dir(e.configPath()), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(e.configPath(), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}

// TestConfigOfPerson wants name, zone and editor to hold where neither a flag nor a
// variable says otherwise, and the name at no login that several people share.
func TestConfigOfPerson(t *testing.T) {
	const file = "name: mia\nzone: Asia/Tokyo\neditor: vim -f\n"
	for _, tt := range []struct {
		what, as             string
		vars                 map[string]string
		flags                flags
		name, zone, edits    string
		nameOf, zoneOf, from string
	}{
		{what: "the file", name: "mia", zone: "Asia/Tokyo", edits: "vim -f", nameOf: fromFile, zoneOf: fromFile, from: fromFile},
		{what: "programs of any kind", vars: map[string]string{"VISUAL": "code -w", "EDITOR": "ed"}, name: "mia", zone: "Asia/Tokyo", edits: "vim -f", nameOf: fromFile, zoneOf: fromFile, from: fromFile},
		{what: "variables", vars: map[string]string{"CORDON_AS": "eve", "TZ": "Europe/Rome", "CORDON_EDITOR": "ed"}, name: "eve", zone: "Europe/Rome", edits: "ed", nameOf: "CORDON_AS", zoneOf: "TZ", from: "CORDON_EDITOR"},
		{what: "flags", vars: map[string]string{"CORDON_AS": "eve", "TZ": "Europe/Rome"}, flags: flags{as: "ada", tz: "UTC"}, name: "ada", zone: "UTC", edits: "vim -f", nameOf: "--as", zoneOf: "--tz", from: fromFile},
		{what: "a shared login", as: "root", name: "root", zone: "Asia/Tokyo", edits: "vim -f", nameOf: "the name of your login", zoneOf: fromFile, from: fromFile},
		{what: "sudo", as: "root", vars: map[string]string{"SUDO_USER": "ada"}, name: "ada (as root)", zone: "Asia/Tokyo", edits: "vim -f", nameOf: "who called sudo or doas", zoneOf: fromFile, from: fromFile},
		{what: "a fixed name", vars: map[string]string{"CORDON_AS": "eve", "CORDON_AS_FIXED": "1"}, name: "eve", zone: "Asia/Tokyo", edits: "none", nameOf: "CORDON_AS", zoneOf: fromFile, from: "CORDON_AS_FIXED"},
	} {
		w := newWorld(t)
		w.as = tt.as
		for name, value := range tt.vars {
			w.vars[name] = value
		}
		writeConfig(t, w, file)
		e := w.env()
		e.now, e.flags = time.Now, &tt.flags
		all, err := e.settings()
		if err != nil {
			t.Fatalf("%s: %v", tt.what, err)
		}
		got := map[string]chosen{}
		for _, s := range all {
			got[s.name] = s.chosen
		}
		for key, want := range map[string]chosen{"name": {tt.name, tt.nameOf}, "zone": {tt.zone, tt.zoneOf}, "editor": {tt.edits, tt.from}} {
			if got[key] != want {
				t.Errorf("%s: %s is %+v, want %+v", tt.what, key, got[key], want)
			}
		}
	}
}

// TestConfigSchema holds the schema against the reader: it has the same keys and
// words, takes what the reader takes, and refuses a wrong shape.
func TestConfigSchema(t *testing.T) {
	text, err := json.Marshal(configSchema())
	if err != nil {
		t.Fatal(err)
	}
	document, err := jsonschema.UnmarshalJSON(bytes.NewReader(text))
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	if err := c.AddResource("config.schema.json", document); err != nil {
		t.Fatal(err)
	}
	schema := c.MustCompile("config.schema.json")
	config := document.(map[string]any)["$defs"].(map[string]any)["config"].(map[string]any)
	var read []string
	for _, f := range configFields(true) {
		read = append(read, f.Key)
	}
	slices.Sort(read)
	if known := slices.Sorted(maps.Keys(config["properties"].(map[string]any))); !slices.Equal(read, known) {
		t.Errorf("the schema knows %q, the reader %q", known, read)
	}
	for _, tt := range []struct {
		text string
		good bool
	}{
		{"theme: ansi\nborders: none\nbell: message\nname: mia\nzone: Asia/Tokyo\neditor: vim -f\nkeys:\n  note.add: A\n  step.done: [space, D]\n", true},
		{"theme: drak\n", false}, {"bell: loud\n", false}, {"colour: red\n", false}, {"name: [a]\n", false}, {"name: ' '\n", false},
		{"keys:\n  note.ad: a\n", false}, {"keys:\n  note.add: {a: b}\n", false},
	} {
		w := newWorld(t)
		writeConfig(t, w, tt.text)
		_, wrong := w.env().config()
		var value any
		if err := yaml.Load([]byte(tt.text), &value); err != nil {
			t.Fatal(err)
		}
		if refused := schema.Validate(value); (wrong == nil) != tt.good || (refused == nil) != tt.good {
			t.Errorf("%q: the reader says %v, the schema %v", tt.text, wrong, refused)
		}
	}
}

// TestConfigExamples wants what the README and the help show to be right.
func TestConfigExamples(t *testing.T) {
	readme, err := os.ReadFile(filepath.Join("..", "..", "README.md"))
	if err != nil {
		t.Fatal(err)
	}
	w := newWorld(t)
	for place, text := range map[string]string{
		"README": string(readme), "cordon config": w.must("help", "config"), "cordon config keys": w.must("help", "config", "keys"),
	} {
		var example []string
		for line := range strings.Lines(text) {
			inside, ok := strings.CutPrefix(line, "  ")
			first := strings.HasPrefix(strings.TrimSpace(inside), "theme: ") || strings.HasPrefix(strings.TrimSpace(inside), "keys:")
			if ok && (first || len(example) > 0) {
				example = append(example, inside)
			} else if len(example) > 0 {
				break
			}
		}
		writeConfig(t, w, strings.Join(example, ""))
		c, err := w.env().config()
		if err != nil || len(c.keys["note.add"]) == 0 {
			t.Errorf("%s: %v, the keys are %v", place, err, c.keys)
		}
	}
}
