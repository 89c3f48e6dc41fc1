package drill

import (
	"errors"
	"fmt"
	"io"
	"io/fs"

	"cordon/playbook/reader"
)

// ReadFile returns a file of the folder of a drill. It reads no more than a file
// of a drill may have, and nothing that is no regular file: a pipe would never
// end. Neither does it follow a link, which may lead anywhere.
func ReadFile(dir fs.FS, name string) ([]byte, error) {
	info, err := fs.Lstat(dir, name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, fmt.Errorf("the file %s is not there: put it into the folder of the drill (%w)", reader.Quote(name), fs.ErrNotExist)
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, fmt.Errorf("%s is no file that can be attached: it is a folder, a link, a pipe or a device", reader.Quote(name))
	case info.Size() > MaxFile:
		return nil, fmt.Errorf("the file %s has %d bytes, and one that comes with an inject has at most %d", reader.Quote(name), info.Size(), MaxFile)
	}
	f, err := dir.Open(name)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	b, err := io.ReadAll(io.LimitReader(f, MaxFile+1))
	if err == nil && len(b) > MaxFile {
		err = fmt.Errorf("the file %s grew beyond %d bytes while it was read", reader.Quote(name), MaxFile)
	}
	return b, err
}
