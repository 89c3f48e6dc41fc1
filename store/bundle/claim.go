package bundle

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"cordon/playbook/run"
)

// A Claim is what a seal says: whoever signs it saw this head.
type Claim struct {
	Run     string
	Entries uint64
	Head    string
	At      time.Time // to the second, UTC
	By      string    // the name that the key goes by among allowed signers
	// Withheld is the digest of the list of what is missing, as far as the
	// entries that are sealed name it; empty if nothing is.
	Withheld string
}

// A Seal is a claim with its signature.
type Seal struct {
	Claim Claim
	// Text is the claim as it was signed, Signature the armored signature by
	// ssh-keygen or by Cordon.
	Text, Signature []byte
	// Stamp is a time stamp by somebody else. It is carried and not looked at.
	Stamp []byte
}

const claimFirst = "cordon seal 1"

// text returns the exact bytes that are signed.
func (c Claim) text() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "%s\nrun %s\nentries %d\nhead %s\nat %s\nby %s\n", claimFirst, c.Run, c.Entries, c.Head, c.At.UTC().Format(time.RFC3339), c.By)
	if c.Withheld != "" {
		fmt.Fprintf(&b, "withheld %s\n", c.Withheld)
	}
	return b.Bytes()
}

// readClaim reads what a seal says. It must be written as text writes it. The
// error completes "seals/1.txt …".
func readClaim(text []byte) (Claim, error) {
	lines := strings.Split(string(text), "\n")
	if newer, ok := strings.CutPrefix(lines[0], "cordon seal "); ok && newer != "1" {
		if n, err := strconv.Atoi(newer); err == nil && n > 1 {
			return Claim{}, ErrNewer
		}
	}
	value := func(i int, name string) string {
		if i >= len(lines) {
			return ""
		}
		v, _ := strings.CutPrefix(lines[i], name+" ")
		return v
	}
	c := Claim{Run: value(1, "run"), Head: value(3, "head"), By: value(5, "by"), Withheld: value(6, "withheld")}
	c.Entries, _ = strconv.ParseUint(value(2, "entries"), 10, 64)
	c.At, _ = time.Parse(time.RFC3339, value(4, "at"))
	switch {
	case !bytes.Equal(c.text(), text):
		return c, errors.New("is not written as a seal is")
	case c.Run == "" || c.Entries == 0 || !isDigest(c.Head) || c.Withheld != "" && !isDigest(c.Withheld) || !isSigner(c.By):
		return c, errors.New("does not say what a seal says")
	}
	return c, nil
}

// isSigner reports whether a name can stand in a seal: one word, as in a file of
// allowed signers.
func isSigner(name string) bool {
	return name != "" && len(name) <= 100 && plain(name) && !strings.ContainsAny(name, " \t\",*?!")
}

// claimOn returns what a seal of the first n entries says.
func (c Contents) claimOn(n uint64, by string, at time.Time) Claim {
	return Claim{Run: c.Run, Entries: n, Head: c.Head(n).Hash, At: at.UTC().Truncate(time.Second), By: by, Withheld: c.missingUpTo(n)}
}

// missingUpTo returns the digest of the list of what is missing of the first n
// entries, or "" if nothing is. A seal of fewer entries than there are now
// stays good, since later entries add nothing to that.
func (c Contents) missingUpTo(n uint64) string {
	var until []Missing
	named := c.evidenceUpTo(n)
	for _, m := range c.Missing {
		if m.Evidence == "" && m.Seq <= n || named[m.Evidence] {
			until = append(until, m)
		}
	}
	if len(until) == 0 {
		return ""
	}
	return stored("", missingText(until)).sum
}

// evidenceUpTo are the digests that the bodies of the first n entries name.
func (c Contents) evidenceUpTo(n uint64) map[string]bool {
	named := map[string]bool{}
	for _, l := range c.Lines[:min(n, uint64(len(c.Lines)))] {
		if digest := evidenceOf(l); digest != "" {
			named[digest] = true
		}
	}
	return named
}

// Sealed returns the contents with a further seal, by signer over all entries.
func (c Contents) Sealed(signer Signer, at time.Time) (Contents, Seal, error) {
	if !isSigner(signer.Name) {
		return c, Seal{}, fmt.Errorf("%q is no name for a seal: it takes one word as in a file of allowed signers, like eva@example.org", signer.Name)
	}
	if len(c.Seals) >= mostSeals {
		return c, Seal{}, fmt.Errorf("a run takes %d seals at most", mostSeals)
	}
	claim := c.claimOn(uint64(len(c.Lines)), signer.Name, at)
	signature, err := sign(signer.key, claim.text())
	if err != nil {
		return c, Seal{}, fmt.Errorf("the key did not sign: %w", err)
	}
	s := Seal{Claim: claim, Text: claim.text(), Signature: signature}
	c.Seals = append(c.Seals[:len(c.Seals):len(c.Seals)], s)
	return c, s, nil
}

// fits wants a seal to be of the run and its head to be one of its heads.
func (c Contents) fits(s Seal) error {
	switch {
	case s.Claim.Run != c.Run:
		return fault("a seal in it is of the run %s", s.Claim.Run)
	case s.Claim.Entries > uint64(len(c.Lines)):
		return fault("%s sealed %d entries, and there are %d: the record was cut short", s.Claim.By, s.Claim.Entries, len(c.Lines))
	case c.Head(s.Claim.Entries) != (run.Head{Seq: s.Claim.Entries, Hash: s.Claim.Head}):
		return faultAt(s.Claim.Entries, "is not the one that %s sealed, or one before it is not", s.Claim.By)
	}
	return nil
}

// ReadSeal reads a seal as it was kept.
func ReadSeal(text, signature, stamp []byte) (Seal, error) {
	claim, err := readClaim(text)
	if err != nil && !errors.Is(err, ErrNewer) {
		err = fault("a seal %v", err)
	}
	return Seal{Claim: claim, Text: text, Signature: signature, Stamp: stamp}, err
}

// KeyDigest returns the SHA-256 of the key that made the signature, which is not
// checked.
func (s Seal) KeyDigest() ([32]byte, error) {
	e, err := readEnvelope(s.Signature)
	return sha256.Sum256([]byte(e.PublicKey)), err
}
