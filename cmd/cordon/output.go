package main

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"cordon/playbook/inert"
	"cordon/playbook/report"
	"cordon/playbook/run"
	"cordon/playbook/words"
)

// This file is the only one that writes. The rules are:
//
//   - print writes data to standard output, say writes words to standard error;
//   - text that comes in as an argument is made inert, whoever wrote it;
//   - what says that something was recorded is written after it was recorded.

// print writes data for people.
func (e env) print(format string, args ...any) {
	fmt.Fprint(e.out, e.inert(format, args))
}

// say writes words. What was printed before comes before them.
func (e env) say(format string, args ...any) {
	e.out.Flush()
	fmt.Fprintln(e.err, e.inert(format, args))
}

// json writes data for programs.
func (e env) json(v any) error { return report.Encode(e.out, v) }

// lines is text that may have more than one line.
type lines string

// inert formats text so that no terminal obeys it. Strings become single
// lines; lines and errors keep theirs.
func (e env) inert(format string, args []any) string {
	for i, arg := range args {
		switch arg := arg.(type) {
		case string:
			args[i] = inert.Line(arg)
		case lines:
			args[i] = inert.Text(string(arg))
		case error:
			args[i] = inert.Text(arg.Error())
		}
	}
	text := fmt.Sprintf(format, args...)
	if e.flags.ascii {
		text = inert.ASCII(text)
	}
	return text
}

// A table lines up rows in columns. The last column is as wide as it likes,
// and the place for what people typed.
type table [][]string

func (t *table) row(cells ...string) { *t = append(*t, cells) }

// without returns the table without a column.
func (t table) without(column int) table {
	var rest table
	for _, row := range t {
		rest.row(slices.Delete(slices.Clone(row), column, column+1)...)
	}
	return rest
}

// table prints rows, one a line.
func (e env) table(rows table) {
	widths := rows.widths()
	for _, row := range rows {
		var line strings.Builder
		for i, cell := range row {
			cell = inert.Line(cell)
			if i < len(row)-1 {
				cell = inert.Pad(cell, widths[i]) + "  "
			}
			line.WriteString(cell)
		}
		e.print("%s\n", strings.TrimRight(line.String(), " "))
	}
}

func (t table) widths() []int {
	var widths []int
	for _, row := range t {
		for i, cell := range row {
			if i == len(widths) {
				widths = append(widths, 0)
			}
			widths[i] = max(widths[i], inert.Width(inert.Line(cell)))
		}
	}
	return widths
}

// day, second and moment write times for people, in their zone.
func (e env) day(t time.Time) string    { return t.In(e.zone()).Format("2006-01-02 15:04") }
func (e env) second(t time.Time) string { return t.In(e.zone()).Format(time.DateTime) }
func (e env) moment(t time.Time) string { return t.In(e.zone()).Format(momentLayout) }

// inZone is the head of a column of times that do not say their zone: it says it
// for all of them.
func (e env) inZone(head string, times ...time.Time) string {
	return head + " (" + e.zoneOf(times...) + ")"
}

// zoneOf names the zone in which times are shown: by the place, or as the times call
// it where the place has no name.
func (e env) zoneOf(times ...time.Time) string {
	zone := e.zone()
	if strings.Contains(zone.String(), "/") {
		return zone.String()
	}
	var names []string
	for _, t := range times {
		if name := t.In(zone).Format("MST"); !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return strings.Join(names, ", ")
}

// at is when and for whom commands say something: now, for the person at the
// terminal, with moments written as given. In a drill, now is that of its story.
func (e env) at(r run.Run, moment func(time.Time) string) words.At {
	return words.At{Now: r.Moment(e.now()), Zone: e.zone(), Run: r, Moment: moment}
}

// exactly writes a moment as [env.moment] does, and in UTC.
func (e env) exactly(t time.Time) string {
	if e.zone() == time.UTC {
		return e.moment(t)
	}
	return e.moment(t) + " = " + t.UTC().Format("Mon 15:04 UTC")
}

// line prints a line of package words behind its label, and its items below.
func (e env) line(indent string, l words.Line) {
	if len(l.Items) == 0 {
		e.labelled(indent, l.Label, l.Text)
		return
	}
	e.print(indent+"%s\n", strings.TrimRight(l.Label+": "+l.Text, " "))
	bullet := "- "
	if l.Ticks {
		bullet = "[ ] "
	}
	for _, item := range l.Items {
		e.print(indent+"%s%s\n", bullet, item)
	}
}

// mark is the sign of a state in three characters.
func mark(s words.Sign) string {
	switch s {
	case words.Done:
		return "[x]"
	case words.Skipped:
		return "[-]"
	case words.Blocked:
		return "[!]"
	case words.Failed:
		return "[X]"
	case words.NotApplicable:
		return "[/]"
	case words.Waiting, words.Look:
		return "[?]"
	}
	return "[ ]"
}
