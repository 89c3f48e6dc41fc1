package main

import (
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A moment that somebody reads: a day and a time of day, or the time alone.
var (
	aMoment = regexp.MustCompile(`\b\d{4}-\d\d-\d\d[ T]\d\d:\d\d(:\d\d)?|(^|[ (])\d\d:\d\d(:\d\d)?\b`)
	itsZone = regexp.MustCompile(`^(\.\d+)?( ?[+-]\d\d:?\d\d| [A-Z]{3,5}\b|Z\b| = )`)
)

// zoneless returns the lines of an output with a moment whose zone nothing says:
// neither the moment itself, nor the head of its table, nor a line above or the next.
func zoneless(out string) (bare []string) {
	said := false
	lines := strings.SplitAfter(strings.ReplaceAll(out, "\r\n ", ""), "\n") // as a calendar folds them
	for i, line := range lines {
		said = said || strings.Contains(line+lines[min(i+1, len(lines)-1)], "Asia/Tokyo")
		for _, at := range aMoment.FindAllStringIndex(line, -1) {
			if !said && !itsZone.MatchString(line[at[1]:]) {
				bare = append(bare, strings.TrimRight(line, "\n"))
				break
			}
		}
	}
	return bare
}

// timeless are the commands that print no moment of a run, with --tz or without.
func timeless() []string {
	return strings.Fields(`help version completion man paths config playbook law organisation doctor lock unlock
		start resume review incident import salvage backup drill`)
}

// TestTimesSayTheirZone runs every command that shows a run with --tz: each moment
// is in that zone, and what it prints says so.
func TestTimesSayTheirZone(t *testing.T) {
	w := newWorld(t)
	book := w.file("zoned.yaml", zonedSource)
	id := w.start(book)
	log := w.file("auth.log", "x\n")
	for _, args := range [][]string{
		{"check", id, "1.1", "1"}, {"evidence", "add", id, "1.1", log}, {"note", id, "1.1", "-m", "seen"}, {"note", id, "-m", "on the run"},
		{"record", id, "aware_at=2026-11-21T02:50:00+01:00", "what=a list"}, {"step", "done", id, "1.1"}, {"step", "add", id, "1", "Call"},
		{"step", "look-again", id, "1.2", "+2h"}, {"step", "block", id, "1.2", "--reason", "nobody there"}, {"role", id, "lead", "ben"},
		{"message", "sent", id, "notice", "--channel", "mail"}, {"clock", "file", id, "authority", "--reference", "R"}, {"undo", id},
		{"lesson", id, "rehearse"}, {"verdict", id, "step", "1.1", "fine"},
	} {
		if _, stderr, code := w.run(args...); code != exitOK && args[0] != "verdict" {
			t.Fatalf("cordon %s: %s", strings.Join(args, " "), stderr)
		}
	}
	bundle := w.file("x", "") + ".cordon"
	w.must("export", id, "-o", bundle)
	shown := map[string]bool{}
	for _, args := range [][]string{
		{"ls"}, {"show", id}, {"show", id, "--tonight"}, {"status"}, {"status", id}, {"status", "--update"}, {"status", "--short"}, {"status", "--check"}, {"timeline", id},
		{"findings", id}, {"verify", id}, {"verify", bundle}, {"stats"}, {"message", "ls", id}, {"message", "show", id, "notice"},
		{"clock", "ls", id}, {"clock", "show", id, "authority"}, {"evidence", "ls", id}, {"evidence", "verify", id}, {"verdict", id}, {"handover", id},
		{"note", id, "-m", "later", "--at", "-5m"}, {"record", id, "what=two lists"}, {"step", "done", id, "1.2", "--reason", "x", "--at", "-1m"}, {"step", "reopen", id, "1.2"},
		{"step", "look-again", id, "1.2", "+3h"}, {"step", "looked", id, "1.2"}, {"check", id, "1.1", "1", "--clear"}, {"redo", id}, {"undo", id}, {"role", id},
		{"clock", "waive", id, "other", "--because", "x"}, {"clock", "start", id, "other"}, {"clock", "correct", id, "authority", "-10m", "--because", "x"}, {"clock", "confirm", id, "authority"}, {"clock", "add", id, "none"},
		{"message", "edit", id, "notice", "-F", log}, {"message", "redraft", id, "notice"}, {"message", "sent", id, "notice", "--channel", "mail", "--at", "-1m"},
		{"seal", id}, {"withhold", id, "3"}, {"add", id, "none"}, {"export", id, "-o", bundle, "--force"}, {"sign-off", id}, {"lesson", id, "again"},
		{"close", id, "--reason", "x"}, {"report", id}, {"report", id, "--page"}, {"report", id, "-f", "html"}, {"report", id, "-f", "csv"}, {"reopen", id, "--reason", "y"}, {"clock", "ics", id},
	} {
		stdout, stderr, _ := w.run(append(args, "--tz", "Asia/Tokyo")...)
		shown[args[0]] = true
		if args[0] == "report" && len(args) > 2 {
			stderr = "" // it may say more than the page
		}
		for _, line := range append(zoneless(stdout), zoneless(stderr)...) {
			t.Errorf("cordon %s does not say the zone of %q", strings.Join(args, " "), line)
		}
	}
	for _, cmd := range commands(t) {
		if group := strings.Fields(cmd.CommandPath())[1]; !shown[group] && !slices.Contains(timeless(), group) {
			t.Errorf("cordon %s is not tried here: add a line of it", group)
		}
	}
}

const zonedSource = `format: cordon/1
id: zoned
title: Zoned
roles: {lead: {title: Lead}}
facts:
  aware_at: {ask: When did we know?, type: time}
  what: {ask: What happened?, type: text}
clocks:
  authority: {title: Tell the authority, within: 72 hours, to: them, cite: Art. 1, from: aware_at}
  other: {title: Tell the others, within: 96 hours, to: them, cite: Art. 2, from: aware_at}
messages:
  notice: {title: Notice, to: them, body: "{{ .what }}\n"}
phases:
  - id: first
    title: First
    steps:
      - {id: look, title: Look, checks: [Twice], record: [aware_at, what], evidence: A log}
      - {id: tell, title: Tell, message: notice, files: [authority, other]}
`
