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
// file (RFC 5545), one event each with two alarms, and the times at which somebody
// wants to look at a step again, each with one. It returns how many there are of
// both. Without any it writes nothing, since a calendar holds at least one event. now
// is the time of writing.
//
// An event keeps its name from one writing to the next, so a program that reads
// the file again moves the deadline instead of doubling it.
func Calendar(w io.Writer, r run.Run, now time.Time) (deadlines, looks int, err error) {
	c := calendar{run: r, now: now}
	c.line("BEGIN", "VCALENDAR")
	c.line("VERSION", "2.0")
	c.line("PRODID", "-//cordon//clocks//EN")
	for _, k := range r.Ticking() {
		if !k.Deadline.Due.IsZero() {
			c.event(k)
			deadlines++
		}
	}
	for _, s := range r.Steps() {
		if set, e := s.LookAgain(); e != nil {
			c.look(s, set, e)
			looks++
		}
	}
	c.line("END", "VCALENDAR")
	if deadlines+looks == 0 {
		return 0, 0, nil
	}
	_, err = w.Write(c.Bytes())
	return deadlines, looks, err
}

// A calendar is a file in the making. What people typed passes through text,
// with no exception, so it cannot begin a line.
type calendar struct {
	bytes.Buffer
	run run.Run
	now time.Time
}

func (c *calendar) event(k run.Clock) {
	summary, status := "Due", "CONFIRMED"
	if early := words.AtEarliest(k); early != "" {
		summary, status = summary+" "+early, "TENTATIVE"
	}
	if k.Candidate() {
		summary, status = summary+", if it applies", "TENTATIVE"
	}
	c.entry(k.ID, k.Deadline.Due, summary+": "+k.Title, status, c.describe(k), alarms(k.Deadline.Soon)...)
}

// look writes when to look at a step again. It rings at that time.
func (c *calendar) look(s run.Step, set run.LookAgainSet, e *run.Entry) {
	about := words.LookAgain(s, c.at())
	lines := []string{labelled("step") + " " + inert.Line(s.Number+" "+s.Title), labelled(about.Label) + " " + inert.Line(about.Text)}
	c.entry("look."+s.ID, set.Due, "Look again at "+s.Number+" "+s.Title, "CONFIRMED", strings.Join(append(lines, c.ofRun()), "\n"), 0)
}

// entry writes an event, which rings so long before it begins.
func (c *calendar) entry(id string, at time.Time, summary, status, about string, rings ...time.Duration) {
	if c.run.Drill() {
		summary = "DRILL. " + summary
	}
	c.line("BEGIN", "VEVENT")
	c.line("UID", calendarText(inert.Line(c.run.ID()+"."+id+"@cordon")))
	c.line("DTSTAMP", calendarTime(c.now))
	c.line("SEQUENCE", strconv.FormatUint(c.run.Head().Seq, 10))
	c.line("DTSTART", calendarTime(at))
	c.line("SUMMARY", calendarText(inert.Line(summary)))
	c.line("STATUS", status)
	c.line("DESCRIPTION", calendarText(about))
	c.line("CLASS", "PRIVATE")
	c.line("TRANSP", "TRANSPARENT")
	for _, before := range rings {
		c.line("BEGIN", "VALARM")
		c.line("ACTION", "DISPLAY")
		c.line("DESCRIPTION", calendarText(inert.Line(summary)))
		c.line("TRIGGER", calendarSpan(before))
		c.line("END", "VALARM")
	}
	c.line("END", "VEVENT")
}

// describe tells what there is to know about a deadline, in lines. How much is
// left is not told: that changes until the calendar is looked at.
func (c *calendar) describe(k run.Clock) string {
	var lines []string
	say := func(label, text string) { lines = append(lines, labelled(label)+" "+inert.Line(text)) }
	for _, l := range words.Clock(c.run, k, c.at()) {
		if l.Label == "state" {
			continue
		}
		for _, text := range l.Texts("[ ] ") {
			say(l.Label, text)
		}
	}
	return strings.Join(append(lines, c.ofRun(), playbook.NotLegalAdvice), "\n")
}

// ofRun says which run an event is of.
func (c *calendar) ofRun() string {
	return labelled("run") + " " + inert.Line(c.run.Title()+", "+c.run.ID())
}

// at writes moments with their offset: a calendar is read anywhere.
func (c *calendar) at() words.At {
	return words.At{Now: c.now, Run: c.run, Moment: func(t time.Time) string { return t.Format("Mon 2006-01-02 15:04 -07:00") }}
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

// calendarSpan is so long before an event, or its beginning.
func calendarSpan(d time.Duration) string {
	if d < time.Minute {
		return "PT0M"
	}
	return fmt.Sprintf("-PT%dM", int(d.Minutes()))
}

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
