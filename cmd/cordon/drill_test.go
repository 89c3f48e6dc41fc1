package main

import (
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// secretDrill is a drill whose every word that is not for players holds "zebra".
const secretDrill = `format: cordon-drill/1
id: quiet-drill
playbook: customer-data-breach
title: A quiet drill
about: The zebra is in the log.
length: 4h
injects:
  - {id: first, at: 0m, from: Support, says: "A post.", file: post.txt}
  - {id: zebra-second, at: 3h, jump: 5h, from: Zebra press, says: "A zebra asks.", file: zebra.txt}
  - {id: zebra-third, after: {step: stop-leak}, unless: 'still_active == "no"', says: "One more zebra."}
score:
  - {id: zebra-aware, want: {fact: aware_at}, within: 17m, of: zebra-second, points: 733, why: "Zebras count from here."}
  - {id: zebra-asked, ask: "Was the zebra called?", points: 733}
`

// secret matches what nobody may see before a drill is over.
var secret = regexp.MustCompile(`(?i)zebra|\b(733|1466|17m)\b`)

// startSecret starts a drill with secrets, and shows its first message.
func startSecret(t *testing.T, w *world) (id string) {
	dir := t.TempDir()
	for name, text := range map[string]string{"quiet.yaml": secretDrill, "post.txt": "a post", "zebra.txt": "a zebra"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	id = strings.TrimSpace(w.must("drill", "start", filepath.Join(dir, "quiet.yaml"), "--no-tui"))
	w.must("drill", "next", id)
	w.must("drill", "next", id, "--attach", "open-record")
	return id
}

// TestDrillKeepsItsSecrets: until a drill is over, no command shows what is to come
// or what is looked at, and all say that it is a drill.
func TestDrillKeepsItsSecrets(t *testing.T) {
	w := newWorld(t)
	id := startSecret(t, w)
	w.must("record", id, "aware_at=-1m", "regions=eu", "still_active=no")
	bundle := filepath.Join(t.TempDir(), "drill.cordon")
	for _, args := range [][]string{
		{"show", id}, {"show", id, "--tonight"}, {"show", id, "--json"}, {"status"}, {"status", id}, {"status", "--short"}, {"status", "--update"}, {"status", "--json"},
		{"ls"}, {"ls", "--json"}, {"timeline", id}, {"timeline", id, "--json"}, {"timeline", id, "--raw", "headers"}, {"timeline", id, "--raw", "bodies"},
		{"findings", id}, {"findings", id, "--json"}, {"verify", id}, {"verify", id, "--json"}, {"verdict", id}, {"stats"}, {"stats", "--json"},
		{"report", id}, {"report", id, "-f", "html"}, {"report", id, "-f", "html", "--executive"}, {"report", id, "-f", "json"}, {"report", id, "-f", "csv"}, {"report", id, "--page"},
		{"clock", "ls", id}, {"clock", "ls", id, "--json"}, {"clock", "show", id, "eu-authority"}, {"clock", "show", id, "eu-authority", "--json"}, {"clock", "ics", id},
		{"message", "ls", id}, {"message", "ls", id, "--json"}, {"message", "show", id, "regulator-notice"}, {"evidence", "ls", id}, {"evidence", "ls", id, "--json"}, {"evidence", "verify", id},
		{"drill", "ls"}, {"drill", "next", id}, {"drill", "next", id, "--all"}, {"drill", "next", id, "--all", "--json"}, {"drill", "score", id}, {"drill", "score", id, "--json"},
		{"drill", "score", id, "--answer", "zebra-asked=yes"}, {"drill", "score", id, "--answer", "phone=yes"}, {"drill", "pause", id}, {"drill", "pause", id, "--off"}, {"handover", id, "ben", "-m", "m"},
		{"export", id, "-o", bundle}, {"verify", bundle}, {"findings", bundle}, {"report", bundle}, {"drill", "score", bundle}, {"doctor"},
	} {
		stdout, stderr, _ := w.run(args...)
		if at := secret.FindString(strings.ReplaceAll(stdout+stderr, "zebra-asked=yes", "")); at != "" {
			t.Errorf("cordon %s shows %q", strings.Join(args, " "), at)
		}
	}
	w.must("close", id, "--reason", "over")
	if sheet := w.must("drill", "score", id); !secret.MatchString(sheet) {
		t.Errorf("when it is over nothing shows:\n%s", sheet)
	}
	w.must("timeline", id, "--raw", "bodies")

	w.must("export", id, "-o", bundle, "--force")
	for _, format := range []string{"md", "html", "json"} {
		ours, theirs := sheetIn(t, w.must("report", id, "-f", format)), sheetIn(t, w.must("report", bundle, "-f", format))
		if ours != theirs {
			t.Errorf("the sheet in %s of a bundle is\n%s\nand that of the run\n%s", format, theirs, ours)
		}
	}
}

// sheetIn returns the sheet of a drill in a report.
func sheetIn(t *testing.T, report string) string {
	for from, to := range map[string]string{"## What came of the drill": "\n## Deadlines", `<section id="drill"`: "</section>", `"drill_sheet": `: "\n  }"} {
		if _, after, ok := strings.Cut(report, from); ok {
			sheet, _, ends := strings.Cut(after, to)
			if ends && secret.MatchString(sheet) {
				return sheet
			}
		}
	}
	t.Errorf("no sheet is in\n%.2000s", report)
	return ""
}

// TestDrillSaysSo: whatever shows a run says of a drill that it is one, on the screen
// or in what is copied.
func TestDrillSaysSo(t *testing.T) {
	w := newWorld(t)
	id := startSecret(t, w)
	w.must("record", id, "aware_at=-1m", "regions=eu", "our_role=controller", "--because", "b")
	for _, args := range [][]string{
		{"show", id}, {"show", id, "--tonight"}, {"status"}, {"status", id}, {"status", "--short"}, {"status", "--update"}, {"ls"}, {"timeline", id}, {"findings", id}, {"verdict", id},
		{"report", id}, {"report", id, "-f", "html"}, {"report", id, "-f", "html", "--executive"}, {"report", id, "--page"}, {"clock", "ls", id}, {"clock", "show", id, "eu-authority"}, {"clock", "ics", id},
		{"message", "ls", id}, {"message", "show", id, "regulator-notice"}, {"evidence", "ls", id}, {"drill", "next", id, "--all"},
	} {
		stdout, stderr, code := w.run(args...)
		if code != exitOK || !strings.Contains(stdout+stderr, "DRILL") {
			t.Errorf("cordon %s, exit code %d, does not say DRILL:\n%s%s", strings.Join(args, " "), code, stdout, stderr)
		}
	}
	notice := w.must("message", "show", id, "regulator-notice")
	for _, want := range []string{"Subject: DRILL: Notice of a personal data breach\n\nDRILL: this is an exercise."} {
		if !strings.HasPrefix(notice, want) {
			t.Errorf("what is sent from a drill begins with %.90q, want %q", notice, want)
		}
	}
}

// TestOddDrillsAreListed: what is odd about a drill is said where one picks it: on the
// screen, in the list, and in its JSON.
func TestOddDrillsAreListed(t *testing.T) {
	w := newWorld(t)
	dir := w.env().library().Exercises
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	const fine = "format: cordon-drill/1\nid: fine\nplaybook: leaked-credentials\ntitle: Fine\nlength: 15m\ninjects:\n  - {id: post, at: 0m, says: A post.}\n"
	for name, change := range map[string][2]string{
		"fine":  {},
		"twice": {"title: Fine", "title: The same again"},
		"gone":  {"id: fine\nplaybook: leaked-credentials", "id: gone\nplaybook: my-own"},
		"older": {"id: fine", "id: older\nversion: 0.9.0"},
		"unfit": {"id: fine", "id: unfit\nscore:\n  - {id: a, want: {step: no-such}, points: 1}\n  - {id: b, want: {fact: no_such}, points: 1}"},
		"bad":   {"title: Fine\n", ""},
	} {
		if err := os.WriteFile(filepath.Join(dir, name+".yaml"), []byte(strings.Replace(fine, change[0], change[1], 1)), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	e := w.env()
	all, err := exercises{e.library(), e.runs()}.Drills()
	if err != nil {
		t.Fatal(err)
	}
	stdout, stderr, _ := w.run("drill", "ls")
	listed := w.must("drill", "ls", "--json")
	for id, want := range map[string]struct{ problem, note string }{
		"gone":  {problem: `the playbook "my-own" that it is for is not here`},
		"older": {note: `the drill was written for version "0.9.0" of leaked-credentials, and this is version`},
		"unfit": {problem: `the playbook leaked-credentials has no step "no-such", and 1 more (cordon drill lint unfit)`},
		"bad":   {problem: "this drill has no title"},
		"fine":  {problem: "the id fine is taken: " + filepath.Join(dir, "fine.yaml") + " has it too"}, // of the second
	} {
		found := false
		for _, d := range all {
			found = found || d.ID == id && d.Problem == want.problem && strings.HasPrefix(d.Note, want.note) && (want.note != "" || d.Note == "")
		}
		if !found {
			t.Errorf("no row of the screen says of %s %q and %q:\n%+v", id, want.problem, want.note, all)
		}
		if !strings.Contains(listed, strings.ReplaceAll(strings.SplitN(want.problem+want.note, ", and 1 more", 2)[0], `"`, `\"`)) {
			t.Errorf("the JSON says nothing of %s:\n%s", id, listed)
		}
		if id != "bad" && !strings.Contains(stdout+stderr, want.problem+want.note) {
			t.Errorf("the list does not say of %s %q:\n%s%s", id, want.problem+want.note, stdout, stderr)
		}
	}
	if _, stderr, code := w.run("drill", "start", "gone", "--no-tui"); code != exitNotFound || !strings.Contains(stderr, `the playbook of the drill gone cannot be opened: no such playbook "my-own"`) {
		t.Errorf("a drill without its playbook ends with %d: %s", code, stderr)
	}
}

// TestTwoPlaybooksOfOneID: the list says what is wrong, which a check of the file alone
// does not find.
func TestTwoPlaybooksOfOneID(t *testing.T) {
	w := newWorld(t)
	dir := w.env().library().Dir
	if err := os.MkdirAll(dir, 0o700); err != nil {
		t.Fatal(err)
	}
	for _, name := range []string{"a.yaml", "b.yaml"} {
		if err := os.WriteFile(filepath.Join(dir, name), []byte("format: cordon/1\nid: ours\ntitle: Ours\nphases:\n  - {id: p, title: P, steps: [{id: s, title: S}]}\n"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	if got, want := w.must("playbook", "ls"), "cannot be used: the id ours is taken: "+filepath.Join(dir, "a.yaml")+" has it too"; !strings.Contains(got, want) {
		t.Errorf("the list does not say %q:\n%s", want, got)
	}
}

// entriesOf returns how many entries a run has.
func entriesOf(w *world, id string) int {
	return strings.Count(w.must("timeline", id, "--raw", "headers"), `"seq":`)
}

// TestScoreSaysOneThing: what answers a question twice, or says nothing, records nothing.
func TestScoreSaysOneThing(t *testing.T) {
	w := newWorld(t)
	id := startSecret(t, w)
	w.must("close", id, "--reason", "over")
	w.must("drill", "score", id, "--who", "ben by Friday")
	before := entriesOf(w, id)
	for _, tt := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"--answer", "zebra-asked=yes", "--answer", "zebra-asked=no"}, exitUsage, "zebra-asked is answered twice; nothing was recorded"},
		{[]string{"--answer", "zebra-asked=yes", "--answer", "zebra-asked=yes"}, exitUsage, "zebra-asked is answered twice; nothing was recorded"},
		{[]string{"--answer", "zebra-asked=yes", "--went-well", ""}, exitRefused, "say what is to stand there"},
		{[]string{"--to-change", ""}, exitRefused, "say what is to stand there"},
		{[]string{"--answer", ""}, exitUsage, `"" is not ITEM=yes or ITEM=no`},
		{[]string{"--who", "ben by Friday"}, exitRefused, "maria wrote that already at "},
	} {
		if _, stderr, code := w.run(append([]string{"drill", "score", id}, tt.args...)...); code != tt.code || !strings.Contains(stderr, tt.says) {
			t.Errorf("drill score %q ends with %d: %s", tt.args, code, stderr)
		}
	}
	if after := entriesOf(w, id); after != before {
		t.Errorf("%d entries were recorded", after-before)
	}
}

// TestDrillNamesTheWayBack: what undo does not take back does not send anybody there,
// where it would take back what was done before.
func TestDrillNamesTheWayBack(t *testing.T) {
	w := newWorld(t)
	id := startSecret(t, w)
	for _, tt := range []struct {
		args []string
		says string
	}{
		{[]string{"drill", "pause", id}, "Let it go on: cordon drill pause " + id + " --off"},
		{[]string{"drill", "next", id}, "To let it go on: cordon drill pause " + id + " --off"},
		{[]string{"drill", "pause", id, "--off"}, "Stop it again: cordon drill pause " + id + "\n"},
		{[]string{"drill", "score", id}, "To end it: cordon close " + id},
		{[]string{"close", id, "--reason", "over"}, "cordon review"},
		{[]string{"drill", "score", id, "--answer", "zebra-asked=no", "--went-well", "all"}, "See the sheet: cordon drill score " + id},
	} {
		if _, stderr, code := w.run(tt.args...); code != exitOK && code != exitRefused || !strings.Contains(stderr, tt.says) || strings.Contains(stderr, "Undo:") {
			t.Errorf("cordon %q ends with %d and says\n%s", tt.args, code, stderr)
		}
	}
	if _, stderr, _ := w.run("drill", "next", id, "--all"); strings.Contains(stderr, "--attach") {
		t.Errorf("to a closed run nothing can be attached:\n%s", stderr)
	}
}

// TestAttachToNothing: an empty step is none, and no message is shown for it.
func TestAttachToNothing(t *testing.T) {
	w := newWorld(t)
	id := strings.TrimSpace(w.must("drill", "start", "wrong-recipient", "--no-tui"))
	if _, stderr, code := w.run("drill", "next", id, "--early", "--all"); code != exitUsage || !strings.Contains(stderr, "give --early or --all, not both") || entriesOf(w, id) != 1 {
		t.Errorf("two wishes at once end with %d: %s", code, stderr)
	}
	if stdout, stderr, code := w.run("drill", "next", id, "--attach", ""); code != exitNotFound || stdout != "" || entriesOf(w, id) != 1 {
		t.Errorf("a file for no step ends with %d: %s%s", code, stdout, stderr)
	}
}

// TestLintGoesOn: a file that cannot be read keeps nobody from what is wrong with the
// others.
func TestLintGoesOn(t *testing.T) {
	w := newWorld(t)
	bad := func(text string) string { return w.file("bad.yaml", text) }
	for _, tt := range []struct {
		group, one, other string
	}{
		{"drill", bad("format: cordon-drill/1\nid: one\n"), bad("format: cordon-drill/1\nid: two\n")},
		{"playbook", bad("format: cordon/1\nid: one\n"), bad("format: cordon/1\nid: two\n")},
	} {
		stdout, stderr, code := w.run(tt.group, "lint", tt.one, "gone.yaml", "no-such", tt.other)
		if code != exitCheck || !strings.Contains(stdout, tt.one+":1:1: ") || !strings.Contains(stdout, tt.other+":1:1: ") || !strings.Contains(stderr, "gone.yaml") || !strings.Contains(stderr, `"no-such"`) {
			t.Errorf("%s lint of four ends with %d\n%s%s", tt.group, code, stdout, stderr)
		}
		if stdout, stderr, code := w.run(tt.group, "lint", "no-such"); code != exitNotFound || stdout != "" || strings.Contains(stderr, "mistakes") {
			t.Errorf("%s lint of none ends with %d\n%s%s", tt.group, code, stdout, stderr)
		}
	}
}

// TestSheetSaysTheSame: whatever shows the sheet of a drill says when something was
// written that is said to have happened before, who wrote a line, and who sent what.
func TestSheetSaysTheSame(t *testing.T) {
	w := newWorld(t)
	w.vars["TZ"] = "UTC"
	id := strings.TrimSpace(w.must("drill", "start", w.file("said.yaml", `format: cordon-drill/1
id: said
playbook: leaked-credentials
title: Said later
start: 01:00
length: 45m
injects:
  - {id: post, at: 0m, says: A post.}
  - {id: asks, at: 0m, from: Press, says: Well?}
score:
  - {id: off, want: {step: revoke}, points: 5}
`), "--no-tui"))
	w.must("drill", "next", id)
	w.must("drill", "next", id)
	w.minutes += 5
	w.must("step", "done", id, "revoke", "--reason", "r", "--at", "01:03")
	w.must("close", id, "--reason", "over")
	w.must("drill", "score", id, "--who", "ben")
	for name, tt := range map[string]struct {
		args  []string
		wants []string
	}{
		"lines": {[]string{"drill", "score", id}, []string{"01:03 UTC (written Sat 2026-11-21 01:08 UTC), entry 4", "post: came", "asks, from Press: came", "Who, by when: ben (maria, entry 6)"}},
		"JSON":  {[]string{"drill", "score", id, "--json"}, []string{`"at": "2026-11-21T01:03:00Z"`, `"written": "2026-11-21T01:08:00Z"`, `"from": "Press"`, `"text": "ben",` + "\n      " + `"by": "maria",` + "\n      " + `"at": "2026`, `"seq": 6`}},
		"md":    {[]string{"report", id}, []string{"01:03 (written 2026-11-21 01:08), #4: step", ": post\n", ": asks, from Press\n", "(maria, #6): ben"}},
		"html":  {[]string{"report", id, "-f", "html"}, []string{"01:03</time> (written Sat 21 Nov 01:08)", "<li>post: came", "<li>asks, from Press: came"}},
	} {
		got := w.must(tt.args...)
		for _, want := range tt.wants {
			if !strings.Contains(got, want) {
				t.Errorf("the sheet in %s lacks %q:\n%.6000s", name, want, got)
			}
		}
	}
}

// TestSheetWithoutBodies: what is withheld is not said not to have come, and the sheet
// says that it does not know all.
func TestSheetWithoutBodies(t *testing.T) {
	w := newWorld(t)
	id := startSecret(t, w)
	if _, stderr, code := w.run("withhold", id, "2", "--reason", "r"); code != exitRefused || !strings.Contains(stderr, "the drill goes by it") {
		t.Errorf("a message of a drill that goes on is withheld with %d: %s", code, stderr)
	}
	w.must("close", id, "--reason", "over")
	bundle := filepath.Join(t.TempDir(), "part.cordon")
	w.must("export", id, "-o", bundle, "--withhold", "2")
	for _, args := range [][]string{{"drill", "score", bundle}, {"drill", "score", bundle, "--json"}, {"report", bundle}, {"report", bundle, "-f", "html"}} {
		sheet := w.must(args...)
		if !strings.Contains(sheet, "may have come: the words of an entry that showed a message are withheld") || strings.Contains(sheet, "the drill ended before") {
			t.Errorf("cordon %q says of a message that is withheld:\n%.4000s", args, sheet)
		}
		if !strings.Contains(sheet, "computed without 1 body") && !strings.Contains(sheet, `"withheld": 1`) {
			t.Errorf("cordon %q does not say that something is missing:\n%.4000s", args, sheet)
		}
	}
}

// TestNewDrillTakesAnID: a new drill does not come beside one of the same id, where one
// of them would not be used, and says whose place it takes.
func TestNewDrillTakesAnID(t *testing.T) {
	w := newWorld(t)
	path := strings.TrimSpace(w.must("drill", "new", "ours"))
	other := filepath.Join(filepath.Dir(path), "friday.yml")
	if err := os.Rename(path, other); err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		args []string
		code int
		says string
	}{
		{[]string{"ours"}, exitRefused, "the id ours is taken: " + other + " has it; nothing was written"},
		{[]string{"friday"}, exitOK, "Edit it"},
		{[]string{"friday"}, exitRefused, "exists already; nothing was written"},
		{[]string{"forum-dump"}, exitOK, "Note: it takes the place of the drill forum-dump that ships with cordon."},
		{[]string{"--schema", "-o", "x.json"}, exitUsage, "give --schema or --output, not both"},
		{[]string{strings.Repeat("x", 65)}, exitUsage, "drill id has at most 64 characters, this has 65"},
	} {
		if _, stderr, code := w.run(append([]string{"drill", "new"}, tt.args...)...); code != tt.code || !strings.Contains(stderr, tt.says) {
			t.Errorf("drill new %q ends with %d: %s", tt.args, code, stderr)
		}
	}
}

// TestDrillOwesNothing: when a drill is over its deadlines stand, and no list says that
// they run on.
func TestDrillOwesNothing(t *testing.T) {
	w := newWorld(t)
	id := startSecret(t, w)
	w.must("record", id, "aware_at=-1m", "regions=eu", "our_role=controller", "--because", "b")
	w.must("close", id, "--reason", "over")
	first := w.must("clock", "ls", id)
	w.minutes += 30
	stdout, stderr, _ := w.run("clock", "ls", id)
	if stdout != first || !strings.Contains(stderr, "since then the time of its drill stands: so do its deadlines") {
		t.Errorf("half an hour later the deadlines are\n%s%s\nand were\n%s", stdout, stderr, first)
	}
	if got := w.must("ls"); !strings.Contains(got, id) || strings.Contains(got, "CLOSED") || strings.Contains(got, "left") {
		t.Errorf("the list says of a drill that is over:\n%s", got)
	}
	if got := w.must("status"); strings.Contains(got, id) {
		t.Errorf("a drill that is over waits for somebody:\n%s", got)
	}
}
