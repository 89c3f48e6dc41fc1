package report

import (
	"encoding/csv"
	"fmt"
	"io"
	"strconv"
	"strings"

	"cordon/playbook/inert"
	"cordon/playbook/run"
)

// csvHead are the columns. The first four are those that timeline tools such as
// Timesketch ask for; they take any others as attributes.
func csvHead() []string {
	return []string{"message", "timestamp", "datetime", "timestamp_desc", "recorded", "entry", "by", "kind", "step", "undone_by", "run"}
}

// CSV writes the timeline of a run as comma-separated values in UTF-8, a row for
// each entry: message, timestamp in microseconds since 1970 UTC, datetime with the
// offset of whoever noted it, and what that time is. What was undone is there,
// with the entry that took it back.
//
// People open such files with spreadsheets, which run what begins like a formula.
// No cell that holds what somebody typed begins so: a quote stands before it,
// which a spreadsheet does not show. Nor is anything in it that a terminal obeys.
func CSV(w io.Writer, r run.Run) error {
	out := csv.NewWriter(w)
	out.UseCRLF = true
	rows := [][]string{csvHead()}
	for i, l := range Timeline(r) {
		e := r.Entries()[i]
		message := l.Text
		if l.Undone {
			message = fmt.Sprintf("(undone by entry %d) %s", l.UndoneBy, message)
		}
		rows = append(rows, []string{
			cell(message), strconv.FormatInt(e.At.UnixMicro(), 10), string(l.At), "Time of the event",
			string(l.Recorded), strconv.FormatUint(l.Seq, 10), cell(l.By), cell(l.Kind), cell(l.Step), number(l.UndoneBy), cell(r.ID()),
		})
	}
	if err := out.WriteAll(rows); err != nil {
		return fmt.Errorf("write CSV: %w", err)
	}
	return nil
}

// number writes a number, or nothing for none.
func number(n uint64) string {
	if n == 0 {
		return ""
	}
	return strconv.FormatUint(n, 10)
}

// formula are the characters with which a cell begins that a spreadsheet runs,
// also in their wide forms, and what it takes off before it looks.
const formula = "=+-@\t\r\n|%＝＋－＠"

// cell writes what somebody typed as a cell that is only text.
func cell(text string) string {
	text = inert.Text(text)
	if first := strings.TrimLeft(text, " \u00a0\u3000\"'"); first != "" && strings.ContainsRune(formula, []rune(first)[0]) {
		return "'" + text
	}
	return text
}
