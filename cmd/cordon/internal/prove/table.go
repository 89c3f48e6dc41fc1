package main

import (
	"cmp"
	"fmt"
	"os"
	"regexp"
	"slices"
	"strconv"
	"strings"
)

// A row is what a harness says of one fault.
type row struct {
	name     string // of the fault
	tried    int
	what     string // was tried: things
	promised string
	lost     int
	seed     string
	again    string // the flags that try the same again
}

// line is how a harness says it.
var line = regexp.MustCompile(`(?m)\bproof: ([^:\n]+): tried ([\d,]+) ?(.*?), promised (.*), lost ([\d,]+)[^,\n]*, seed (.+)$`)

// read returns what a harness says in its output. Lines of one name are added
// up. A harness that only says how often something was promised leaves it to the
// list of harnesses to say what.
func (h harness) read(output, again string) (rows []row) {
	for _, found := range line.FindAllStringSubmatch(output, -1) {
		r := row{
			name: found[1], tried: number(found[2]), what: found[3], promised: found[4], lost: number(found[5]),
			seed: strings.TrimSpace(found[6]), again: again,
		}
		if _, err := strconv.Atoi(r.promised); err == nil {
			r.promised = h.promised
		}
		if i := slices.IndexFunc(rows, func(other row) bool { return other.name == r.name }); i >= 0 {
			rows[i].tried += r.tried
			rows[i].lost += r.lost
			if !slices.Contains(strings.Fields(rows[i].seed), r.seed) {
				rows[i].seed += " " + r.seed
			}
			continue
		}
		rows = append(rows, r)
	}
	return rows
}

// number reads a number whose thousands may be apart.
func number(s string) int {
	n, err := strconv.Atoi(strings.ReplaceAll(s, ",", ""))
	if err != nil {
		return 0 // the expression lets nothing else in
	}
	return n
}

// grouped writes a number with its thousands apart.
func grouped(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

const (
	head = "| fault | tried | promised | lost | to try the same |\n|---|---|---|---|---|\n"
	// The marks between which the table stands in a file.
	tableBegins = "<!-- what was tried, kept by go run ./cmd/cordon/internal/prove -o README.md -->\n"
	tableEnds   = "<!-- end of what was tried -->\n"
)

// table writes rows as Markdown.
func table(rows []row) string {
	var b strings.Builder
	b.WriteString(head)
	for _, r := range rows {
		b.WriteString(r.markdown())
	}
	return b.String()
}

func (r row) markdown() string {
	again := "`" + r.again + "`"
	if !strings.Contains(r.again, "-seed") && !seedless(r.seed) {
		again = "`" + r.again + " -seed " + strings.ReplaceAll(r.seed, " ", "`, `") + "`"
	}
	tried := strings.TrimSpace(grouped(r.tried) + " " + r.what)
	return fmt.Sprintf("| %s | %s | %s | %s | %s |\n", r.name, tried, r.promised, grouped(r.lost), again)
}

// seedless reports whether a harness leaves nothing to chance.
func seedless(seed string) bool { return seed == "none" || seed == "-" || seed == "0" }

// putInto replaces the table in a file. Rows of faults that were not tried now
// stay as they are.
func putInto(path string, rows []row) error {
	text, err := os.ReadFile(path)
	if err != nil {
		return err
	}
	before, rest, ok := strings.Cut(string(text), tableBegins)
	old, after, closed := strings.Cut(rest, tableEnds)
	if !ok || !closed {
		return fmt.Errorf("%s has no two marks %q and %q", path, tableBegins, tableEnds)
	}
	return os.WriteFile(path, []byte(before+tableBegins+"\n"+merge(old, rows)+"\n"+tableEnds+after), 0o644)
}

// merge puts rows into a table, in the order of the harnesses.
func merge(old string, rows []row) string {
	lines := map[string]string{}
	for l := range strings.Lines(old) {
		if strings.HasPrefix(l, "| ") && !strings.HasPrefix(head, l) {
			lines[key(l)] = l
		}
	}
	for _, r := range rows {
		lines[r.name] = r.markdown()
	}
	all := make([]string, 0, len(lines))
	for _, l := range lines {
		all = append(all, l)
	}
	slices.SortFunc(all, func(a, b string) int { return cmp.Or(cmp.Compare(place(a), place(b)), cmp.Compare(a, b)) })
	return head + strings.Join(all, "")
}

// key is the fault that a line of the table is about.
func key(line string) string {
	name, _, _ := strings.Cut(strings.TrimPrefix(line, "| "), " |")
	return name
}

// place is where the harness that made a line stands among all.
func place(line string) int {
	return slices.IndexFunc(harnesses(), func(h harness) bool {
		_, again, _ := strings.Cut(line, "`-only ")
		name, _, _ := strings.Cut(strings.TrimRight(again, "` |\n"), " ")
		return name == h.name
	})
}
