package main

import (
	"errors"

	"github.com/spf13/cobra"

	"cordon/playbook"
	"cordon/playbooks"
)

func newOrganisationCmd(e env) *cobra.Command {
	return newGroup(e, "organisation COMMAND", "Write down before an incident what is known then",
		`The profile of your organisation holds what needs no asking at night: where the
people live whose data you have, which special laws bind you, whom to call, where
you file, and deadlines of your own. It is a YAML file; cordon paths names it. A
start shows once what it says, and records it when you say that it still holds.`,
		`  cordon organisation new
  cordon organisation lint
  cordon organisation show`,
		newOrganisationNewCmd(e), newOrganisationShowCmd(e), newOrganisationLintCmd(e), newOrganisationSchemaCmd(e),
		newOrganisationUseCmd(e))
}

// errNoProfile means that there is no profile of the organisation.
var errNoProfile = errors.New("there is no profile of your organisation yet")

// profile returns the profile of the organisation. Without one the error is
// [errNoProfile].
func (e env) profile() (*playbook.Organisation, error) {
	o, err := playbooks.Organisation(e.orgPath())
	if err == nil && o == nil {
		err = errNoProfile
	}
	return o, err
}

func newOrganisationSchemaCmd(e env) *cobra.Command {
	cmd := newCmd("schema", "Print the JSON Schema of profiles",
		`Print the JSON Schema of the format of profiles, for editors that complete and
check YAML by it. Name it in the first line of a profile:

  # yaml-language-server: $schema=organisation.schema.json`,
		"  cordon organisation schema > organisation.schema.json")
	cmd.Args = takes(0, 0)
	cmd.RunE = func(*cobra.Command, []string) error {
		_, err := e.out.Write(playbook.OrganisationSchema())
		return err
	}
	return cmd
}

func newOrganisationLintCmd(e env) *cobra.Command {
	cmd := newCmd("lint [FILE]", "Check a profile for mistakes",
		`Check the profile of your organisation, or another file: all mistakes at once,
each with its place and what may have been meant. Answers, roles and rules are
held against the playbooks and the law at hand. With a mistake the exit code is 5;
warnings alone are fine.`,
		"  cordon organisation lint\n  cordon organisation lint draft.yaml --json")
	cmd.Args = takes(0, 1)
	cmd.ValidArgsFunction = e.complete(anyFile)
	cmd.RunE = func(_ *cobra.Command, args []string) error { return lintOrganisation(e, args) }
	return cmd
}

func lintOrganisation(e env, args []string) error {
	path := e.orgPath()
	if len(args) > 0 {
		path = args[0]
	} else if o, err := playbooks.Organisation(path); o == nil && err == nil {
		return errNoProfile
	}
	found, err := e.library().LintOrganisation(path)
	if err != nil {
		return err
	}
	return e.tellProblems(found)
}
