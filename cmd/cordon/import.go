package main

import (
	"errors"
	"fmt"
	"io/fs"
	"path/filepath"

	"github.com/spf13/cobra"

	"cordon/playbook/report"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/store"
	"cordon/store/bundle"
)

func newImportCmd(e env) *cobra.Command {
	var trust trustOptions
	var opts openOptions
	cmd := newCmd("import FILE", "Take in a run from a file that cordon export wrote",
		`Check a bundle and take its run in: all of it or nothing. A run that is not here is
taken as it is. If it is here and one of the two has only gone on further, the
longer one is here afterwards, byte for byte, with all seals. If both went on, each
with entries that the other has not, nothing is changed.

A body that one side has and the other has not is kept, unless it was erased here.
One that was erased there and still lies here is named: it is erased here as well
only by cordon withhold.`,
		`  cordon import k7m2.cordon
  cordon import k7m2.cordon.age -i key.txt --require-seal eva@example.org`)
	cmd.Args = takes(1, 1)
	trust.add(cmd)
	opts.add(cmd)
	cmd.RunE = func(_ *cobra.Command, args []string) error { return importFile(e, trust, opts, args[0]) }
	return cmd
}

// imported is what a program reads after an import.
type imported struct {
	SchemaVersion int    `json:"schema_version"`
	Run           string `json:"run"`
	New           bool   `json:"new"`
	Added         int    `json:"added"`  // entries that came
	Bodies        int    `json:"bodies"` // bodies that came and were missing here
	Seals         int    `json:"seals"`  // seals that came
	// Lying are the entries that were erased there, and whose bodies lie here.
	Lying []uint64 `json:"lying"`
	Head  run.Head `json:"head"`
	Words []string `json:"words"`
}

func importFile(e env, asked trustOptions, opts openOptions, path string) error {
	trust, err := e.trust(asked)
	if err != nil {
		return err
	}
	c, closeFile, err := e.openBundle(path, opts)
	if err != nil {
		return err
	}
	defer closeFile()
	found, err := c.Check(trust)
	if err != nil {
		return inFile(path, err)
	}
	if _, err := c.Fold(); err != nil {
		return inFile(path, err)
	}
	taken, err := takeIn(e.runs(), c, run.Imported{File: filepath.Base(path), By: e.quietly(), At: e.now().In(e.zone())})
	if err != nil {
		return err
	}
	if e.flags.json {
		return e.json(imported{
			SchemaVersion: report.SchemaVersion, Run: c.Run, New: taken.New, Added: taken.Added, Bodies: taken.Bodies, Seals: taken.Seals,
			Lying: append([]uint64{}, taken.Lying...), Head: taken.Run.Head(), Words: words.RecordLines(found.Checked(e.now())),
		})
	}
	e.say("%s", takenWords(c, taken))
	for _, seq := range taken.Lying {
		e.say("What entry %d said was erased, says the record, and still lies here. To erase it here too: cordon withhold %s %d", seq, c.Run, seq)
	}
	for _, word := range words.RecordLines(found.Checked(e.now())) {
		e.say("The file is %s.", word)
	}
	return nil
}

// quietly returns the name of who acts, without asking anybody: nothing is recorded
// under it. It is "" where nobody says.
func (e env) quietly() string {
	e.inTTY = false
	who, err := e.person()
	if err != nil {
		return ""
	}
	return who.name
}

// takeIn takes contents that were checked into a store: the files first, which
// nothing names yet, and then the run in one piece.
func takeIn(s *store.Store, c bundle.Contents, in run.Imported) (store.Taken, error) {
	copied, err := copyOf(c)
	if err != nil {
		return store.Taken{}, err
	}
	copied.Imported, copied.Fresh = in, map[string]bool{}
	for digest, file := range c.Evidence {
		fresh, err := takeFile(s, digest, file)
		if err != nil {
			return store.Taken{}, err
		}
		copied.Fresh[digest] = fresh
		copied.Imported.Evidence = append(copied.Imported.Evidence, digest)
	}
	return s.Take(copied)
}

// takeFile takes a file of evidence in, and reports whether it was not here before.
func takeFile(s *store.Store, digest string, file bundle.File) (fresh bool, err error) {
	here, _, err := s.OpenEvidence(digest)
	if err == nil {
		_ = here.Close()
	}
	fresh = errors.Is(err, fs.ErrNotExist)
	r, err := file.Open()
	if err != nil {
		return false, err
	}
	return fresh, errors.Join(s.TakeEvidence(digest, r), r.Close())
}

// takenWords say what came of it.
func takenWords(c bundle.Contents, t store.Taken) string {
	had, n := t.Before, len(c.Lines)
	text := ""
	switch {
	case t.New:
		text = fmt.Sprintf("Took in run %s, %s", c.Run, words.Plural(n, "entry", "entries"))
	case t.Added > 0:
		text = fmt.Sprintf("Run %s went on: %s came", c.Run, words.Plural(t.Added, "entry", "entries"))
	case n < had:
		text = fmt.Sprintf("Run %s is further here: %s here, %d in the file. No entry came", c.Run, words.Plural(had, "entry", "entries"), n)
	default:
		text = fmt.Sprintf("Run %s is the same here. No entry came", c.Run)
	}
	if t.Bodies > 0 {
		text += fmt.Sprintf(", and %s that were missing here", words.Plural(t.Bodies, "body", "bodies"))
	}
	if t.Seals > 0 {
		text += fmt.Sprintf(", with %s", words.Plural(t.Seals, "seal", "seals"))
	}
	return text + "."
}
