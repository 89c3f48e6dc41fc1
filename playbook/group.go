package playbook

// A Grouping goes through the steps of a phase in their order, and tells where a
// small heading stands between them. Its zero value stands before the first.
type Grouping struct{ group string }

// Next returns the heading to write before a step, or nothing. A step without a
// group after some that have one says that these end.
func (g *Grouping) Next(s Step) (heading string, ends bool) {
	if s.Group == g.group {
		return "", false
	}
	g.group = s.Group
	return s.Group, s.Group == ""
}
