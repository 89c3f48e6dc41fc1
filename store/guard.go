package store

import (
	"bytes"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"slices"
	"sort"
)

// bbolt trusts its pages. Most damage shows as a fault or a panic, which can
// be caught, but not all: pages that point in a circle exhaust the stack or
// the memory, and a wrong length reads or frees what lies beyond the page. A
// guard therefore looks at the pages that an operation is going to use before
// bbolt does. It reads with plain file reads and trusts nothing.
//
// A page has a header (id, flags, count, overflow), then count elements of 16
// bytes, then keys and values. An element of a branch is (pos, key size, page
// id), one of a leaf is (flags, pos, key size, value size); pos counts from
// the element. A nested bucket is a value that holds the id of its root page,
// or 0 and the page itself.
type guard struct {
	file     io.ReaderAt
	pageSize int
	pages    uint64 // ids are below this
	root     uint64 // the page of the outermost bucket
	freelist uint64
	free     []uint64 // ids of free pages, of a guard for writing
	buf      []byte   // for one page
	large    []byte   // for one with those it runs over into
}

const (
	headSize = 16 // of pages, elements and bucket values alike
	maxDepth = 32 // of a tree; a million entries take 4

	flagBranch   = 0x01
	flagLeaf     = 0x02
	flagFreelist = 0x10
	flagBucket   = 0x01 // of a leaf element
)

var errCircle = errors.New("its pages point in a circle")

// newGuard returns the guard of a file that is as one of its first pages says.
func newGuard(file io.ReaderAt, first firstPage) *guard {
	return &guard{
		file: file, pageSize: int(first.pageSize), pages: first.pages,
		root: first.root, freelist: first.freelist,
	}
}

// readFree reads and checks the list of free pages, which is where a write
// goes. From then on, a page in use that is also in the list is an error.
func (g *guard) readFree() error {
	p, err := g.whole(g.freelist)
	if err != nil {
		return err
	}
	if p.flags != flagFreelist {
		return fmt.Errorf("page %d is not the list of free pages", g.freelist)
	}
	ids, count := p.data[headSize:], uint64(p.count)
	if count == 1<<16-1 && len(ids) >= 8 { // too many for the head: they follow
		ids, count = ids[8:], binary.NativeEndian.Uint64(ids)
	}
	if count > uint64(len(ids))/8 {
		return errors.New("the list of free pages is longer than its page")
	}
	free := make([]uint64, count)
	for i := range free {
		free[i] = binary.NativeEndian.Uint64(ids[8*i:])
		if free[i] < 2 || free[i] >= g.pages || i > 0 && free[i] <= free[i-1] {
			return errors.New("the list of free pages is out of order")
		}
	}
	g.free = free
	if g.isFree(g.freelist, uint64(len(p.data)/g.pageSize)) {
		return errors.New("the list of free pages is in itself")
	}
	return nil
}

// isFree reports whether the list of free pages has one of n pages from id on.
func (g *guard) isFree(id, n uint64) bool {
	i, _ := slices.BinarySearch(g.free, id)
	return i < len(g.free) && g.free[i] < id+n
}

// page is a page with those it runs over into, or a bucket's inline one.
type page struct {
	flags uint16
	count int
	data  []byte
}

// whole reads a page with those it runs over into.
func (g *guard) whole(id uint64) (page, error) {
	if id < 2 || id >= g.pages {
		return page{}, fmt.Errorf("there is no page %d", id)
	}
	if g.buf == nil {
		g.buf = make([]byte, g.pageSize)
	}
	at := int64(id) * int64(g.pageSize)
	if _, err := g.file.ReadAt(g.buf, at); err != nil {
		return page{}, fmt.Errorf("page %d: %w", id, err)
	}
	self, more := binary.NativeEndian.Uint64(g.buf), uint64(binary.NativeEndian.Uint32(g.buf[12:]))
	if self != id || id+more >= g.pages || g.isFree(id, 1+more) {
		return page{}, fmt.Errorf("page %d is not what it should be", id)
	}
	data := g.buf
	if more > 0 {
		g.large = slices.Grow(g.large[:0], int(1+more)*g.pageSize)
		data = g.large[:int(1+more)*g.pageSize]
		if _, err := g.file.ReadAt(data, at); err != nil {
			return page{}, fmt.Errorf("page %d: %w", id, err)
		}
	}
	return parsePage(data), nil
}

