package main

import (
	"bufio"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"cordon/playbook"
)

type newOrganisationOptions struct {
	template bool
	file     string
	force    bool
}

func newOrganisationNewCmd(e env) *cobra.Command {
	var opts newOrganisationOptions
	cmd := newCmd("new [--template] [-o FILE|-] [--force]", "Make a profile of your organisation",
		`Ask ten questions and write the profile of your organisation from the answers.
Every one but the name may be left out. Without a terminal, or with --template,
write a file with comments to fill in. A file that exists is not written over
without --force. Only you may read it.`,
		`  cordon organisation new
  cordon organisation new --template -o -`)
	cmd.Args = takes(0, 0)
	cmd.Flags().BoolVar(&opts.template, "template", false, "ask nothing: write a file to fill in")
	cmd.Flags().StringVarP(&opts.file, "output", "o", "", "`FILE` to write instead, or - for standard output")
	cmd.Flags().BoolVar(&opts.force, "force", false, "write over a file that exists")
	cmd.RunE = func(*cobra.Command, []string) error { return newOrganisation(e, opts) }
	return cmd
}

func newOrganisation(e env, opts newOrganisationOptions) error {
	path := opts.file
	if path == "" {
		path = e.orgPath()
	}
	if _, err := os.Lstat(path); err == nil && path != "-" && !opts.force {
		return refusedError{existsError(path)} // before ten questions are asked
	}
	source := playbook.OrganisationTemplate()
	if !opts.template && e.inTTY && !e.flags.noInput {
		var err error
		if source, err = e.askProfile(); err != nil {
			return err
		}
	}
	if path == "-" {
		return e.deliver(source, path, opts.force)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil { // only the owner may open it
		return err
	}
	if err := e.write(path, source, opts.force); err != nil {
		return err
	}
	if e.flags.json {
		return e.json(struct {
			Path string `json:"path"`
		}{path})
	}
	e.print("%s\n", path)
	e.say("Look through it, then check it: cordon organisation lint")
	return nil
}

// askProfile asks the questions one after the other. Nothing is written before
// the last one is answered.
func (e env) askProfile() ([]byte, error) {
	questions := e.library().ProfileQuestions()
	answers := map[string]string{}
	in := bufio.NewReader(e.in)
	e.say("%d questions. Enter alone leaves one out. Nothing is written before the last.", len(questions))
	for i, q := range questions {
		e.say("\n%d of %d  %s", i+1, len(questions), q.Ask)
		e.say("  %s", q.Hint)
		for _, o := range q.Fact.Options {
			e.say("  %-11s %s", o.ID, o.Label)
		}
		if len(q.Fact.Options) > 0 && q.Fact.Type == playbook.Choices {
			e.say("  Several, separated by commas.")
		}
		answer, err := e.askOne(in, q)
		if err != nil {
			return nil, err
		}
		answers[q.ID] = answer
	}
	return playbook.WriteProfile(questions, answers)
}

// askOne asks until the answer will do.
func (e env) askOne(in *bufio.Reader, q playbook.ProfileQuestion) (string, error) {
	for {
		fmt.Fprint(e.err, "> ")
		answer, err := in.ReadString('\n')
		if err != nil {
			return "", usagef("the questions were not answered to their end; nothing was written")
		}
		answer = strings.TrimSpace(answer)
		wrong := q.Check(answer)
		if wrong == nil {
			return answer, nil
		}
		e.say("  %v", wrong)
	}
}
