package playbook

import "slices"

// WithClock returns the playbook with one more clock after its own. It declares
// the facts that the clock counts from and that the playbook does not have:
// asks gives their questions by id.
func (p *Playbook) WithClock(c Clock, asks map[string]string) *Playbook {
	with := *p
	with.Clocks = append(slices.Clip(p.Clocks), c)
	with.Facts = slices.Clip(p.Facts)
	for _, id := range []string{c.From, c.CapFrom} {
		if _, ok := with.Fact(id); !ok && id != "" {
			with.Facts = append(with.Facts, Fact{ID: id, Ask: asks[id], Type: Time})
		}
	}
	return &with
}

// Clock returns the clock with the given id.
func (p *Playbook) Clock(id string) (Clock, bool) { return withID(p.Clocks, id) }

// Message returns the message with the given id.
func (p *Playbook) Message(id string) (Message, bool) { return withID(p.Messages, id) }
