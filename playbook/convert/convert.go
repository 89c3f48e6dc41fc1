package convert

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"

	"cordon/playbook"
)

// MaxSize is the size of the largest file that can be taken, in bytes.
const MaxSize = 2 << 20

// Options say how a file is taken. The zero value guesses what it is, and turns
// away what breaks the rules of its own format.
type Options struct {
	// Kind is the name of what the file is, one of [Kinds]; empty to guess.
	Kind string
	// Library holds files that this one names, such as the actions of RE&CT. Nil
	// if there are none.
	Library fs.FS
	// Lenient takes a file that breaks a rule of its format, as far as there are
	// steps in it, and says so in the losses.
	Lenient bool
	// Strict turns away a file of which anything would be lost.
	Strict bool
	// Notes makes one step of a file that has none.
	Notes bool
}

// A Result is a playbook and what it does not say as its source did.
type Result struct {
	YAML   []byte // passes playbook.Parse
	Kind   string // for people, as in "CACAO 2.0"
	Phases int
	Steps  int
	Losses []Loss // in the order of the source
	// Lost counts what Losses stand for: of very many the last says how many more.
	Lost int
}

// Import makes a playbook of a file that somebody wrote for something else. The
// name is the file's, for guessing and for errors; nothing is opened by it. The
// same bytes and options give the same result.
//
// An error is a [playbook.Problems] with everything for which the file is turned
// away, each with its place in the file.
func Import(name string, data []byte, o Options) (Result, error) {
	f, err := openFile(name, data, o)
	if err != nil {
		return Result{}, err
	}
	k, err := f.kind()
	if err != nil {
		return Result{}, err
	}
	d := newDocument(k.title)
	sum := sha256.Sum256(data)
	d.origin.SHA256 = hex.EncodeToString(sum[:])
	k.read(f, d)
	d.settle(f)
	if err := f.refusal(); err != nil {
		return Result{}, err
	}
	return f.result(d)
}

// result writes the playbook, and reads it again before anyone sees it.
func (f *file) result(d *document) (Result, error) {
	r := Result{Kind: d.origin.Kind, Phases: len(d.phases), Steps: d.steps(), Losses: f.sortedLosses(), Lost: f.lost}
	r.YAML = d.write(r.Lines())
	if len(r.YAML) > playbook.MaxSize {
		f.fail(place{}, fmt.Sprintf("this would be a playbook of more than %d bytes", playbook.MaxSize), "take a part of it, or two")
		return Result{}, f.refusal()
	}
	if _, err := playbook.Parse("the playbook made of "+f.name, r.YAML); err != nil {
		return Result{}, err
	}
	return r, nil
}
