package main

import (
	"errors"
	"os"

	"github.com/spf13/cobra"

	"cordon/playbook/run"
	"cordon/store"
	"cordon/store/bundle"
)

// signOptions say with which key to seal, and under which name.
type signOptions struct {
	key, name, passphrase string
}

func (o *signOptions) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&o.key, "sign", "", "seal with the SSH key in `FILE`, or with the agent's if it is a public one")
	cmd.Flags().StringVar(&o.name, "signer", "", "`NAME` that the key goes by among allowed signers (default: the comment of the key)")
	cmd.Flags().StringVar(&o.passphrase, "key-passphrase-file", "", "`FILE` whose first line is the passphrase of the key")
}

// signer opens the key to seal with.
func (e env) signer(opts signOptions) (bundle.Signer, error) {
	if _, err := os.Stat(opts.key); err != nil {
		return bundle.Signer{}, err
	}
	name := opts.name
	if name == "" {
		name = bundle.NameOf(opts.key)
	}
	if name == "" {
		return bundle.Signer{}, usagef("the key %s does not say whose it is: give --signer NAME, like eva@example.org", opts.key)
	}
	ask := func() ([]byte, error) { return e.secret(opts.passphrase)("the key " + opts.key) }
	return bundle.OpenKey(opts.key, name, e.getenv("SSH_AUTH_SOCK"), ask)
}

func newSealCmd(e env) *cobra.Command {
	var opts signOptions
	cmd := newCmd("seal RUN --sign KEY [--signer NAME]", "Sign the head of a run",
		`Sign the head of a run with an SSH key, so that nobody can write its entries anew
without it showing. The seal stays beside the run and goes along with every export.
Entries that follow leave it good: it then says that the run is sealed up to there.

That the run was sealed becomes its last entry. A run whose record or evidence is
not whole, or that an older seal does not fit, is not sealed.`,
		`  cordon seal k7m2 --sign ~/.ssh/id_ed25519
  cordon seal k7m2 --sign ~/.ssh/id_ed25519.pub --signer eva@example.org`)
	cmd.Args = takes(1, 1)
	cmd.ValidArgsFunction = e.complete(anyRuns)
	opts.add(cmd)
	cmd.RunE = func(_ *cobra.Command, args []string) error { return seal(e, opts, args[0]) }
	return cmd
}

func seal(e env, opts signOptions, ref string) (err error) {
	if opts.key == "" {
		return usagef("say with which key: --sign FILE")
	}
	d, err := e.sitDown(ref, "")
	if err != nil {
		return err
	}
	signer, err := e.signer(opts)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, signer.Close()) }()
	act := func(copied store.Copy) ([]store.Seal, error) {
		c, err := contentsOf(d.store, copied)
		if err != nil {
			return nil, err
		}
		sealed, made, err := c.Sealed(signer, e.now())
		if err != nil {
			return nil, err
		}
		if _, err := sealed.Check(bundle.Trust{}); err != nil {
			return nil, err
		}
		kept, err := sealOf(made)
		return []store.Seal{kept}, err
	}
	next, err := d.store.RecordWith(d.run, d.stamp, run.SealRun(signer.Name, signer.Fingerprint()), act)
	if err != nil {
		return e.notWhole(d.store, d.run.ID(), err)
	}
	d.run, d.seqs = next, append(d.seqs, next.Head().Seq)
	return d.tell()
}
