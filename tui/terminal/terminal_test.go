package terminal_test

import (
	"image/color"
	"testing"

	"cordon/tui/terminal"
)

func TestRead(t *testing.T) {
	dark := color.RGBA{0x10, 0x10, 0x14, 0xff}
	for name, tt := range map[string]struct {
		came string
		want terminal.Answers
	}{
		"nothing":          {"", terminal.Answers{}},
		"who it is":        {"\x1b[?62;22c", terminal.Answers{Answered: true}},
		"one cell":         {"\x1b[7;2R\x1b[?6c", terminal.Answers{LineWidth: 1, Answered: true}},
		"two cells":        {"\x1b[7;3R", terminal.Answers{LineWidth: 2}},
		"keyboard":         {"\x1b[?0u", terminal.Answers{Keyboard: true}},
		"background":       {"\x1b]11;rgb:1010/1010/1414\x1b\\", terminal.Answers{Background: dark}},
		"background, bell": {"x\x1b]11;rgb:1010/1010/1414\a\x1b[?1c", terminal.Answers{Background: dark, Answered: true}},
		"no colour":        {"\x1b]11;blue-ish\a", terminal.Answers{}},
		"half of it":       {"\x1b[?62;2", terminal.Answers{}},
	} {
		got := terminal.Read([]byte(tt.came))
		tt.want.Asked = true
		if !sameColor(got.Background, tt.want.Background) {
			t.Errorf("%s: background %v, want %v", name, got.Background, tt.want.Background)
		}
		got.Background, tt.want.Background = nil, nil
		if got != tt.want {
			t.Errorf("%s: %+v, want %+v", name, got, tt.want)
		}
	}
}

func sameColor(a, b color.Color) bool {
	if a == nil || b == nil {
		return a == nil && b == nil
	}
	ar, ag, ab, _ := a.RGBA()
	br, bg, bb, _ := b.RGBA()
	return ar == br && ag == bg && ab == bb
}
