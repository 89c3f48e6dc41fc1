/*
Package scenario tries a playbook out on paper: these facts, so these steps,
these deadlines, these drafts. [Parse] reads a scenario, [Run] plays it and
says where it came out otherwise, [Print] writes down how it came out. Nothing
is read from disk, no clock is asked, and nothing is kept.

This page is the manual of the format, version 1.

# A file

A scenario is one YAML file beside a playbook:

	format: cordon-scenario/1
	playbook: customer-data-breach   # the id, or the path from this file
	about: A leak of names in Germany, known on a Friday afternoon.
	zone: Europe/Berlin              # of times without an offset; else UTC
	now: 2027-03-27 09:00            # the moment at which everything is asked

	facts:                           # recorded in this order
	  aware_at: 2027-03-26 14:30
	  regions: [eu, uk]
	  affected: 12400
	  risk: {value: likely, because: Names with addresses}
	  notified_at: {value: -15m, at: 2027-03-27 08:00}

	do:                              # then done, in this order
	  - {done: stop-leak}
	  - {skip: warn-bank, because: No payment data}
	  - {file: authority, at: 2027-03-27 08:30, reference: 4711}
	  - {waive: individuals, because: Nobody can be harmed}
	  - {confirm: insurer}

	expect:
	  steps:
	    apply: [stop-leak, contain]
	    not: [tell-patients]
	    wait: [offer-monitoring]
	  clocks:
	    authority: {state: running, due: 2027-03-29 15:30 +02:00}
	    contract: {state: due-soon, due: 2027-03-27 12:00 +01:00, candidate: true}
	    individuals: {state: running}
	  drafts:
	    authority-notice: {}
	    individual-notice: {gaps: [contact_name]}

format, playbook, now and expect have to be there. A file has at most 1 MiB;
keys that the format does not know, and anchors, are errors.

# Facts and deeds

Values are written as people type them at the command line: an option by its id
or label, a time with its offset or in the zone of the scenario. A decision
needs its because. at says when it was recorded, if not now.

Under do, each item is one deed: done, skip, file, waive or confirm, and the
step or clock it is about. A deed may have because and at, and file a reference.
done ticks the checks of its step first. All go the way that a responder's go,
so what a run would refuse is refused here.

# What is expected

What is not given is not looked at. What is given is exact:

  - steps: apply holds all steps that apply, not those that do not, wait those
    of which it is not known yet.
  - clocks: all clocks that have started and whose condition is not known to be
    no. state is running, due-soon, overdue, filed-in-time, filed-late or
    not-notified. due is missing for a duty without a number. latest is the
    end of the later reading, where there is one. earliest says that the clock
    counts from what stands in for its start, candidate that it counts while it
    is not known whether the duty applies, uncounted that a limit is still
    missing, as that of a contract.
  - drafts: all messages that a step which applies writes, and those that no
    step writes; gaps names all facts that each still lacks.

Where a time is given without its offset, it is in the zone of the scenario.
*/
package scenario
