package main

import (
	"strings"

	"github.com/spf13/cobra"

	"cordon/playbook"
	"cordon/playbook/report"
)

func newOrganisationShowCmd(e env) *cobra.Command {
	cmd := newCmd("show [--json]", "Show the profile of your organisation",
		`Show what the profile of your organisation says, and its digest. Runs name the
profile they use by that digest and keep its text.`,
		"  cordon organisation show\n  cordon organisation show --json | jq .people")
	cmd.Args = takes(0, 0)
	cmd.RunE = func(*cobra.Command, []string) error { return showOrganisation(e) }
	return cmd
}

func showOrganisation(e env) error {
	o, err := e.profile()
	if err != nil {
		return err
	}
	if e.flags.json {
		return e.json(struct {
			SchemaVersion int    `json:"schema_version"`
			Path          string `json:"path"`
			report.Organisation
		}{report.SchemaVersion, e.orgPath(), report.OrganisationOf(o)})
	}
	e.print("%s\n", o.Name)
	e.print("profile   %s\n", e.orgPath())
	e.print("SHA-256   %s\n", o.Digest)
	if o.Zone != "" {
		e.print("zone      %s\n", o.Zone)
	}
	e.showAnswers(o)
	e.showPeople(o)
	e.showPlaces(o)
	for i, c := range o.Clocks {
		if i == 0 {
			e.print("\nOwn deadlines\n")
		}
		e.print("  %s: %s%s\n", c.ID, c.Title, colon(strings.TrimSpace(c.Within+" from "+c.From)))
	}
	return nil
}

func (e env) showAnswers(o *playbook.Organisation) {
	for i, f := range o.Facts {
		if i == 0 {
			e.print("\nAnswers\n")
		}
		because := ""
		if f.Because != "" {
			because = ", because: " + f.Because
		}
		e.print("  %s: %s%s\n", f.ID, f.Text, because)
	}
}

func (e env) showPeople(o *playbook.Organisation) {
	for i, p := range o.People {
		if i == 0 {
			e.print("\nPeople\n")
		}
		e.print("  %s: %s\n", p.Role, p.Reach())
	}
}

func (e env) showPlaces(o *playbook.Organisation) {
	for i, p := range o.Places {
		if i == 0 {
			e.print("\nWhere we file\n")
		}
		e.print("  %s: %s\n", p.Rule, p.Reach())
	}
}
