package main

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"cordon/playbook/convert"
	"cordon/playbook/report"
	"cordon/playbooks"
)

type playbookImportOptions struct {
	convert.Options
	file    string
	force   bool
	library string
}

func newPlaybookImportCmd(e env) *cobra.Command {
	var opts playbookImportOptions
	cmd := newCmd("import FILE [--kind K] [-o FILE] [--force] [--library DIR] [--strict] [--lenient] [--notes] [--json]", "Make a playbook of a file of yours",
		`Make a playbook of a file that was written for something else: a page of Markdown,
a case template, a workflow. What it is, is guessed from what is in it. The playbook
goes to standard output or to a file; what could not be carried over as it was is
said beside it, each with its line and column, and stands at its head as well.

Nothing in the file is run, and no address in it is opened. A file without steps,
or one that breaks the rules of its own format, is turned away with exit code 5,
and nothing is written.`,
		`  cordon playbook import runbook.md -o ours.yaml
  cordon playbook import RP_0001.yml --library response_actions -o phishing.yaml
  cordon playbook import notes.md --strict --json`)
	cmd.Args = takes(1, 1)
	cmd.ValidArgsFunction = e.complete(anyFile)
	addOutput(cmd, &opts.file, &opts.force)
	cmd.Flags().StringVar(&opts.Kind, "kind", "", "`KIND`, where a guess goes wrong: "+strings.Join(convert.Kinds(), ", "))
	cmd.Flags().StringVar(&opts.library, "library", "", "`DIR` with the files that this one names; its own folder if left out")
	cmd.Flags().BoolVar(&opts.Strict, "strict", false, "turn the file away if anything of it would be lost")
	cmd.Flags().BoolVar(&opts.Lenient, "lenient", false, "take a file that breaks rules of its format, as far as it goes")
	cmd.Flags().BoolVar(&opts.Notes, "notes", false, "make one step of a file that has none")
	_ = cmd.RegisterFlagCompletionFunc("kind", cobra.FixedCompletions(convert.Kinds(), cobra.ShellCompDirectiveNoFileComp))
	cmd.RunE = func(_ *cobra.Command, args []string) error { return importPlaybook(e, opts, args[0]) }
	return cmd
}

// importedPlaybook is what a program reads of an import.
type importedPlaybook struct {
	SchemaVersion int            `json:"schema_version"`
	Kind          string         `json:"kind"`
	Phases        int            `json:"phases"`
	Steps         int            `json:"steps"`
	Losses        []importedLoss `json:"losses"`
	Path          string         `json:"path,omitempty"` // of the file that was written
	YAML          string         `json:"yaml,omitempty"` // where none was
}

type importedLoss struct {
	Line   int    `json:"line"`
	Column int    `json:"column"`
	What   string `json:"what"`
	Kept   string `json:"kept"`
}

func importPlaybook(e env, opts playbookImportOptions, path string) error {
	if opts.Kind != "" {
		if err := oneOf("--kind", opts.Kind, convert.Kinds()); err != nil {
			return err
		}
	}
	result, err := convertFile(path, opts)
	if err != nil {
		return err
	}
	if isSameFile(path, opts.file) {
		return refusedError{fmt.Errorf("%s is the file that the playbook is made of; nothing was written", opts.file)}
	}
	if opts.file != "-" {
		if err := e.write(opts.file, result.YAML, opts.force); err != nil {
			return err
		}
	}
	if e.flags.json {
		return e.json(importedDocument(result, opts.file))
	}
	if opts.file == "-" {
		if err := e.deliver(result.YAML, "-", false); err != nil {
			return err
		}
	}
	for _, line := range result.Lines() {
		e.say("%s", line)
	}
	if opts.file != "-" {
		e.say("Wrote %s. Read it, then check it: cordon playbook lint %[1]s", opts.file)
	}
	return nil
}

// isSameFile reports whether two paths lead to one file.
func isSameFile(a, b string) bool {
	first, err := os.Stat(a)
	if err != nil {
		return false
	}
	second, err := os.Stat(b)
	return err == nil && os.SameFile(first, second)
}

// convertFile makes a playbook of a file. What it names is looked for in one folder
// and nowhere else.
func convertFile(path string, opts playbookImportOptions) (convert.Result, error) {
	data, err := playbooks.ReadLimited(path, convert.MaxSize)
	if err != nil {
		return convert.Result{}, err
	}
	dir := opts.library
	if dir == "" {
		dir = filepath.Dir(path)
	}
	root, err := os.OpenRoot(dir)
	if errors.Is(err, fs.ErrNotExist) {
		return convert.Result{}, noFolderError(dir)
	}
	if err != nil {
		return convert.Result{}, err
	}
	defer root.Close()
	opts.Library = root.FS()
	return convert.Import(path, data, opts.Options)
}

func importedDocument(r convert.Result, file string) importedPlaybook {
	doc := importedPlaybook{report.SchemaVersion, r.Kind, r.Phases, r.Steps, []importedLoss{}, file, ""}
	if file == "-" {
		doc.Path, doc.YAML = "", string(r.YAML)
	}
	for _, l := range r.Losses {
		doc.Losses = append(doc.Losses, importedLoss{l.Line, l.Column, l.What, l.Kept})
	}
	return doc
}
