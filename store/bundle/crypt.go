package bundle

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"os"

	"cordon/store/sealed"
)

const (
	// mostEncrypted is the largest encrypted file that is opened: its contents
	// are kept in memory, never on the disk.
	mostEncrypted = 1 << 30

	ageMagic = "age-encryption.org/v1\n"
)

// ErrEncrypted means that a file is encrypted and nothing at hand opens it.
var ErrEncrypted = errors.New("the file is encrypted, and no key or passphrase here opens it")

// A Source is an open bundle: the bytes of the zip.
type Source struct {
	io.ReaderAt
	Size int64
	// Encrypted says that the file is encrypted.
	Encrypted bool
	close     func() error
}

// Close closes the file.
func (s Source) Close() error { return s.close() }

// Open opens the file of a bundle, and decrypts it if it is encrypted.
func Open(path string, keys sealed.Keys) (Source, error) {
	f, err := sealed.OpenFile(path)
	if err != nil {
		return Source{}, err
	}
	s, err := open(f, keys)
	if err != nil {
		return Source{}, errors.Join(fmt.Errorf("%s: %w", path, err), f.Close())
	}
	return s, nil
}

func open(f *os.File, keys sealed.Keys) (Source, error) {
	info, err := f.Stat()
	if err != nil {
		return Source{}, err
	}
	if !info.Mode().IsRegular() {
		return Source{}, errors.New("this is no regular file")
	}
	head := make([]byte, len(ageMagic))
	if _, err := f.ReadAt(head, 0); err != nil && !errors.Is(err, io.EOF) {
		return Source{}, err
	}
	if string(head) != ageMagic {
		return Source{ReaderAt: f, Size: info.Size(), close: f.Close}, nil
	}
	if info.Size() > mostEncrypted {
		return Source{}, fmt.Errorf("it is encrypted and larger than %d MiB. Decrypt it first: age -d -o RUN.cordon RUN.cordon.age", mostEncrypted>>20)
	}
	if !sealed.Readable(io.NewSectionReader(f, 0, info.Size())) {
		return Source{}, fault("it is encrypted, and what says for whom was altered or cut short")
	}
	data, err := decrypt(f, keys)
	if err != nil {
		return Source{}, err
	}
	return Source{ReaderAt: bytes.NewReader(data), Size: int64(len(data)), Encrypted: true, close: f.Close}, nil
}

func decrypt(f io.Reader, keys sealed.Keys) ([]byte, error) {
	r, err := keys.Decrypt(f)
	if errors.Is(err, sealed.ErrNoKey) {
		return nil, ErrEncrypted
	}
	if err != nil {
		return nil, fmt.Errorf("it cannot be decrypted: %w", err)
	}
	data, err := io.ReadAll(r)
	if err != nil {
		return nil, fault("what is encrypted was altered or cut short")
	}
	return data, nil
}
