/*
Package when reads the times that people type and programs print. It is the one
place where that is done: the forms of the screens, the flags and facts of the
commands, and the scenarios of playbooks all ask it.

	reading, err := when.Read("Fri 03:10", now)

# What it reads

	now                                 now
	-15m, -2h30m, -1d, 90 min ago       so long before now
	03:10, 3:10 pm, yesterday 03:10     the last time it was that late
	Fri 03:10                           the last such day
	27 Nov 03:10, Nov 27 03:10:00       in the last such year (syslog, journalctl, ls)
	2026-11-27 03:10                    also with T, with seconds and their fraction
	20261127T031400Z                    the basic form of ISO 8601
	2026-11-27T03:10:00+0100            with the offset as +01, +0100 or +01:00
	Fri Nov 27 03:14:00 CET 2026        what date prints
	Fri Nov 27 03:14:00 2026 +0100      what git prints, as each of its --date
	Fri, 27 Nov 2026 03:14:00 +0100     a mail; with GMT, HTTP
	27/Nov/2026:03:14:00 +0100          the log of a web server
	1795745640, @1795745640.5           Unix time in seconds, ms, µs or ns

And what Cordon prints itself, on each of its screens, in each of its commands and
reports: a line such as "Fri 2026-11-27 03:14 CET = Fri 02:14 UTC" is read whole,
and its two halves have to agree.

# What it does not guess

What can be meant in two ways is refused, with both readings and how to write
each: 03/04/2026; a day of the week that the date contradicts; a time of day that
comes within a quarter of an hour, so that it is as likely today's; a local time
that comes twice as clocks are put back, or never as they are put forward; the name
of a zone that is not the one of the clocks here. What was taken to be meant, of
several things that it might be, stands in [Reading.Note].
*/
package when
