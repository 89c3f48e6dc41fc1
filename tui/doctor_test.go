package tui

import (
	"testing"
	"time"

	"cordon/tui/screen"
	"cordon/tui/tuitest"
)

// examined is what was looked at: something of each kind, more than a small
// window has lines.
func examined() []screen.Check {
	return []screen.Check{
		{Name: "colors", State: screen.CheckOK, Text: "16 million colors, theme dark: the terminal named its background."},
		{Name: "lines", State: screen.CheckBad, Text: "The terminal takes 2 cells for a line, and the screens count on one.", Todo: "Use --borders ascii, or borders: ascii in the config."},
		{Name: "store", State: screen.CheckOK, Text: "/home/maria/.local/share/cordon/cordon.db, yours alone, with 3 runs."},
		{Name: "backup", State: screen.CheckLook, Text: "The last one is of 2026-11-01 09:00: /mnt/usb/cordon.db. That is 20d 18h ago.", Todo: "To make one: cordon backup -o FILE, on another disk."},
		{Name: "name", State: screen.CheckOK, Text: `Entries are recorded under "maria", the name of your login.`},
		{Name: "clock", State: screen.CheckOK, Text: "It is Sat 2026-11-21 03:14 CET."},
		{Name: "editor", State: screen.CheckOK, Text: "vim, of EDITOR."},
		{Name: "playbooks", State: screen.CheckOK, Text: "15 playbooks of the program, none of your own."},
		{Name: "profile", State: screen.CheckLook, Text: "There is no profile of your organisation.", Todo: "On a calm day: cordon organisation new.\x1b[2J"},
	}
}

func TestDoctor(t *testing.T) {
	cfg := homeConfig(true)
	cfg.Doctor = examined
	shoot(t, []shot{{name: "all", cfg: cfg, script: func(d *tuitest.Driver) {
		d.Press(":")
		d.Type("doctor")
		d.Press("enter")
		d.Wait(time.Second)
	}}, {name: "offered to who is new", cfg: cfg, script: func(d *tuitest.Driver) { d.Press("G") }}}, size{"80x24", 80, 24}, size{"50x15", 50, 15})
}
