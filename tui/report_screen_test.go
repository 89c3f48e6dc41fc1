package tui

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/charmbracelet/x/exp/golden"

	"cordon/playbook/run"
	"cordon/tui/fake"
	"cordon/tui/screen"
	"cordon/tui/tuitest"
)

func TestReport(t *testing.T) {
	for _, size := range sizes[:3] {
		t.Run(size.name, func(t *testing.T) {
			m := fake.NewMemory(t)
			id := fake.BusyRun(t, m)
			driveRun(t, m, screen.Config{Open: id, ASCII: size.width != 80}, size.width, size.height, func(d *tuitest.Driver) {
				d.Press("r", "pgdown")
				golden.RequireEqual(d.T, d.Frame())
			})
		})
	}
}

// TestReportWrites writes a report to a file, once.
func TestReportWrites(t *testing.T) {
	dir := t.TempDir()
	t.Chdir(dir)
	m := fake.NewMemory(t)
	id := fake.BusyRun(t, m)
	driveRun(t, m, screen.Config{Open: id}, 80, 24, func(d *tuitest.Driver) {
		shows := func(what string, want ...string) {
			d.T.Helper()
			for _, w := range want {
				if !strings.Contains(d.Frame(), w) {
					d.T.Errorf("%s does not show %q:\n%s", what, w, d.Frame())
				}
			}
		}
		d.Press("r")
		shows("r", "Report", "# Mail to finance", "up to entry #8", "122 lines", "lines 1-18 of 122")
		d.Press("w")
		shows("w", "Write the report to a file", "cordon-run1.md")
		d.Wait(time.Second)
		d.Press("enter")
		shows("enter", "The report was written to "+filepath.Join(dir, "cordon-run1.md")[:20])
		path := filepath.Join(dir, "cordon-run1.md")
		info, err := os.Stat(path)
		if err != nil || info.Mode().Perm() != 0o600 {
			d.T.Fatalf("the report: %v, %v", info, err)
		}
		written, _ := os.ReadFile(path)
		if !strings.Contains(string(written), "The sender is spoofed.") {
			d.T.Errorf("the report does not hold the note:\n%s", written)
		}
		d.Press("y")
		if d.Clipboard() != string(written) {
			d.T.Error("the clipboard does not hold what was written")
		}

		if err := os.WriteFile(path, []byte("mine"), 0o600); err != nil {
			d.T.Fatal(err)
		}
		d.Press("w")
		d.Wait(time.Second)
		d.Press("enter")
		shows("a file that is there", "is there already", "give another name")
		if kept, _ := os.ReadFile(path); string(kept) != "mine" {
			d.T.Errorf("the file was overwritten with %q", kept)
		}
		d.Press("ctrl+u")
		d.Wait(time.Second)
		d.Press("enter")
		shows("no path", "Say which file")
		d.Type("nowhere/at/all.md")
		d.Press("enter")
		shows("a folder that is not there", "Nothing was written")
		d.Press("ctrl+u")
		d.Type(dir + "/")
		d.Press("enter")
		shows("a folder", "is a folder")
		d.Press("tab", "esc", "esc")
		shows("esc", "1.3  ")
	})
}

// TestReportRenews checks that the preview follows the run and the window.
func TestReportRenews(t *testing.T) {
	m := fake.NewMemory(t)
	id := fake.BusyRun(t, m)
	driveRun(t, m, screen.Config{Open: id}, 80, 24, func(d *tuitest.Driver) {
		d.Press("r", "G")
		if _, err := m.Record(m.Run[id], run.Stamp{By: "a.khan", Now: fake.Began.Add(time.Hour)}, run.AddNote("", "brand new")); err != nil {
			d.T.Fatal(err)
		}
		d.Wait(time.Second)
		d.Press("G")
		if f := d.Frame(); !strings.Contains(f, "brand new") || !strings.Contains(f, "up to entry #9") {
			d.T.Errorf("the report does not follow the run:\n%s", f)
		}
		d.Resize(50, 15)
		d.Press("g", "j", "k", "pgup", "home", "end")
		d.Resize(1, 1)
		d.Resize(120, 36)
	})
}
