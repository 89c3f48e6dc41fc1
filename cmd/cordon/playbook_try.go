package main

import (
	"errors"
	"fmt"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"cordon/playbook"
	"cordon/playbook/scenario"
	"cordon/playbook/words"
	"cordon/playbooks"
)

func newPlaybookTestCmd(e env) *cobra.Command {
	var printed bool
	cmd := newCmd("test FILE... [--print] [--json]", "Try playbooks out with scenarios",
		`Try playbooks out. A scenario is a YAML file beside a playbook that says: these
facts, so these steps, these deadlines, these drafts. Every deviation is named
with its place, all at once; the exit code is then 5. With --print you see how a
scenario comes out, in the form of its key expect. A playbook that a scenario
names by a path is looked for beside the scenario.`,
		"  cordon playbook test scenarios/breach.yaml\n  cordon playbook test scenarios/*.yaml --json\n  cordon playbook test scenarios/breach.yaml --print")
	cmd.Args = func(_ *cobra.Command, args []string) error {
		if len(args) == 0 {
			return usagef("FILE is missing: name a scenario, as in cordon playbook test scenarios/breach.yaml")
		}
		return nil
	}
	cmd.Flags().BoolVar(&printed, "print", false, "print how each scenario comes out")
	cmd.RunE = func(_ *cobra.Command, args []string) error { return testPlaybooks(e, args, printed) }
	return cmd
}

// A trial is what became of one scenario, in JSON.
type trial struct {
	File       string              `json:"file"`
	Playbook   string              `json:"playbook"`
	About      string              `json:"about"`
	OK         bool                `json:"ok"`
	Problems   []problem           `json:"problems"`         // why it could not be played
	Deviations []deviationDocument `json:"deviations"`       // what came out otherwise
	Expect     string              `json:"expect,omitempty"` // with --print, as YAML

	shown []string // the same for people
}

// A deviationDocument is a deviation in JSON.
type deviationDocument struct {
	problem
	Want string `json:"want"`
	Got  string `json:"got"`
}

func testPlaybooks(e env, files []string, printed bool) error {
	trials := []trial{}
	failed := 0
	for _, file := range files {
		t, err := e.try(file, printed)
		if err != nil {
			return err
		}
		if !t.OK {
			failed++
		}
		if !e.flags.json {
			e.tell(t)
		}
		trials = append(trials, t)
	}
	if e.flags.json {
		if err := e.json(trials); err != nil {
			return err
		}
	}
	if failed > 0 {
		return checkError{fmt.Errorf("%d of %s failed", failed, words.Plural(len(files), "scenario", "scenarios"))}
	}
	return nil
}

// tell prints what became of a scenario: a line as data, what is wrong as
// words. Before YAML the line is a comment.
func (e env) tell(t trial) {
	result := "ok"
	if !t.OK {
		result = "failed"
	}
	if t.Expect != "" {
		result = "# " + result
	}
	e.print("%s  %s\n", result, t.File)
	e.print("%s", lines(t.Expect))
	for _, text := range t.shown {
		e.say("%s", lines(text))
	}
}

// try plays the scenario of a file. The error says why the file cannot be
// read; what is wrong with a scenario or its playbook is in the trial.
func (e env) try(file string, printed bool) (trial, error) {
	t := trial{File: file, Problems: []problem{}, Deviations: []deviationDocument{}}
	source, err := playbooks.ReadFile(file)
	if err != nil {
		return t, err
	}
	s, report, err := e.play(file, source)
	if s != nil {
		t.Playbook, t.About = s.Playbook, s.About
	}
	if problems, ok := errors.AsType[playbook.Problems](err); ok {
		t.Problems = problemsOf(problems)
		t.shown = []string{problems.Error()}
		return t, nil
	}
	if err != nil {
		return t, err
	}
	for _, d := range report.Deviations {
		t.Deviations = append(t.Deviations, deviationDocument{problemsOf(playbook.Problems{d.Problem})[0], d.Want, d.Got})
		t.shown = append(t.shown, d.String())
	}
	t.OK = len(report.Deviations) == 0
	if printed {
		var b strings.Builder
		err = scenario.Print(&b, report)
		t.Expect = b.String()
	}
	return t, err
}

func (e env) play(file string, source []byte) (*scenario.Scenario, scenario.Report, error) {
	s, err := scenario.Parse(file, source)
	if err != nil {
		return nil, scenario.Report{}, err
	}
	book, err := e.library().Open(beside(file, s.Playbook))
	if notFound(err) {
		err = s.WithoutPlaybook(err)
	}
	if err != nil {
		return s, scenario.Report{}, err
	}
	report, err := scenario.Run(s, book)
	return s, report, err
}

// beside reads a path as it is written in a file. An id stays what it is.
func beside(file, ref string) string {
	if playbooks.IsPath(ref) && !filepath.IsAbs(ref) {
		return filepath.Join(filepath.Dir(file), filepath.FromSlash(ref))
	}
	return ref
}
