package main

import (
	"cordon/playbook/words"
	"cordon/playbooks"
	"cordon/tui"
	"cordon/tui/terminal"
)

// checkPlaybooks says whether the person's own playbooks can be used.
func checkPlaybooks(e env, _ terminal.Answers) []tui.Check {
	const name = "playbooks"
	all, err := e.library().List()
	if err != nil {
		return one(name, tui.CheckBad, "Your own cannot be read: "+inALine(err)+" Those of the program are there.", "")
	}
	own, broken := 0, ""
	for _, p := range all {
		if p.Source == playbooks.IsEmbedded {
			continue
		}
		if own++; len(p.Problems) > 0 && broken == "" {
			broken = inALine(p.Problems)
		}
	}
	shipped := plural(len(all)-own, "playbook", "playbooks") + " of the program"
	switch {
	case broken != "":
		return one(name, tui.CheckBad, broken, "Until it is right it cannot be started: cordon playbook lint FILE.")
	case own == 0:
		return one(name, tui.CheckOK, shipped+", none of your own.", "")
	}
	return one(name, tui.CheckOK, shipped+", "+plural(own, "of your own", "of your own")+", which can be used.", "")
}

func plural(n int, one, many string) string { return words.Plural(n, one, many) }
