package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"
)

func newManCmd(e env) *cobra.Command {
	cmd := newCmd("man", "Print the manual page",
		"Print the manual page: every command with its flags, the exit codes, the environment.",
		"  cordon man | man -l -\n  cordon man > /usr/local/share/man/man1/cordon.1")
	cmd.Args = takes(0, 0)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		_, err := e.out.WriteString(manPage(cmd.Root()))
		return err
	}
	return cmd
}

// A roff is a manual page being written.
type roff struct{ strings.Builder }

// manPage writes the one page of the whole program, from the same commands
// that the help is made of.
func manPage(root *cobra.Command) string {
	var r roff
	r.line(`.TH CORDON 1 "" "cordon" "User Commands"`)
	r.section("NAME")
	r.text("cordon - " + strings.ToLower(root.Short[:1]) + root.Short[1:])
	r.section("SYNOPSIS")
	r.line(".B cordon\n[COMMAND] [FLAGS]")
	r.section("DESCRIPTION")
	r.text(root.Long)
	for _, g := range root.Groups() {
		r.section(strings.ToUpper(g.Title))
		r.commands(root, g.ID)
	}
	r.section("FLAGS OF ALL COMMANDS")
	r.literal(root.LocalFlags().FlagUsages())
	return r.String()
}

// commands writes the commands of a group and those below them.
func (r *roff) commands(parent *cobra.Command, group string) {
	for _, cmd := range parent.Commands() {
		switch {
		case cmd.Hidden || cmd.GroupID != group:
			continue
		case !cmd.Runnable(): // a topic
			r.heading(cmd.Short)
		default:
			r.heading(strings.TrimPrefix(cmd.UseLine(), "cordon "))
		}
		r.text(about(cmd))
		if flags := cmd.LocalNonPersistentFlags().FlagUsages(); flags != "" {
			r.literal(flags)
		}
		if cmd.Example != "" {
			r.line(".PP\nExample:")
			r.literal(cmd.Example)
		}
		r.commands(cmd, "")
	}
}

func (r *roff) section(title string) { r.line(".SH " + escapeRoff(title)) }
func (r *roff) heading(title string) { r.line(".SS " + escapeRoff(title)) }

// text writes paragraphs. What is indented stays as it is.
func (r *roff) text(text string) {
	for part := range strings.SplitSeq(strings.Trim(text, "\n"), "\n\n") {
		if strings.HasPrefix(part, "  ") {
			r.literal(part)
			continue
		}
		r.line(".PP")
		for line := range strings.SplitSeq(part, "\n") {
			r.line(escapeRoff(line))
		}
	}
}

// literal writes lines as they are.
func (r *roff) literal(text string) {
	r.line(".PP\n.nf")
	for line := range strings.SplitSeq(strings.Trim(text, "\n"), "\n") {
		r.line(escapeRoff(line))
	}
	r.line(".fi")
}

func (r *roff) line(line string) { fmt.Fprintln(r, line) }

// escapeRoff writes a line so that nothing in it is an order to roff.
func escapeRoff(line string) string {
	line = strings.NewReplacer(`\`, `\e`, "-", `\-`, "'", `\(aq`).Replace(line)
	if strings.HasPrefix(line, ".") {
		return `\&` + line
	}
	return line
}
