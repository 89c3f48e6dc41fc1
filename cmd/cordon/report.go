package main

import (
	"bytes"

	"github.com/spf13/cobra"

	"cordon/playbook/report"
)

type reportOptions struct {
	format string
	file   string
	force  bool
	how    inspecting
}

func newReportCmd(e env) *cobra.Command {
	opts := reportOptions{how: inspecting{files: true}}
	cmd := newCmd("report RUN -f md|json [-o FILE] [--force]", "Put a run on paper",
		`Write the report of a run: what it was and how it ended, what there is to look
at, every step with its notes, facts and evidence, and the whole timeline.
Nothing is left out. A file that exists is not overwritten without --force.`,
		`  cordon report k7m2 -f md -o report.md
  cordon report k7m2 -f json | jq .findings`)
	cmd.Args = takes(1, 1)
	cmd.ValidArgsFunction = e.complete(anyRuns)
	cmd.Flags().StringVarP(&opts.format, "format", "f", "md", "`FORMAT` of the report: md or json")
	cmd.Flags().StringVarP(&opts.file, "output", "o", "-", "`FILE` to write, or - for standard output")
	addAnyway(cmd, &opts.how)
	cmd.Flags().BoolVar(&opts.force, "force", false, "overwrite the file if there is one")
	cmd.RegisterFlagCompletionFunc("format", fixed("md", "json"))
	cmd.RunE = func(_ *cobra.Command, args []string) error { return writeReport(e, opts, args[0]) }
	return cmd
}

func writeReport(e env, opts reportOptions, ref string) error {
	if opts.format != "md" && opts.format != "json" {
		return usagef("the format is md or json, not %q", opts.format)
	}
	in, err := e.inspect(ref, opts.how)
	if err != nil {
		return err
	}
	text, err := reportOf(e, in, opts.format)
	if err != nil {
		return err
	}
	if err := e.deliver(text, opts.file, opts.force); err != nil {
		return err
	}
	e.sayRecord(in)
	e.sayToSend(in)
	return in.ends()
}

func reportOf(e env, in inspection, format string) ([]byte, error) {
	var b bytes.Buffer
	r := in.run
	findings := r.Findings(e.besides(in))
	if format == "json" {
		err := report.JSON(&b, r, findings, e.now())
		return b.Bytes(), err
	}
	err := report.Markdown(&b, r, report.Options{Findings: findings, Zone: e.flags.zone, Now: e.now().In(e.zone())})
	return b.Bytes(), err
}
