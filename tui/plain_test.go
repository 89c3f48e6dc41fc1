package tui

import (
	"bytes"
	"strings"
	"testing"

	"github.com/charmbracelet/x/exp/golden"

	"cordon/playbook/run"
	"cordon/tui/tuitest"
)

func TestPlain(t *testing.T) {
	for _, size := range sizes[:3] {
		t.Run(size.name, func(t *testing.T) {
			m := newMemory(t)
			id := busyRun(t, m)
			driveRun(t, m, Config{Open: id, ASCII: size.width != 80}, size.width, size.height, func(d *tuitest.Driver) {
				d.Press("g", "Y")
				golden.RequireEqual(d.T, d.Frame())
			})
		})
	}
}

func TestPlainKeys(t *testing.T) {
	m := newMemory(t)
	id := busyRun(t, m)
	driveRun(t, m, Config{Open: id}, 50, 15, func(d *tuitest.Driver) {
		d.Press("g", "Y", "y")
		for _, want := range []string{
			"1.1 Preserve the message with full headers\nstate: done, 2026-11-21 03:14 CET by maria, entry 4\nbecause: the copy is on its way",
			"\n\nDO\n", "[x] Headers saved", "by maria, entry 3: Headers are from the gateway.\nThe sender is spoofed.",
		} {
			if !strings.Contains(d.Clipboard(), want) {
				d.T.Errorf("the text lacks %q:\n%s", want, d.Clipboard())
			}
		}
		d.Press("g")
		first := d.Frame()
		d.Press("j")
		if d.Frame() == first {
			d.T.Errorf("j does not scroll:\n%s", first)
		}
		d.Press("k", "G", "g", "enter")
		if d.Frame() != first {
			d.T.Errorf("after printing the window shows:\n%s", d.Frame())
		}
		d.Press("q")
		if strings.Contains(d.Frame(), "PLAIN TEXT") {
			d.T.Errorf("q does not leave:\n%s", d.Frame())
		}
	})
}

// TestPlainHasNoMarks checks that nothing but the text stands in its lines.
func TestPlainHasNoMarks(t *testing.T) {
	m := newMemory(t)
	long := strings.Repeat("word ", 60) + "end"
	id := m.begin(t, "maria", run.AddNote("tidy", long+"\x1b]52;c;eA==\a\u202e"))
	r, _ := m.Load(id)
	w := &world{run: r, opened: true, width: 40, height: 10, now: began, theme: PlainTheme(false)}
	lines, _ := newPlain(w, "tidy").view(w)
	text := plainStep(w, r.Step("tidy"))
	if !strings.Contains(text, long) || strings.ContainsAny(text, "\x1b\a\u202e") {
		t.Errorf("the text is %q", text)
	}
	joined := strings.Join(newPlain(w, "tidy").(plainScreen).lines(w), "")
	if joined != strings.ReplaceAll(text, "\n", "") {
		t.Errorf("the lines %q hold another text than %q", lines, text)
	}
}

// TestPrinting checks what is printed outside of the window.
func TestPrinting(t *testing.T) {
	var out bytes.Buffer
	p := &printing{text: strings.Repeat("x", 300)}
	p.SetStdout(&out)
	p.SetStdin(strings.NewReader("\nnot read"))
	if err := p.Run(); err != nil || !strings.Contains(out.String(), strings.Repeat("x", 300)+"\n") {
		t.Errorf("Run() = %v, printed %q", err, out.String())
	}
	p.SetStdin(strings.NewReader(""))
	if err := p.Run(); err != nil {
		t.Errorf("Run() at the end of input = %v, want nil", err)
	}
}
