package main

import (
	"fmt"
	"os"
	"time"

	"cordon/playbook/words"
	"cordon/tui"
	"cordon/tui/terminal"
)

// backupFresh is how old the last backup may be without remark.
const backupFresh = 7 * 24 * time.Hour

// checkBackup says when the file of runs was last copied.
func checkBackup(e env, _ terminal.Answers) []tui.Check {
	const name, todo = "backup", "To make one: cordon backup -o FILE, on another disk. The copies of evidence lie beside the runs."
	if _, err := os.Stat(e.storePath()); err != nil {
		return nil // there is nothing to copy
	}
	last, err := e.lastBackup()
	if err != nil {
		return one(name, tui.CheckLook, "No backup was made with cordon backup yet.", todo)
	}
	text := fmt.Sprintf("The last one is of %s: %s.", e.day(last.At), last.Path)
	if _, err := os.Stat(last.Path); err != nil {
		text = fmt.Sprintf("The last one is of %s; %s is not to be seen from here now.", e.day(last.At), last.Path)
	}
	if age := e.now().Sub(last.At); age > backupFresh {
		return one(name, tui.CheckLook, text+" That is "+words.Span(age)+" ago.", todo)
	}
	return one(name, tui.CheckOK, text, "")
}
