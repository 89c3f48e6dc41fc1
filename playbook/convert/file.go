package convert

import (
	"fmt"
	"slices"
	"sort"
	"strings"
	"unicode/utf8"

	"cordon/playbook"
	"cordon/playbook/reader"

	"go.yaml.in/yaml/v4"
)

// A file is what is imported: its text, what is wrong with it and what gets lost.
type file struct {
	name string
	opts Options
	// text is the file as UTF-8 with newlines alone: byte order mark and carriage
	// returns are gone. Offsets and places are those of this text, which has the
	// lines and columns of the file.
	text     string
	starts   []int // of the lines, as offsets in text
	last     spot  // the one that was looked for last
	problems *reader.Source
	failed   bool
	final    bool // even if one were lenient
	losses   []Loss
	lost     int // all, also those that are not in losses

	yamlTree yamlTree
	taken    map[*yaml.Node]bool // of yamlTree, see unsaid
	jsonTree jsonTree
}

// A place is a line and a column, each from 1; the column counts characters.
type place struct{ line, column int }

// A spot is an offset in a text with its place. Readers mostly go on from the one
// before, and a line may be as long as the file.
type spot struct {
	place
	offset int
}

// openFile checks what holds for every kind: a size that can be read, and UTF-8.
func openFile(name string, data []byte, o Options) (*file, error) {
	text := strings.TrimPrefix(string(data), "\ufeff")
	f := &file{name: name, opts: o}
	if len(data) > MaxSize {
		f.problems = reader.Text(name, "")
		f.fail(place{}, fmt.Sprintf("this file has %d bytes: more than %d are not taken", len(data), MaxSize), "is this the right file?")
		return nil, f.refusal()
	}
	if strings.Contains(text, "\r") {
		text = strings.NewReplacer("\r\n", "\n", "\r", "\n").Replace(text)
	}
	f.text, f.problems = text, reader.Text(name, text)
	f.starts = []int{0}
	for i := range len(text) {
		if text[i] == '\n' {
			f.starts = append(f.starts, i+1)
		}
	}
	f.checkUTF8()
	return f, f.refusal()
}

// checkUTF8 reports the first byte that is no text: where there is one, there
// are mostly thousands.
func (f *file) checkUTF8() {
	if utf8.ValidString(f.text) {
		return
	}
	for i := 0; i < len(f.text); {
		r, size := utf8.DecodeRuneInString(f.text[i:])
		if r == utf8.RuneError && size == 1 {
			f.fail(f.at(i), fmt.Sprintf("this byte is not UTF-8 text (0x%02x)", f.text[i]), "save the file as UTF-8")
			return
		}
		i += size
	}
}

// at returns the place of an offset in text.
func (f *file) at(offset int) place {
	offset = max(0, min(offset, len(f.text)))
	from := spot{place{sort.SearchInts(f.starts, offset+1), 1}, 0}
	if from.offset = f.starts[from.line-1]; f.last.line == from.line && f.last.offset <= offset {
		from = f.last
	}
	f.last = spot{place{from.line, from.column + utf8.RuneCountInString(f.text[from.offset:offset])}, offset}
	return f.last.place
}

// fail says why the file cannot be taken, however lenient one is.
func (f *file) fail(at place, text, hint string) {
	f.failed, f.final = true, true
	f.problems.Report(playbook.Problem{Line: at.line, Column: at.column, Text: text, Hint: hint})
}

// broken says that the file breaks a rule of its own format. That turns it away,
// or is a loss where one is lenient; kept says what becomes of it then.
func (f *file) broken(at place, text, hint, kept string) {
	if f.opts.Lenient {
		f.lose(at, text, kept)
		return
	}
	wasFinal := f.final
	f.fail(at, text, hint)
	f.final = wasFinal
}

// refusal returns why the file is turned away, or nil.
func (f *file) refusal() error {
	if !f.failed {
		return nil
	}
	problems := f.problems.Problems()
	if last := &problems[len(problems)-1]; !f.final {
		last.Hint = strings.TrimPrefix(last.Hint+"\n  ", "\n  ") + "--lenient takes the file all the same"
	}
	return problems
}

// settle looks at what a reader made: there has to be a step, and a phase
// without any is none.
func (d *document) settle(f *file) {
	full := d.full()
	d.phases = slices.DeleteFunc(d.phases, func(p *phase) bool { return len(p.steps) == 0 })
	if f.failed {
		return
	}
	if full {
		f.fail(place{}, fmt.Sprintf("this file has more than %d steps, or phases", maxSteps), "is this the right file?")
		return
	}
	if d.steps() == 0 && f.opts.Notes {
		d.notes(f)
	}
	if d.steps() == 0 {
		f.fail(place{}, "no steps found", "--notes makes one step of all that it says")
	}
	d.name(f)
	if f.opts.Strict {
		for _, l := range f.sortedLosses() {
			f.fail(place{l.Line, l.Column}, l.What+": "+l.Kept, "")
		}
	}
}

// notes makes one step of all that the document says.
func (d *document) notes(f *file) {
	about := d.about
	d.about = nil
	s := d.phase(place{}, "Steps").step(place{}, "Read the notes")
	for _, text := range about {
		s.say(text)
	}
	if len(about) == 0 {
		d.phases = nil
	}
}
