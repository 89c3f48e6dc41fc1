package convert

import (
	"fmt"
	"regexp"
	"strings"
	"testing"
)

// withWords puts a word of its own into each text of a file that people read, and
// returns the words.
func withWords(text string, prose *regexp.Regexp) (string, []string) {
	var words []string
	return prose.ReplaceAllStringFunc(text, func(found string) string {
		word := fmt.Sprintf("word%03d", len(words))
		words = append(words, word)
		m := prose.FindStringSubmatch(found)
		return m[1] + m[2] + " " + word + m[3]
	}), words
}

// No word of a file is lost without a loss that names it.
func keepsWords(t *testing.T, name, text string, words []string, o Options) {
	t.Helper()
	r, err := Import(name, []byte(text), o)
	if err != nil {
		t.Fatal(err)
	}
	said := string(r.YAML) + strings.Join(r.Lines(), "\n")
	for _, w := range words {
		if !strings.Contains(said, w) {
			line := text[:strings.Index(text, w)]
			t.Errorf("%s is gone: %s", w, text[strings.LastIndex(line, "\n")+1:strings.Index(text, w)])
		}
	}
	if len(words) < 10 {
		t.Errorf("only %d words", len(words))
	}
}

func TestCACAOKeepsWords(t *testing.T) {
	prose := regexp.MustCompile(`("(?:name|description|command|source|external_id|statement|contact_details|work|content|labels|category)": \[?")([^"]*)(")`)
	full := strings.NewReplacer(
		`"name": "The handbook", "url"`, `"name": "The handbook", "description": "Of phones", "source": "Printed", "external_id": "7", "url"`,
		`"command": "Lock it."`, `"command": "Lock it.", "description": "By hand"`,
		`"type": "string", "value": null`, `"type": "string", "description": "Where it was", "value": null`,
		`"type": "action", "name"`, `"type": "action", "description": "Locking", "name"`,
		`"__note__": {"type": "string"}`, `"__note__": {"type": "string", "description": "A note"}`,
		`"type": "http-api", "name": "mail server"`, `"type": "http-api", "description": "Of mail", "category": ["server"], "name": "mail server"`,
		`"command": "GET / HTTP/1.1"`, `"command": "GET / HTTP/1.1", "content": "Body"`,
		`{"type": "start", `, `{"type": "start", "name": "Begin", "description": "Before all", `,
		`"type": "end", "step_extensions"`, `"type": "end", "description": "After all", "step_extensions"`,
		`"type": "if-condition", "name"`, `"type": "if-condition", "description": "Deciding", "name"`,
	).Replace(whole20)
	text, words := withWords(full, prose)
	keepsWords(t, "words.json", text, words, Options{Lenient: true})
}

func TestXSOARKeepsWords(t *testing.T) {
	const full = `
id: words
name: Words
description: About
starttaskid: "0"
inputs: [{key: One, value: {simple: first}, description: What comes in}]
outputs: [{contextPath: Two, description: What goes out, type: string}]
tasks:
  "0": {type: start, nexttasks: {"#none#": ["1"]}}
  "1":
    type: collection
    task: {name: Ask, description: Ask them}
    message: {to: {simple: them}, subject: {simple: A question}, body: {simple: Please answer}}
    form: {title: The form, description: Of questions, questions: [{labelarg: {simple: Which one}, tooltip: Choose well, placeholder: like this, type: singleSelect, options: [left, right]}, {labelarg: {simple: Send it}, type: attachments}]}
    nexttasks: {"#none#": ["2"]}
  "2": {type: regular, task: {name: Run, description: Run it, scriptName: Runner}, scriptarguments: {first: {simple: value}}, evidencedata: {description: the output}, nexttasks: {"#none#": ["3"]}}
  "3": {type: title, task: {name: Later, description: After that}, nexttasks: {"#none#": ["4"]}}
  "4": {type: regular, task: {name: Stop}}
`
	prose := regexp.MustCompile(`((?:name|description|simple|tooltip|placeholder|title|scriptName|contextPath|key): )([A-Za-z][A-Za-z ]*)(\b)`)
	text, words := withWords(full, prose)
	keepsWords(t, "words.yml", text, words, Options{})
}