func parsePage(data []byte) page {
	return page{
		flags: binary.NativeEndian.Uint16(data[8:]),
		count: int(binary.NativeEndian.Uint16(data[10:])),
		data:  data,
	}
}

// A stretch of keys is what the page above says of a page: its keys are from low
// on and below high. Nil means that there is no limit.
type stretch struct{ low, high []byte }

// page reads a page of a tree and checks it. A key that is not where it is looked
// for would be written a second time.
func (g *guard) page(id uint64, within stretch) (page, error) {
	p, err := g.whole(id)
	if err != nil {
		return page{}, err
	}
	if err = p.check(); err == nil {
		err = p.order(within)
	}
	if err != nil {
		return page{}, fmt.Errorf("page %d: %w", id, err)
	}
	return p, nil
}

// order checks that the keys of a page that was checked ascend, within limits.
func (p page) order(within stretch) error {
	for i := range p.count {
		key := p.key(i)
		switch {
		case i == 0 && within.low != nil && bytes.Compare(key, within.low) < 0,
			i == p.count-1 && within.high != nil && bytes.Compare(key, within.high) >= 0:
			return errors.New("a key of it belongs on another page")
		case i > 0 && bytes.Compare(p.key(i-1), key) >= 0:
			return errors.New("its keys are out of order")
		}
	}
	return nil
}

// check checks that everything a page of a tree points at lies within it.
func (p page) check() error {
	if p.flags != flagBranch && p.flags != flagLeaf || p.flags == flagBranch && p.count == 0 {
		return errors.New("it is no page of a tree")
	}
	if headSize*(p.count+1) > len(p.data) {
		return errors.New("it has more elements than room")
	}
	for i := range p.count {
		if p.flags == flagBranch {
			if _, ok := p.slice(i, p.word(i, 0), 0, p.word(i, 4)); !ok {
				return errors.New("a key lies outside of it")
			}
			continue
		}
		pos, keySize := p.word(i, 4), p.word(i, 8)
		value, ok := p.slice(i, pos, keySize, p.word(i, 12))
		if !ok {
			return errors.New("a value lies outside of it")
		}
		if p.word(i, 0)&flagBucket != 0 {
			if err := checkBucket(value); err != nil {
				return err
			}
		}
	}
	return nil
}

// checkBucket checks the value that is a nested bucket.
func checkBucket(value []byte) error {
	if len(value) < headSize {
		return errors.New("a bucket is too short")
	}
	if binary.NativeEndian.Uint64(value) != 0 {
		return nil // it has pages of its own
	}
	if len(value) < 2*headSize {
		return errors.New("a bucket is too short")
	}
	inline := parsePage(value[headSize:])
	if inline.flags != flagLeaf {
		return errors.New("a bucket is no page of a tree")
	}
	if err := inline.check(); err != nil {
		return err
	}
	return inline.order(stretch{})
}

// word returns a field of an element.
func (p page) word(i, at int) uint64 {
	return uint64(binary.NativeEndian.Uint32(p.data[headSize*(i+1)+at:]))
}

// slice returns size bytes that lie skip bytes after what an element's pos
// points at.
func (p page) slice(i int, pos, skip, size uint64) ([]byte, bool) {
	start := uint64(headSize*(i+1)) + pos + skip
	if start+size > uint64(len(p.data)) {
		return nil, false
	}
	return p.data[start : start+size], true
}

// key returns the key of an element of a page that was checked.
func (p page) key(i int) []byte {
	pos, size := p.word(i, 0), p.word(i, 4)
	if p.flags == flagLeaf {
		pos, size = p.word(i, 4), p.word(i, 8)
	}
	key, _ := p.slice(i, pos, 0, size)
	return key
}

// A below is a page below a branch, with the keys that may be on it. They are
// copied, since the branch is gone with the next page.
type below struct {
	id     uint64
	within stretch
}

// below returns the page under an element of a branch. within is what may be on
// the branch.
func (p page) below(i int, within stretch) below {
	b := below{id: binary.NativeEndian.Uint64(p.data[headSize*(i+1)+8:])}
	b.within = stretch{low: bytes.Clone(p.key(i)), high: within.high}
	if i+1 < p.count {
		b.within.high = bytes.Clone(p.key(i + 1))
	}
	return b
}

// child returns the index of the page of a branch in which key is looked for.
func (p page) child(key []byte) int {
	i := sort.Search(p.count, func(i int) bool { return bytes.Compare(p.key(i), key) > 0 })
	return max(0, i-1)
}

