package main

import (
	"bytes"
	"path/filepath"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"cordon/playbook/report"
)

type reportOptions struct {
	format    string
	file      string
	force     bool
	executive bool
	full      bool
	page      bool
	how       inspecting
}

// reportFormats are the values of --format.
func reportFormats() []string { return []string{"html", "md", "json", "csv"} }

func newReportCmd(e env) *cobra.Command {
	opts := reportOptions{how: inspecting{files: allFiles}}
	cmd := newCmd("report RUN|FILE -f html|md|json|csv [-o FILE] [--executive|--full|--page] [--force]", "Put a run on paper",
		`Write the report of a run: how it ended and what to look at first, the
deadlines, the run over time, every decision, message, step and file of
evidence, and the timeline. Nothing is left out. The record and the evidence are
checked first, and the report says the result.

md says each thing once: its timeline does not repeat what stands in full in
another part, unless with --full.

html is one file for a browser or a printer: it runs no script and loads
nothing. csv is the timeline alone, for a spreadsheet or a timeline tool such as
Timesketch; no cell of it is a formula. --executive leaves the first page,
deadlines, decisions and lessons. --page is one page to print and to go on with
by hand: the steps that are left, the deadlines that run, and whom to call.

Without --format the ending of the file says which, and otherwise it is md. A
file that exists is not overwritten without --force.`,
		`  cordon report k7m2 -f html -o report.html
  cordon report k7m2 -f html --executive --tz Europe/Berlin -o board.html
  cordon report k7m2 --page -o page.html
  cordon report k7m2 -f json | jq .findings
  cordon report k7m2 -f csv -o timeline.csv`)
	cmd.Args = takes(1, 1)
	cmd.ValidArgsFunction = e.complete(anyRuns)
	cmd.Flags().StringVarP(&opts.format, "format", "f", "md", "`FORMAT` of the report: html, md, json or csv")
	addOutput(cmd, &opts.file, &opts.force)
	addAnyway(cmd, &opts.how)
	cmd.Flags().BoolVar(&opts.executive, "executive", false, "only what somebody who decides has to know")
	cmd.Flags().BoolVar(&opts.full, "full", false, "every entry in the timeline of md, also what stands above")
	cmd.Flags().BoolVar(&opts.page, "page", false, "one page to print, with what is left to do")
	addOpening(cmd, &opts.how)
	cmd.RegisterFlagCompletionFunc("format", fixed(reportFormats()...))
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if !cmd.Flags().Changed("format") {
			if err := opts.chooseFormat(); err != nil {
				return err
			}
		}
		return writeReport(e, opts, args[0])
	}
	return cmd
}

// chooseFormat chooses the format that the name of the file asks for, where nobody
// said which.
func (o *reportOptions) chooseFormat() error {
	ending := strings.ToLower(strings.TrimPrefix(filepath.Ext(o.file), "."))
	switch {
	case o.page:
		o.format = "html"
	case slices.Contains(reportFormats(), ending):
		o.format = ending
	case ending == "htm":
		o.format = "html"
	case ending == "pdf", ending == "docx":
		return usagef("a report is html, md, json or csv, not %s: write html, and print it from a browser", ending)
	}
	return nil
}

func writeReport(e env, opts reportOptions, ref string) error {
	if err := oneOf("--format", opts.format, reportFormats()); err != nil {
		return err
	}
	if opts.executive && opts.format != "html" && opts.format != "md" {
		return usagef("--executive is for html and md: %s always has everything", opts.format)
	}
	if opts.full && (opts.format != "md" || opts.executive) {
		return usagef("--full is for the timeline of md: the others have every entry")
	}
	if opts.page && (opts.format != "html" || opts.executive) {
		return usagef("--page is a page of html of its own: leave out --format and --executive")
	}
	in, err := e.inspect(ref, opts.how)
	if err != nil {
		return err
	}
	text, err := reportOf(e, in, opts)
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

func reportOf(e env, in inspection, opts reportOptions) ([]byte, error) {
	var b bytes.Buffer
	r := in.run
	now := e.now().In(e.zone())
	how := report.Options{
		Findings: r.Findings(e.besides(in)), Zone: e.flags.zone, Now: now, Executive: opts.executive, Full: opts.full, Checked: in.checked,
		Others: e.othersOf(r),
	}
	write := report.Markdown
	switch opts.format {
	case "csv":
		err := report.CSV(&b, r)
		return b.Bytes(), err
	case "json":
		write = report.JSON
	case "html":
		write = report.HTML
		if opts.page {
			write = report.Paper
		}
	}
	err := write(&b, r, how)
	return b.Bytes(), err
}
