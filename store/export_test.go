package store

// CutShort calls fn at each moment at which something of a change of locks has just
// reached the disk. If it panics, that is as if the process ended there.
func (s *Store) CutShort(fn func()) { s.reached = fn }
