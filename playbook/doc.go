/*
Package playbook reads playbooks: what to do in a breach, written down on a
calm day. [Parse] reads and checks a file, [Lint] warns of what makes people
stumble, [Condition] answers whether a step or a clock applies, and [Fact]
reads and shows the values that responders record. [ParseLaw] reads the rules
that clocks name, and [CheckRules] holds the clocks to them. Package scenario,
below this one, tries a playbook out.

This page is the manual of the format, version 1.

# A file

A playbook is one YAML file, in UTF-8, of at most 1 MiB. Keys that the format
does not know are errors. Only four have to be there:

	format: cordon/1              # the version of the format
	id: customer-data-breach      # the name in commands; stays the same
	title: Customer data breach   # the name on the screen
	phases: [...]                 # what to do, see below

and these may be:

	version: 1.0.0                # the author's own
	about: When customer data …   # Markdown
	drill: At 02:10 …             # an invented incident to practise with
	roles: {...}                  # who does steps
	facts: {...}                  # what is recorded on the way
	clocks: {...}                 # deadlines
	messages: {...}               # notices
	see: [ransomware-extortion]   # playbooks that may join it in a run
	source: {...}                 # which file of somebody else it was made from
	headline: [...]               # what the first page of a report says

An id has lower case letters, digits and hyphens. The id of a fact has
underscores instead of hyphens and starts with a letter, because conditions
and messages use it as a name. Text that YAML takes for a number or for true
needs quotes. Anchors and aliases work, merge keys do not. An id has at most 64
characters and a condition 1024 bytes. Characters that do not show, like
controls and those that turn the direction of text, are errors.

# Roles

	roles:
	  lead: {title: Incident lead, duty: Runs this checklist and keeps the record}

A role has a title, and a duty if its title does not say it all.

# Facts

	facts:
	  aware_at: {ask: When did we become aware?, type: time}
	  regions:  {ask: Where do they live?, type: choices, options: {eu: EU or EEA, uk: United Kingdom}}
	  risk:
	    ask: How likely is harm to those people?
	    type: choice
	    options:
	      unlikely: Unlikely
	      high: {label: High, after: They must be told as well}
	    because: required

ask is the question and type says what answers it:

	text      any text
	number    a number
	yes-no    yes or no
	choice    one of the options
	choices   one or more of the options
	time      an instant with its zone
	date      a day on the calendar

choice and choices have options, by id, in the order of the screen. An option
is a label, or a label and what the answer leads to (after). Where an answer
can be "we do not know", make it an option. because: required makes the fact a
decision: it cannot be recorded without its reason.

Hints stand beside the question while their condition is yes. Each says in a line
what speaks for an answer, and may name the option to start from. They decide
nothing, and do not take one kind of data for the whole picture:

	hints:
	  - when: protection == "sealed" && available
	    say: Encrypted with the key safe, and still there
	    suggests: unlikely

# Clocks

	clocks:
	  authority:
	    rule: eu-gdpr-33-authority
	    from: aware_at
	    else: [discovered_at, suspected_at]
	    when: '"eu" in regions && risk != "unlikely"'
	  customer:
	    title: Tell Acme
	    within: 24 hours
	    to: security@acme.example
	    cite: contract, section 9
	    zone: Europe/Berlin
	    from: aware_at
	  bank:     {rule: eu-dora-initial, from: classified_at, cap_from: aware_at}
	  insurer:  {title: Tell the insurer, hours: policy_hours, after: customer}

A clock names a rule from the library of the law, or is written out with a
title. A playbook may give a rule another title, recipient or zone; its
counting is the law's. within is a number of minutes, hours, days, calendar
days, business days, weeks or months; a duty without a number leaves it out.
Where the limit is only known in the run, as with a contract, hours names the
fact that gives it. from is the fact of type time that starts the clock; after
names the clock whose filing starts it instead; cap_from is the fact from which
the cap of a rule counts. when says whether the duty applies.

else lists the facts that stand in while the start is not recorded: from, or
cap_from where there is one. Until it is, the clock counts from the earliest of
those that are recorded, and everything that shows it says "at the earliest".
When the start itself is recorded it takes their place, and nothing was moved.
So give every clock that may run from the first minute the moments that are
known by then, and no clock waits for a question that comes later.

A fact that starts a clock, in from, else or cap_from, has happened: one that is
more than a minute ahead is refused. ahead: true in the fact allows it.

# Messages

	messages:
	  authority-notice:
	    title: Notice to the supervisory authority
	    to: the competent supervisory authority
	    subject: Personal data breach
	    body: |
	      We became aware at {{ .aware_at }}.
	      {{ if .vendor }}It happened at {{ .vendor }}.{{ else }}It happened here.{{ end }}

subject and body are templates that can show a fact and ask whether one is
there, and nothing else. must lists what the notice has to contain, each in
words or with the facts that say it; avoid lists phrases it does not use:

	must:
	  - {says: What happened, facts: [summary]}
	  - Whom to call
	avoid: [we take security seriously]

# The headline

	headline:
	  - summary
	  - {fact: affected, label: People affected}
	  - suspected_at
	  - {fact: contained_at, label: Stopped}
	  - {clocks: [eu-authority, uk-authority], label: Authority told}

headline names what a report says on its first page, so that somebody who was
not there knows it in a minute. The first fact of type text is what happened,
in the words of whoever recorded it. The others stand below with what was
recorded before. The first fact of type time is where counting begins, and
each later one is said as the time that went by since. clocks are duties of
one kind: the first of them that applies is said as the time from its start
until it was filed. label is what it is called there. Without a headline the
first page has findings, deadlines and how the run ended.

An update for the channel of an incident is made from facts with these names:
summary, suspected_at or discovered_at, aware_at, still_active (of its answers
"no" means stopped and "yes" not), contained_at, affected, affected_basis, regions, data_kinds
and next_update_at. A playbook that has none of a name says so in its place.

# The source

	source:
	  kind: CACAO 2.0
	  title: Leaked key
	  id: playbook--1
	  version: "3"
	  author: Example Team
	  licence: MIT
	  url: https://playbooks.example.org/key.json
	  sha256: 9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08

A playbook that was made from a file of somebody else says so: what kind of file
it was, its own title, id and version, who wrote it, under which terms it may be
passed on, where it was, and the SHA-256 of its bytes. It changes nothing about a
run. cordon playbook import writes it.

# Phases and steps

	phases:
	  - id: assess
	    title: Understand the breach
	    goal: Know what was taken, well enough to act.
	    use: read-do
	    steps: [...]

use is read-do (read a step, do it) or do-confirm (work from memory, then
confirm). A step has an id that is unique in the whole playbook and a title;
everything else may be left out:

	steps:
	  - id: what-data
	    title: Identify the data that was compromised
	    group: Hosts                  # the small heading it stands under
	    role: lead                    # who does it
	    do: |                         # how, in Markdown
	      1. ...
	    command: SELECT ...           # shown and copied, never run
	    caution: Do not query the compromised host.
	    verify: Two people agree on the list.
	    compare: "- A case: ..."      # worked cases, in Markdown
	    checks: [Names, Credentials]  # to tick off
	    record: [affected, regions]   # facts to record here
	    evidence: The query result    # what to keep
	    needs: [preserve-logs]        # steps to settle first
	    when: risk != "unlikely"      # whether it applies
	    each: hosts                   # once for each value of this fact, see below
	    message: authority-notice     # the notice to draft here
	    files: [authority]            # the clocks that it may file
	    tonight: true                 # part of the way through the first hours
	    pause: true                   # is the phase really complete?
	    expects: 20m                  # how long it takes, like 20m or 1h30m
	    optional: true                # leaving it out is no finding
	    refs: [{title: GDPR Article 33, url: https://…}]
	    source_id: action--7c2        # what the source of the playbook calls it

Steps of a phase that stand one after the other and name one group stand under
that small heading, in the list, on paper and in the report. Their numbers are
those of the phase.

A command can name a fact, as in "aws s3 ls s3://{{ .bucket }}": its value is
filled in for a POSIX shell, quoted where that is needed, and what nobody has
recorded shows as a gap. Leave quotes out of such a command: within them, in a
substitution, or where another program reads the command again, as ssh does, only
plain values are filled in, and the others are left to a person, as are those that
begin with a dash or a plus. Braces that name no fact stay as they are.

A step with each is done once for every value of a fact of type choices, each
with a state, checks, notes and evidence of its own. With

	facts:
	  hosts: {ask: Which hosts?, type: choices, options: {db-1: Database, web: Web server}}

	  - {id: isolate, title: Isolate the host, each: hosts, command: "fence {{ .hosts }}"}

the step 2.4 waits until the hosts are recorded. Then it gives way to "2.4.1 Isolate
the host: Database" and "2.4.2 Isolate the host: Web server", or to those of them that
were named. The second number is the place of the option, so it never changes; the
id of the first is isolate.db-1, and commands take either. A value that is named
later adds its step. One that is named no longer takes its step away, unless something
was recorded on it: then it stays, with what was done, and says that the value is
not among the answers any more. In the command the fact is the one value.

A step that needs isolate waits for all of them; where it is repeated over the same
fact, for the one of its own value. What there is one of in a run has no place in a
repeated step: record, message, files and pause. The repeated steps of a playbook come to
at most 500.

The steps marked tonight are one way through a long playbook: what somebody who
is alone can do in the first hours. While nobody else writes in the run, the
list on the screen shows these.

A text that mentions a step or a phase names it by its id, and shows its number:
"Do step @isolate first", "Phase @legal runs beside this one". This works in
about, goal, do, caution, verify, checks, evidence and after.

# Conditions

A condition is a yes or no over facts:

	affected > 500
	"eu" in regions && risk != "unlikely"
	!(contained || risk in ["unlikely", "low"])

	&& || !  and or not         join yes and no
	== !=                       compare anything of one type
	< <= > >=                   compare numbers, times, dates
	in                          look into choices or a list
	contains startsWith endsWith matches   look into text
	+ - * /                     count
	len lower                   length; lower case
	any(regions, # == "eu")     whether any is; all(…), whether all are

A word that is compared with a choice has to be one of its options, and a
yes-no stands for itself: write contained, not contained == "yes".

Conditions have three answers: yes, no and not known. A comparison is not
known until all of its facts are recorded. Then

	no && not known  is no         yes && not known  is not known
	yes || not known is yes        no || not known   is not known
	!not known       is not known

so a condition is never no because somebody has not recorded something yet.
A step whose condition is not known waits and names the facts it waits for;
one whose condition is no is not counted.

# Rules of the law

A list of rules is a YAML file as well, with the same limits and errors. It
holds the rules of one jurisdiction, or of your contracts:

	format: cordon-law/1
	jurisdiction: contract        # an id; of a file that ships, its name
	place: Our contracts          # its name for people
	rules:
	  acme-contract:              # the id that clocks name
	    title: Tell Acme
	    to: security@acme.example
	    trigger: We suspect that their data is affected.
	    within: 24 hours
	    zone: Europe/Berlin
	    cite: Contract with Acme, section 9
	    read_on: 2026-11-21       # the day you read its text
	    confidence: high          # high, medium or low
	    status: in-force          # or not-yet-applicable, proposed, uncertain,
	                              # voluntary, superseded; fallback is no law

All of these have to be there except read_on, within and zone: a duty without a number
says limit: without undue delay, or the like. Where both are given, limit says
in words what within counts. The other keys of package clock stand beside it:
count, calendar, cut_off, cap, cap_lapses, not_before, target and arguable.
And there may be

	family: contracts             # what it belongs to
	applies_to: Whoever owes it
	threshold: From when on it applies
	content: [What the notice must contain]
	exceptions: [When it does not apply, or later]
	note: Traps, and what is not certain.
	url: https://…                # the official page
	file_at: A portal, an address, a number
	file_at_source: survey        # where that comes from, as source
	seen_on: 2026-11-21           # the day you read about it elsewhere
	seen_in: A survey of 2025     # what that was
	source: official              # what kind of page it was, the best first:
	                              # official, text, note, survey, firm, other, memory
	since: 2026-01-01             # when it began to apply, or will
	chained_to: another-rule      # whose filing starts it

Confidence high needs read_on. A rule that has neither read_on nor seen_on says
source: memory. Files of older releases have checked_on, which does not say
which of the two was meant; it is still read.

A playbook has clocks only for rules that are in force, or a fallback, with high or medium
confidence. One whose confidence is low is taken into a run by hand.
The others are there to be read. Rules are facts from public sources and not
legal advice: a person confirms that one applies.

# The profile of an organisation

What is known before any incident stands in a file of its own, with the same
limits and errors; see [ParseOrganisation] and [LintOrganisation]. Only format and
name have to be there:

	format: cordon-organisation/1
	name: Acme GmbH
	zone: Europe/Berlin           # in which its days are counted
	facts:                        # answers, by the ids of facts
	  regions: [eu, us]
	  contract_hours: 48
	  our_role: {is: controller, because: We decide what our shop keeps}
	people:                       # whom to call, by the ids of roles
	  lead: {name: Maria Lopez, phone: "+49 30 1", stand_in: "Tom, +49 30 2"}
	file_at:                      # where it files, by the ids of rules of the law
	  eu-gdpr-33-authority: {portal: "https://…", mail: …, phone: …, reference: Controller 4711, note: …}
	clocks:                       # deadlines of its own, written out
	  landlord: {title: Tell the landlord, within: 3 days, from: aware_at, to: …, cite: …, when: …, zone: …}

An answer is written as a person would type it. A moment is no answer: it belongs
to an incident. A decision whose reason is left out says that it stands in the
profile. A playbook takes what fits its own facts, and asks for the rest.

A clock starts from a fact of type time and may run in any playbook that has that
fact. Where it has the id of a clock of the playbook that is written out and has
no limit, it takes its place, so that one duty is not counted twice. A condition
that a playbook cannot read is never known, and the clock counts as a candidate.

# To add a fact type

Write its name among the constants of [FactType] and its row into the table
below them; add it to schema.json, to the list under Facts above and to the form
of facts in tui/ask/fact.go. What is forgotten is found by
TestFactTypesAreWhole (the row), TestSchemaKnowsTheWordsOfTheDecoder,
TestManual, TestEverythingHasEveryKey (a fact of it for all other tests) and, in
tui, TestEveryFactTypeHasAForm.

# To add a key

Write a line into the table of its object in fields.go, law_fields.go or
organisation_fields.go, and a field into the type that keeps it. Add it to
schema.json (or organisation.schema.json), to this page and to
testdata/everything.yaml. What is forgotten is found by
TestSchemaHasTheFieldsOfTheDecoder, TestManual and TestEverythingHasEveryKey; for
the law, by TestRuleJSON. A key that must be there would turn
away what was accepted: within format 1 every new key is optional.

# Several playbooks in one run

A run can take in further playbooks: see [Join]. Their phases stand after those
of the first, and what has one id is one. So an id that several playbooks have
means the same in all of them:

	role      nothing has to be the same
	fact      type and because; the options of a choice unite
	clock     rule, within, hours, zone, from, after, cap_from, when
	message   to

All else is words, and the words of the playbook that was there first stay. Steps
and phases are no problem: each playbook has its own.

# Errors

[Parse] returns all problems of a file at once, each with its line and column.
What it accepts depends on nothing but the bytes, so that a run can keep the
file and open it on any machine, years later. Within format 1 what was
accepted stays accepted.
*/
package playbook