// path checks the pages on the way to a key in the tree at root.
func (g *guard) path(root uint64, key []byte) error {
	if root == 0 {
		return nil // inline, and checked with the page it lies in
	}
	_, err := g.leaf(root, key)
	return err
}

// leaf returns the page in which a key of the tree at root is looked for.
func (g *guard) leaf(root uint64, key []byte) (page, error) {
	at := below{id: root}
	for range maxDepth {
		p, err := g.page(at.id, at.within)
		if err != nil || p.flags == flagLeaf {
			return p, err
		}
		at = p.below(p.child(key), at.within)
	}
	return page{}, errCircle
}

// span checks the pages of a tree from a key on, as far as they are needed
// for the given number of elements; a negative number means all.
func (g *guard) span(root uint64, from []byte, elements int) error {
	if root == 0 {
		return nil
	}
	_, err := g.walk(below{id: root}, from, elements, 0)
	return err
}

// walk checks a subtree and returns how many elements are left to check. The
// first leaf may hold elements that come before from, so none of it counts.
func (g *guard) walk(at below, from []byte, left, depth int) (int, error) {
	if depth == maxDepth {
		return 0, errCircle
	}
	p, err := g.page(at.id, at.within)
	if err != nil {
		return 0, err
	}
	if p.flags == flagLeaf {
		if from == nil && left > 0 {
			left = max(0, left-p.count)
		}
		return left, nil
	}
	for i, child := range p.children(from, at.within) {
		if i > 0 {
			from = nil
		}
		if left, err = g.walk(child, from, left, depth+1); err != nil || left == 0 {
			return left, err
		}
	}
	return left, nil
}

// another returns a guard of the same file for another goroutine.
func (g *guard) another() *guard {
	other := *g
	other.buf, other.large = nil, nil
	return &other
}

// An element is what a leaf holds under a key. Its bytes are gone with the
// next page that is read.
type element struct {
	key, value []byte
	bucket     bool
}

// root returns the root page of an element that is a bucket with pages of its
// own, or 0.
func (e element) root() uint64 {
	if !e.bucket {
		return 0
	}
	return binary.NativeEndian.Uint64(e.value)
}

// element returns an element of a leaf that was checked.
func (p page) element(i int) element {
	pos, keySize := p.word(i, 4), p.word(i, 8)
	key, _ := p.slice(i, pos, 0, keySize)
	value, _ := p.slice(i, pos, keySize, p.word(i, 12))
	return element{key, value, p.word(i, 0)&flagBucket != 0}
}

// get returns the value of a key in the tree at root, nil if there is none. It
// is gone with the next page that is read.
func (g *guard) get(root uint64, key []byte) ([]byte, error) {
	p, err := g.leaf(root, key)
	if err != nil {
		return nil, err
	}
	at := sort.Search(p.count, func(i int) bool { return bytes.Compare(p.key(i), key) >= 0 })
	if at < p.count && bytes.Equal(p.key(at), key) {
		return p.element(at).value, nil
	}
	return nil, nil
}

// each calls visit with the elements of the tree at root, from the leaf on
// that may hold a key, until it returns false. visit may read no pages.
func (g *guard) each(root uint64, from []byte, visit func(element) (more bool)) error {
	if root == 0 {
		return nil // inline: there are no buckets in it
	}
	_, err := g.visit(below{id: root}, from, visit, 0)
	return err
}

func (g *guard) visit(at below, from []byte, visit func(element) bool, depth int) (more bool, err error) {
	if depth == maxDepth {
		return false, errCircle
	}
	p, err := g.page(at.id, at.within)
	if err != nil {
		return false, err
	}
	if p.flags == flagLeaf {
		for i := range p.count {
			if !visit(p.element(i)) {
				return false, nil
			}
		}
		return true, nil
	}
	for i, child := range p.children(from, at.within) {
		if i > 0 {
			from = nil
		}
		if more, err := g.visit(child, from, visit, depth+1); err != nil || !more {
			return more, err
		}
	}
	return true, nil
}

// children returns the pages below a branch, from the one on that may hold a key.
func (p page) children(from []byte, within stretch) []below {
	first := 0
	if from != nil {
		first = p.child(from)
	}
	list := make([]below, 0, p.count-first)
	for i := first; i < p.count; i++ {
		list = append(list, p.below(i, within))
	}
	return list
}
