package convert

import (
	"fmt"
	"strings"
	"testing"
	"time"
)

// outline writes a value with the place of each part, one a line.
func outline(n *jsonNode, name string, b *strings.Builder) {
	fmt.Fprintf(b, "%d:%d %s %v %s\n", n.line, n.column, name, n.kind, n.text)
	for _, m := range n.members {
		outline(m.value, fmt.Sprintf("%s@%d:%d", m.key, m.line, m.column), b)
	}
	for _, item := range n.items {
		outline(item, "-", b)
	}
}

func TestJSONKnowsPlaces(t *testing.T) {
	root, twice, err := parseJSON("{\n \"ä\": \"ü\", \"b\" :[ 1.50,true,\n null ],\n\t\"c\": {}}\n")
	if err != nil || len(twice) > 0 {
		t.Fatal(err, twice)
	}
	var b strings.Builder
	outline(root, "root", &b)
	const want = `1:1 root a group 
2:7 ä@2:2 text ü
2:17 b@2:12 a list 
2:19 - a number 1.50
2:24 - true or false true
3:2 - null 
4:7 c@4:2 a group 
`
	if b.String() != want {
		t.Errorf("got\n%s\nwant\n%s", b.String(), want)
	}
}

func TestJSONReadsEmojiWrittenAsTwoEscapes(t *testing.T) {
	root, _, err := parseJSON(`{"a": "\ud83d\udd11 key"}`)
	if err != nil || root.string("a") != "🔑 key" {
		t.Errorf("got %v, %v", root, err)
	}
}

func TestJSONNamesKeysThatAreThereTwice(t *testing.T) {
	root, twice, err := parseJSON("{\"a\": 1,\n \"b\": {\"a\": 1},\n \"a\": 2}")
	if err != nil || root.member("a").text != "1" {
		t.Fatalf("got %v, %v", root, err)
	}
	if len(twice) != 1 || twice[0].place != (place{3, 2}) || twice[0].text != `the key "a" is there twice, first in line 1` {
		t.Errorf("got %+v", twice)
	}
}

func TestJSONRefusals(t *testing.T) {
	for name, c := range map[string]struct {
		in   string
		at   place
		says string
	}{
		"empty":       {"", place{1, 1}, "ends too early"},
		"open":        {"{\"a\":\n [1, 2", place{2, 7}, "ends too early"},
		"no value":    {"{\"a\":\n }", place{2, 2}, "no JSON"},
		"single":      {"{'a': 1}", place{1, 2}, "no JSON"},
		"no comma":    {"{\"a\": 1\n\"b\": 2}", place{2, 1}, "no JSON"},
		"more":        {"{}\n{}", place{2, 1}, "follows"},
		"rubbish":     {"{}\n oops", place{2, 2}, "no JSON"},
		"deep":        {strings.Repeat("[", 10_000), place{1, maxJSONDepth + 2}, "nested"},
		"many":        {"[" + strings.Repeat("1,", maxJSONNodes) + "1]", place{1, 2*maxJSONNodes + 0}, "more than"},
		"raw newline": {"{\"a\": \"x\ny\"}", place{1, 7}, "no JSON"},
	} {
		t.Run(name, func(t *testing.T) {
			began := time.Now()
			_, _, err := parseJSON(c.in)
			fault, ok := err.(*jsonFault)
			if !ok || fault.place != c.at || !strings.Contains(fault.text, c.says) {
				t.Errorf("got %v %#v, want %q at %v", err, fault, c.says, c.at)
			}
			if took := time.Since(began); took > 5*time.Second && !slowed() { // a tenth, on a machine that has nothing else to do
				t.Errorf("took %v", took)
			}
		})
	}
}

func FuzzJSON(f *testing.F) {
	f.Add(`{"a": [1, null, {"b": "\ud83d\udd11"}], "a": false}`)
	f.Fuzz(func(t *testing.T, data string) {
		root, _, err := parseJSON(data)
		if (root == nil) != (err != nil) {
			t.Errorf("a value %v and the error %v", root, err)
		}
	})
}

// A character of two halves is one; half of one is told.
func TestHalvesOfCharacters(t *testing.T) {
	r, p := imported(t, "x.json", []byte(`{"severity": 1, "name": "\ud83d\ude80 and \ufffd", "description": "a \uD83D b", "tasks": [{"title": "x"}]}`), Options{Kind: "thehive"})
	if p.Title != "🚀 and \ufffd" || len(r.Losses) != 1 {
		t.Errorf("%q, %v", p.Title, r.Losses)
	}
	tells(t, r, `1:67: half of a character`)
}

// The number of things that are lost is that of all, not of those that are told.
func TestManyLosses(t *testing.T) {
	r, _ := imported(t, "x.md", []byte("- x\n"+strings.Repeat("- ![a](b.png)\n", 700)), Options{})
	wants(t, r.Lines()[0], "Not carried over as it was: 700 things")
	wants(t, r.Lines()[len(r.Lines())-1], "200 things more")
}

func parseJSON(text string) (root *jsonNode, twice []*jsonFault, err error) {
	p := newJSONParser(text)
	root, err = p.parse()
	return root, p.twice, err
}
