package bundle

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"golang.org/x/crypto/ssh"

	"cordon/playbook/run"
)

// ahead is how far an entry may lie ahead of when it was recorded.
const ahead = time.Minute

// check is a check under way.
type check struct {
	Contents
	headers  []header
	erased   map[uint64]uint64 // the entry-withheld that names an entry
	missing  map[uint64]bool   // named by the list
	named    []string          // digests of evidence that present bodies name, once each
	namedSet map[string]bool
	copied   map[string]bool // of those, the ones of which a copy was kept
	files    []run.File      // of evidence, that are there
}

// Check checks that contents are whole: every entry follows the one before it,
// what is missing is exactly what is said to be, playbooks and evidence are those
// that the entries name, and each seal is of this record. The error is a [*Fault]
// with the first thing that is not, an [*UnmetError] if all is whole and not as
// trust asks, or [ErrNewer].
func (c Contents) Check(trust Trust) (Result, error) {
	k := check{Contents: c, erased: map[uint64]uint64{}, missing: map[uint64]bool{}, namedSet: map[string]bool{}, copied: map[string]bool{}}
	for _, m := range c.Missing {
		k.missing[m.Seq] = true
	}
	for _, step := range []func() error{k.readHeaders, k.chain, k.bodies, k.books, k.times, k.withheld, k.evidence, k.sealsFit} {
		if err := step(); err != nil {
			return Result{}, err
		}
	}
	for _, head := range trust.Heads {
		if head.Seq == 0 || c.Head(head.Seq) != head {
			return Result{}, faultAt(head.Seq, "has not the head that was kept: the record was cut short or written anew")
		}
	}
	return k.signatures(trust)
}

func (k *check) readHeaders() error {
	k.headers = make([]header, len(k.Lines))
	for i, l := range k.Lines {
		seq := uint64(i + 1)
		h, err := readHeader(l.Header)
		if errors.Is(err, ErrNewer) {
			return err
		}
		switch {
		case err != nil:
			return faultAt(seq, "has a header that %v", err)
		case h.run != k.Run:
			return faultAt(seq, "belongs to another run")
		case h.seq != strconv.FormatUint(seq, 10):
			return faultAt(seq, "is called %s", h.seq)
		}
		k.headers[i] = h
	}
	return nil
}

// chain checks that each header follows the one before it, and each body that is
// there its header.
func (k *check) chain() error {
	v := run.Verifier{Run: k.Run, Withheld: func(uint64) bool { return true }} // withheld looks at that
	for _, l := range k.Lines {
		if err := v.Check(l); err != nil {
			return chainFault(err)
		}
	}
	return chainFault(v.Finish(run.Head{}))
}

// chainFault is what is wrong with the chain, as a fault.
func chainFault(err error) error {
	if broken, ok := errors.AsType[*run.ChainError](err); ok {
		return faultAt(broken.Seq, "%s", broken.What)
	}
	return err
}

// bodies reads those bodies that name other things.
func (k *check) bodies() error {
	for i, l := range k.Lines {
		seq, kind := uint64(i+1), k.headers[i].kind
		if len(l.Body) == 0 || kind != kindEvidence && kind != kindWithheld {
			continue
		}
		o, err := readObject(l.Body)
		if err != nil {
			return faultAt(seq, "has a body that %v", err)
		}
		if kind == kindWithheld {
			erased, err := strconv.ParseUint(string(o.raw("seq")), 10, 64)
			if err != nil || erased == 0 || erased >= seq {
				return faultAt(seq, "withholds no entry before it")
			}
			k.erased[erased] = seq
			continue
		}
		digest, _ := o.text("sha256")
		if !isDigest(digest) {
			return faultAt(seq, "attaches a file without a digest")
		}
		if !k.namedSet[digest] {
			k.named, k.namedSet[digest] = append(k.named, digest), true
		}
		if string(o.raw("kept")) == "true" {
			k.copied[digest] = true
		}
		if _, there := k.Evidence[digest]; there {
			name, _ := o.text("name")
			k.files = append(k.files, run.File{Seq: seq, State: run.Intact, Name: name, Kept: true})
		}
	}
	return nil
}

