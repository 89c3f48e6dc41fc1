package bundle

import (
	"bufio"
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash/crc32"
	"io"
	"math"
)

// A bundle is a zip with one byte form: given the names and the bytes of its
// members there is one way to write it, and whatever is not written that way is
// no bundle. So nothing can hide between or behind the members, and no two
// programs can read it differently.

// member is a file inside a bundle.
type member struct {
	name string
	size int64
	crc  uint32
	sum  string // SHA-256, lower case hex
	open func() (io.ReadCloser, error)
}

const (
	mostMembers = 65534
	mostBytes   = math.MaxUint32 - 1
	longestName = 100 // more than any name that is allowed

	localSize   = 30
	centralSize = 46

	localMagic   = 0x04034b50
	centralMagic = 0x02014b50
	endMagic     = 0x06054b50

	version    = 20         // 2.0, the oldest that all read
	madeBy     = 0x0314     // 2.0 on Unix, so that the mode counts
	date       = 0x0021     // 1980-01-01, the first there is
	attributes = 0x01800000 // mode 0600
)

// stored returns a member whose bytes are at hand.
func stored(name string, data []byte) member {
	sum := sha256.Sum256(data)
	return member{
		name: name, size: int64(len(data)), crc: crc32.ChecksumIEEE(data), sum: hex.EncodeToString(sum[:]),
		open: func() (io.ReadCloser, error) { return io.NopCloser(bytes.NewReader(data)), nil },
	}
}

// measured reads a member once, for its size and its sums.
func measured(name string, open func() (io.ReadCloser, error)) (member, error) {
	m := member{name: name, open: open}
	r, err := open()
	if err != nil {
		return m, err
	}
	defer r.Close()
	return m, m.measure(r)
}

// measure reads the bytes of a member to their end.
func (m *member) measure(r io.Reader) (err error) {
	sum, crc := sha256.New(), crc32.NewIEEE()
	m.size, err = io.CopyBuffer(io.MultiWriter(sum, crc), r, make([]byte, 1<<16))
	m.sum, m.crc = hex.EncodeToString(sum.Sum(nil)), crc.Sum32()
	return err
}

// bytes reads a member into memory.
func (m member) bytes() ([]byte, error) {
	r, err := m.open()
	if err != nil {
		return nil, err
	}
	defer r.Close()
	data := make([]byte, m.size)
	_, err = io.ReadFull(r, data)
	return data, err
}

// local returns the header that stands before the bytes of a member.
func (m member) local() []byte {
	b := little(nil, uint32(localMagic), uint16(version))
	b = append(b, m.common()...)
	return append(b, m.name...)
}

// common is what both headers of a member say: flags, method and time 0, the
// date, the sum, the size twice, the length of the name, and no extra field.
func (m member) common() []byte {
	return little(nil, uint16(0), uint16(0), uint16(0), uint16(date), m.crc, uint32(m.size), uint32(m.size), uint16(len(m.name)), uint16(0))
}

// central returns the line of a member in the directory at the end.
func (m member) central(at int64) []byte {
	b := little(nil, uint32(centralMagic), uint16(madeBy), uint16(version))
	b = append(b, m.common()...)
	b = little(b, uint16(0), uint16(0), uint16(0), uint32(attributes), uint32(at))
	return append(b, m.name...)
}

// directory returns what comes after the bytes of the last member.
func directory(members []member) []byte {
	var b []byte
	at := int64(0)
	for _, m := range members {
		b = append(b, m.central(at)...)
		at += m.span()
	}
	size := len(b)
	return little(b, uint32(endMagic), uint16(0), uint16(0), uint16(len(members)), uint16(len(members)), uint32(size), uint32(at), uint16(0))
}

// span is how many bytes a member takes, with its header.
func (m member) span() int64 { return localSize + int64(len(m.name)) + m.size }

func little(b []byte, fields ...any) []byte {
	for _, f := range fields {
		switch f := f.(type) {
		case uint16:
			b = binary.LittleEndian.AppendUint16(b, f)
		case uint32:
			b = binary.LittleEndian.AppendUint32(b, f)
		}
	}
	return b
}

