package playbook

import "strings"

// Reach says in one line who somebody is and how to reach them.
func (p Person) Reach() string {
	text := p.Name
	if p.Phone != "" {
		text += ", " + p.Phone
	}
	if p.StandIn != "" {
		text += "; stands in: " + p.StandIn
	}
	return text
}

// Reach says in one line where to file, and under which number of ours.
func (p Place) Reach() string {
	var parts []string
	for _, part := range []struct{ before, text string }{
		{"", p.Portal}, {"mail ", p.Mail}, {"phone ", p.Phone}, {"our reference ", p.Reference}, {"", p.Note},
	} {
		if part.text != "" {
			parts = append(parts, part.before+part.text)
		}
	}
	return strings.Join(parts, "; ")
}
