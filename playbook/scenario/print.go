package scenario

import (
	"fmt"
	"io"
	"strings"
	"time"

	"cordon/playbook/run"
)

// Print writes how a scenario came out, as the YAML of its key expect. Read
// each line of it before it becomes what is expected.
func Print(w io.Writer, r Report) error {
	var b strings.Builder
	b.WriteString("expect:\n  steps:\n")
	for i, key := range stepKeys {
		var ids []string
		for _, s := range r.Run.Steps() {
			if s.Applies == answers[i] {
				ids = append(ids, s.ID)
			}
		}
		printList(&b, "    "+key+": ", ids)
	}
	printClocks(&b, r)
	printDrafts(&b, r)
	_, err := io.WriteString(w, b.String())
	return err
}

func printClocks(b *strings.Builder, r Report) {
	var rows []string
	for _, k := range r.Run.Clocks() {
		if shown(k, r.Now) {
			rows = append(rows, fmt.Sprintf("    %s: {%s}\n", k.ID, wordClock(k, r.Now)))
		}
	}
	printGroup(b, "clocks", rows)
}

func printDrafts(b *strings.Builder, r Report) {
	var rows []string
	for _, d := range r.Run.Messages() {
		switch gaps := gapsOf(d); {
		case !writes(r.Run, d.ID):
		case len(gaps) == 0:
			rows = append(rows, "    "+d.ID+": {}\n")
		default:
			var row strings.Builder
			printList(&row, "      gaps: ", gaps)
			rows = append(rows, "    "+d.ID+":\n"+row.String())
		}
	}
	printGroup(b, "drafts", rows)
}

// printGroup writes rows below their key; without any, the group is empty.
func printGroup(b *strings.Builder, key string, rows []string) {
	if len(rows) == 0 {
		b.WriteString("  " + key + ": {}\n")
		return
	}
	b.WriteString("  " + key + ":\n" + strings.Join(rows, ""))
}

// wordClock writes a clock as the inside of its group.
func wordClock(k run.Clock, now time.Time) string {
	in := zoneOf(k, now)
	text := "state: " + string(k.Status(now))
	if !k.Deadline.Due.IsZero() {
		text += ", due: " + showTime(k.Deadline.Due, in)
	}
	if !k.Deadline.LatestArguable.IsZero() {
		text += ", latest: " + showTime(k.Deadline.LatestArguable, in)
	}
	if k.AtEarliest {
		text += ", earliest: true"
	}
	if k.Candidate() {
		text += ", candidate: true"
	}
	if k.Problem != "" {
		text += ", uncounted: true"
	}
	return text
}

// printWidth is how wide a line of ids gets.
const printWidth = 100

// printList writes ids as a list in brackets, on as many lines as it takes.
func printList(b *strings.Builder, key string, ids []string) {
	line := key + "["
	for i, id := range ids {
		if i > 0 {
			line += ","
		}
		if i > 0 && len(line)+len(id)+2 > printWidth {
			b.WriteString(line + "\n")
			line = strings.Repeat(" ", len(key)-len(strings.TrimLeft(key, " "))+2) + id
			continue
		}
		if i > 0 {
			line += " "
		}
		line += id
	}
	b.WriteString(line + "]\n")
}