// writeForm writes members in the order they are to stand in.
func writeForm(to io.Writer, members []member) error {
	end := directory(members)
	total := int64(len(end))
	for _, m := range members {
		total += m.span()
	}
	if len(members) > mostMembers || total > mostBytes {
		return fmt.Errorf("a bundle holds %d files and 4 GiB at most; this would be %d and %d bytes. Leave out files of evidence", mostMembers, len(members), total)
	}
	w := bufio.NewWriterSize(to, 1<<16)
	for _, m := range members {
		if err := m.write(w); err != nil {
			return err
		}
	}
	_, _ = w.Write(end)
	return w.Flush()
}

// write writes a member, which must not have changed since it was measured.
func (m member) write(w io.Writer) error {
	if _, err := w.Write(m.local()); err != nil {
		return err
	}
	r, err := m.open()
	if err != nil {
		return err
	}
	defer r.Close()
	again := member{name: m.name}
	if err := again.measure(io.TeeReader(io.LimitReader(r, m.size+1), w)); err != nil {
		return err
	}
	if again.sum != m.sum || again.size != m.size {
		return fmt.Errorf("%s changed while it was written", m.name)
	}
	return nil
}

// readForm reads the members of a bundle, and refuses every byte that a writer
// would not have put there.
func readForm(r io.ReaderAt, size int64) ([]member, error) {
	if size > mostBytes {
		return nil, fault("it is larger than 4 GiB, and no bundle is")
	}
	var members []member
	at := int64(0)
	for {
		m, more, err := readMember(r, at, size)
		if err != nil {
			return nil, err
		}
		if !more {
			break
		}
		if !follows(members, m.name) {
			return nil, fault("the file %q in it is out of place", m.name)
		}
		if members = append(members, m); len(members) > mostMembers {
			return nil, fault("it holds more than %d files", mostMembers)
		}
		at += m.span()
	}
	if size == 0 {
		return nil, fault("it is empty")
	}
	if len(members) < 2 {
		return nil, fault("this is no bundle of cordon: it begins with another thing than %s and %s", nameReadme, nameSums)
	}
	return members, readEnd(r, at, size, directory(members))
}

// follows reports whether a member may stand after others: the two that explain
// the rest, and then the names in the order of their bytes.
func follows(before []member, name string) bool {
	switch len(before) {
	case 0:
		return name == nameReadme
	case 1:
		return name == nameSums
	case 2:
		return name != nameReadme && name != nameSums
	}
	return name > before[len(before)-1].name && name != nameReadme && name != nameSums
}

// readMember reads the member at a place; more is false where there is none.
func readMember(r io.ReaderAt, at, size int64) (m member, more bool, err error) {
	head := make([]byte, localSize+longestName)
	n, err := r.ReadAt(head, at)
	if err != nil && !errors.Is(err, io.EOF) {
		return m, false, err
	}
	head = head[:n]
	if len(head) < localSize || binary.LittleEndian.Uint32(head) != localMagic {
		return m, false, nil
	}
	name := int(binary.LittleEndian.Uint16(head[26:]))
	if name > longestName || localSize+name > len(head) {
		return m, false, fault("at byte %d stands a name that is no name of a bundle", at)
	}
	head = head[:localSize+name]
	m = member{name: string(head[localSize:]), crc: binary.LittleEndian.Uint32(head[14:]), size: int64(binary.LittleEndian.Uint32(head[18:]))}
	start := at + int64(len(head))
	if bytes.Equal(head, m.local()) && start+m.size > size {
		return m, false, fault("it ends in the middle of the file %q: it was cut short", m.name)
	}
	if !bytes.Equal(head, m.local()) {
		return m, false, fault("what stands at byte %d, before the file %q, is not what a bundle has there", at, m.name)
	}
	m.open = func() (io.ReadCloser, error) { return io.NopCloser(io.NewSectionReader(r, start, m.size)), nil }
	read := m
	if err := read.measure(io.NewSectionReader(r, start, m.size)); err != nil {
		return m, false, err
	}
	if read.size != m.size || read.crc != m.crc {
		return m, false, fault("the bytes of the file %q in it were altered", m.name)
	}
	return read, true, nil
}

// readEnd wants a file to end with exactly these bytes.
func readEnd(r io.ReaderAt, at, size int64, want []byte) error {
	if size-at != int64(len(want)) {
		return fault("it has %d bytes after its last file, and a bundle has %d there", size-at, len(want))
	}
	end := make([]byte, len(want))
	if _, err := io.ReadFull(io.NewSectionReader(r, at, size-at), end); err != nil {
		return err
	}
	if !bytes.Equal(end, want) {
		return fault("the list of files at its end is not that of its files")
	}
	return nil
}
