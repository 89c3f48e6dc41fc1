/*
Package convert makes a playbook of a file that somebody wrote for something
else: a page of Markdown, a case template, a workflow. [Import] says what it was,
and what it could not carry over as it was: each [Loss] with its place in the
file, what it was and how it was kept. Nothing of a text gets lost without one.

# What an import is not

It is no workflow engine. Nothing of a file is run, a loop becomes a decision and
words, a command is text to copy. It opens no file but those of
[Options.Library], and no address.

# What is kept

A title has at most 120 characters and is cut at the end of a sentence; the rest
stands first in do. Text that YAML takes for something else stays text.
Characters that do not show are written out, \x1b, with a loss for each. Ids are
made of the titles and are unique. The playbook names its source, with the
SHA-256 of its bytes; that goes with it through an export and back.

What of a file is not taken is told, with its words: keys that nobody knows, comments,
an automation, because nothing runs here. A step is closed by a condition only where
the source says so; where that cannot be told it is open, and a loss says that.

What would not be a playbook is turned away with all its problems: a file without
steps, one that breaks the rules of its own format (see [Options.Lenient]), one
that is too large, nested too deep, or no text.

# How it is made

A reader takes the file apart and fills a document: title, about, roles, facts,
phases, steps. One writer makes YAML of it, and playbook.Parse reads that before
anyone sees it. So a reader knows its own format and no YAML of ours, and the
writer no other format.

	file      the text, its places, what is wrong, what gets lost
	document  what a reader fills
	write     the document as YAML
	json      JSON with the place of each value
	graph     steps that follow each other, see below
	unsaid    what nobody took
	export    a playbook as CACAO 2.0, see [Export]

# Steps that follow each other

A workflow says what follows what, on which answer. Its reader adds a node for
each of its steps, connects them, and lets the graph write the document: steps
in an order in which each stands after all that lead to it, and for each the
condition on which one gets there,

	guard(step) = OR over those that lead to it: its guard, and the answer

kept as a decision diagram, so that a step that all branches reach has none. What
leads back becomes words, what nothing leads to a last phase, and a condition
that is too long for a playbook words as well; each is a loss.

	flow      the order, and what leads back
	guard     the decision diagram, and how it reads as a condition

# To add a kind

Write one file with its reader and a row in kinds(): the name for --kind, the
title, guess, read. guess looks at the content, and at the name if that says
nothing; it reports no problem. read fills the document:

	d.title, d.origin              what it is called, who wrote it
	d.tell(markdown)               adds to about
	d.role(title)                  a role by its title; returns its id
	d.fact(ask, type)              a question; f.option(label, after) an answer
	d.phase(at, title)             a phase; one without steps is left out
	p.step(at, title)              a step; p.steps in the order of the playbook
	s.say(markdown)                adds to do
	s.refer(title, url)            a source to read
	f.fillFrom(d, s, markdown, at) what a task says: command, checks, do
	f.tellMarkdown(d, text, at)    adds Markdown to about, links and HTML looked at

and tells the file what happened, each with its place:

	f.lose(at, what, kept)         it is not there as it was
	f.broken(at, text, hint, kept) it breaks a rule of its format; a loss if lenient
	f.fail(at, text, hint)         it cannot be taken
	f.plain(text, at)              every text of the file goes through this
	f.unsaid(entry)                all of a tree that was not taken by now is lost

Markdown in a file goes through markdown.go where steps or checks are made of
it. Put a small file of each trap into testdata, with what must come out.
*/
package convert
