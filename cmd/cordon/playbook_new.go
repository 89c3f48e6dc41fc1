package main

import (
	"errors"

	"github.com/spf13/cobra"

	"cordon/playbook"
	"cordon/playbooks"
)

type newOptions struct {
	title string
	file  string
}

func newPlaybookNewCmd(e env) *cobra.Command {
	var opts newOptions
	cmd := newCmd("new ID [--title T] [-o FILE|-]", "Begin a playbook of your own",
		`Write a small playbook to start from into the folder of your playbooks, and
print its path. A file that exists is never overwritten.`,
		`  cordon playbook new phishing --title "A phishing mail was answered"
  cordon playbook new phishing -o -`)
	cmd.Args = takes(1, 1)
	cmd.ValidArgsFunction = cobra.NoFileCompletions
	cmd.Flags().StringVar(&opts.title, "title", "", "`TEXT` that says what the playbook is called")
	cmd.Flags().StringVarP(&opts.file, "output", "o", "", "`FILE` to write instead, or - for standard output")
	cmd.RunE = func(_ *cobra.Command, args []string) error { return newPlaybook(e, opts, args[0]) }
	return cmd
}

func newPlaybook(e env, opts newOptions, id string) error {
	if opts.title == "" {
		opts.title = "What to do about " + id
	}
	text := playbook.Template(id, opts.title)
	if _, err := playbook.Parse(id+".yaml", text); err != nil {
		return badName(err)
	}
	if opts.file == "-" {
		return e.deliver(text, "-", false)
	}
	inPlace := false
	if opts.file == "" {
		var err error
		if opts.file, inPlace, err = e.ownPlaybook(id); err != nil {
			return err
		}
	}
	if err := createFile(opts.file, text); err != nil {
		return err
	}
	if e.flags.json {
		return e.json(struct {
			Path string `json:"path"`
		}{opts.file})
	}
	e.print("%s\n", opts.file)
	if inPlace {
		e.say("Note: it takes the place of the playbook %s that ships with cordon.", id)
	}
	e.say("Edit it, then check it: cordon playbook lint %s", opts.file)
	return nil
}

// ownPlaybook is [ownPlace] for a playbook.
func (e env) ownPlaybook(id string) (path string, ships bool, err error) {
	library := e.library()
	all, err := library.List()
	if err != nil {
		return "", false, err
	}
	return ownPlace(library.Dir, id, all, func(l playbooks.Listed) (id, source string) { return l.ID, l.Source })
}

// badName says why nothing can be called so.
func badName(err error) error {
	problems, ok := errors.AsType[playbook.Problems](err)
	if !ok || len(problems) == 0 {
		return err
	}
	first := problems[0]
	return usagef("%s%s", first.Text, colon(first.Hint))
}
