package store

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"time"

	"go.etcd.io/bbolt"

	"cordon/store/sealed"
)

// A store is locked and unlocked as a whole or not at all:
//
//   - A note in the file says first of which kind of copies there may be leftovers.
//   - With the file held, and nobody else in it, each copy of evidence is written
//     anew beside the old one, and then the file itself, under another name. Each
//     value of it is compared with what it was.
//   - The new file takes the place of the old. This is the moment at which the store
//     is locked, or is not any more. It carries a note that names the old copies.
//   - What the note names is removed, and the note with it. If all this is cut short,
//     the next change does it: see [Store.tidy].
//
// Others who wait for the file meanwhile find another in its place, and open that.

// ErrShared means that another store lies in the same folder, and uses the same
// copies of evidence.
var ErrShared = errors.New("another store lies in the same folder, and shares its copies of evidence")

// Turned says what was locked or unlocked.
type Turned struct {
	Runs    int
	Entries uint64
	Copies  int      // of evidence
	Altered []string // sealed copies that do not open, and stay as they are
	// Linked says that the old file has another name, and was left as it was.
	Linked bool
}

// Lock seals what the store holds with a new key, which each of some groups of
// recipients can open. A store that was locked before has another key then. If
// there is no file, one is made.
func (s *Store) Lock(groups ...sealed.Recipients) (Turned, error) {
	key, err := sealed.NewKey()
	if err != nil {
		return Turned{}, err
	}
	wrapped, err := sealed.Wrap(key, groups...)
	if err != nil {
		return Turned{}, err
	}
	envelope, err := wrapped.Text()
	if err != nil {
		return Turned{}, err
	}
	if s.opts.ReadOnly {
		return Turned{}, &NotSavedError{Err: ErrReadOnly}
	}
	if err := s.create(); err != nil {
		return Turned{}, &NotSavedError{Err: err}
	}
	s.opts.Ring.Add(key)
	return s.turn(key, envelope)
}

// Unlock opens what the store holds, for good. Nothing is done to one that is not
// locked.
func (s *Store) Unlock() (Turned, error) {
	key, err := s.key()
	if err != nil || key == nil {
		return Turned{}, err
	}
	return s.turn(nil, nil)
}

func (s *Store) turn(to *sealed.Key, envelope []byte) (Turned, error) {
	if !replacesOpen {
		return Turned{}, errors.New("a store cannot be locked or unlocked on this system: a file that is open cannot be replaced. Nothing was changed")
	}
	const most = 5
	for range most {
		if err := s.note(kindOfCopies(to)); err != nil {
			return Turned{}, notSaved(err)
		}
		done, err := s.exchange(to, envelope)
		if errors.Is(err, errNoteGone) {
			continue
		}
		// Also if it failed: there may be something to remove.
		return done, s.left(err, s.tidy())
	}
	return Turned{}, &NotSavedError{Err: ErrBusy}
}

// left returns what is to be said of a change of locks, and of what was to be removed
// after it.
func (s *Store) left(turned, tidied error) error {
	if tidied == nil {
		return turned
	}
	locked, err := s.Locked()
	if err != nil {
		return errors.Join(turned, tidied, err)
	}
	before, inPlace := errors.AsType[*LeftError](turned)
	if inPlace {
		turned, tidied = nil, errors.Join(before.Err, tidied)
	}
	return errors.Join(turned, &LeftError{Locked: locked, Err: tidied})
}

// note notes in the file of which kind of copies there may be leftovers.
func (s *Store) note(kind string) error {
	if err := s.tidy(); err != nil {
		return err
	}
	err := s.update(func(t *txn) error {
		return t.Bucket([]byte(bucketMeta)).Put([]byte(keyLeftover), []byte(kind))
	})
	s.moment()
	return err
}

// moment tells a test that something is on the disk.
func (s *Store) moment() {
	if s.reached != nil {
		s.reached()
	}
}

// errNoteGone means that another process took what we were about to do for
// something that was cut short.
var errNoteGone = errors.New("the note is gone")

// exchange puts a new file in the place of the old. Once it is there, what fails is a
// [LeftError].
func (s *Store) exchange(to *sealed.Key, envelope []byte) (Turned, error) {
	x := turning{store: s, to: to, envelope: envelope}
	defer x.close()
	err := s.transact(true, func(t *txn) error {
		if t.leftover != kindOfCopies(to) {
			return errNoteGone
		}
		x.t, x.from = t, t.key
		return cmp.Or(x.all(), errUnchanged)
	})
	if !x.inPlace {
		return Turned{}, err
	}
	if err = errors.Join(err, x.wipeOld()); err != nil {
		err = &LeftError{Locked: to != nil, Err: err}
	}
	s.moment()
	return x.done, err
}

// turning is a change of locks under way.
type turning struct {
	store    *Store
	t        *txn // of the old file, which nobody else has meanwhile
	from, to *sealed.Key
	envelope []byte
	old      *os.File
	inPlace  bool // the new file is where the old one was
	done     Turned
}

