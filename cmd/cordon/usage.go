package main

import (
	"fmt"
	"slices"
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
			return unknownCommand(cmd, args)
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
func unknownCommand(parent *cobra.Command, args []string) error {
	return usagef("there is no command %q%s", strings.TrimPrefix(parent.CommandPath()+" "+args[0], "cordon "), meantCommand(parent, args))
}

// meantCommand returns a suggestion for words that name no command, or nothing.
func meantCommand(parent *cobra.Command, args []string) string {
	names := namesOf(parent)
	for _, arg := range args[1:] { // cordon step RUN done
		if slices.Contains(names, arg) && parent.HasParent() {
			return fmt.Sprintf(": its command comes first, as in %s", below(parent, arg))
		}
	}
	if others := calledElsewhere(parent.Root(), args[0]); len(others) > 0 {
		return fmt.Sprintf(": did you mean %s?", strings.Join(others, " or "))
	}
	if near := otherWord(parent, args[0]); near != "" {
		return fmt.Sprintf(": did you mean %q?", near)
	}
	return meant(args[0], names)
}

// namesOf are the commands below one that help lists.
func namesOf(parent *cobra.Command) []string {
	var names []string
	for _, cmd := range parent.Commands() {
		if !cmd.Hidden {
			names = append(names, cmd.Name())
		}
	}
	return names
}

// below is how a command is called, without the name of the program.
func below(parent *cobra.Command, name string) string {
	return fmt.Sprintf("%q", strings.TrimPrefix(parent.CommandPath()+" "+name, "cordon "))
}

// calledElsewhere returns the commands of that name that stand in another place, as
// step done does for who types done.
func calledElsewhere(root *cobra.Command, name string) (found []string) {
	if slices.Contains(namesOf(root), name) {
		return []string{below(root, name)}
	}
	for _, group := range root.Commands() {
		if !group.Hidden && slices.Contains(namesOf(group), name) {
			found = append(found, below(group, name))
		}
	}
	return found
}

// otherWord returns the command that people call by another word, or nothing.
func otherWord(parent *cobra.Command, word string) string {
	words := map[string]string{"list": "ls"}
	switch parent.CommandPath() {
	case "cordon":
		words = map[string]string{
			"fact": "record", "facts": "record", "decide": "record", "answer": "record",
			"list": "ls", "runs": "ls", "open": "resume", "continue": "resume", "attach": "evidence add",
			"log": "timeline", "history": "timeline", "deadlines": "clock ls", "lead": "role", "org": "organisation",
			"finish": "step done", "complete": "step done",
		}
	case "cordon step":
		words = map[string]string{"finish": "done", "complete": "done", "open": "reopen", "undone": "reopen"}
	case "cordon message":
		words["send"], words["copy"], words["print"] = "sent", "show", "show"
	}
	return words[word]
}

// flagError words an error of the flags, with a suggestion.
func flagError(cmd *cobra.Command, err error) error {
	unknown, ok := err.(*pflag.NotExistError)
	if !ok {
		return usageError{err}
	}
	var names []string
	cmd.Flags().VisitAll(func(f *pflag.Flag) {
		if !f.Hidden {
			names = append(names, f.Name)
		}
	})
	name := unknown.GetSpecifiedName()
	if unknown.GetSpecifiedShortnames() != "" {
		return usagef("there is no flag -%s%s", name, meantFlag(otherFlag(name, names)))
	}
	near := otherFlag(name, names)
	if near == "" {
		near, _ = playbook.Nearest(name, names)
	}
	return usagef("there is no flag --%s%s", name, meantFlag(near))
}

func meantFlag(near string) string {
	if near == "" {
		return ""
	}
	return fmt.Sprintf(": did you mean --%s?", near)
}

// otherFlag returns the flag of a command that takes the words which another
// command takes with the flag that was typed, or nothing.
func otherFlag(name string, names []string) string {
	texts := []string{"reason", "because", "message", "m", "r"}
	if !slices.Contains(texts, name) {
		return ""
	}
	for _, text := range texts {
		if slices.Contains(names, text) {
			return text
		}
	}
	return ""
}

// meant returns a suggestion for a name that does not exist, or nothing.
func meant(name string, names []string) string {
	if near, ok := playbook.Nearest(name, names); ok {
		return fmt.Sprintf(": did you mean %q?", near)
	}
	return ""
}
