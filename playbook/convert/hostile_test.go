package convert

import (
	"errors"
	"fmt"
	"os"
	"runtime"
	"runtime/debug"
	"slices"
	"strings"
	"testing"
	"time"

	"cordon/playbook"
)

// A nasty file is one that somebody wrote to keep a reader busy.
type nasty struct{ name, file, text string }

func nastyFiles() []nasty {
	const most = maxMarkdown - 2
	upTo := func(piece string) string { return strings.Repeat(piece, most/len(piece)) }
	indented := func() string {
		var b strings.Builder
		for i := range 1500 {
			b.WriteString(strings.Repeat(" ", 2*i%1400) + "- x\n")
		}
		return b.String()
	}
	return []nasty{
		{"twenty megabytes", "a.md", strings.Repeat("- do it\n", 20<<20/8)},
		{"as large as may be", "a.md", upTo("- do it\n")},
		{"one line", "a.md", upTo("word ")},
		{"one word", "a.md", upTo("x")},
		{"quotes", "a.md", strings.Repeat(">", 10_000) + " x\n"},
		{"quotes on every line", "a.md", upTo(strings.Repeat("> ", 200) + "x\n")},
		{"lists in a line", "a.md", strings.Repeat("- ", 10_000) + "x\n"},
		{"lists", "a.md", indented()},
		{"brackets", "a.md", upTo("[")},
		{"images", "a.md", upTo("![")},
		{"links", "a.md", "- " + upTo("[a](")},
		{"asterisks", "a.md", "- " + upTo("*a **b ")},
		{"underscores", "a.md", "- " + upTo("_a __b ")},
		{"backticks", "a.md", "- " + upTo("`a ``b ```c ")},
		{"tags", "a.md", upTo("<a ")},
		{"comments", "a.md", "- " + upTo("<!-- ")},
		{"declarations", "a.md", "- " + upTo("<!A <?")},
		{"references", "a.md", "- " + upTo("[a]: b\n")},
		{"columns", "a.md", strings.Repeat("|a", 20_000) + "|\n" + strings.Repeat("|-", 20_000) + "|\n" + strings.Repeat("|b", 20_000) + "|\n"},
		{"rows", "a.md", "|step|x|\n|-|-|\n" + strings.Repeat("|a|b|\n", 20_000)},
		{"headings", "a.md", upTo("# a\n\n## b\n\nc\n\n")},
		{"entities", "a.md", "- " + upTo("&amp")},
		{"hidden characters", "a.md", "- " + upTo("a\u202e")},
		{"hidden lines", "a.md", upTo("- a\u202e\n")},
		{"one bullet after another", "a.md", upTo("▪ x\n")},
		{"front matter", "a.md", "---\n" + strings.Repeat("a: [", 10_000) + "\n---\n- x\n"},
		{"front matter with aliases", "a.md", "---\na: &a [x, x]\nb: &b [*a, *a]\nc: &c [*b, *b]\ntitle: *c\n---\n- x\n"},
		{"lists of JSON", "a.json", strings.Repeat("[", 10_000)},
		{"groups of JSON", "a.json", strings.Repeat(`{"tasks":`, 10_000)},
		{"tasks of JSON", "a.json", `{"severity": 1, "tasks": [` + strings.Repeat(`{"title":"a"},`, 100_000) + `{"title":"b"}]}`},
		{"lists of YAML", "a.yml", strings.Repeat("[", 10_000)},
		{"groups of YAML", "a.yml", strings.Repeat("{a: ", 10_000)},
		{"a bomb of YAML", "a.yml", bomb()},
		{"stages of YAML", "a.yml", "id: RP1\npreparation:\n" + strings.Repeat("- a\n", 100_000)},
		{"ways back", "a.yml", waysBack()},
		{"no UTF-8", "a.md", "- a\xff\n"},
		{"two bytes a character", "a.md", "\xff\xfe-\x00 \x00a\x00"},
		{"zeros", "a.md", strings.Repeat("\x00", 100_000)},
		{"nothing", "a.md", ""},
		{"a mark", "a.md", "\ufeff"},
	}
}

