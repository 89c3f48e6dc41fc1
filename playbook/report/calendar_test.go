package report_test

import (
	"bytes"
	"fmt"
	"regexp"
	"strings"
	"testing"
	"time"
	"unicode/utf8"

	"cordon/playbook/inert"
	"cordon/playbook/report"
	"cordon/playbook/run"
)

// A component is a part of a calendar file: its properties, and its parts.
type component struct {
	name  string
	props map[string][]string
	parts []*component
}

var (
	contentLine = regexp.MustCompile(`^([A-Z-]+):([^\x00-\x08\x0a-\x1f\x7f]*)$`)
	utcTime     = regexp.MustCompile(`^\d{8}T\d{6}Z$`)
	escapedText = regexp.MustCompile(`^(?:[^\\;,]|\\[\\;,nN])*$`)
)

// parseCalendar reads a calendar file as strictly as RFC 5545 is written. It
// knows no parameters, since we write none.
func parseCalendar(t *testing.T, file []byte) *component {
	t.Helper()
	text, ok := strings.CutSuffix(string(file), "\r\n")
	if !ok || !utf8.Valid(file) {
		t.Fatalf("the file does not end with a line end, or is not UTF-8")
	}
	for line := range strings.SplitSeq(text, "\r\n") {
		if len(line) > 75 || strings.ContainsAny(line, "\r\n") || !utf8.ValidString(line) {
			t.Errorf("this line is not one of at most 75 bytes: %q", line)
		}
	}
	top := &component{}
	open := []*component{top}
	for line := range strings.SplitSeq(strings.ReplaceAll(text, "\r\n ", ""), "\r\n") {
		m := contentLine.FindStringSubmatch(line)
		if m == nil {
			t.Fatalf("this is no content line: %q", line)
		}
		here := open[len(open)-1]
		switch name, value := m[1], m[2]; name {
		case "BEGIN":
			part := &component{name: value, props: map[string][]string{}}
			here.parts = append(here.parts, part)
			open = append(open, part)
		case "END":
			if value != here.name {
				t.Fatalf("END:%s ends %s", value, here.name)
			}
			open = open[:len(open)-1]
		default:
			here.props[name] = append(here.props[name], value)
		}
	}
	if len(open) != 1 || len(top.parts) != 1 {
		t.Fatal("the file is not one component that ends")
	}
	return top.parts[0]
}

// once returns the value of a property that is there exactly once.
func (c *component) once(t *testing.T, name string) string {
	t.Helper()
	if len(c.props[name]) != 1 {
		t.Fatalf("%s has %d times %s, want once", c.name, len(c.props[name]), name)
	}
	return c.props[name][0]
}