// turningName is that of the new file until it takes the place of the old.
func (s *Store) turningName() string {
	path := s.realPath()
	return filepath.Join(filepath.Dir(path), ".cordon-turn-"+filepath.Base(path))
}

// realPath is the path of the file itself, where no link leads on.
func (s *Store) realPath() string {
	if real, err := filepath.EvalSymlinks(s.path); err == nil {
		return real
	}
	return s.path
}

func (x *turning) all() error {
	x.sweep()
	if err := x.copies(); err != nil {
		return err
	}
	path, temp := x.store.realPath(), x.store.turningName()
	if err := os.Remove(temp); err != nil && !errors.Is(err, fs.ErrNotExist) {
		return err
	}
	err := x.write(temp)
	x.store.moment()
	if err == nil {
		err = x.compare(temp)
	}
	if err == nil {
		x.old, err = os.OpenFile(path, os.O_WRONLY, 0)
	}
	if err == nil {
		err = os.Rename(temp, path)
	}
	x.store.moment()
	if err != nil {
		_ = os.Remove(temp)
		return err
	}
	x.inPlace = true
	return syncDir(filepath.Dir(path))
}

// notNow is when nobody writes any more to what has not changed for as long.
const notNow = time.Minute

// sweep removes what was left when a copy of evidence or of the whole file was cut
// short: it would lie open beside a locked store.
func (x *turning) sweep() {
	sweep(x.store.EvidenceDir(), copyPattern, notNow)
	sweep(filepath.Dir(x.store.realPath()), newPattern, notNow)
}

// write writes the new file.
func (x *turning) write(temp string) error {
	db, err := bbolt.Open(temp, 0o600, &bbolt.Options{NoSync: true, NoStatistics: true})
	if err != nil {
		return err
	}
	err = x.fill(db)
	if err == nil {
		err = db.Sync()
	}
	return errors.Join(err, db.Close())
}

func (x *turning) fill(db *bbolt.DB) error {
	err := db.Update(func(tx *bbolt.Tx) error {
		meta, err := tx.CreateBucket([]byte(bucketMeta))
		if err != nil {
			return err
		}
		if err := putLock(meta, x.envelope); err != nil {
			return err
		}
		return meta.Put([]byte(keyLeftover), []byte(kindOfCopies(x.from)))
	})
	if err != nil {
		return err
	}
	return x.buckets(func(name string, from *bbolt.Bucket) error {
		if name != bucketRuns {
			return db.Update(func(tx *bbolt.Tx) error {
				into, err := tx.CreateBucket([]byte(name))
				if err != nil {
					return err
				}
				return x.fillBucket(from, into, []string{name})
			})
		}
		return x.fillRuns(db, from)
	})
}

// buckets calls visit with each outermost bucket of the old file but meta.
func (x *turning) buckets(visit func(name string, b *bbolt.Bucket) error) error {
	x.t.reading("the beginning of the file", "", 0)
	if err := x.t.guard.span(x.t.guard.root, nil, -1); err != nil {
		return x.t.broken("%w", err)
	}
	return x.t.ForEach(func(name []byte, b *bbolt.Bucket) error {
		if string(name) == bucketMeta {
			return nil
		}
		return visit(string(name), b)
	})
}

// fillRuns writes each run in a transaction of its own, so that memory is for one.
func (x *turning) fillRuns(db *bbolt.DB, from *bbolt.Bucket) error {
	err := db.Update(func(tx *bbolt.Tx) error {
		_, err := tx.CreateBucket([]byte(bucketRuns))
		return err
	})
	if err != nil {
		return err
	}
	return x.each(from, []string{bucketRuns}, func(id, value []byte) error {
		if value != nil {
			return x.t.broken("%q is no run", id)
		}
		x.done.Runs++
		return db.Update(func(tx *bbolt.Tx) error {
			into, err := tx.Bucket([]byte(bucketRuns)).CreateBucket(id)
			if err != nil {
				return err
			}
			return x.fillBucket(from.Bucket(id), into, []string{bucketRuns, string(id)})
		})
	})
}

func (x *turning) fillBucket(from, into *bbolt.Bucket, in []string) error {
	into.FillPercent = 1 // keys come in order
	return x.each(from, in, func(key, value []byte) error {
		if value == nil {
			sub, err := into.CreateBucket(key)
			if err != nil {
				return err
			}
			return x.fillBucket(from.Bucket(key), sub, append(slices.Clip(in), string(key)))
		}
		if isHeaders(in) {
			x.done.Entries++
			return into.Put(key, value)
		}
		value, err := x.t.unseal(value, key, in...)
		if err != nil {
			return x.altered(key, in, err)
		}
		if x.to != nil {
			value = x.to.Seal(value, standsAt(key, in))
		}
		return into.Put(key, value)
	})
}

