package main

import (
	"os"
	"strings"
	"time"

	"github.com/spf13/cobra"

	"cordon/playbook/inert"
	"cordon/playbook/report"
	"cordon/tui"
	"cordon/tui/terminal"
)

func newDoctorCmd(e env) *cobra.Command {
	cmd := newCmd("doctor", "Look whether all is well here, before a night needs it",
		`Look at what cordon stands on: the terminal, the file of runs and its disk, the
last backup, your name, the clock and the zone, the editor, your own playbooks and
rules, the profile of your organisation, and your config. Each line is ok, look
(it works, and you should look at it) or bad, with what to do. With a bad one the
exit code is 1. Nothing of yours is changed.

The terminal is asked only if there is one, for 300 ms at most. In tmux, tmux is
asked what it does with what is copied.`,
		"  cordon doctor\n  cordon doctor --json")
	cmd.Args = takes(0, 0)
	cmd.RunE = func(*cobra.Command, []string) error { return doctor(e) }
	return cmd
}

// askWithin is how long the terminal is waited for.
const askWithin = 300 * time.Millisecond

func doctor(e env) error {
	e.ring.Silence() // it looks, and asks nobody for a passphrase
	var seen terminal.Answers
	if e.drawsScreens() {
		seen = terminal.Ask(os.Stdin, os.Stdout, askWithin)
	}
	checks := e.examine(seen)
	if e.flags.json {
		if err := e.json(checksJSON(checks)); err != nil {
			return err
		}
	} else {
		e.printChecks(checks)
	}
	if tui.CountChecks(checks, tui.CheckBad) > 0 {
		return exitStatus(exitFailed)
	}
	return nil
}

// examine looks at everything, the terminal first. Each check is a file of its
// own.
func (e env) examine(seen terminal.Answers) []tui.Check {
	examinations := []func(env, terminal.Answers) []tui.Check{
		checkColors, checkLineWidth, checkKeyboard, checkClipboard, checkLocale,
		checkStore, checkDisk, checkBackup,
		checkName, checkClock, checkZone, checkEditor, checkConfig,
		checkPlaybooks, checkLaw, checkProfile,
	}
	var all []tui.Check
	for _, look := range examinations {
		all = append(all, look(e, seen)...)
	}
	return all
}

// one makes a single check of its parts.
func one(name string, state tui.CheckState, text, todo string) []tui.Check {
	return []tui.Check{{Name: name, State: state, Text: text, Todo: todo}}
}

// printChecks prints one line for each, and below it what to do.
func (e env) printChecks(checks []tui.Check) {
	const states = len("look")
	names := 0
	for _, c := range checks {
		names = max(names, len(c.Name))
	}
	indent := strings.Repeat(" ", states+2+names+2)
	for _, c := range checks {
		e.print("%s  %s  %s\n", lines(inert.Pad(string(c.State), states)), lines(inert.Pad(c.Name, names)), inert.Line(c.Text))
		if c.Todo != "" {
			e.print("%s%s\n", lines(indent), inert.Line(c.Todo))
		}
	}
	e.say("%d ok, %d to look at, %d bad.", tui.CountChecks(checks, tui.CheckOK), tui.CountChecks(checks, tui.CheckLook), tui.CountChecks(checks, tui.CheckBad))
}

// A checkJSON is a check as a program reads it.
type checkJSON struct {
	Name  string `json:"name"`
	State string `json:"state"`
	Text  string `json:"text"`
	Todo  string `json:"todo"`
}

type doctorJSON struct {
	SchemaVersion int         `json:"schema_version"`
	Checks        []checkJSON `json:"checks"`
}

func checksJSON(checks []tui.Check) doctorJSON {
	all := doctorJSON{SchemaVersion: report.SchemaVersion}
	for _, c := range checks {
		all.Checks = append(all.Checks, checkJSON{c.Name, string(c.State), c.Text, c.Todo})
	}
	return all
}
