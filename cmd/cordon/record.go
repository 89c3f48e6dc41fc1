package main

import (
	"slices"
	"strings"
	"unicode/utf8"

	"github.com/spf13/cobra"

	"cordon/playbook/run"
)

type recordOptions struct {
	because string
	at      string
}

func newRecordCmd(e env) *cobra.Command {
	var opts recordOptions
	cmd := newCmd("record RUN FACT=VALUE... [--because TEXT] [--at TIME]", "Record facts and decisions",
		`Record one fact or several. If one of them is not possible, none is recorded.
A decision needs its reason; --because holds for all facts of the command.
A new value replaces the old one, which stays in the record.`,
		`  cordon record k7m2 affected=12400 regions=eu,uk
  cordon record k7m2 aware_at=-20m
  cordon record k7m2 risk=likely --because "passwords were in the dump"`)
	cmd.Args = takes(2, -1)
	cmd.ValidArgsFunction = e.complete(openRuns, factValues)
	cmd.Flags().StringVar(&opts.because, "because", "", "`TEXT` that says why")
	addAt(cmd, &opts.at)
	cmd.RunE = func(_ *cobra.Command, args []string) error { return recordFacts(e, opts, args[0], args[1:]) }
	return cmd
}

func recordFacts(e env, opts recordOptions, ref string, pairs []string) error {
	d, err := e.sitDown(ref, opts.at)
	if err != nil {
		return err
	}
	var decide []run.Intention
	var seen []string
	for i, pair := range pairs {
		name, text, ok := strings.Cut(pair, "=")
		if _, fact := d.run.Book().Fact(pair); fact && i+1 < len(pairs) && !strings.Contains(pairs[i+1], "=") {
			return usagef("%q is not FACT=VALUE: did you mean %s=%s? Nothing was recorded", pair, pair, pairs[i+1])
		}
		if !ok {
			return usagef("%q is not FACT=VALUE; nothing was recorded", pair)
		}
		if slices.Contains(seen, name) {
			return usagef("%s is there twice; nothing was recorded", name)
		}
		seen = append(seen, name)
		if !utf8.ValidString(text) {
			return usagef("the value of %s is not UTF-8 text; nothing was recorded", name)
		}
		fact, err := d.run.Book().FindFact(name)
		if err != nil {
			return err
		}
		value, err := fact.Parse(text, d.now())
		if err != nil {
			return refusedError{err}
		}
		d.e.sayRead(pair, fact.Show(value), fact.Note(text, d.now()))
		decide = append(decide, run.RecordFact(fact.ID, value, opts.because, asking(d.run, fact.ID)))
	}
	if err := d.would(decide); err != nil {
		return err
	}
	return d.recordAll(decide)
}

// asking returns the id of the step that asks for a fact, the first open one
// if there are several, or "".
func asking(r run.Run, fact string) string {
	first := ""
	for _, s := range r.Steps() {
		switch {
		case !slices.Contains(s.Record, fact):
		case !s.State.Settled():
			return s.ID
		case first == "":
			first = s.ID
		}
	}
	return first
}
