package drill

import (
	"fmt"
	"io/fs"

	"go.yaml.in/yaml/v4"

	"cordon/playbook"
	"cordon/playbook/reader"
)

// Lint returns all that is wrong with a drill: in itself, beside its playbook,
// and with the files that come with it. book is the playbook that it names, nil
// if that is not at hand, and dir the folder of the drill, nil where nobody can
// look. What works all the same is a warning: that the drill was written for
// another version of the playbook, and what nobody can have points for.
func Lint(name string, source []byte, book func(id string) (*playbook.Playbook, error), dir fs.FS) playbook.Problems {
	d, r, root := read(name, source)
	if root == nil {
		return r.Problems()
	}
	l := r.Decoder
	if b, missing := book(d.Playbook); missing != nil && d.Playbook != "" {
		l.Fail(reader.At(root, "playbook"), missing.Error(), "")
	} else if missing == nil {
		d.fit(b, l)
		if other := d.OtherVersion(b); other != "" {
			warn(l, reader.At(root, "version"), other, "look through it, then write the version of today")
		}
	}
	for i, in := range d.Injects {
		if in.File == "" || dir == nil {
			continue
		}
		if _, err := ReadFile(dir, in.File); err != nil {
			l.Fail(reader.At(root, "injects", i, "file"), err.Error(), "")
		}
	}
	if len(d.Score) == 0 {
		warn(l, root, "nothing is looked at in the end: the drill has no score", "")
	}
	return r.Problems()
}

func warn(l *reader.Decoder, n *yaml.Node, text, hint string) {
	l.Report(playbook.Problem{Line: n.Line, Column: n.Column, Text: text, Hint: hint, Warning: true})
}

// OtherVersion says that a drill was written for another version of its
// playbook, or is empty. It can be played all the same.
func (d *Drill) OtherVersion(book *playbook.Playbook) string {
	if d.Version == "" || d.Version == book.Version {
		return ""
	}
	return fmt.Sprintf("the drill was written for version %s of %s, and this is version %s", reader.Quote(d.Version), book.ID, reader.Quote(book.Version))
}
