package sealed

import (
	"fmt"
	"io"
	"os"
)

// mostKeys is how long a file of keys, of names or of a passphrase may be, in
// bytes.
const mostKeys = 1 << 20

// OpenFile opens a file for reading. A pipe that nobody writes to is not waited for.
func OpenFile(path string) (*os.File, error) {
	return os.OpenFile(path, os.O_RDONLY|noWaiting, 0)
}

// ReadFile returns what is in a file of keys, of names or of a passphrase. It may
// be a pipe that a shell makes. One that nobody writes to is not waited for: it
// is empty. Of what has no end no more is read than such a file may have.
func ReadFile(path string) ([]byte, error) {
	f, err := OpenFile(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	text, err := io.ReadAll(io.LimitReader(f, mostKeys+1))
	if err == nil && len(text) > mostKeys {
		err = fmt.Errorf("%s has more than the %d bytes that a file of keys has", path, mostKeys)
	}
	return text, err
}
