package main

import (
	"errors"
	"io/fs"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"cordon/playbook/run"
	"cordon/store/bundle"
	"cordon/store/sealed"
)

// trustOptions say what a person knows beforehand about the record they check.
type trustOptions struct {
	signers, revoked, require string
	heads                     []string
}

func (o *trustOptions) add(cmd *cobra.Command) {
	cmd.Flags().StringVar(&o.signers, "signers", "", "`FILE` of allowed signers, as of ssh-keygen (default: that of cordon paths)")
	cmd.Flags().StringVar(&o.revoked, "revoked", "", "`FILE` with the public keys that count no more")
	cmd.Flags().StringVar(&o.require, "require-seal", "", "want a seal by `NAME`, or by the key with this fingerprint (SHA256:...)")
	cmd.Flags().StringArrayVar(&o.heads, "head", nil, "want entry SEQ to have this hash: `SEQ:HASH`")
}

// signersPath returns the file that says whose keys are whose. It need not exist.
func (e env) signersPath() string { return under(e.configDir(), "allowed_signers") }

// trust reads it.
func (e env) trust(o trustOptions) (t bundle.Trust, err error) {
	t.Require = o.require
	path, chosen := o.signers, o.signers != ""
	if !chosen {
		path = e.signersPath()
	}
	text, err := sealed.ReadFile(path)
	if err != nil && (chosen || !errors.Is(err, fs.ErrNotExist)) {
		return t, err
	}
	if t.Signers, err = bundle.ReadSigners(text); err != nil {
		return t, inFile(path, err)
	}
	if o.revoked != "" {
		text, err := sealed.ReadFile(o.revoked)
		if err == nil {
			t.Revoked, err = bundle.ReadRevoked(text)
		}
		if err != nil {
			return t, inFile(o.revoked, err)
		}
	}
	for _, head := range o.heads {
		seq, hash, _ := strings.Cut(head, ":")
		n, err := strconv.ParseUint(seq, 10, 64)
		if err != nil || n == 0 || len(hash) != 64 {
			return t, usagef("%q is no head: it is the number of an entry and its hash, like 179:03e7…", head)
		}
		t.Heads = append(t.Heads, run.Head{Seq: n, Hash: strings.ToLower(hash)})
	}
	return t, nil
}
