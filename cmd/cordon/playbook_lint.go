package main

import (
	"errors"
	"fmt"

	"github.com/spf13/cobra"

	"cordon/playbook"
	"cordon/playbook/words"
	"cordon/playbooks"
)

func newPlaybookLintCmd(e env) *cobra.Command {
	cmd := newCmd("lint PLAYBOOK...", "Check playbooks for mistakes",
		`Check playbooks: all mistakes of a file at once, each with its place and what
may have been meant, and warnings about what makes people stumble. With a
mistake the exit code is 5; warnings alone are fine.`,
		"  cordon playbook lint ours.yaml\n  cordon playbook lint *.yaml --json")
	cmd.Args = takes(1, -1)
	cmd.ValidArgsFunction = e.complete(playbookRefs)
	cmd.RunE = func(_ *cobra.Command, args []string) error { return lint(e, args) }
	return cmd
}

// A problem is a mistake or a warning in JSON.
type problem struct {
	File    string `json:"file"`
	Line    int    `json:"line"`
	Column  int    `json:"column"`
	Text    string `json:"text"`
	Hint    string `json:"hint"`
	Excerpt string `json:"excerpt"`
	Warning bool   `json:"warning"`
}

func problemsOf(all playbook.Problems) []problem {
	list := []problem{}
	for _, p := range all {
		list = append(list, problem{p.File, p.Line, p.Column, p.Text, p.Hint, p.Excerpt, p.Warning})
	}
	return list
}

func lint(e env, refs []string) error {
	return e.lintEach(refs, func(ref string) (playbook.Problems, error) { return problemsIn(e.library(), ref) })
}

// lintEach tells the problems of all that can be read, and then what cannot.
func (e env) lintEach(refs []string, problemsIn func(ref string) (playbook.Problems, error)) error {
	var all playbook.Problems
	var unread []error
	for _, ref := range refs {
		found, err := problemsIn(ref)
		if err != nil {
			unread = append(unread, err)
			continue
		}
		all = append(all, found...)
	}
	if len(unread) == len(refs) {
		return errors.Join(unread...)
	}
	return errors.Join(append(unread, e.tellProblems(all))...)
}

// tellProblems prints problems and counts them. Mistakes are an error.
func (e env) tellProblems(all playbook.Problems) error {
	mistakes, warnings := 0, 0
	for _, p := range all {
		if p.Warning {
			warnings++
		} else {
			mistakes++
		}
		if !e.flags.json {
			e.print("%s\n", lines(p.String()))
		}
	}
	if e.flags.json {
		if err := e.json(problemsOf(all)); err != nil {
			return err
		}
	}
	result := fmt.Sprintf("%s, %s", words.Plural(mistakes, "mistake", "mistakes"), words.Plural(warnings, "warning", "warnings"))
	if mistakes > 0 {
		return checkError{errors.New(result)}
	}
	if !e.flags.json {
		e.say("%s", result)
	}
	return nil
}

// problemsIn returns what is wrong with a playbook.
func problemsIn(lib playbooks.Library, ref string) (playbook.Problems, error) {
	p, err := lib.Open(ref)
	if problems, ok := errors.AsType[playbook.Problems](err); ok {
		return problems, nil
	}
	if err != nil {
		return nil, err
	}
	return playbook.Lint(ref, p), nil
}
