package report

import (
	"bytes"
	"fmt"
	"io"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"cordon/playbook"
	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/playbook/words"
)

// Calendar writes the deadlines of a run that are still to be met as a calendar
// file (RFC 5545), one event each with two alarms, and returns how many there
// are. Without any it writes nothing, since a calendar holds at least one
// event. now is the time of writing.
//
// An event keeps its name from one writing to the next, so a program that reads
// the file again moves the deadline instead of doubling it.
func Calendar(w io.Writer, r run.Run, now time.Time) (int, error) {
	c := calendar{run: r, now: now}
	c.line("BEGIN", "VCALENDAR")
	c.line("VERSION", "2.0")
	c.line("PRODID", "-//cordon//clocks//EN")
	events := 0
	for _, k := range r.Ticking() {
		if !k.Deadline.Due.IsZero() {
			c.event(k)
			events++
		}
	}
	c.line("END", "VCALENDAR")
	if events == 0 {
		return 0, nil
	}
	_, err := w.Write(c.Bytes())
	return events, err
}

// A calendar is a file in the making. What people typed passes through text,
// with no exception, so it cannot begin a line.
type calendar struct {
	bytes.Buffer
	run run.Run
	now time.Time
}

func (c *calendar) event(k run.Clock) {
	c.line("BEGIN", "VEVENT")
	c.line("UID", calendarText(inert.Line(c.run.ID()+"."+k.ID+"@cordon")))
	c.line("DTSTAMP", calendarTime(c.now))
	c.line("SEQUENCE", strconv.FormatUint(c.run.Head().Seq, 10))
	c.line("DTSTART", calendarTime(k.Deadline.Due))
	summary, status := "Due", "CONFIRMED"
	if early := words.AtEarliest(k); early != "" {
		summary, status = summary+" "+early, "TENTATIVE"
	}
	if k.Candidate() {
		summary, status = summary+", if it applies", "TENTATIVE"
	}
	summary += ": " + k.Title
	if c.run.Drill() {
		summary = "DRILL. " + summary
	}
	c.line("SUMMARY", calendarText(inert.Line(summary)))
	c.line("STATUS", status)
	c.line("DESCRIPTION", calendarText(c.describe(k)))
	c.line("CLASS", "PRIVATE")
	c.line("TRANSP", "TRANSPARENT")
	for _, before := range alarms(k.Deadline.Soon) {
		c.line("BEGIN", "VALARM")
		c.line("ACTION", "DISPLAY")
		c.line("DESCRIPTION", calendarText(inert.Line(summary)))
		c.line("TRIGGER", "-"+calendarSpan(before))
		c.line("END", "VALARM")
	}
	c.line("END", "VEVENT")
}

// describe tells what there is to know about a deadline, in lines. How much is
// left is not told: that changes until the calendar is looked at.
func (c *calendar) describe(k run.Clock) string {
	at := words.At{Now: c.now, Run: c.run, Moment: func(t time.Time) string { return t.Format("Mon 2006-01-02 15:04 -07:00") }}
	var lines []string
	say := func(label, text string) { lines = append(lines, labelled(label)+" "+inert.Line(text)) }
	for _, l := range words.Clock(c.run, k, at) {
		if l.Label == "state" {
			continue
		}
		for _, text := range l.Texts("[ ] ") {
			say(l.Label, text)
		}
	}
	say("run", c.run.Title()+", "+c.run.ID())
	return strings.Join(append(lines, playbook.NotLegalAdvice), "\n")
}

// alarms returns how long before a deadline to ring: when it is due soon, and
// once more at the last moment.
func alarms(soon time.Duration) []time.Duration {
	last := 30 * time.Minute
	if soon <= last {
		last = soon / 3
	}
	return []time.Duration{soon, last}
}

func calendarTime(t time.Time) string { return t.UTC().Format("20060102T150405Z") }

func calendarSpan(d time.Duration) string { return fmt.Sprintf("PT%dM", int(d.Minutes())) }

// calendarText escapes text for a value. It has no control characters left
// but line ends.
func calendarText(s string) string {
	return strings.NewReplacer(`\`, `\\`, ";", `\;`, ",", `\,`, "\n", `\n`).Replace(s)
}

// line writes a line, folded after 75 bytes, and never within a character.
func (c *calendar) line(name, value string) {
	const most = 75
	rest, room := name+":"+value, most
	for len(rest) > room {
		cut := room
		for !utf8.RuneStart(rest[cut]) {
			cut--
		}
		c.WriteString(rest[:cut] + "\r\n ")
		rest, room = rest[cut:], most-1
	}
	c.WriteString(rest + "\r\n")
}
