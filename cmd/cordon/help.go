package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

func newHelpCmd(e env) *cobra.Command {
	cmd := newCmd("help [COMMAND|TOPIC]", "Show the help of a command, or of a topic", "",
		"  cordon help step done\n  cordon help exit-codes")
	cmd.ValidArgsFunction = completeCommands
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		found, rest, _ := cmd.Root().Find(args)
		if len(rest) > 0 {
			return unknownCommand(found, rest)
		}
		e.out.WriteString(helpText(found))
		if found.Name() == "keys" && found.Parent() == cmd.Root() {
			e.out.WriteString("\n")
			return e.listKeys() // as they are now
		}
		return nil
	}
	return cmd
}

// completeCommands offers the commands below those already typed.
func completeCommands(cmd *cobra.Command, args []string, _ string) ([]cobra.Completion, cobra.ShellCompDirective) {
	parent, rest, _ := cmd.Root().Find(args)
	if len(rest) > 0 {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var found []cobra.Completion
	for _, c := range parent.Commands() {
		if !c.Hidden {
			found = append(found, cobra.CompletionWithDesc(c.Name(), c.Short))
		}
	}
	return found, cobra.ShellCompDirectiveNoFileComp
}

// helpText is the help of a command: what it does, how it is called, an
// example, its flags.
func helpText(cmd *cobra.Command) string {
	var b strings.Builder
	part := func(title, text string) {
		if text = strings.Trim(text, "\n"); text != "" {
			fmt.Fprintf(&b, "\n%s:\n%s\n", title, text)
		}
	}
	b.WriteString(about(cmd) + "\n")
	if cmd.Runnable() {
		part("Usage", "  "+cmd.UseLine())
	}
	for _, g := range groupsOf(cmd) {
		part(g.Title, commandList(cmd, g.ID))
	}
	part("Example", cmd.Example)
	part("Flags", cmd.LocalFlags().FlagUsages())
	if cmd.HasParent() && cmd.Runnable() {
		b.WriteString("\nAll commands also take the flags that cordon --help lists.\n")
	}
	return b.String()
}

func about(cmd *cobra.Command) string {
	if cmd.Long != "" {
		return cmd.Long
	}
	return cmd.Short + "."
}

// groupsOf returns the parts of a command's list of commands.
func groupsOf(cmd *cobra.Command) []*cobra.Group {
	if groups := cmd.Groups(); len(groups) > 0 {
		return groups
	}
	return []*cobra.Group{{Title: "Commands"}}
}

func commandList(cmd *cobra.Command, group string) string {
	var b strings.Builder
	for _, c := range cmd.Commands() {
		if c.GroupID == group && !c.Hidden {
			fmt.Fprintf(&b, "  %-11s  %s\n", c.Name(), c.Short)
		}
	}
	return b.String()
}