// text returns the value of a property of type TEXT.
func (c *component) text(t *testing.T, name string) string {
	t.Helper()
	value := c.once(t, name)
	if !escapedText.MatchString(value) {
		t.Fatalf("%s is not escaped: %q", name, value)
	}
	return strings.NewReplacer(`\\`, `\`, `\;`, ";", `\,`, ",", `\n`, "\n").Replace(value)
}

// mustHold checks the names of properties and of parts.
func (c *component) mustHold(t *testing.T, props, parts string) {
	t.Helper()
	for _, name := range strings.Fields(props) {
		c.once(t, name)
	}
	for name := range c.props {
		if !strings.Contains(" "+props+" ", " "+name+" ") {
			t.Errorf("%s has the property %s", c.name, name)
		}
	}
	for _, part := range c.parts {
		if part.name != parts {
			t.Errorf("%s holds %s", c.name, part.name)
		}
	}
}

func calendarOf(t *testing.T, r run.Run, now time.Time) []*component {
	t.Helper()
	var b bytes.Buffer
	deadlines, looks, err := report.Calendar(&b, r, now)
	if err != nil {
		t.Fatal(err)
	}
	n := deadlines + looks
	if n == 0 {
		if b.Len() > 0 {
			t.Errorf("a calendar without an event was written: %q", b.String())
		}
		return nil
	}
	c := parseCalendar(t, b.Bytes())
	if c.name != "VCALENDAR" || c.once(t, "VERSION") != "2.0" {
		t.Errorf("this is no calendar: %+v", c)
	}
	c.mustHold(t, "VERSION PRODID", "VEVENT")
	uids := map[string]bool{}
	for _, event := range c.parts {
		event.mustHold(t, "UID DTSTAMP SEQUENCE DTSTART SUMMARY STATUS DESCRIPTION CLASS TRANSP", "VALARM")
		if !utcTime.MatchString(event.once(t, "DTSTAMP")) || !utcTime.MatchString(event.once(t, "DTSTART")) {
			t.Errorf("the times %v are not in UTC", event.props)
		}
		uids[event.text(t, "UID")] = true
		for _, alarm := range event.parts {
			alarm.mustHold(t, "ACTION DESCRIPTION TRIGGER", "")
			alarm.text(t, "DESCRIPTION")
			if !regexp.MustCompile(`^(-PT[1-9]\d*M|PT0M)$`).MatchString(alarm.once(t, "TRIGGER")) {
				t.Errorf("an alarm rings at %q", alarm.once(t, "TRIGGER"))
			}
		}
	}
	if n != len(c.parts) || n != len(uids) {
		t.Errorf("Calendar() = %d, and there are %d events with %d names", n, len(c.parts), len(uids))
	}
	return c.parts
}

func TestCalendar(t *testing.T) {
	r := record(t, book(t, "book.yaml"))
	r.do("maria", run.Start(r.run.Book(), "Stolen laptop; the CFO's, again", false))
	if events := calendarOf(t, r.run, r.now); events != nil {
		t.Errorf("nothing runs, and there are %d events", len(events))
	}
	r.do("maria", run.StartClock("authority", time.Date(2026, 11, 21, 2, 0, 0, 0, time.FixedZone("", 3600)), ""))
	events := calendarOf(t, r.run, r.now)
	var got []string
	for _, e := range events {
		triggers := ""
		for _, alarm := range e.parts {
			triggers += " " + alarm.once(t, "TRIGGER")
		}
		got = append(got, fmt.Sprintf("%s %s %s %s%s", e.text(t, "UID"), e.once(t, "DTSTART"), e.once(t, "STATUS"), e.text(t, "SUMMARY"), triggers))
	}
	want := []string{
		"k7m2x9qd.authority@cordon 20261121T030000Z TENTATIVE Due, if it applies: Tell the data protection authority -PT30M -PT10M",
		"k7m2x9qd.client@cordon 20261122T010000Z CONFIRMED Due: Tell the largest client -PT240M -PT30M",
		"k7m2x9qd.broker@cordon 20261123T010000Z TENTATIVE Due, if it applies: Tell the broker -PT240M -PT30M",
	}
	if strings.Join(got, "\n") != strings.Join(want, "\n") {
		t.Errorf("the events are\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	about := events[0].text(t, "DESCRIPTION")
	for _, want := range []string{
		"Tell: The authority of the seat\n", "Due: Sat 2026-11-21 04:00 +01:00\n", "Applies: How likely is harm? (step 1.1)\n",
		"Counted: 2 hours from Sat 2026-11-21 02:00 +01:00\n", "Law: Data protection act, section 33\n",
		"Run: Stolen laptop; the CFO's, again, k7m2x9qd\n", "not legal advice",
	} {
		if !strings.Contains(about, want) {
			t.Errorf("%q is not in %q", want, about)
		}
	}
	r.do("maria", run.FileClock("authority", "x", "", "", r.now))
	if events := calendarOf(t, r.run, r.now); len(events) != 3 || events[2].text(t, "UID") != "k7m2x9qd.final@cordon" {
		t.Errorf("after the filing there are %d events, want the chained clock in the place of the filed one", len(events))
	}
}

// TestCalendarIsInert reads calendars back that are made of hostile text.
// TestCalendarLooks has when to look at a step again, until somebody has.
func TestCalendarLooks(t *testing.T) {
	r := record(t, book(t, "book.yaml"))
	r.do("maria", run.Start(r.run.Book(), "", true))
	r.do("maria", run.LookAgain("isolate", time.Date(2026, 11, 21, 6, 10, 0, 0, time.FixedZone("", 3600)), "is it still up?"))
	events := calendarOf(t, r.run, r.now)
	if len(events) != 1 {
		t.Fatalf("%d events", len(events))
	}
	e := events[0]
	got := fmt.Sprintf("%s %s %s %s %s", e.text(t, "UID"), e.once(t, "DTSTART"), e.once(t, "STATUS"), e.text(t, "SUMMARY"), e.parts[0].once(t, "TRIGGER"))
	if want := "k7m2x9qd.look.isolate@cordon 20261121T051000Z CONFIRMED DRILL. Look again at 2.1 " + r.run.Step("isolate").Title + " PT0M"; got != want {
		t.Errorf("the event is %s\nwant         %s", got, want)
	}
	if about := e.text(t, "DESCRIPTION"); !strings.Contains(about, "is it still up? (maria)") || !strings.Contains(about, "+01:00") {
		t.Errorf("it says %q", about)
	}
	r.do("maria", run.Looked("isolate", "no"))
	if events := calendarOf(t, r.run, r.now); events != nil {
		t.Errorf("it was looked at, and there are %d events", len(events))
	}
}

func TestCalendarIsInert(t *testing.T) {
	for _, evil := range append(hostile(), "x\r\nBEGIN:VALARM\r\nACTION:PROCEDURE", "END:VEVENT\r\nEND:VCALENDAR", `\n`, ";", ",", strings.Repeat("é", 200)) {
		r := everywhere(t, evil)
		events := calendarOf(t, r, r.Last().Recorded)
		if len(events) == 0 {
			t.Fatalf("%q: there is no event to look at", evil)
		}
		want := strings.ToValidUTF8("Due: "+inert.Line(evil), "")
		if got := events[0].text(t, "SUMMARY"); utf8.ValidString(evil) && got != want {
			t.Errorf("the summary of %q is %q, want %q", evil, got, want)
		}
	}
}
