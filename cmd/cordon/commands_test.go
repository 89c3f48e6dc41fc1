package main

import (
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"github.com/spf13/cobra"
)

// commands returns every command that can be run, topics left out.
func commands(t *testing.T) []*cobra.Command {
	t.Helper()
	e := system()
	e.flags = &flags{}
	var all []*cobra.Command
	var visit func(*cobra.Command)
	visit = func(cmd *cobra.Command) {
		for _, c := range cmd.Commands() {
			if c.Runnable() {
				all = append(all, c)
			}
			visit(c)
		}
	}
	visit(newRootCmd(e))
	return all
}

// TestEveryCommandHasAScript wants each command in a script of its group: for step
// add that is step.txtar, or one like step-add.txtar.
func TestEveryCommandHasAScript(t *testing.T) {
	for _, cmd := range commands(t) {
		path := strings.TrimPrefix(cmd.CommandPath(), "cordon ")
		group, _, _ := strings.Cut(path, " ")
		scripts, err := filepath.Glob(filepath.Join("testdata", "script", group+"*.txtar"))
		if err != nil {
			t.Fatal(err)
		}
		runs := func(file string) bool {
			script, err := os.ReadFile(file)
			return err == nil && strings.Contains(string(script), " cordon "+path)
		}
		if !slices.ContainsFunc(scripts, runs) {
			t.Errorf("no script runs cordon %s", path)
		}
	}
}

// TestHelp holds the help of every command to its form: a line that fits, a
// text that fits, an example, and a meaning for every flag in its usage.
func TestHelp(t *testing.T) {
	for _, cmd := range commands(t) {
		path := cmd.CommandPath()
		if len(cmd.Short) > 60 || strings.HasSuffix(cmd.Short, ".") {
			t.Errorf("%s: the short help is %q", path, cmd.Short)
		}
		if !strings.Contains(cmd.Example, "cordon ") {
			t.Errorf("%s has no example", path)
		}
		for line := range strings.Lines(helpText(cmd)) {
			if len(line) > 120 {
				t.Errorf("%s: a line of the help is too long: %s", path, line)
			}
		}
		for _, word := range strings.FieldsFunc(cmd.Use, func(r rune) bool { return strings.ContainsRune(" []|()", r) }) {
			if name, ok := strings.CutPrefix(word, "--"); ok && cmd.Flag(name) == nil && cmd.Root().PersistentFlags().Lookup(name) == nil {
				t.Errorf("%s has no flag --%s", path, name)
			}
		}
	}
}

// TestUsage holds the usage to the contract, word for word.
func TestUsage(t *testing.T) {
	want := []string{
		"cordon start PLAYBOOK [--title T] [--drill] [--no-tui] [--profile WHEN]",
		"cordon resume [RUN]",
		"cordon review RUN|FILE [--anyway]",
		"cordon ls [--open|--closed] [--json]",
		"cordon show RUN [--tonight] [--anyway] [--json]",
		"cordon status [RUN] [--json|--short|--update] [--check]",
		"cordon step done RUN STEP [--reason R] [--at TIME]",
		"cordon step reopen RUN STEP [--reason R] [--at TIME]",
		"cordon step skip RUN STEP [--reason R] [--at TIME]",
		"cordon step block RUN STEP [--reason R] [--at TIME]",
		"cordon step unblock RUN STEP [--reason R] [--at TIME]",
		"cordon step fail RUN STEP [--reason R] [--at TIME]",
		"cordon check RUN STEP N [--clear]",
		"cordon note RUN [STEP] (-m TEXT | -F FILE|-) [--at TIME]",
		"cordon record RUN FACT=VALUE... [--because TEXT] [--at TIME]",
		"cordon evidence add RUN STEP PATH... [--name N] [--desc D] [--keep] [--at TIME]",
		"cordon evidence ls RUN",
		"cordon evidence verify RUN",
		"cordon clock ls RUN [--anyway] [--json]",
		"cordon clock show RUN CLOCK [--json]",
		"cordon clock add RUN RULE [--from FACT] [--at TIME]",
		"cordon clock start RUN CLOCK --at TIME [--because TEXT]",
		"cordon clock correct RUN CLOCK --at TIME [--because TEXT]",
		"cordon clock confirm RUN CLOCK [--because TEXT] [--at TIME]",
		"cordon clock file RUN CLOCK [--at TIME] [--reference REF] [--filed-by NAME] [--because REASONS]",
		"cordon clock waive RUN CLOCK --because TEXT [--at TIME]",
		"cordon clock ics RUN [-o FILE]",
		"cordon message ls RUN [--json]",
		"cordon message show RUN MESSAGE [--json]",
		"cordon message edit RUN MESSAGE [-F FILE|-]",
		"cordon message redraft RUN MESSAGE",
		"cordon message write RUN MESSAGE -o FILE",
		"cordon message sent RUN MESSAGE --channel HOW [--to WHOM] [-F FILE|-] [--because WHY] [--at TIME]",
		"cordon add RUN PLAYBOOK",
		"cordon incident RUN NAME",
		"cordon role RUN ROLE NAME [--at TIME]",
		"cordon handover RUN [NAME] [-m TEXT] [--at TIME]",
		"cordon undo RUN [--seq N]",
		"cordon redo RUN",
		"cordon close RUN [--reason R] [--at TIME]",
		"cordon reopen RUN --reason R [--at TIME]",
		"cordon timeline RUN [--raw headers|bodies] [--anyway] [--json]",
		"cordon verify (RUN|FILE | --all) [--record]",
		"cordon backup -o FILE",
		"cordon salvage FILE -o NEW",
		"cordon report RUN|FILE -f html|md|json|csv [-o FILE] [--executive|--full|--page]",
		"cordon playbook print PLAYBOOK [-o FILE]",
		"cordon export RUN -o FILE [--sign KEY] [--to RECIPIENT] [--withhold SELECTOR]",
		"cordon seal RUN --sign KEY [--signer NAME]",
		"cordon import FILE",
		"cordon withhold RUN SEQ --reason R",
	}
	have := map[string]bool{}
	for _, cmd := range commands(t) {
		have[strings.TrimSuffix(cmd.UseLine(), " [--force]")] = true
	}
	for _, use := range want {
		if !have[use] {
			t.Errorf("no command has the usage %s", use)
		}
	}
}
