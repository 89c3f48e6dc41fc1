package store

import "sync"

// A witness remembers in which state of the file the journals of runs were read
// and found whole. While nobody else has written, what comes on top of them needs
// no second look; after that they are looked at again before anything is written.
// So a file that is altered under a running program is not built upon.
type witness struct {
	mu   sync.Mutex
	mark Mark
	runs map[string]bool
}

// saw notes that the journal of a run was found whole at a mark.
func (w *witness) saw(id string, at Mark) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if !w.mark.same(at) || w.runs == nil {
		w.mark, w.runs = at, map[string]bool{}
	}
	w.runs[id] = true
}

// knows reports whether a run was found whole in the file as it is at a mark.
func (w *witness) knows(id string, at Mark) bool {
	w.mu.Lock()
	defer w.mu.Unlock()
	return w.mark.same(at) && w.runs[id]
}

// wrote notes that we changed the file from one mark to another.
func (w *witness) wrote(from, to Mark) {
	w.mu.Lock()
	defer w.mu.Unlock()
	if w.mark.same(from) {
		w.mark = to
	}
}

// same reports whether two marks are of one state of the file, as far as its
// attributes tell.
func (m Mark) same(n Mark) bool {
	return m.size == n.size && m.modified == n.modified && m.inode == n.inode
}
