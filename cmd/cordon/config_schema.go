package main

import (
	"strings"

	"github.com/spf13/cobra"

	"cordon/tui"
)

func newConfigSchemaCmd(e env) *cobra.Command {
	cmd := newCmd("schema", "Print the JSON Schema of the config",
		`Print the JSON Schema of the config, for editors that complete and check YAML by
it. It knows every command of the screens. Name it in the first line of the file:

  # yaml-language-server: $schema=config.schema.json`,
		"  cordon config schema > config.schema.json")
	cmd.Args = takes(0, 0)
	cmd.RunE = func(*cobra.Command, []string) error { return e.json(configSchema()) }
	return cmd
}

// configSchema is the JSON Schema (draft 2020-12) of the config. What it cannot
// say, that a key means one command on a screen, cordon config lint says.
func configSchema() any {
	type object = map[string]any
	words := func(what string, words []string) object { return object{"description": what, "enum": words} }
	line := func(what string) object {
		return object{"description": what, "type": "string", "pattern": `^[^\n\t]*\S[^\n\t]*$`}
	}
	const key = "#/$defs/key"
	keys := object{}
	for _, k := range tui.KnownCommands() {
		what := k.Title
		if len(k.Keys) > 0 {
			what += ". Without this: " + strings.Join(k.Keys, " ")
		}
		keys[k.ID] = object{"description": what, "anyOf": []any{object{"$ref": key}, object{"type": "array", "items": object{"$ref": key}}}}
	}
	return object{
		"$schema":     "https://json-schema.org/draft/2020-12/schema",
		"title":       "Cordon config",
		"description": "What you wrote down about yourself, the look of Cordon's screens and their keys.",
		"$ref":        "#/$defs/config",
		"$defs": object{
			"config": object{
				"title": "Config", "type": "object", "additionalProperties": false,
				"properties": object{
					"theme":   words("The colors. --theme and CORDON_THEME win.", tui.Themes()),
					"borders": words("The marks and lines. --borders and CORDON_BORDERS win.", borders()),
					"bell":    words("How the terminal tells that something needs you. CORDON_BELL wins.", tui.Bells()),
					"name":    line("The name to record entries under. --as, CORDON_AS and :me win."),
					"zone":    line("The zone to read and show times in, like Europe/Berlin. --tz and TZ win."),
					"editor":  line("The command of your editor for long notes. CORDON_EDITOR wins."),
					"keys":    object{"description": "Keys by the ids of commands.", "type": "object", "additionalProperties": false, "properties": keys},
				},
			},
			"key": object{"description": "A letter, a sign, space, f5 or ctrl+g.", "type": "string", "minLength": 1},
		},
	}
}
