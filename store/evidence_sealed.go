package store

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"

	"cordon/store/sealed"
)

// Copies of evidence of a locked store are sealed, and their names end in the id of
// the key. So copies of before and after a change of locks can lie beside each
// other, and it is the file that says which are meant.

// copyName is the name of a copy.
func copyName(digest string, key *sealed.Key) string {
	if key == nil {
		return digest
	}
	return digest + "." + key.ID()
}

// splitCopyName is the reverse. id is empty if the copy is not sealed.
func splitCopyName(name string) (digest, id string, ok bool) {
	digest, id, _ = strings.Cut(name, ".")
	return digest, id, isDigest(digest)
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

// nameIn returns the name under which a copy lies in the folder. One that is not
// sealed may be left in that of a locked store: see [Store.tidy].
func nameIn(root *os.Root, digest string, key *sealed.Key) (string, *sealed.Key) {
	name := copyName(digest, key)
	if key == nil {
		return name, nil
	}
	if _, err := root.Lstat(name); errors.Is(err, fs.ErrNotExist) {
		if _, err := root.Lstat(digest); err == nil {
			return digest, nil
		}
	}
	return name, key
}
