package main

import (
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"cordon/playbook/drill"
)

func newDrillNewCmd(e env) *cobra.Command {
	var file string
	var schema bool
	cmd := newCmd("new ID [-o FILE|-] [--schema]", "Begin a drill of your own",
		`Write a small drill to start from into the folder of your drills, and print its
path. A file that exists is never overwritten. --schema prints the JSON Schema of
drills instead, for editors that complete and check YAML.`,
		`  cordon drill new our-friday
  cordon drill new our-friday -o -
  cordon drill new --schema > drill.schema.json`)
	cmd.Args = func(cmd *cobra.Command, args []string) error {
		if schema {
			return takes(0, 0)(cmd, args)
		}
		return takes(1, 1)(cmd, args)
	}
	cmd.ValidArgsFunction = cobra.NoFileCompletions
	cmd.Flags().StringVarP(&file, "output", "o", "", "`FILE` to write instead, or - for standard output")
	cmd.Flags().BoolVar(&schema, "schema", false, "print the JSON Schema of drills, and write nothing")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		if schema {
			_, err := e.out.Write(drill.Schema())
			return err
		}
		return newDrill(e, args[0], file)
	}
	return cmd
}

func newDrill(e env, id, file string) error {
	text := drill.Template(id)
	if _, err := drill.Parse(id+".yaml", text); err != nil {
		return badName(err)
	}
	if file == "-" {
		return e.deliver(text, "-", false)
	}
	if file == "" {
		dir := e.library().Exercises
		if err := os.MkdirAll(dir, 0o700); err != nil {
			return err
		}
		file = filepath.Join(dir, id+".yaml")
	}
	if err := createFile(file, text); err != nil {
		return err
	}
	if e.flags.json {
		return e.json(struct {
			Path string `json:"path"`
		}{file})
	}
	e.print("%s\n", file)
	e.say("Edit it, then check it: cordon drill lint %s", file)
	return nil
}
