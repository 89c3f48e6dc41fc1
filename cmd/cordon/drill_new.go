package main

import (
	"fmt"
	"os"
	"path/filepath"

	"github.com/spf13/cobra"

	"cordon/playbook/drill"
	"cordon/playbooks"
)

func newDrillNewCmd(e env) *cobra.Command {
	var file string
	var schema bool
	cmd := newCmd("new ID [-o FILE|-] [--schema]", "Begin a drill of your own",
		`Write a small drill to start from into the folder of your drills, and print its
path. A file that exists is never overwritten, and an id is taken once. A drill
with the id of one that ships with cordon takes its place. --schema prints the JSON Schema of
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
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := notBoth(cmd, "schema", "output"); err != nil {
			return err
		}
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
	inPlace := false
	if file == "" {
		var err error
		if file, inPlace, err = e.ownDrill(id); err != nil {
			return err
		}
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
	if inPlace {
		e.say("Note: it takes the place of the drill %s that ships with cordon.", id)
	}
	e.say("Edit it, then check it: cordon drill lint %s", file)
	return nil
}

// ownDrill is [ownPlace] for a drill.
func (e env) ownDrill(id string) (path string, ships bool, err error) {
	library := e.library()
	all, err := library.Drills()
	if err != nil {
		return "", false, err
	}
	return ownPlace(library.Exercises, id, all, func(d playbooks.ListedDrill) (id, source string) { return d.ID, d.Source })
}

// ownPlace returns the path of a new file of the person's own in a folder, and whether
// one of all that ships with the program has its id. An id that another file of their
// own has is taken.
func ownPlace[T any](dir, id string, all []T, is func(T) (id, source string)) (path string, ships bool, err error) {
	path = filepath.Join(dir, id+".yaml")
	for _, one := range all {
		has, source := is(one)
		switch {
		case has != id:
		case source == playbooks.IsEmbedded:
			ships = true
		case source != path: // else the file exists already, which is said of it
			return "", false, refusedError{fmt.Errorf("the id %s is taken: %s has it; nothing was written", id, source)}
		}
	}
	return path, ships, os.MkdirAll(dir, 0o700)
}