// waysBack is a workflow of headings that all lead back to its first step.
func waysBack() string {
	var b strings.Builder
	b.WriteString("name: x\nstarttaskid: \"0\"\ntasks:\n  \"0\": {type: regular, task: {name: x}, nexttasks: {\"#none#\": [\"1\"]}}\n")
	for i := 1; i < 15_000; i++ {
		fmt.Fprintf(&b, "  \"%d\": {type: title, task: {name: t}, nexttasks: {\"#none#\": [\"%d\", \"0\"]}}\n", i, i+1)
	}
	return b.String()
}

// bomb is small, and what its aliases stand for is not.
func bomb() string {
	var b strings.Builder
	b.WriteString("preparation: &a [x, x, x, x, x, x, x, x, x]\nidentification: &b [*a, *a, *a, *a, *a, *a, *a, *a]\n")
	for _, at := range []string{"c", "d", "e", "f", "g", "h", "i"} {
		before := string(at[0] - 1)
		b.WriteString(at + ": &" + at + " [*" + strings.TrimSuffix(strings.Repeat(before+", *", 8), ", *") + "]\n")
	}
	return b.String()
}

// slowed reports whether the race detector looks on, with which all takes many times
// as long.
func slowed() bool {
	info, ok := debug.ReadBuildInfo()
	return ok && slices.Contains(info.Settings, debug.BuildSetting{Key: "-race", Value: "true"})
}

// TestNastyFiles imports each within a moment and a bounded memory, or says what is
// wrong with it.
func TestNastyFiles(t *testing.T) {
	for _, n := range nastyFiles() {
		all := []Options{{}, {Kind: "markdown"}, {Kind: "react"}, {Kind: "thehive"}}
		if testing.Short() {
			all = all[:1]
		}
		for _, o := range all {
			t.Run(n.name+" "+o.Kind, func(t *testing.T) {
				var before, after runtime.MemStats
				runtime.ReadMemStats(&before)
				began := time.Now()
				r, err := Import(n.file, []byte(n.text), o)
				took := time.Since(began)
				runtime.ReadMemStats(&after)
				t.Logf("%v, %d MB allocated, %d steps, %d losses, %.200v", took.Round(time.Millisecond), (after.TotalAlloc-before.TotalAlloc)>>20, r.Steps, len(r.Losses), err)
				if took > 5*time.Second && !slowed() { // a second, on a machine that has nothing else to do
					t.Errorf("took %v", took)
				}
				if _, located := errors.AsType[playbook.Problems](err); err != nil && !located {
					t.Errorf("turned away without a place: %v", err)
				}
			})
		}
	}
}

// TestOddFilesAreRead: a mark at the beginning, or the line ends of another system,
// change nothing but the digest.
func TestOddFilesAreRead(t *testing.T) {
	data, err := os.ReadFile("testdata/in/boxes.md")
	if err != nil {
		t.Fatal(err)
	}
	want, err := Import("boxes.md", data, Options{})
	if err != nil {
		t.Fatal(err)
	}
	for name, text := range map[string]string{
		"with a mark":      "\ufeff" + string(data),
		"with CR LF":       strings.ReplaceAll(string(data), "\n", "\r\n"),
		"with CR":          strings.ReplaceAll(string(data), "\n", "\r"),
		"with all of them": "\ufeff" + strings.Replace(strings.ReplaceAll(string(data), "\n", "\r\n"), "\r\n", "\r", 1),
	} {
		got, err := Import("boxes.md", []byte(text), Options{})
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if a, b := withoutDigest(want.YAML), withoutDigest(got.YAML); a != b {
			t.Errorf("%s differs:\n%s", name, b)
		}
	}
}

func withoutDigest(yaml []byte) string {
	var b strings.Builder
	for line := range strings.Lines(string(yaml)) {
		if !strings.Contains(line, "sha256: ") {
			b.WriteString(line)
		}
	}
	return b.String()
}

// Marks without end on one letter would cover the lines around.
func TestMarksWithoutEnd(t *testing.T) {
	all := strings.Repeat("\u0336", 40)
	got, err := Import("a.md", []byte("# A page\n\n- Call ben"+all+"\n- Tell them\n"), Options{})
	if err != nil {
		t.Fatal(err)
	}
	if text := string(got.YAML); strings.Contains(text, strings.Repeat("\u0336", 7)) || !strings.Contains(text, `\u0336`) || len(got.Losses) == 0 {
		t.Errorf("with losses %v it is\n%s", got.Losses, text)
	}
}
