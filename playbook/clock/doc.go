/*
Package clock computes deadlines: from the rule of a duty and the moments that
people recorded, when it is due. It does no input or output, reads no current
time, and gives the same answer on every machine.

	rule := clock.Rule{Within: clock.Limit{N: 72, Unit: clock.Hour}, Zone: berlin}
	deadline, err := clock.Due(rule, aware)

# Which way it errs

A deadline that is shown too late is a breach of the law; one that is shown
too early costs an evening. So [Deadline.Due] is the conservative reading:
nothing is rolled to a working day, no hour is left out, and a holiday that
the calendar does not know is counted. Where the law allows more, or part of
those who read it think so, [Deadline.LatestArguable] says how much, with its
source. Whether a duty was met is judged by Due.

# A rule

A rule is a few keys of YAML. A file of the law and a clock that is written
out in a playbook use the same ones:

	within: 72 hours            # the limit; leave it out for a duty without a number
	count: first day            # what the days are counted from, see below
	calendar: us-sec            # whose holidays are not business days
	cut_off: "17:30"            # when the last day ends, if not at midnight
	cap: 24 hours               # and never later than this after the second start
	cap_lapses: true            # unless the clock starts only after that
	not_before: 7 business days # an embargo: not before this has passed
	target: 24 hours            # the team's own aim, for a duty without a number
	zone: Europe/Berlin         # whose midnight and whose wall clock count
	arguable:                   # a later reading
	  reading: next business day
	  calendar: eu-target
	  until: "12:00"
	  cite: Del. Reg. (EU) 2025/301 Art. 5(4)

# Limits

A limit is a number from 1 to 9999 and a unit, or the words "the same moment":

	30 minutes, 30 min         as they pass
	72 hours, 72h              as they pass
	30 days, 30 calendar days  whole days, to the end of the last one
	2 weeks                    seven days each
	1 month                    to the day with the same number, or the last of the month
	4 business days            Monday to Friday without the holidays of the calendar
	the same moment            at the start itself: "no later than people are told"

Hours and minutes are added to the instant, never to the clock on the wall:
nights, weekends, holidays and the hour that a change of the clocks repeats
all count.

The day of a start is the earlier of two: its date in the zone of the clock,
and its date in the zone, or with the offset, that it was written down in.
Somebody in Tokyo may write down 1 December when it is still 30 November in
California; for a duty to California the first day after that is 1 December.
And who writes 10 January at 22:00 in Seattle, for a duty to Washington, counts
from the 10th, although it is the 11th there. That is so for months and for the
end of a year too. The date in the zone of the clock, if it is the later one,
goes into the later reading. An embargo is counted from the later of the two.
The last day ends at 23:59:59 in the zone of the clock, or at the cut-off. A month is counted from the day of the start, so
two months after 31 January is 31 March, and one month after it is the last
day of February.

count says which day is counted from. Without it the day of the start is not
counted. "first day" counts the day of the start as the first. "year end"
counts from 31 December of the year of the start.

# Two starts

[Due] takes the start of the clock and the start of its cap. A start that is
not recorded yet is the zero time. A clock that is chained to another one
starts when that one was filed; the caller hands that moment in. With a cap
the earlier of the two ends is due, and the cap alone as long as only its
start is known. With cap_lapses a clock that starts after the end of its cap
has its own limit only: an incident that is classified thirty hours after
awareness is due four hours later, and not six hours ago.

A duty without a number has no due moment ([Deadline.Open]); it may have a
cap, an embargo and a target.

# Later readings

	full hours         the hour of the start is not counted
	business hours     the hours of weekends and holidays are not counted
	holidays           business days leave out the holidays of the calendar given here
	next business day  an end on a day that is no business day moves to the next
	                   one, to its end or cut-off, or to the time given in until

Every later reading needs its source in cite. A start on the full hour has no
later reading by full hours: whether the hour that begins with it counts is
disputed, so the basis mentions it and the deadline does not move.

# Calendars

[Calendars] lists the holidays that the package knows. Each calendar names its
source, the day it was checked and the days it is valid for. Outside of these
days, and for a calendar that is not known, only weekends are left out, and
the basis of the deadline says so. That can make a deadline too early, never
too late. With an embargo it is the other way round, and the basis says that
too. Closures that are ordered for one day, for example by a president, are
not in any calendar.

# Zones

The rules of time zones come from the system or, where it has none, from the
program: a main package should import time/tzdata. Only names like
Europe/Berlin, and UTC, are zones here, because the name "Local" and the short
ones like CET mean different things on different machines.
*/
package clock
