package report_test

import (
	"bytes"
	"encoding/csv"
	"strings"
	"testing"
	"time"

	"cordon/playbook/inert"
	"cordon/playbook/report"
	"cordon/playbook/run"
)

// rowsOf reads the CSV of a run back.
func rowsOf(t *testing.T, r run.Run) [][]string {
	t.Helper()
	var buf bytes.Buffer
	if err := report.CSV(&buf, r); err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(&buf).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return rows
}

func TestCSV(t *testing.T) {
	r := rich(t)
	var buf bytes.Buffer
	if err := report.CSV(&buf, r); err != nil {
		t.Fatal(err)
	}
	golden(t, "rich.csv.golden", []byte(strings.ReplaceAll(buf.String(), "\r\n", "\n")))
	rows := rowsOf(t, r)
	if len(rows) != len(r.Entries())+1 {
		t.Fatalf("%d rows for %d entries", len(rows)-1, len(r.Entries()))
	}
	for i, e := range r.Entries() {
		at, err := time.Parse(time.RFC3339, rows[i+1][2])
		if err != nil || !at.Equal(e.At) {
			t.Errorf("entry %d is at %s, want %s", e.Seq, rows[i+1][2], e.At)
		}
	}
}

// TestCSVRunsNothing: whatever was typed, no cell begins like a formula, and the
// text is all there.
func TestCSVRunsNothing(t *testing.T) {
	formulas := []string{
		`=HYPERLINK("https://evil.example","x")`, "+1+1", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1+1", "\n=1+1", "=cmd|' /C calc'!A0", ` =1+1`, `"=1+1`, `'=1+1`,
		"\u00a0=1+1", "＝1+1", "＋1", "－1", "＠x", "|calc", "%x", "\ufeff=1+1", "\u200b=1+1", "\x00=1+1", "a\n=1+1", "a,b", `a"b`, "a\r\nb",
	}
	for _, evil := range append(hostile(), formulas...) {
		r := everywhere(t, evil)
		found := false
		for _, row := range rowsOf(t, r)[1:] {
			for i, c := range row {
				start := strings.TrimLeft(c, " \u00a0\u3000\"")
				if start != "" && strings.ContainsAny(start[:1], "=+-@\t\r\n|%") {
					t.Errorf("%q: the cell %d begins with %q", evil, i, start)
				}
				if strings.ContainsFunc(c, func(r rune) bool { return r != '\n' && (r < ' ' || 0x7f <= r && r < 0xa0) }) {
					t.Errorf("%q leaves a control character in the cell %q", evil, c)
				}
			}
			// In the journal what is no UTF-8 is the sign for that.
			found = found || row[7] == "note-added" && strings.Contains(squeeze(row[0]), squeeze(inert.Text(string([]rune(strings.Trim(evil, " \t\n"))))))
		}
		if !found {
			t.Errorf("the note %q is not there", evil)
		}
	}
}

func TestCSVWriteError(t *testing.T) {
	if err := report.CSV(broken{}, drill(t)); err == nil {
		t.Error("CSV hides that the write failed")
	}
}
