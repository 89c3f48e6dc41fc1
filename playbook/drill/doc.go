/*
Package drill reads drills: calm afternoons on which messages arrive as a
scenario goes on, while people work through a playbook on the usual screens.
[Parse] reads one, [Drill.Fit] holds it against its playbook, [Lint] says all
that is wrong with a file. What came of a drill in a run is for package run to
say, from the journal alone. No clock is asked here, and nothing is read but the
folder of a drill that a caller hands over.

This page is the manual of the format, version 1.

# A file

A drill is one YAML file in a folder drills, beside the playbooks:

	format: cordon-drill/1
	id: forum-dump
	playbook: customer-data-breach   # the id of a playbook at hand
	version: 1.4.0                   # of the playbook that it was written for; may be left out
	title: A dump on a forum
	about: For whoever leads the drill. Players do not see it before the end.
	start: 03:14                     # the time of day at which it begins; else the time it is
	length: 45m
	injects:
	  - {id: post, at: 0m, from: Support, says: "A customer found her address in a forum post.", file: post.txt}
	  - {id: vendor, after: {step: stop-leak}, plus: 2m, from: The vendor, says: "We saw it on Monday."}
	  - {id: press, at: 20m, jump: 5h, from: Press office, says: "A reporter asks for a comment by nine."}
	  - {id: worse, at: 25m, unless: 'still_active == "no"', says: "New exports appear in the log."}
	score:
	  - {id: aware, want: {fact: aware_at}, within: 10m, of: post, points: 10, why: "Article 33 counts from here."}
	  - {id: keep, want: {step: preserve}, before: {step: write-notice}, points: 10}
	  - {id: told, want: {clock: eu-authority, state: filed-in-time}, points: 15}
	  - {id: phone, ask: "Was legal called by phone, not by mail?", points: 5}

All but version, about, start and score have to be there. A file has at most
60 KiB, since a run keeps it in its first entry; keys that the format does not
know, and anchors, are errors. Text is plain, and one line but for about and
says.

# The time of a drill

A drill has a clock of its own. It begins at start, goes on with the real one,
stands while the drill is paused, and moves by a jump when the players have read
of it. Deadlines count by it. It begins so many days back that the last jump
does not lead past today: nothing in a record happens after it was written.

The lengths of time in a file (at, plus, within, length) are those at the table:
a pause does not count, and neither does a jump. So at: 25m comes five minutes
after at: 20m, wherever that one jumped to.

# Injects

An inject comes at a time from the start, or after something: after names one
step (that it is settled), fact (that it is recorded), clock (that it is filed)
or inject (that it is shown), and plus how long after that. What cannot come before
the end never comes, and [Lint] warns of it. jump says how much time of the story
goes by just before it.

when and unless are conditions over the facts of the playbook, as its steps have
them. They are asked when the inject is due. What is not known then is waited
for, five minutes; then the inject does not come, and the sheet says so.

file is the name of a file in the folder of the drill, at most 1 MiB, which the
players can attach as evidence.

# The score

Each item wants one thing, or asks one question that the lead answers in the
review. want names one of

  - step, with state: done (which is what is meant without), skipped, failed,
    or settled, which is any of these
  - fact, with is: the value as people type it, or any
  - clock, with state: filed-in-time, filed, or not-notified
  - message: that it was sent

within says how soon, of the inject that of names, or of the start. before names
a step, fact, clock, message or inject that has to come later. Points are only
ever added: what is late or missed has none.
*/
package drill
