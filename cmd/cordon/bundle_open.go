package main

import (
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"cordon/playbook/run"
	"cordon/store/bundle"
	"cordon/store/sealed"
	"cordon/tui"
)

// openOptions say how a file is opened that may be encrypted.
type openOptions struct {
	identities []string
	passphrase string
}

func (o *openOptions) add(cmd *cobra.Command) {
	cmd.Flags().StringArrayVarP(&o.identities, identityFlag, "i", nil, "`FILE` with a key, of age or SSH, that decrypts a bundle or opens the store")
	cmd.Flags().StringVar(&o.passphrase, "passphrase-file", "", "`FILE` whose first line is the passphrase of the bundle or of a key")
}

// isFile reports whether an argument that may be a run or a file is a file: no id
// of a run has a dot or a slash.
func isFile(ref string) bool {
	return strings.ContainsAny(ref, "."+string(filepath.Separator)+"/")
}

// secret returns the function that asks for a passphrase.
func (e env) secret(file string) func(about string) ([]byte, error) {
	return func(about string) ([]byte, error) {
		if file != "" {
			text, err := sealed.ReadFile(file)
			line, _, _ := strings.Cut(string(text), "\n")
			return []byte(strings.TrimSuffix(line, "\r")), err
		}
		in, ok := e.keyboard()
		if !ok {
			return nil, fmt.Errorf("%s needs a passphrase, and nobody can be asked: give --passphrase-file", about)
		}
		return e.passphrase(in, about, readHidden)
	}
}

// passphrase asks for one at a terminal.
func (e env) passphrase(in *os.File, about string, read func(*os.File, func()) ([]byte, error)) ([]byte, error) {
	e.out.Flush()
	secret, err := read(in, func() { fmt.Fprint(e.err, e.inert("Passphrase of %s: ", []any{about})) })
	fmt.Fprintln(e.err)
	return secret, err
}

// openBundle opens the file of a bundle and reads it, as far as its form goes.
func (e env) openBundle(path string, opts openOptions) (bundle.Contents, func() error, error) {
	keys := sealed.Keys{Ask: e.secret(opts.passphrase)}
	for _, file := range opts.identities {
		if err := keys.Add(file); err != nil {
			return bundle.Contents{}, nil, err
		}
	}
	src, err := bundle.Open(path, keys)
	if err != nil {
		return bundle.Contents{}, nil, err
	}
	c, err := bundle.Read(src, src.Size)
	if err != nil {
		return c, nil, errors.Join(inFile(path, err), src.Close())
	}
	return c, src.Close, nil
}

// inFile says in which file something is wrong.
func inFile(path string, err error) error {
	if err == nil {
		return nil
	}
	return fmt.Errorf("%s: %w", path, err)
}

// lookInto returns the run in a file, which must be whole.
func (e env) lookInto(path string, opts openOptions) (in inspection, err error) {
	c, closeFile, err := e.openBundle(path, opts)
	if err != nil {
		return in, err
	}
	defer closeFile()
	found, err := c.Check(bundle.Trust{})
	if err != nil {
		return in, inFile(path, err)
	}
	in.run, err = c.Fold()
	in.checked = found.Checked(e.now())
	return in, inFile(path, err)
}

// fileReader is a bundle as the screens see it: one run, and nobody writes.
type fileReader struct{ inspection }

// OpenRun implements [tui.Reader].
func (f fileReader) OpenRun(string, string) (tui.Opened, error) {
	return tui.Opened{Run: f.run}, nil
}

// Drafts implements [tui.Reader]. None come along.
func (f fileReader) Drafts(string, string) (tui.Drafts, error) { return tui.Drafts{}, nil }

// Refresh implements [tui.Reader].
func (f fileReader) Refresh(known run.Run) (run.Run, error) { return known, nil }

// Runs implements [tui.Reader].
func (f fileReader) Runs([]run.Summary) ([]run.Summary, error) {
	return []run.Summary{f.run.Summary()}, nil
}

// Mark implements [tui.Reader].
func (f fileReader) Mark() (string, error) { return "", nil }

// Verify implements [tui.Reader]. The file was checked when it was opened.
func (f fileReader) Verify(string) (run.Checked, error) { return f.checked, nil }
