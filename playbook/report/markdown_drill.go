package report

import "strings"

// blank is where something is to be filled in by hand.
const blank = "____________________"

// exercise is the sheet of a drill.
func (m *markdown) exercise() {
	x := m.Exercise
	if x == nil {
		return
	}
	m.heading(2, "What came of the drill")
	m.words("**"+plain(x.Total)+"**", "")
	for _, item := range x.Items {
		m.scored(item)
	}
	for _, line := range x.Lines {
		lead := line.Label
		if line.Seq != 0 {
			lead += " (" + plain(line.By) + ", " + entry(line.Seq) + ")"
		}
		if line.Text == "" {
			lead += ": " + blank
		} else {
			lead += ":"
		}
		m.words(lead, line.Text)
	}
	if m.Executive {
		return
	}
	m.heading(3, "Messages of the drill")
	for _, c := range x.Messages {
		why, not := strings.CutPrefix(c.End, "did not come: ")
		switch {
		case c.Seq != 0:
			m.words(c.At.Text+", "+entry(c.Seq)+":", c.Name)
		case not:
			m.words("**Did not come**:", c.Name)
			m.below("Because", why)
		default:
			m.words("**Not known**:", c.Name)
			m.below("It", c.End)
		}
	}
}

func (m *markdown) scored(s scored) {
	lead := "**" + plain(s.Result.Text) + "**, " + s.Points
	if s.Seq != 0 {
		lead += ", " + strings.TrimSpace(s.At.Text+" "+plain(s.Written)) + ", " + entry(s.Seq)
	}
	m.words(lead+":", s.Wants)
	if s.Why != "" {
		m.below("Why:", s.Why)
	}
}
