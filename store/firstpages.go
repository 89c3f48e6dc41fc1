package store

import (
	"cmp"
	"encoding/binary"
	"errors"
	"fmt"
	"hash/fnv"
	"io"
)

// A bbolt file begins with two pages of which each says where everything lies.
// Transactions write them in turn, so both are good and follow each other. If
// one is damaged, bbolt goes by the other without a word: by the state before
// the last change, if it was the newest that was damaged.

// firstPage is what one of them says.
type firstPage struct {
	pageSize uint32
	root     uint64 // the page of the outermost bucket
	freelist uint64 // the page of the list of free pages
	pages    uint64 // ids are below this
	txid     uint64 // of the transaction that wrote it
	odd      error  // what is wrong with its head, which bbolt does not look at
}

const (
	firstPageSize    = headSize + 64 // the part that is used
	firstPageMagic   = 0xed0cdaed
	firstPageVersion = 2
	flagFirstPage    = 0x04
)

// errNoFirstPage means that the file is none of ours, or damaged where all
// begins.
var errNoFirstPage = errors.New("this is not a store of cordon, or its first pages are damaged")

// readFirstPages returns what the newest good one of the two first pages says.
// wrong is why the other one is not to be trusted, or nil.
func readFirstPages(file io.ReaderAt) (newest firstPage, wrong, err error) {
	one, oneErr := readFirstPage(file, 0, 0)
	var two firstPage
	twoErr := errNoFirstPage
	if oneErr == nil {
		two, twoErr = readFirstPage(file, 1, int64(one.pageSize))
	} else {
		// The size of a page is not known then; these are all that bbolt tries.
		for size := int64(1 << 10); size <= 1<<24 && twoErr != nil; size <<= 1 {
			two, twoErr = readFirstPage(file, 1, size)
		}
	}
	switch {
	case oneErr != nil && twoErr != nil:
		return newest, nil, errNoFirstPage
	case oneErr != nil:
		return two, fmt.Errorf("page 0 is damaged: %w", oneErr), nil
	case twoErr != nil:
		return one, fmt.Errorf("page 1 is damaged: %w", twoErr), nil
	}
	wrong = cmp.Or(one.odd, two.odd)
	if one.txid < two.txid {
		one, two = two, one
	}
	if one.txid == two.txid+1 {
		return one, wrong, nil
	}
	return one, fmt.Errorf("the first pages are of transactions %d and %d, which do not follow each other", two.txid, one.txid), nil
}

// readFirstPage reads one of them and checks it.
func readFirstPage(file io.ReaderAt, id uint64, at int64) (firstPage, error) {
	var raw [firstPageSize]byte
	if _, err := file.ReadAt(raw[:], at); err != nil {
		return firstPage{}, err
	}
	body := raw[headSize:]
	word := func(at int) uint32 { return binary.NativeEndian.Uint32(body[at:]) }
	long := func(at int) uint64 { return binary.NativeEndian.Uint64(body[at:]) }
	sum := fnv.New64a()
	sum.Write(body[:56])
	p := firstPage{pageSize: word(8), root: long(16), freelist: long(32), pages: long(40), txid: long(48)}
	switch {
	case word(0) != firstPageMagic || word(4) != firstPageVersion:
		return p, errors.New("it does not begin as it must")
	case sum.Sum64() != long(56):
		return p, errors.New("its checksum is wrong")
	case p.pageSize < 1<<10 || p.pageSize > 1<<24 || at > 0 && at != int64(p.pageSize):
		return p, errors.New("it is in the wrong place")
	}
	if binary.NativeEndian.Uint64(raw[:]) != id || binary.NativeEndian.Uint16(raw[8:]) != flagFirstPage {
		p.odd = fmt.Errorf("page %d says that it is another", id)
	}
	return p, nil
}
