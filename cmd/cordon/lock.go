package main

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"cordon/playbook/report"
	"cordon/playbook/words"
	"cordon/store"
	"cordon/store/sealed"
)

type lockOptions struct {
	to         []string
	passphrase bool
}

func newLockCmd(e env) *cobra.Command {
	var opts lockOptions
	cmd := newCmd("lock [--to RECIPIENT]... [--passphrase]", "Seal what all runs say, so that a stolen disk tells nothing",
		`Seal what the file of runs holds: what entries say, what is typed and not yet
recorded, the playbooks, the lists, and the copies of evidence. From then on the
store opens with a key or a passphrase, asked for once at each start. All of it is
locked, or nothing is; each value is compared with what it was before.

--to names who can open it: a public key of age or of SSH, or a file of them; it
can be given several times. Without --to, or with --passphrase, a passphrase opens
it. Give two ways, so that nobody is locked out at night. If all are lost, nobody
can open the store again: there is no other way in.

  cordon --identity FILE ...         opens it with a private key
  export CORDON_IDENTITY=FILE        does so for every command

It protects against who gets the disk, a backup, or a copy of the files. It does
not protect against who is root on this machine while you work, or reads its memory.
What stays readable: that there are runs, their ids, and of each entry its number,
kind, times, author, length and digest; the SHA-256 of playbooks and of evidence;
which fields hold a draft, and whose it is. Your profile, your own playbooks, and
what you export or print are files of their own, and are not locked.

The old bytes are written over. An SSD, the journal of a file system, a snapshot or
a backup may keep them all the same.

A store that is locked already gets a new key, for those who are named now.`,
		`  cordon lock --to age1... --passphrase
  cordon lock --to ~/.ssh/id_ed25519.pub`)
	cmd.Args = takes(0, 0)
	cmd.Flags().StringArrayVar(&opts.to, "to", nil, "lock for `RECIPIENT`: a public key of age or SSH, or a file of them")
	cmd.Flags().BoolVar(&opts.passphrase, "passphrase", false, "lock with a passphrase, which is asked for")
	cmd.RunE = func(*cobra.Command, []string) error { return lock(e, opts) }
	return cmd
}

func lock(e env, opts lockOptions) error {
	runs := e.runs()
	if err := runs.Ready(); err != nil {
		return err
	}
	groups, who, err := e.whoOpens(opts)
	if err != nil {
		return err
	}
	done, err := runs.Lock(groups...)
	if err != nil && !turnedTo(true, err) {
		return err
	}
	if e.flags.json {
		return cmp.Or(e.json(turnedOf(e, true, done)), err)
	}
	e.sayTurned("Locked", done)
	e.say("It opens with %s, and in no other way. Keep that where a colleague finds it at night.", strings.Join(who, " or with "))
	e.say("An SSD, a snapshot or a backup may still hold what was there before.")
	return err
}

// turnedTo reports whether an error only says that something was left over when the
// store was locked or unlocked.
func turnedTo(locked bool, err error) bool {
	left, is := errors.AsType[*store.LeftError](err)
	return is && left.Locked == locked
}

// whoOpens returns those who can open the store, and in words with what.
func (e env) whoOpens(opts lockOptions) (groups []sealed.Recipients, who []string, err error) {
	if len(opts.to) > 0 {
		keys, err := readRecipients(opts.to)
		if err != nil {
			return nil, nil, err
		}
		if keys.Count() == 0 {
			return nil, nil, usagef("there is no public key in %s", strings.Join(opts.to, ", "))
		}
		groups, who = append(groups, keys), append(who, words.Plural(keys.Count(), "key", "keys"))
	}
	if opts.passphrase || len(opts.to) == 0 {
		secret, err := e.newPassphrase()
		if err != nil {
			return nil, nil, err
		}
		one, err := sealed.WithPassphrase(secret)
		if err != nil {
			return nil, nil, err
		}
		groups, who = append(groups, one), append(who, "the passphrase")
	}
	return groups, who, nil
}

// leastPassphrase is how many bytes a passphrase has at the least.
const leastPassphrase = 10

// newPassphrase asks for a passphrase twice.
func (e env) newPassphrase() (string, error) {
	if _, ok := e.keyboard(); !ok {
		return "", usagef("a passphrase is typed at a terminal. Without one, name who can open it: --to RECIPIENT")
	}
	secret, err := e.secret("")("the store from now on")
	if err != nil {
		return "", err
	}
	if len(secret) < leastPassphrase {
		return "", refusedError{fmt.Errorf("a passphrase of less than %d characters keeps nobody out. Take a few words. Nothing was changed", leastPassphrase)}
	}
	again, err := e.secret("")("the store, once more")
	if err != nil {
		return "", err
	}
	if !bytes.Equal(secret, again) {
		return "", refusedError{errors.New("the two are not the same. Nothing was changed")}
	}
	return string(secret), nil
}

// A turned is what was locked or unlocked, for a program.
type turned struct {
	SchemaVersion int      `json:"schema_version"`
	Path          string   `json:"path"`
	Locked        bool     `json:"locked"` // as it is now
	Runs          int      `json:"runs"`
	Entries       uint64   `json:"entries"`
	Copies        int      `json:"copies"`     // of evidence
	Altered       []string `json:"altered"`    // copies that do not open, and stay as they are
	OtherName     bool     `json:"other_name"` // the old file has one, and is still there
}

func turnedOf(e env, locked bool, done store.Turned) turned {
	return turned{report.SchemaVersion, e.storePath(), locked, done.Runs, done.Entries, done.Copies, append([]string{}, done.Altered...), done.Linked}
}

// sayTurned says what was locked or unlocked.
func (e env) sayTurned(did string, done store.Turned) {
	e.say("%s %s with %s and %s, each compared with what it was.", did, words.Plural(done.Runs, "run", "runs"),
		words.Plural(int(done.Entries), "entry", "entries"), words.Plural(done.Copies, "copy of evidence", "copies of evidence"))
	for _, name := range done.Altered {
		e.say("The copy of evidence %s does not open: it was altered. It stays as it is.", name)
	}
	if done.Linked {
		e.say("The old file has another name, a hard link, under which it can still be read. Find and remove it.")
	}
}