// books checks that the playbooks are those that entries name, and no others.
func (k *check) books() error {
	if k.headers[0].kind != kindStarted {
		return faultAt(1, "does not start a run")
	}
	wanted := map[string]bool{}
	for i, l := range k.Lines {
		kind := k.headers[i].kind
		if len(l.Body) == 0 || i > 0 && kind != kindAdded {
			continue
		}
		digest := bookOf(l)
		source, there := k.Books[digest]
		switch {
		case !isDigest(digest):
			return faultAt(uint64(i+1), "names no playbook")
		case !there:
			return faultAt(uint64(i+1), "names a playbook that is not there, or was altered")
		case stored("", source).sum != digest:
			return faultAt(uint64(i+1), "names another playbook than the one that is there")
		}
		wanted[digest] = true
	}
	if len(wanted) != len(k.Books) {
		return fault("there is a playbook that no entry names")
	}
	return nil
}

// bookOf returns the digest of the playbook that a body names, or "".
func bookOf(l run.Lines) string {
	o, err := readObject(l.Body)
	if err != nil {
		return ""
	}
	ref, err := readObject(o.raw("playbook"))
	if err != nil {
		return ""
	}
	digest, _ := ref.text("sha256")
	return digest
}

// times checks that the times at which entries were recorded never go back, but
// by as much as the entry says.
func (k *check) times() error {
	for i, h := range k.headers {
		seq := uint64(i + 1)
		if h.at.After(h.recorded.Add(ahead)) {
			return faultAt(seq, "happened after it was recorded")
		}
		if i == 0 {
			continue
		}
		if back := k.headers[i-1].recorded.Sub(h.recorded); back > 0 && back != h.back {
			return faultAt(seq, "was recorded before the one before it, and does not say that the clock moved back by %s", back)
		}
	}
	return nil
}

// withheld checks that what is missing is what is said to be, to the last.
func (k *check) withheld() error {
	for i, l := range k.Lines {
		seq, gone := uint64(i+1), len(l.Body) == 0
		switch {
		case gone && !run.Withholdable(k.headers[i].kind):
			return faultAt(seq, "has no body, and its kind may not be withheld")
		case gone && !k.missing[seq]:
			return faultAt(seq, "has no body, and nothing says that it was withheld")
		case !gone && k.missing[seq]:
			return faultAt(seq, "is said to be withheld, and its body is there")
		case !gone && k.erased[seq] > 0:
			return faultAt(seq, "was erased by a later entry, and its body is there")
		}
	}
	want := slices.Clone(k.Missing)
	slices.SortFunc(want, compareMissing)
	listed := map[string]bool{}
	for i, m := range k.Missing {
		if m != want[i] || i > 0 && compareMissing(m, k.Missing[i-1]) == 0 {
			return fault("the list of what is missing is out of order")
		}
		if m.Seq > uint64(len(k.Lines)) || m.Evidence == "" && m.Seq == 0 || m.Evidence != "" && !k.namedSet[m.Evidence] {
			return fault("the list of what is missing names %s, which no entry has", m.name())
		}
		listed[m.Evidence] = true
	}
	for _, digest := range k.named {
		_, there := k.Evidence[digest]
		if there == listed[digest] {
			return fault("the file of evidence %s is %s", digest, map[bool]string{true: "there and said to be missing", false: "missing, and nothing says why"}[there])
		}
	}
	return nil
}

// countWithheld counts what is missing and was there once.
func (k *check) countWithheld() int {
	n := 0
	for _, m := range k.Missing {
		if m.Evidence == "" || k.copied[m.Evidence] {
			n++
		}
	}
	return n
}

// compareMissing puts bodies before files, each in order.
func compareMissing(a, b Missing) int {
	if (a.Evidence == "") != (b.Evidence == "") {
		if a.Evidence == "" {
			return -1
		}
		return 1
	}
	if a.Seq != b.Seq {
		return int(min(max(int64(a.Seq)-int64(b.Seq), -1), 1))
	}
	return strings.Compare(a.Evidence, b.Evidence)
}

func (k *check) evidence() error {
	for _, digest := range k.digests() {
		if !k.namedSet[digest] {
			return fault("there is a file of evidence %s that no entry names", digest)
		}
		sum, err := k.Evidence[digest].digest()
		if err != nil {
			return err
		}
		if sum != digest {
			return fault("the file of evidence %s was altered", digest)
		}
	}
	return nil
}