// each calls visit for what is in a bucket of the old file.
func (x *turning) each(b *bbolt.Bucket, in []string, visit func(key, value []byte) error) error {
	x.t.reading("what is kept as "+in[len(in)-1], "", 0)
	if err := x.t.guard.span(uint64(b.Root()), nil, -1); err != nil {
		return x.t.broken("%w", err)
	}
	return b.ForEach(visit)
}

// isHeaders reports whether a bucket holds headers, which are never sealed.
func isHeaders(in []string) bool { return len(in) == 3 && in[2] == bucketHeaders }

// altered names a value that does not open.
func (x *turning) altered(key []byte, in []string, err error) error {
	id := ""
	if in[0] == bucketRuns {
		id = in[1]
	}
	if in[len(in)-1] == bucketBodies {
		x.t.reading("the body of entry", id, seqOf(key))
	} else {
		x.t.reading("what is kept as "+in[len(in)-1], id, 0)
	}
	return x.t.damaged(err)
}

// compare reads the new file, and compares each value with the old one.
func (x *turning) compare(temp string) error {
	db, err := bbolt.Open(temp, 0o600, &bbolt.Options{ReadOnly: true, NoStatistics: true})
	if err != nil {
		return err
	}
	err = db.View(func(tx *bbolt.Tx) error {
		return x.buckets(func(name string, from *bbolt.Bucket) error {
			return x.compareBucket(from, tx.Bucket([]byte(name)), []string{name})
		})
	})
	return errors.Join(err, db.Close())
}

func (x *turning) compareBucket(from, into *bbolt.Bucket, in []string) error {
	if into == nil {
		return errDiffers
	}
	there := into.Cursor()
	k, v := there.First()
	err := x.each(from, in, func(key, value []byte) error {
		if !bytes.Equal(k, key) || (v == nil) != (value == nil) {
			return errDiffers
		}
		now := v
		k, v = there.Next()
		if value == nil {
			return x.compareBucket(from.Bucket(key), into.Bucket(key), append(slices.Clip(in), string(key)))
		}
		return x.compareValue(key, value, now, in)
	})
	if err == nil && k != nil {
		err = errDiffers
	}
	return err
}

// errDiffers means that the disk did not keep what was written to it.
var errDiffers = errors.New("the new file is not what was written to it, and was not kept")

func (x *turning) compareValue(key, old, now []byte, in []string) error {
	if !isHeaders(in) {
		var err error
		if old, err = x.t.unseal(old, key, in...); err != nil {
			return x.altered(key, in, err)
		}
		if x.to != nil {
			if now, err = x.to.Open(now, standsAt(key, in)); err != nil {
				return errDiffers
			}
		}
	}
	if !bytes.Equal(old, now) {
		return errDiffers
	}
	return nil
}

// wipeOld writes zeros over the old file, which has no name any more, if it was
// open for all to read.
func (x *turning) wipeOld() error {
	if x.from != nil {
		return nil
	}
	info, err := x.old.Stat()
	if err != nil {
		return err
	}
	if links(info) > 0 {
		x.done.Linked = true
		return nil
	}
	return wipe(x.old, info.Size())
}

func (x *turning) close() {
	if x.old != nil {
		_ = x.old.Close()
	}
}

// wipe writes zeros over an open file.
func wipe(f *os.File, size int64) error {
	zero := make([]byte, 1<<17)
	for at := int64(0); at < size; at += int64(len(zero)) {
		if _, err := f.WriteAt(zero[:min(int64(len(zero)), size-at)], at); err != nil {
			return fmt.Errorf("the old bytes could not be written over: %w", err)
		}
	}
	return f.Sync()
}

// Settle undoes or ends what was cut short of locking or unlocking.
func (s *Store) Settle() error {
	left, err := s.Left()
	if err != nil || !left {
		return err
	}
	return s.tidy()
}

// Left reports whether something of what the store was before it was locked or
// unlocked may still lie there.
func (s *Store) Left() (left bool, err error) {
	err = s.keyless(func(t *txn) error {
		left = t.leftover != ""
		return nil
	})
	if errors.Is(err, errAbsent) {
		return false, nil
	}
	return left, err
}

// tidy removes what is left over of locking or unlocking: the copies of evidence
// that the note in the file names, and a new file that never took the place of the
// old. It does nothing if there is no note.
func (s *Store) tidy() error {
	return s.once(true, true, func(t *txn) error {
		if t.leftover == "" {
			return errUnchanged
		}
		if err := drop(s.turningName(), true); err != nil && !errors.Is(err, fs.ErrNotExist) {
			return err
		}
		s.moment()
		current := openCopies
		if t.envelope != nil {
			current = t.envelope.ID
		}
		if err := s.dropCopies(t.leftover, current); err != nil {
			return err
		}
		return t.Bucket([]byte(bucketMeta)).Delete([]byte(keyLeftover))
	})
}
