package main

import (
	"errors"
	"maps"
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
  bell: bell            # none, bell, message: see cordon help bell
  name: maria           # entries are recorded under it
  zone: Europe/Berlin   # times are read and shown in it
  editor: vim -f        # for long notes
  keys:
    note.add: A

A flag wins over a variable, a variable over the file; only VISUAL and EDITOR,
which are for every program, come after it. name: does not count at a login that
several people share, nor editor: where the name is fixed. What is wrong in it is
named with its line and keeps nobody from the screens.`,
		"  cordon config show\n  cordon config lint\n  cordon config keys",
		newConfigShowCmd(e), newConfigLintCmd(e), newConfigKeysCmd(e), newConfigSchemaCmd(e))
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
	cmd := newCmd("show", "Print what holds, and where each value is from",
		`Print what holds of all that the config can say, and where each value is from: a
flag, a variable, the file, or nobody, so that the default holds. What is wrong in
the file is named and counts as not said.`,
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
	all, err := e.settings()
	if err != nil {
		return err
	}
	if login := e.login(); c.name != "" && shared(login) {
		e.say("name: in the file does not count: several people use the login %q.", login)
	}
	if e.flags.json {
		return e.json(configJSONOf(e.configPath(), all, c.keys))
	}
	rows := table{{"SETTING", "VALUE", "FROM"}}
	for _, s := range all {
		rows.row(s.name, s.value, s.from)
	}
	for _, id := range c.keys.IDs() {
		rows.row("key of "+id, strings.Join(c.keys[id], " "), fromFile)
	}
	rows.row("file", e.configPath(), "")
	e.table(rows)
	return nil
}

// A configJSON is what holds as a program reads it.
type configJSON struct {
	SchemaVersion int                 `json:"schema_version"`
	Path          string              `json:"path"`
	Theme         string              `json:"theme"`
	Borders       string              `json:"borders"`
	Bell          string              `json:"bell"`
	Name          string              `json:"name"`
	Zone          string              `json:"zone"`
	Editor        string              `json:"editor"`
	Keys          map[string][]string `json:"keys"`
	From          map[string]string   `json:"from"` // by the key of the value
}

func configJSONOf(path string, all []setting, keys map[string][]string) configJSON {
	j := configJSON{SchemaVersion: report.SchemaVersion, Path: path, Keys: map[string][]string{}, From: map[string]string{}}
	maps.Copy(j.Keys, keys)
	places := map[string]*string{"theme": &j.Theme, "borders": &j.Borders, "bell": &j.Bell, "name": &j.Name, "zone": &j.Zone, "editor": &j.Editor}
	for _, s := range all {
		*places[s.name], j.From[s.name] = s.value, s.from
	}
	return j
}
