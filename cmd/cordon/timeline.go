package main

import (
	"errors"
	"fmt"
	"time"

	"github.com/spf13/cobra"

	"cordon/playbook/inert"
	"cordon/playbook/report"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/store"
)

func newTimelineCmd(e env) *cobra.Command {
	how := inspecting{files: copies}
	var raw string
	cmd := newCmd("timeline RUN [--raw headers|bodies] [--anyway] [--json]", "Show every entry of a run",
		`Show every entry of a run in the order in which it was recorded. What was
undone stays, marked (u) with the entry that took it back.

With --raw it prints the lines of the journal as they were hashed, so that the
record can be checked without Cordon: the README has the three lines of shell.
The body of an entry that is withheld is an empty line.`,
		"  cordon timeline k7m2\n  cordon timeline k7m2 --json | jq '.[] | select(.undone)'\n  cordon timeline k7m2 --raw headers > headers.jsonl")
	cmd.Args = takes(1, 1)
	cmd.ValidArgsFunction = e.complete(anyRuns)
	addAnyway(cmd, &how)
	cmd.Flags().StringVar(&raw, "raw", "", "print the `LINES` as they were hashed: headers or bodies")
	cmd.RegisterFlagCompletionFunc("raw", fixed(rawLines()...))
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		if raw != "" {
			return rawTimeline(e, raw, args[0])
		}
		return timeline(e, how, args[0])
	}
	return cmd
}

func timeline(e env, how inspecting, ref string) error {
	in, err := e.inspect(ref, how)
	if err != nil {
		return err
	}
	e.sayRecord(in)
	if err := e.timelineOf(in.run); err != nil {
		return err
	}
	return in.ends()
}

func (e env) timelineOf(r run.Run) error {
	if e.flags.json {
		return e.json(report.Timeline(r))
	}
	var times []time.Time
	for _, entry := range r.Entries() {
		times = append(times, entry.At)
	}
	rows := table{{"ENTRY", e.inZone("WHEN", times...), "BY", "STEP", "WHAT"}}
	for _, entry := range r.Entries() {
		step, text := r.Describe(entry)
		rows.row(fmt.Sprint(entry.Seq), e.second(entry.At), entry.By, step, asides(e, r, entry)+text)
	}
	e.table(rows)
	return nil
}

// rawLines are the values of --raw.
func rawLines() []string { return []string{"headers", "bodies"} }

// rawTimeline prints lines of the journal byte for byte, whatever they are: who
// checks a record by hand wants to see what is there. A terminal gets them
// harmless; nobody hashes what is on a screen.
func rawTimeline(e env, raw, ref string) error {
	if err := oneOf("--raw", raw, rawLines()); err != nil {
		return err
	}
	s := e.look()
	id, err := resolve(s, ref)
	if err != nil {
		return err
	}
	if err := hidesDrill(s, id, raw); err != nil {
		return err
	}
	return s.Journal(id, func(l run.Lines) error {
		line := l.Header
		if raw == "bodies" {
			line = l.Body
		}
		if e.outTTY {
			line = []byte(inert.Line(string(line)))
		}
		e.out.Write(line)
		return e.out.WriteByte('\n')
	})
}

// hidesDrill refuses the bodies of a run that plays a drill while it is played: all
// that is to come stands in the first, and all that is looked at. A run that cannot
// be read plays none.
func hidesDrill(s *store.Store, id, raw string) error {
	r, err := s.Load(id)
	if err != nil || raw != "bodies" || !r.Playing() {
		return nil
	}
	return refusedError{errors.New("the drill goes on, and its first entry holds all that is to come: the bodies show when the run is closed. The headers do now: --raw headers")}
}

// asides says what is special about an entry, before its text.
func asides(e env, r run.Run, entry *run.Entry) string {
	text := ""
	if by := r.UndoneBy(entry.Seq); by != 0 {
		text = fmt.Sprintf("(u: undone by %d) ", by)
	}
	if written := r.Written(entry); words.WrittenLater(r, entry) {
		text += "(recorded " + e.day(written) + ") "
	}
	if entry.ClockBack > 0 {
		text += "(the system clock had moved back) "
	}
	return text
}
