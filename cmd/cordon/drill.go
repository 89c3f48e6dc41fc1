package main

import (
	"github.com/spf13/cobra"
)

func newDrillCmd(e env) *cobra.Command {
	return newGroup(e, "drill COMMAND", "Practise: a scenario whose messages arrive while you work",
		`A drill is a YAML file: a scenario whose messages arrive on the usual screens
while you work through a playbook. It has a clock of its own, and at the end a
sheet says what was met. Some ship inside cordon; your own lie in the folder that
cordon paths names. A drill is marked DRILL everywhere and counts nowhere.`,
		`  cordon drill ls
  cordon drill start forum-dump
  cordon drill score k7m2`,
		newDrillLsCmd(e), newDrillNewCmd(e), newDrillLintCmd(e), newDrillStartCmd(e), newDrillNextCmd(e), newDrillPauseCmd(e), newDrillScoreCmd(e))
}
