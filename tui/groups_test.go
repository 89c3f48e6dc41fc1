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
