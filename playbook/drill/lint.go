package drill

import (
	"fmt"
	"io/fs"
	"time"

	"go.yaml.in/yaml/v4"

	"cordon/playbook"
	"cordon/playbook/reader"
)

// Lint returns all that is wrong with a drill: in itself, beside its playbook,
// and with the files that come with it. book is the playbook that it names, nil
// if that is not at hand, and dir the folder of the drill, nil where nobody can
// look. What works all the same is a warning: that the drill was written for
// another version of the playbook, what comes after the end, and what nobody can have
// points for.
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
	d.warnOfNever(l, root)
	if len(d.Score) == 0 {
		warn(l, root, "nothing is looked at in the end: the drill has no score", "")
	}
	return r.Problems()
}

// warnOfNever warns of injects that come after the end, however fast people are, and
// of points that wait for one of them. One that comes at a time is a mistake: see
// decoder.check.
func (d *Drill) warnOfNever(l *reader.Decoder, root *yaml.Node) {
	never := map[string]bool{}
	for i, in := range d.Injects {
		at := d.earliest(in)
		if in.After.Kind == "" || d.Length == 0 || at <= d.Length {
			continue
		}
		never[in.ID] = true
		if before, ok := d.Inject(in.After.ID); in.After.Kind == Shown && ok && d.earliest(before) > d.Length {
			continue // that was said of the other
		}
		place := "after"
		if in.Plus > 0 {
			place = "plus"
		}
		warn(l, reader.At(root, "injects", i, place),
			fmt.Sprintf("this never comes: that is after %s at the earliest, and the drill is over after %s", short(at), short(d.Length)),
			"give the drill more time, or let it come sooner")
	}
	for i, item := range d.Score {
		if never[item.Of] {
			warn(l, reader.At(root, "score", i, "of"), fmt.Sprintf("nobody can have these points: the inject %s never comes", reader.Quote(item.Of)), "")
		}
	}
}

// earliest is the soonest that an inject can come. It is zero for those that wait for
// each other, of which decoder.checkCircle speaks.
func (d *Drill) earliest(in Inject) time.Duration {
	sum := in.At + in.Plus
	for range d.Injects {
		before, ok := d.Inject(in.After.ID)
		if in.After.Kind != Shown || !ok {
			return sum
		}
		in = before
		sum += in.At + in.Plus
	}
	return 0
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
