package store

import (
	"errors"
	"io"
	"os"
	"strings"

	"cordon/store/sealed"
)

// Copies of evidence of a locked store are sealed, and their names end in the id of
// the key. So copies of before and after a change of locks can lie beside each
// other, and it is the file that says which are meant.

// copyName is the name of a copy.
func copyName(digest string, key *sealed.Key) string { return nameOfKind(digest, kindOfCopies(key)) }

// openCopies is the kind of copies that are not sealed. The others have the id of
// their key.
const openCopies = "open"

// kindOfCopies names the copies that go with a key, also for the note in the file.
func kindOfCopies(key *sealed.Key) string {
	if key == nil {
		return openCopies
	}
	return key.ID()
}

func nameOfKind(digest, kind string) string {
	if kind == openCopies {
		return digest
	}
	return digest + "." + kind
}

// splitCopyName is the reverse.
func splitCopyName(name string) (digest, kind string, ok bool) {
	digest, kind, dotted := strings.Cut(name, ".")
	if !dotted {
		kind = openCopies
	}
	return digest, kind, isDigest(digest)
}

// sealing returns a writer for the bytes of a copy, and what ends it.
func sealing(w io.Writer, key *sealed.Key) (io.Writer, func() error, error) {
	if key == nil {
		return w, func() error { return nil }, nil
	}
	out, err := key.Encrypt(w)
	if err != nil {
		return nil, nil, err
	}
	return out, out.Close, nil
}

// A copyReader reads a copy, and closes its file.
type copyReader struct {
	io.Reader
	io.Closer
}

// unsealing returns what is in the open file of a copy, and how much.
func unsealing(f *os.File, size int64, key *sealed.Key) (io.ReadCloser, int64, error) {
	if key == nil {
		return f, size, nil
	}
	plain, err := key.Decrypt(f, size)
	if err != nil {
		return nil, 0, errors.Join(err, f.Close())
	}
	return copyReader{plain, f}, plain.Size(), nil
}
