package main

import (
	"errors"
	"fmt"
	"strings"

	"cordon/playbook/report"
	"cordon/playbook/words"
	"cordon/store"
)

// headersOnly is what is said of a run in a locked store whose key is not at hand.
const headersOnly = "Only the headers were checked, and that they follow each other. What the entries say was not, nor whether the last ones are there: the store is locked"

// verifyHeaders checks what can be checked without the key of a locked store, of the
// runs whose ids begin with ref. locked is the error that said that it is.
func (e env) verifyHeaders(s *store.Store, ref string, locked error) error {
	chains, err := s.Chains()
	errs, list := []error{err}, []verification{}
	for _, c := range chains {
		if !strings.HasPrefix(c.ID, strings.ToLower(ref)) {
			continue
		}
		v := verification{SchemaVersion: report.SchemaVersion, Run: c.ID, Entries: c.Entries, Problem: headersOnly, Words: []string{}}
		if c.Err != nil {
			v.Problem, v.Entries = c.Err.Error(), 0
			errs = append(errs, c.Err)
		} else {
			v.Head = &c.Head
			if !e.flags.json {
				e.print("%s headers ok, %s, head %s\n", c.ID, words.Plural(int(c.Entries), "entry", "entries"), c.Head.Hash)
			}
		}
		list = append(list, v)
	}
	if e.flags.json {
		errs = append(errs, e.json(list))
	} else if len(list) > 0 {
		e.say("%s.", headersOnly)
	}
	if err := errors.Join(errs...); err != nil {
		return err
	}
	if len(list) == 0 && ref != "" {
		return fmt.Errorf("%w: %q", store.ErrNoRun, ref)
	}
	return locked
}
