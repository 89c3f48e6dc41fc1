// Command cordon walks a responder through a breach playbook, writes down
// every action the moment it happens, and lets a team lead review the finished
// run.
//
// # How the commands are built
//
// Each command is a function from an [env] to a [cobra.Command], in a file of
// its own: an options struct, and a plain function that does the work. An env
// is the whole world a command may touch, so a test can hand it another one.
// Commands hold no logic: what may happen is decided by package run, what is
// on disk by package store, and what is on paper by package report.
//
// # What goes where
//
// Standard output carries data and nothing else; words go to standard error.
// What people read has been made harmless for a terminal by package inert,
// at the one place that writes it. Data for programs is JSON, in ASCII as far
// as a terminal could obey it.
//
// # To add a command
//
// Write its function in a file of its own and hang it into newRootCmd, or into
// the function of its group. Give it an example, and its group a script in
// testdata/script: TestEveryCommandHasAScript and TestHelp fail without. What it
// says of a run comes from package words; a skin that lists states also wants a
// row in the tables of words_test.go.
package main

import (
	"os"
	_ "time/tzdata" // --tz works also where the system has no zones, as on Windows

	"github.com/spf13/cobra"

	"cordon/cmd/cordon/internal/alone"
)

func main() {
	alone.Restore()
	heedLimits()
	tuneCobra()
	os.Exit(cordonMain(system(), os.Args[1:]))
}

// tuneCobra sets what cobra keeps for the whole process: a double click on
// Windows opens the screens, and commands are listed in the order of use.
func tuneCobra() {
	cobra.MousetrapHelpText = ""
	cobra.EnableCommandSorting = false
}
