package run

import "slices"

// SignedOff says that somebody has reviewed the run, by name. It changes nothing
// of what was done.
type SignedOff struct {
	Name string `json:"name"`
	Text string `json:"text,omitempty"`
}

// Kind implements [Event].
func (SignedOff) Kind() string { return "signed-off" }

func (SignedOff) nature() nature     { return nature{reviews: true} }
func (SignedOff) step() string       { return "" }
func (ev SignedOff) texts() []string { return []string{ev.Name, ev.Text} }
func (ev SignedOff) say(Run) string  { return "review signed off by " + ev.Name + ifAny(": ", ev.Text) }

func (SignedOff) fold(s *state, e *Entry) { s.signed = append(s.signed, e) }

// SignOffs returns the entries with which somebody signed off the review.
func (r Run) SignOffs() []*Entry { return r.state.signed }

// SinceSignOff returns how many entries of the response came after the last time
// somebody signed off: what they have not seen. It is 0 where nobody did.
func (r Run) SinceSignOff() int {
	n := 0
	if signed := r.SignOffs(); len(signed) > 0 {
		for _, e := range r.entries[signed[len(signed)-1].Seq:] {
			if !r.reviews(e) {
				n++
			}
		}
	}
	return n
}

// Acted reports whether somebody wrote an entry of the response, or has a role
// in it. A second pair of eyes is somebody who did not.
func (r Run) Acted(name string) bool {
	for _, e := range r.entries {
		if e.By == name && !r.reviews(e) {
			return true
		}
	}
	for _, h := range r.state.roles {
		if h.Name == name {
			return true
		}
	}
	return false
}

// SignOff says that somebody has reviewed the run, by name.
func SignOff(name, text string) Intention {
	name, text = tidy(name), tidy(text)
	return intend[SignedOff](func(Run) (Event, error) {
		if name == "" {
			return nil, refuse("say who signs off")
		}
		if err := CheckName(name); err != nil {
			return nil, err
		}
		return SignedOff{Name: name, Text: text}, nil
	})
}

// LastReviewBy returns the last standing entry of a review by a person, or 0.
func (r Run) LastReviewBy(by string) uint64 {
	for _, e := range slices.Backward(r.entries) {
		nature := e.Event.nature()
		if e.By == by && nature.reviews && nature.undoable() && r.UndoneBy(e.Seq) == 0 {
			return e.Seq
		}
	}
	return 0
}
