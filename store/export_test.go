package store

import "io"

// Keep attaches what fill writes, as [Store.Attach] does once a file is open.
func (s *Store) Keep(fill func(io.Writer) (digest string, err error)) error {
	key, err := s.keyToKeep()
	if err == nil {
		_, err = s.keep(key, fill)
	}
	return err
}

// CutShort calls fn at each moment at which something of a change of locks has just
// reached the disk. If it panics, that is as if the process ended there.
func (s *Store) CutShort(fn func()) { s.reached = fn }
