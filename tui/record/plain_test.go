package record

import (
	"bytes"
	"strings"
	"testing"

	"cordon/playbook/run"
	"cordon/tui/draw"
	"cordon/tui/fake"
	"cordon/tui/screen"
)

// TestPlainHasNoMarks checks that nothing but the text stands in its lines.
func TestPlainHasNoMarks(t *testing.T) {
	m := fake.NewMemory(t)
	long := strings.Repeat("word ", 60) + "end"
	id := m.Begin(t, "maria", run.AddNote("tidy", long+"\x1b]52;c;eA==\a\u202e"))
	r, _ := m.Load(id)
	w := &screen.World{Run: r, Opened: true, Width: 40, Height: 10, Now: fake.Began, Theme: draw.PlainTheme(false)}
	lines, _ := Plain(w, "tidy").View(w)
	text := PlainStep(w, r.Step("tidy"))
	if !strings.Contains(text, long) || strings.ContainsAny(text, "\x1b\a\u202e") {
		t.Errorf("the text is %q", text)
	}
	joined := strings.Join(Plain(w, "tidy").(PlainScreen).lines(w), "")
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