func (k *check) sealsFit() error {
	for _, s := range k.Seals {
		if err := k.fits(s); err != nil {
			return err
		}
	}
	return nil
}

// CheckSeals checks the seals alone: whether each is of these lines and its signature
// good.
func (c Contents) CheckSeals(trust Trust) ([]Sealed, error) {
	k := check{Contents: c}
	if err := k.sealsFit(); err != nil {
		return nil, err
	}
	return k.sealed(trust)
}

// sealed are the seals, if all signatures are good.
func (k *check) sealed(trust Trust) ([]Sealed, error) {
	var all []Sealed
	for i, s := range k.Seals {
		key, err := verifySignature(s.Text, s.Signature)
		if err != nil {
			return all, fault("seal %d by %s: its signature %v", i+1, s.Claim.By, err)
		}
		if trust.revoked(key) {
			return all, fault("seal %d by %s is made with a key that was revoked: %s", i+1, s.Claim.By, ssh.FingerprintSHA256(key))
		}
		sealed := Sealed{Claim: s.Claim, Key: ssh.FingerprintSHA256(key), Of: uint64(len(k.Lines))}
		sealed.Known = trust.knows(s.Claim.By, key, s.Claim.At) || trust.Require == sealed.Key
		if !sealed.Known {
			sealed.Other = trust.calls(key)
		}
		sealed.Vouches = s.Claim.Withheld != "" && s.Claim.Withheld == k.missingUpTo(s.Claim.Entries)
		all = append(all, sealed)
	}
	return all, nil
}

// signatures checks the seals and what they vouch for, and whether that is what
// was asked for.
func (k *check) signatures(trust Trust) (Result, error) {
	res := Result{Run: k.Run, Entries: uint64(len(k.Lines)), Head: k.Head(uint64(len(k.Lines))), Missing: k.Missing, Withheld: k.countWithheld(), Files: k.files}
	var err error
	if res.Seals, err = k.sealed(trust); err != nil {
		return res, err
	}
	res.Unvouched = k.unvouched(res.Seals, func(Sealed) bool { return true })
	if n := len(res.Unvouched); n > 0 && len(res.Seals) > 0 {
		return res, k.unsigned(res.Unvouched)
	}
	return res, k.require(res, trust)
}

// unsigned says of what is missing of a sealed record that nobody who signs says
// so, and what to do if it was erased since the last seal.
func (k *check) unsigned(missing []Missing) error {
	sealed := uint64(0)
	for _, s := range k.Seals {
		sealed = max(sealed, s.Claim.Entries)
	}
	i := slices.IndexFunc(missing, func(m Missing) bool { return m.Evidence == "" && k.erased[m.Seq] > sealed })
	if i < 0 {
		return fault("it is sealed, and %s is missing: withheld by nobody who signs", missing[0].name())
	}
	return faultAt(missing[i].Seq, "was erased by entry %d, and the last seal ends with entry %d: nobody who signs says so yet. Seal the run again where it was erased: cordon seal %s", k.erased[missing[i].Seq], sealed, k.Run)
}

// unvouched are the things that are missing and that no seal of those that count
// says were left out.
func (k *check) unvouched(seals []Sealed, counts func(Sealed) bool) []Missing {
	upTo := uint64(0)
	for _, s := range seals {
		if s.Vouches && counts(s) {
			upTo = max(upTo, s.Claim.Entries)
		}
	}
	named := k.evidenceUpTo(upTo)
	return slices.DeleteFunc(slices.Clone(k.Missing), func(m Missing) bool {
		return m.Evidence == "" && m.Seq <= upTo || named[m.Evidence]
	})
}

// require says whether the seal that was asked for is there.
func (k *check) require(res Result, trust Trust) error {
	if trust.Require == "" {
		return nil
	}
	asked := func(s Sealed) bool { return s.Known && (s.Claim.By == trust.Require || s.Key == trust.Require) }
	if !slices.ContainsFunc(res.Seals, asked) {
		return &UnmetError{fmt.Sprintf("it is whole, and not sealed by %s with a key that is known", trust.Require)}
	}
	known := func(s Sealed) bool { return s.Known }
	if left := k.unvouched(res.Seals, known); len(left) > 0 {
		return &UnmetError{fmt.Sprintf("%s is missing: withheld by nobody who signs with a key that is known", left[0].name())}
	}
	return nil
}
