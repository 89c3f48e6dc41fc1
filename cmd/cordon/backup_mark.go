package main

import (
	"encoding/json"
	"os"
	"path/filepath"
	"time"
)

// A backupMark says when the runs were last copied, and to where. It lies beside
// them; nothing of a run depends on it.
type backupMark struct {
	At   time.Time `json:"at"`
	Path string    `json:"path"`
}

// backupMarkPath is the file of the mark, which need not exist.
func (e env) backupMarkPath() string { return e.storePath() + ".backed-up.json" }

// lastBackup reads the mark.
func (e env) lastBackup() (backupMark, error) {
	var m backupMark
	text, err := os.ReadFile(e.backupMarkPath())
	if err == nil {
		err = json.Unmarshal(text, &m)
	}
	return m, err
}

// markBackup writes that the runs were copied to a file.
func (e env) markBackup(file string) error {
	path, err := filepath.Abs(file)
	if err != nil {
		return err
	}
	text, err := json.Marshal(backupMark{e.now().UTC(), path})
	if err != nil {
		return err
	}
	return replaceFile(e.backupMarkPath(), append(text, '\n'))
}
