package tui

import (
	"strings"
	"testing"

	"cordon/playbook"
	"cordon/tui/fake"
	"cordon/tui/screen"
	"cordon/tui/tuitest"

	"github.com/charmbracelet/x/exp/golden"
)

// TestGroups draws the small headings of a phase in its list: over the first step
// of each group, and a gap where the groups end.
func TestGroups(t *testing.T) {
	source := strings.Replace(fake.Phishing, "title: Isolate the hosts", "title: Isolate the hosts\n        group: Hosts", 1)
	book, err := playbook.Parse("phishing.yaml", []byte(source))
	if err != nil {
		t.Fatal(err)
	}
	for _, size := range sizes[:3] {
		t.Run(size.name, func(t *testing.T) {
			m := fake.NewMemory(t)
			m.Book = book
			id := m.Begin(t, "maria")
			driveRun(t, m, screen.Config{Open: id, ASCII: true}, size.width, size.height, func(d *tuitest.Driver) {
				d.Press("J")
				golden.RequireEqual(d.T, d.Frame())
			})
		})
	}
}

// TestGroupsTonight draws them among the steps for tonight too, and says them in lines.
func TestGroupsTonight(t *testing.T) {
	for _, size := range sizes[:2] {
		m := fake.NewMemory(t)
		fake.NightBook(t, m)
		for _, group := range []struct{ step, is string }{{"stop", "Hands off"}, {"data", "Hands off"}, {"rhythm", "Calm"}} {
			for i := range m.Book.Phases {
				for j := range m.Book.Phases[i].Steps {
					if st := &m.Book.Phases[i].Steps[j]; st.ID == group.step {
						st.Group = group.is
					}
				}
			}
		}
		driveRun(t, m, screen.Config{Open: m.Begin(t, "maria"), ASCII: true}, size.width, size.height, func(d *tuitest.Driver) {
			d.Press("g", "j")
			shows(d, "Tonight 0/3", "Hands off", "Calm")
			if n := strings.Count(d.Frame(), "Hands off"); n != 1 {
				d.T.Errorf("the heading stands %d times:\n%s", n, d.Frame())
			}
			speech := d.Model().(App).Top().(screen.Speaker).Speak(d.Model().(App).TopWorld())
			if len(speech.Says) == 0 || !strings.Contains(speech.Says[0], "Part of: Hands off.") {
				d.T.Errorf("in lines it says %q", speech.Says)
			}
		})
	}
}
