package main

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"cordon/playbook/report"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/store"
	"cordon/store/bundle"
	"cordon/store/sealed"
)

type exportOptions struct {
	sign       signOptions
	file       string
	to         []string
	passphrase string
	withhold   []string
	force      bool
}

func newExportCmd(e env) *cobra.Command {
	var opts exportOptions
	cmd := newCmd("export RUN -o FILE [--sign KEY] [--to RECIPIENT] [--withhold SELECTOR] [--force]", "Write a run into one file, to carry and to prove",
		`Write a run with its playbook and its evidence into one file, a bundle. Others
check it with cordon verify FILE, look at it with cordon review FILE, and take it
in with cordon import FILE. It can also be checked by hand; the file README.txt in
it says how. That the run was exported becomes its last entry.

--sign seals the run with an SSH key: a private key, or the public one of a key
that your SSH agent has. --to encrypts the file for a public key of age or SSH, or
for all in a file of them; --passphrase-file for a passphrase.

--withhold leaves out what some entries say, and their files. What stays is that
there was an entry: its number, kind, times and author. SELECTOR is

  24,64            the entries with these numbers
  kind:note-added  all entries of a kind
  step:2.4         all entries about a step
  by:maria         all entries somebody made
  text:WORD        all entries that hold a word; if it stands anywhere else in the
                   file, nothing is written
  evidence:24      the file that entry 24 attaches, or evidence:all

Names of people who made entries can never be withheld: record under a function,
like --as duty-officer, where that matters.`,
		`  cordon export k7m2 -o k7m2.cordon --sign ~/.ssh/id_ed25519
  cordon export k7m2 -o k7m2.cordon.age --to age1... --withhold by:maria`)
	cmd.Args = takes(1, 1)
	cmd.ValidArgsFunction = e.complete(anyRuns)
	opts.sign.add(cmd)
	cmd.Flags().StringVarP(&opts.file, "output", "o", "", "`FILE` to write")
	cmd.Flags().StringArrayVar(&opts.to, "to", nil, "encrypt for `RECIPIENT`: a public key of age or SSH, or a file of them")
	cmd.Flags().StringVar(&opts.passphrase, "passphrase-file", "", "encrypt with the passphrase in the first line of `FILE`")
	cmd.Flags().StringArrayVar(&opts.withhold, "withhold", nil, "leave out what `SELECTOR` says")
	addForce(cmd, &opts.force)
	cmd.RunE = func(_ *cobra.Command, args []string) error { return export(e, opts, args[0]) }
	return cmd
}

func export(e env, opts exportOptions, ref string) (err error) {
	if opts.file == "" || opts.file == "-" {
		return usagef("say which file to write: -o FILE")
	}
	if _, err := os.Lstat(opts.file); err == nil && !opts.force {
		if info, err := os.Stat(opts.file); err != nil || !info.IsDir() { // of which replaceable says that it is one
			return refusedError{existsError(opts.file)}
		}
	}
	if err := e.spares(opts.file); err != nil {
		return err
	}
	into, err := replaceable(opts.file)
	if err != nil {
		return err
	}
	d, err := e.sitDown(ref, "")
	if err != nil {
		return err
	}
	x := exporting{desk: d, opts: opts, into: into}
	if err := x.prepare(); err != nil {
		return e.notWhole(d.store, d.run.ID(), err)
	}
	defer func() { err = errors.Join(err, x.close()) }()
	next, err := d.store.RecordWith(d.run, d.stamp, run.ExportRun(x.event), x.write)
	if err != nil {
		return e.notWhole(d.store, d.run.ID(), err)
	}
	if err := os.Rename(x.temp, into); err != nil {
		return err
	}
	x.temp = ""
	if err := store.SyncFolder(filepath.Dir(into)); err != nil {
		return err
	}
	return x.tell(next)
}

// exporting is an export under way.
type exporting struct {
	*desk
	opts       exportOptions
	into       string // where the file is to be, behind links
	event      run.RunExported
	selectors  []bundle.Selector
	recipients sealed.Recipients
	signer     *bundle.Signer
	temp       string // the file that is being written, "" if there is none
	size       int64
	result     bundle.Result
}

// prepare looks at all that was asked for, before anything is done.
func (x *exporting) prepare() (err error) {
	for _, text := range x.opts.withhold {
		s, err := bundle.ParseSelector(text, x.run)
		if err != nil {
			return usageError{err}
		}
		x.selectors = append(x.selectors, s)
	}
	if x.recipients, err = x.e.recipients(x.opts); err != nil {
		return err
	}
	x.event = run.RunExported{File: filepath.Base(x.opts.file), Recipients: x.recipients.Count()}
	if x.opts.sign.key != "" {
		signer, err := x.e.signer(x.opts.sign)
		if err != nil {
			return err
		}
		x.signer = &signer
		x.event.Signer, x.event.Key = signer.Name, signer.Fingerprint()
	}
	copied, err := x.store.Copy(x.run.ID())
	if err != nil {
		return err
	}
	c, err := x.contents(copied)
	for _, gone := range c.Missing {
		if gone.Why != bundle.WhyNoCopy { // what never lay here is not withheld
			x.event.Withheld++
		}
	}
	return err
}

