package main

import (
	"errors"
	"strings"

	"github.com/spf13/cobra"

	"cordon/playbook"
	"cordon/playbook/report"
)

func newConfigCmd(e env) *cobra.Command {
	return newGroup(e, "config COMMAND", "What you wrote down about the screens and their keys",
		`The config is a YAML file that need not exist; cordon paths names it:

  theme: light          # auto, dark, light, ansi, none
  borders: line         # auto, line, ascii, none
  keys:
    note.add: a

A flag wins over a variable, a variable over the file. What is wrong in it is
named with its line and keeps nobody from the screens.`,
		"  cordon config lint\n  cordon config keys",
		newConfigShowCmd(e), newConfigLintCmd(e), newConfigKeysCmd(e))
}

func newConfigLintCmd(e env) *cobra.Command {
	cmd := newCmd("lint", "Check your config for mistakes",
		`Check your config: all mistakes at once, each with its place. A key that would
mean two commands on one screen is named with both. With a mistake the exit code
is 5.`,
		"  cordon config lint\n  cordon config lint --json")
	cmd.Args = takes(0, 0)
	cmd.RunE = func(*cobra.Command, []string) error {
		_, err := e.config()
		problems, ok := errors.AsType[playbook.Problems](err)
		if err != nil && !ok {
			return err
		}
		return e.tellProblems(problems)
	}
	return cmd
}

func newConfigShowCmd(e env) *cobra.Command {
	cmd := newCmd("show", "Print what holds of your config",
		`Print what holds: what you wrote down, as far as it is right. What flags and
variables say otherwise is not in it.`,
		"  cordon config show\n  cordon config show --json")
	cmd.Args = takes(0, 0)
	cmd.RunE = func(*cobra.Command, []string) error { return e.showConfig() }
	return cmd
}

// showConfig prints what holds of the config, and says what does not.
func (e env) showConfig() error {
	c, wrong := e.config()
	if wrong != nil {
		e.say("%s", lines(wrong.Error()))
	}
	if e.flags.json {
		return e.json(struct {
			SchemaVersion int                 `json:"schema_version"`
			Path          string              `json:"path"`
			Theme         string              `json:"theme"`
			Borders       string              `json:"borders"`
			Keys          map[string][]string `json:"keys"`
		}{report.SchemaVersion, e.configPath(), c.theme, c.borders, c.keys})
	}
	rows := table{{"file", e.configPath()}, {"theme", orAuto(c.theme)}, {"borders", orAuto(c.borders)}}
	for _, id := range c.keys.IDs() {
		rows.row("key of "+id, strings.Join(c.keys[id], " "))
	}
	e.table(rows)
	return nil
}

func orAuto(word string) string {
	if word == "" {
		return "auto"
	}
	return word
}
