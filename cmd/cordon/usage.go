package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"cordon/playbook"
)

// newCmd makes a command. use is the whole of its usage but the names of the
// commands above it.
func newCmd(use, short, long, example string) *cobra.Command {
	return &cobra.Command{
		Use: use, Short: short, Long: long, Example: example,
		DisableFlagsInUseLine: true,
	}
}

// newGroup makes a command that only holds others. Called by itself it prints
// its help, as words.
func newGroup(e env, use, short, long, example string, commands ...*cobra.Command) *cobra.Command {
	cmd := newCmd(use, short, long, example)
	cmd.Args = cobra.ArbitraryArgs
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if len(args) > 0 {
			return unknownCommand(cmd, args[0])
		}
		fmt.Fprint(e.err, helpText(cmd))
		return exitStatus(exitUsage)
	}
	cmd.AddCommand(commands...)
	return cmd
}

// takes wants at least least arguments and at most most; -1 is any number.
func takes(least, most int) cobra.PositionalArgs {
	return func(cmd *cobra.Command, args []string) error {
		switch {
		case len(args) < least:
			return usagef("%s is missing", strings.Fields(cmd.Use)[1+len(args)])
		case most >= 0 && len(args) > most:
			return usagef("%q is one too many", args[most])
		}
		return nil
	}
}

// notBoth refuses flags of which one at most is given.
func notBoth(cmd *cobra.Command, names ...string) error {
	first := ""
	for _, name := range names {
		switch {
		case !cmd.Flags().Changed(name):
		case first != "":
			return usagef("give --%s or --%s, not both", first, name)
		default:
			first = name
		}
	}
	return nil
}

// unknownCommand says that parent has no such command, and which one may have
// been meant. It is never run by guess.
func unknownCommand(parent *cobra.Command, name string) error {
	var names []string
	for _, cmd := range parent.Commands() {
		if !cmd.Hidden {
			names = append(names, cmd.Name())
		}
	}
	return usagef("there is no command %q%s", strings.TrimPrefix(parent.CommandPath()+" "+name, "cordon "), meant(name, names))
}

// flagError words an error of the flags, with a suggestion.
func flagError(cmd *cobra.Command, err error) error {
	unknown, ok := err.(*pflag.NotExistError)
	if !ok || unknown.GetSpecifiedShortnames() != "" {
		return usageError{err}
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) { names = append(names, f.Name) })
	name := unknown.GetSpecifiedName()
	near, ok := playbook.Nearest(name, names)
	if !ok {
		return usagef("there is no flag --%s", name)
	}
	return usagef("there is no flag --%s: did you mean --%s?", name, near)
}

// meant returns a suggestion for a name that does not exist, or nothing.
func meant(name string, names []string) string {
	if near, ok := playbook.Nearest(name, names); ok {
		return fmt.Sprintf(": did you mean %q?", near)
	}
	return ""
}