// contents are what is to be written.
func (x *exporting) contents(copied store.Copy) (bundle.Contents, error) {
	c, err := contentsOf(x.store, copied)
	if err != nil || len(x.selectors) == 0 {
		return c, err
	}
	r, err := c.Fold()
	if err != nil {
		return c, err
	}
	if c, err = c.Withhold(r, x.selectors...); err != nil {
		return c, usageError{err}
	}
	places, err := c.Search(x.selectors...)
	if err == nil && len(places) > 0 {
		err = refusedError{fmt.Errorf("what is to be withheld stands also in %s. Nothing was written", strings.Join(places, ", "))}
	}
	return c, err
}

// write writes the file under another name. It is called with the run as it will
// be, and again if others record something.
func (x *exporting) write(copied store.Copy) ([]store.Seal, error) {
	c, err := x.contents(copied)
	if err != nil {
		return nil, err
	}
	sealed := c
	var seals []store.Seal
	if x.signer != nil {
		var seal bundle.Seal
		if sealed, seal, err = c.Sealed(*x.signer, x.e.now()); err != nil {
			return nil, err
		}
		kept, err := sealOf(seal)
		if err != nil {
			return nil, err
		}
		if len(x.selectors) == 0 { // otherwise it is about this file alone
			seals = append(seals, kept)
		}
	}
	if x.result, err = sealed.Check(bundle.Trust{}); err != nil {
		return nil, x.whole(c, err)
	}
	return seals, x.save(sealed)
}

// whole says what to do about a run that cannot be exported so.
func (x *exporting) whole(c bundle.Contents, err error) error {
	c.Seals = nil
	if _, without := c.Check(bundle.Trust{}); without == nil && x.signer == nil {
		return refusedError{errors.New("the run is sealed, and a part of it needs a seal of its own: else nobody answers for what is missing. Give --sign KEY")}
	}
	return err
}

func (x *exporting) save(c bundle.Contents) error {
	if err := x.discard(); err != nil {
		return err
	}
	f, err := store.NewFile(filepath.Dir(x.into))
	if err != nil {
		return err
	}
	x.temp = f.Name()
	err = x.writeTo(f, c)
	info, statErr := f.Stat()
	if statErr == nil {
		x.size = info.Size()
	}
	return errors.Join(err, statErr, f.Sync(), f.Close())
}

func (x *exporting) writeTo(w io.Writer, c bundle.Contents) error {
	if x.recipients.Count() == 0 {
		return bundle.Write(w, c)
	}
	closed, err := x.recipients.Encrypt(w)
	if err != nil {
		return err
	}
	return errors.Join(bundle.Write(closed, c), closed.Close())
}

// discard removes a file that is not wanted any more.
func (x *exporting) discard() error {
	if x.temp == "" {
		return nil
	}
	name := x.temp
	x.temp = ""
	return os.Remove(name)
}

func (x *exporting) close() error {
	err := x.discard()
	if x.signer != nil {
		err = errors.Join(err, x.signer.Close())
	}
	return err
}

// exported is what a program reads after an export.
type exported struct {
	SchemaVersion int      `json:"schema_version"`
	Path          string   `json:"path"`
	Bytes         int64    `json:"bytes"`
	Run           string   `json:"run"`
	Head          run.Head `json:"head"`
	Withheld      int      `json:"withheld"`
	Words         []string `json:"words"`
}

func (x *exporting) tell(r run.Run) error {
	if x.e.flags.json {
		return x.e.json(exported{report.SchemaVersion, x.opts.file, x.size, r.ID(), r.Head(), len(x.result.Missing), words.RecordLines(x.result.Checked(x.e.now()))})
	}
	if r.Playing() {
		x.e.say("The drill goes on, and the file holds all that is to come: give it to nobody who plays.")
	}
	x.e.say("Wrote %s, %s: run %s, %s.", x.opts.file, words.Plural(int(x.size), "byte", "bytes"), r.ID(), words.Plural(int(x.result.Entries), "entry", "entries"))
	for _, word := range words.RecordLines(x.result.Checked(x.e.now())) {
		x.e.say("%s", word)
	}
	return nil
}

// recipients reads who may decrypt.
func (e env) recipients(opts exportOptions) (r sealed.Recipients, err error) {
	if opts.passphrase != "" {
		if len(opts.to) > 0 {
			return r, usagef("a passphrase opens a file alone: leave out --to, or --passphrase-file")
		}
		secret, err := e.secret(opts.passphrase)("the file")
		if err != nil {
			return r, err
		}
		return sealed.WithPassphrase(string(secret))
	}
	return readRecipients(opts.to)
}

// readRecipients reads public keys, and files of them.
func readRecipients(all []string) (r sealed.Recipients, err error) {
	for _, to := range all {
		keys := []string{to}
		text, unread := sealed.ReadFile(to)
		if unread == nil {
			keys = strings.Split(string(text), "\n")
		}
		for _, key := range keys {
			if key = strings.TrimSpace(key); key == "" || key[0] == '#' {
				continue
			}
			if err := r.Add(key); err != nil {
				if unread != nil && !strings.HasPrefix(to, "ssh-") && strings.ContainsAny(to, "/.~\\") { // it names a file
					err = fmt.Errorf("%q is no recipient: %w", to, unread)
				}
				return r, usageError{err}
			}
		}
	}
	return r, nil
}
