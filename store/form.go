package store

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"go.etcd.io/bbolt"

	"cordon/playbook"
)

// To parse a large playbook takes longer than all else that opens a run, so
// the store keeps, beside the bytes of a playbook, what this build of the
// program made of them. See [playbook.Pack]. Such a form is for speed alone:
//
//   - The YAML is the truth. A form that is missing, damaged, or of another
//     build is not used, and says nothing about the store.
//   - It is written in a transaction of its own, after an entry has been. What
//     goes wrong there is nobody's concern.
//   - A store that is only read is left as it is.
//   - [Store.Verify] compares it with the YAML.
//
// Programs from before there were forms do not look at them.

// formWait is how long to wait for others in order to keep a form.
const formWait = 20 * time.Millisecond

// form returns the form of the playbook with a digest, or nil. Whatever is
// wrong with its pages, the YAML is read instead.
func (t *txn) form(digest []byte) (form []byte) {
	defer func() {
		if p := recover(); p != nil {
			if !aboutFile(p) {
				panic(p)
			}
			form = nil
		}
	}()
	forms, err := t.forms()
	if err != nil || forms == nil || t.safe(forms, digest) != nil {
		return nil
	}
	form, err = t.unseal(forms.Get(digest), digest, bucketForms)
	if err != nil {
		return nil
	}
	return bytes.Clone(form)
}

// forms returns the bucket of forms, nil if there is none.
func (t *txn) forms() (*bbolt.Bucket, error) {
	t.reading("the kept forms of playbooks", "", 0)
	if err := t.safe(nil, []byte(bucketForms)); err != nil {
		return nil, err
	}
	return t.Bucket([]byte(bucketForms)), nil
}

// parse makes sense of the playbook of a run.
func (s *Store) parse(id string, text bookText) (*playbook.Playbook, error) {
	if book, ok := s.unpack(text); ok {
		s.kept.Store(book.Digest, true)
		return book, nil
	}
	book, err := playbook.Parse("the playbook of run "+id, text.source)
	if err != nil {
		// Its bytes are as they were taken in, and what a version accepts all later
		// ones do.
		return nil, fmt.Errorf("%s: %w: this version does not know all that the playbook of run %s has. Nothing was changed. Use the newer version\n%w", s.path, ErrNewerRun, id, err)
	}
	return book, nil
}

func (s *Store) unpack(text bookText) (*playbook.Playbook, bool) {
	if s.opts.Build == "" || text.form == nil {
		return nil, false
	}
	return playbook.Unpack(text.form, s.opts.Build, text.source)
}

// Kept returns what this build of the program made of a playbook with these
// bytes when a run of it was started or read, if the store still has that.
// Nothing is wrong if it has not: then the playbook is to be parsed.
func (s *Store) Kept(source []byte) (*playbook.Playbook, bool) {
	if s.opts.Build == "" {
		return nil, false
	}
	sum := sha256.Sum256(source)
	text := bookText{source: bytes.Clone(source)}
	brief := s.brief(true)
	err := brief.view(func(t *txn) error {
		text.form = t.form([]byte(hex.EncodeToString(sum[:])))
		return nil
	})
	if err != nil {
		return nil, false
	}
	book, ok := s.unpack(text)
	if ok {
		s.kept.Store(book.Digest, true)
	}
	return book, ok
}

// keepForm keeps the form of a playbook that was parsed, once. Call it after
// something was written.
func (s *Store) keepForm(book *playbook.Playbook) {
	if s.opts.Build == "" {
		return
	}
	if _, tried := s.kept.LoadOrStore(book.Digest, true); tried {
		return
	}
	form := playbook.Pack(book, s.opts.Build)
	brief := s.brief(false)
	_ = brief.update(func(t *txn) error { return t.putForm([]byte(book.Digest), form) })
}

// brief is the store for what is only done if it is done at once.
func (s *Store) brief(readOnly bool) *Store {
	b := New(s.path, Options{ReadOnly: readOnly, Wait: formWait, Ring: s.opts.Ring})
	b.asksNobody, b.rest = true, s.rest
	return b
}

func (t *txn) putForm(digest, form []byte) error {
	forms, err := t.forms()
	if err == nil && forms == nil {
		forms, err = t.CreateBucket([]byte(bucketForms))
	}
	if err != nil {
		return err
	}
	if err := t.safe(forms, digest); err != nil {
		return err
	}
	if have, err := t.unseal(forms.Get(digest), digest, bucketForms); err == nil && bytes.Equal(have, form) {
		return errUnchanged
	}
	return forms.Put(digest, t.seal(form, digest, bucketForms))
}

// checkForm compares the form that would be believed with the playbook.
func (s *Store) checkForm(id string, text bookText) error {
	book, ok := s.unpack(text)
	if !ok {
		return nil
	}
	parsed, err := playbook.Parse(id, text.source)
	if err == nil && bytes.Equal(playbook.Pack(parsed, s.opts.Build), text.form) {
		return nil
	}
	return &DamagedError{
		Path: s.path, Part: fmt.Sprintf("the kept form of the playbook %s, which run %s follows", book.ID, id),
		Err: errors.New("it is not what the playbook says"),
	}
}
