package when_test

import (
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"cordon/playbook/when"
)

// layouts collects every layout of a moment in the program, with the places
// where they stand: whatever prints one is in it without being asked.
func layouts(t testing.TB) map[string]string {
	t.Helper()
	all := map[string]string{time.RFC3339: "time.RFC3339", time.DateTime: "time.DateTime", time.TimeOnly: "time.TimeOnly"}
	err := filepath.WalkDir("../..", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		files := token.NewFileSet()
		file, err := parser.ParseFile(files, path, nil, parser.SkipObjectResolution)
		if err != nil {
			return err
		}
		ast.Inspect(file, func(n ast.Node) bool {
			if lit, ok := n.(*ast.BasicLit); ok && lit.Kind == token.STRING {
				if text, _ := strconv.Unquote(lit.Value); strings.Contains(text, "15:04") || strings.Contains(text, "1504") {
					all[text] = files.Position(lit.Pos()).String()
				}
			}
			return true
		})
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 20 {
		t.Fatalf("found %d layouts only: %v", len(all), all)
	}
	return all
}

// ages are how old a moment may be for its layout to say which it is.
func ages(layout string) []time.Duration {
	all := []time.Duration{0, 20 * time.Minute, 5 * time.Hour}
	switch {
	case strings.Contains(layout, "2006"):
		return append(all, 49*time.Hour, 400*24*time.Hour, -72*time.Hour)
	case strings.Contains(layout, "Jan"):
		return append(all, 49*time.Hour, 300*24*time.Hour)
	case strings.Contains(layout, "Mon"):
		return append(all, 49*time.Hour, 6*24*time.Hour-time.Hour)
	}
	return all
}

// precision is the smallest part that a layout shows.
func precision(layout string) time.Duration {
	if strings.Contains(layout, "05") {
		return time.Second
	}
	return time.Minute
}

// TestReadWhatIsPrinted: each time that a screen, a command or a report prints
// can be typed as it stands.
func TestReadWhatIsPrinted(t *testing.T) {
	all := layouts(t)
	tried := 0
	for _, name := range []string{"Europe/Berlin", "UTC", "America/New_York", "Asia/Kolkata", "America/Sao_Paulo", "Pacific/Chatham", "Europe/London"} {
		now := clockAt(t, name, night)
		for _, layout := range slices.Sorted(maps.Keys(all)) {
			for _, age := range ages(layout) {
				at := now.Add(-age).Truncate(precision(layout))
				if strings.HasSuffix(layout, "Z") || strings.HasSuffix(layout, "Z)") || strings.HasSuffix(layout, "UTC") {
					at = at.UTC() // the letter stands for it
				}
				tried++
				if text := at.Format(layout); !reads(text, now, at) {
					got, err := when.Read(text, now)
					t.Errorf("%s prints %q in %s, which reads as %v, %v, want %s", all[layout], text, name, got.Time, err, at)
				}
			}
		}
	}
	t.Logf("%d layouts, %d times", len(all), tried)
}

func reads(text string, now, want time.Time) bool {
	got, err := when.Read(text, now)
	return err == nil && got.Time.Equal(want)
}

// TestReadWhatIsPrintedTwice: lines of the clocks, of deadlines and of the
// header say a moment in two zones.
func TestReadWhatIsPrintedTwice(t *testing.T) {
	now := clockAt(t, "Europe/Berlin", night)
	at := now.Add(-20 * time.Minute).Truncate(time.Minute)
	utc := at.UTC()
	for _, text := range []string{
		at.Format("Mon 2006-01-02 15:04 MST") + " = " + utc.Format("Mon 15:04 UTC"),
		at.Format("Mon 02 Jan 2006 15:04 MST") + " = " + utc.Format("15:04Z"),
		at.Format("Mon 15:04 MST") + " / " + utc.Format("15:04Z"),
		at.Format("Mon 2 Jan 15:04 MST") + utc.Format("  (15:04Z)"),
		"= " + at.Format("Mon 2006-01-02 15:04 -07:00"),
	} {
		if got, err := when.Read(text, now); err != nil || !got.Time.Equal(at) {
			t.Errorf("Read(%q) = %v, %v, want %s", text, got, err, at)
		}
	}
}

// TestReadWhatIsPrintedInTheRepeatedHour: where the zone stands with a time, it
// says which of two it is.
func TestReadWhatIsPrintedInTheRepeatedHour(t *testing.T) {
	now := clockAt(t, "Europe/Berlin", "2026-10-25T09:00:00+01:00")
	for _, layout := range []string{"Mon 2006-01-02 15:04 MST", "Mon 02 Jan 2006 15:04 MST", "15:04 MST", "2006-01-02 15:04:05 -07:00", time.RFC3339} {
		for _, instant := range []string{"2026-10-25T02:30:00+02:00", "2026-10-25T02:30:00+01:00"} {
			at := clockAt(t, "Europe/Berlin", instant)
			if text := at.Format(layout); !reads(text, now, at) {
				got, err := when.Read(text, now)
				t.Errorf("Read(%q) = %v, %v, want %s", text, got, err, at)
			}
		}
	}
}

// FuzzRead: a time that was understood reads the same however it is printed, and
// what is refused is refused in words that no terminal obeys.
func FuzzRead(f *testing.F) {
	for _, s := range []string{
		"now", "-15m", "-1d2h", "03:10", "23:50", "Fri 03:10", "Nov 27 03:14:00", "2026-10-25 02:30", "2026-03-29 02:30", "2026-11-21T02:11:40Z",
		"Sat 2026-11-21 03:11 +01:00", "-1ns", "24:00", "00:00:60", "20261127T031400Z", "03/04/2026 10:00", "1795745640", "1795745640123",
		"Fri, 27 Nov 2026 03:14:00 GMT", "[27/Nov/2026:03:14:00 +0100]", "Fri 2026-11-27 03:14 CET = Fri 02:14 UTC", "3:10pm", "yesterday 03:10",
	} {
		f.Add(s, int64(1795745647))
		f.Add(s, int64(1793005800))
	}
	berlin := zone(f, "Europe/Berlin")
	whole := []string{time.RFC3339, "2006-01-02 15:04:05 -07:00", "Mon 2006-01-02 15:04:05 -07:00", time.RFC1123Z, "20060102T150405Z0700", "Mon Jan 2 15:04:05 2006 -0700"}
	f.Fuzz(func(t *testing.T, s string, unix int64) {
		now := time.Unix(unix%(1<<34), 0).In(berlin)
		got, err := when.Read(s, now)
		if err != nil {
			if strings.ContainsFunc(err.Error(), func(r rune) bool { return r < ' ' || r == 0x7f }) {
				t.Errorf("Read(%q) = %q", s, err)
			}
			return
		}
		for _, layout := range whole {
			text := got.Time.Format(layout)
			again, err := when.Read(text, now)
			if err != nil || !again.Time.Equal(got.Time) || again.Note != "" || again.Time.Format(time.RFC3339) != got.Time.Format(time.RFC3339) {
				t.Errorf("Read(%q) = %s, which reads as %v, %v", s, text, again, err)
			}
		}
	})
}
