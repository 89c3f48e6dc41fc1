package when_test

import (
	"strings"
	"testing"
	"time"

	"cordon/playbook/when"
)

// night is a Friday in Berlin: Fri Nov 27 03:14:07 CET 2026.
const night = "2026-11-27T03:14:07+01:00"

// TestReadWhatIsWritten reads what people and programs write, and what is said of
// how it was taken.
func TestReadWhatIsWritten(t *testing.T) {
	for _, row := range []struct{ from, typed, want, note string }{
		{"a person", "-1d", "2026-11-26T03:14:07+01:00", ""},
		{"a person", "-1d2h", "2026-11-26T01:14:07+01:00", ""},
		{"a person", "-90m", "2026-11-27T01:44:07+01:00", ""},
		{"a person", "-1.5h", "2026-11-27T01:44:07+01:00", ""},
		{"a person", "−15m", "2026-11-27T02:59:07+01:00", ""},
		{"a person", "-2w", "2026-11-13T03:14:07+01:00", ""},
		{"a person", "- 15 min", "2026-11-27T02:59:07+01:00", ""},
		{"a person", "an hour ago", "2026-11-27T02:14:07+01:00", ""},
		{"git log --date=relative", "2 days ago", "2026-11-25T03:14:07+01:00", ""},
		{"a person", "today 03:10", "2026-11-27T03:10:00+01:00", ""},
		{"a person", "yesterday 23:50", "2026-11-26T23:50:00+01:00", ""},
		{"a person", "yesterday at 23:50", "2026-11-26T23:50:00+01:00", ""},
		{"a person", "23:50", "2026-11-26T23:50:00+01:00", "yesterday"},
		{"a person", "3:10 am", "2026-11-27T03:10:00+01:00", ""},
		{"a person", "3:10pm", "2026-11-26T15:10:00+01:00", "yesterday"},
		{"a person", "12:10 AM", "2026-11-27T00:10:00+01:00", ""},
		{"a person", "Fri 03:10", "2026-11-27T03:10:00+01:00", "today"},
		{"a person", "Fri 23:50", "2026-11-20T23:50:00+01:00", "the last Friday"},
		{"a person", "thursday 23:50", "2026-11-26T23:50:00+01:00", "the last Thursday"},
		{"a person", "Sat 00:10", "2026-11-21T00:10:00+01:00", "the last Saturday"},
		{"a person", "27/11/2026 03:10", "2026-11-27T03:10:00+01:00", "the 27 November 2026"},
		{"a person", "11/27/2026 3:10 AM", "2026-11-27T03:10:00+01:00", "the 27 November 2026"},
		{"a person", "11.11.2026 03:10", "2026-11-11T03:10:00+01:00", "the 11 November 2026"},
		{"a person", "2026/11/27 03:10", "2026-11-27T03:10:00+01:00", ""},
		{"a person", "03:10Z", "2026-11-26T03:10:00Z", "yesterday"},
		{"a person", "02:10 UTC", "2026-11-27T02:10:00Z", ""},
		{"a person", "03:10 CET", "2026-11-27T03:10:00+01:00", ""},
		{"a person", "2026-11-27 03:10 UTC+01:00", "2026-11-27T03:10:00+01:00", ""},
		{"a calendar", "20261127T021400Z", "2026-11-27T02:14:00Z", ""},
		{"ISO 8601, basic", "20261127T031400+0100", "2026-11-27T03:14:00+01:00", ""},
		{"ISO 8601, basic", "20261127T0314", "2026-11-27T03:14:00+01:00", ""},
		{"ISO 8601", "2026-11-27T03:14:00+0100", "2026-11-27T03:14:00+01:00", ""},
		{"ISO 8601", "2026-11-27T03:14+01", "2026-11-27T03:14:00+01:00", ""},
		{"ISO 8601", "2026-11-27t02:14:00z", "2026-11-27T02:14:00Z", ""},
		{"CloudTrail", "2026-11-27T02:14:00Z", "2026-11-27T02:14:00Z", ""},
		{"RFC 5424", "2026-11-27T02:14:00.003Z", "2026-11-27T02:14:00Z", "the second, without .003 of one"},
		{"log4j", "2026-11-27 03:14:00,120", "2026-11-27T03:14:00+01:00", "the second, without .12 of one"},
		{"log4j", "2026-11-27 03:14:00,000", "2026-11-27T03:14:00+01:00", ""},
		{"touch -t", "202611270314", "2026-11-27T03:14:00+01:00", ""},
		{"a file's name", "20261127031400", "2026-11-27T03:14:00+01:00", ""},
		{"date", "Fri Nov 27 03:14:00 CET 2026", "2026-11-27T03:14:00+01:00", ""},
		{"date in July", "Fri Jul  3 03:14:00 CEST 2026", "2026-07-03T03:14:00+02:00", ""},
		{"date -u", "Fri Nov 27 02:14:00 UTC 2026", "2026-11-27T02:14:00Z", ""},
		{"date, en_US", "Fri Nov 27 03:14:00 AM CET 2026", "2026-11-27T03:14:00+01:00", ""},
		{"date, en_GB", "Fri 27 Nov 03:14:00 CET 2026", "2026-11-27T03:14:00+01:00", ""},
		{"date -R", "Fri, 27 Nov 2026 03:14:00 +0100", "2026-11-27T03:14:00+01:00", ""},
		{"date -Is", "2026-11-27T03:14:00+01:00", "2026-11-27T03:14:00+01:00", ""},
		{"date --rfc-3339=ns", "2026-11-27 03:14:00.500000000+01:00", "2026-11-27T03:14:00+01:00", "the second, without .5 of one"},
		{"git log", "Fri Nov 27 03:14:00 2026 +0100", "2026-11-27T03:14:00+01:00", ""},
		{"git log --date=local", "Fri Nov 27 03:14:00 2026", "2026-11-27T03:14:00+01:00", ""},
		{"git log --date=iso", "2026-11-27 03:14:00 +0100", "2026-11-27T03:14:00+01:00", ""},
		{"git log --date=raw", "1795745640 +0100", "2026-11-27T03:14:00+01:00", "Unix time in seconds"},
		{"journalctl, syslog", "Nov 27 03:14:00", "2026-11-27T03:14:00+01:00", "in 2026, the last such day"},
		{"syslog", "Dec  7 03:14:00", "2025-12-07T03:14:00+01:00", "in 2025, the last such day"},
		{"ls -l", "Nov 27 03:10", "2026-11-27T03:10:00+01:00", "in 2026, the last such day"},
		{"journalctl -o short-full", "Fri 2026-11-27 03:14:00 CET", "2026-11-27T03:14:00+01:00", ""},
		{"journalctl -o short-iso-precise", "2026-11-27T03:14:00.123456+0100", "2026-11-27T03:14:00+01:00", "the second, without .123456 of one"},
		{"journalctl -o short-unix", "1795745640.123456", "2026-11-27T03:14:00+01:00", "Unix time in seconds; the second, without .123456 of one"},
		{"RFC 1123", "Fri, 27 Nov 2026 02:14:00 GMT", "2026-11-27T02:14:00Z", ""},
		{"RFC 850", "Friday, 27-Nov-26 02:14:00 GMT", "2026-11-27T02:14:00Z", ""},
		{"a mail", "Fri, 27 Nov 2026 03:14:00 +0100 (CET)", "2026-11-27T03:14:00+01:00", ""},
		{"asctime", "Fri Nov 27 03:14:00 2026", "2026-11-27T03:14:00+01:00", ""},
		{"a web server", "[27/Nov/2026:03:14:00 +0100]", "2026-11-27T03:14:00+01:00", ""},
		{"a file's time on macOS", "27 November 2026 at 03:14", "2026-11-27T03:14:00+01:00", ""},
		{"date +%s", "1795745640", "2026-11-27T03:14:00+01:00", "Unix time in seconds"},
		{"date +@%s", "@1795745640", "2026-11-27T03:14:00+01:00", "Unix time in seconds"},
		{"a program in JavaScript", "1795745640123", "2026-11-27T03:14:00+01:00", "Unix time in milliseconds; the second, without .123 of one"},
		{"journalctl -o json", "1795745640000000", "2026-11-27T03:14:00+01:00", "Unix time in microseconds"},
		{"date +%s%N", "1795745640000000001", "2026-11-27T03:14:00+01:00", "Unix time in nanoseconds; the second, without .000000001 of one"},
	} {
		got, err := when.Read(row.typed, clockAt(t, "Europe/Berlin", night))
		if err != nil || got.Time.Format(time.RFC3339) != row.want || got.Note != row.note {
			t.Errorf("%s: Read(%q) = %s, %q, %v, want %s, %q", row.from, row.typed, got.Time.Format(time.RFC3339), got.Note, err, row.want, row.note)
		}
	}
}

// TestReadRefusesTwoReadings refuses what can be meant in two ways. Each error
// names both, and each of the two reads as what it says.
func TestReadRefusesTwoReadings(t *testing.T) {
	for _, row := range []struct{ now, typed, want string }{
		{night, "Sat 2026-11-27 03:10", `"Sat 2026-11-27 03:10" says Saturday, and 2026-11-27 is a Friday: write 2026-11-27 03:10 or 2026-11-28 03:10`},
		{night, "Thu, 27 Nov 2026 03:14:00 +0100", `"Thu, 27 Nov 2026 03:14:00 +0100" says Thursday, and 2026-11-27 is a Friday: write 2026-11-27 03:14 or 2026-11-26 03:14`},
		{night, "Mon 26 Nov 03:10", `"Mon 26 Nov 03:10" says Monday, and 2026-11-26 is a Thursday: write 2026-11-26 03:10 or 2026-11-23 03:10`},
		{night, "03:16", `"03:16" is 1m ahead: it is 03:14:07 now. Write 2026-11-27 03:16 +01:00 if you mean that, or 2026-11-26 03:16 +01:00 if you mean the one before`},
		{night, "03:29", `"03:29" is 14m ahead: it is 03:14:07 now. Write 2026-11-27 03:29 +01:00 if you mean that, or 2026-11-26 03:29 +01:00 if you mean the one before`},
		{night, "Fri 03:20", `"Fri 03:20" is 5m ahead: it is 03:14:07 now. Write 2026-11-27 03:20 +01:00 if you mean that, or 2026-11-20 03:20 +01:00 if you mean the one before`},
		{night, "Nov 27 03:20", `"Nov 27 03:20" is 5m ahead: it is 03:14:07 now. Write 2026-11-27 03:20 +01:00 if you mean that, or 2025-11-27 03:20 +01:00 if you mean the one before`},
		{"2026-11-28T00:00:00+01:00", "00:10", `"00:10" is 10m ahead: it is 00:00:00 now. Write 2026-11-28 00:10 +01:00 if you mean that, or 2026-11-27 00:10 +01:00 if you mean the one before`},
		{night, "today 23:00", `"today 23:00" is 19h 45m ahead: it is 03:14:07 now. Write 2026-11-27 23:00 +01:00 if you mean that`},
		{night, "03/04/2026 10:00", `"03/04/2026 10:00" can be 3 April 2026 or 4 March 2026: write 2026-04-03 10:00 or 2026-03-04 10:00`},
		{night, "3.4.2026 10:00", `"3.4.2026 10:00" can be 3 April 2026 or 4 March 2026: write 2026-04-03 10:00 or 2026-03-04 10:00`},
		{night, "2026-07-01 03:10 CET", `"2026-07-01 03:10 CET" says CET, and the clocks here go by CEST then: write 2026-07-01 03:10 +02:00 or 2026-07-01 03:10 +01:00`},
		{night, "2026-10-25 02:30", "there were two 02:30 on 2026-10-25 here, as the clocks were put back: write 2026-10-25 02:30 +02:00 or 2026-10-25 02:30 +01:00"},
		{night, "2026-03-29 02:30", "there was no 02:30 on 2026-03-29 here: the clocks were put forward over it. Write 2026-03-29 01:30 +01:00 or 2026-03-29 03:30 +02:00"},
	} {
		got, err := when.Read(row.typed, clockAt(t, "Europe/Berlin", row.now))
		if err == nil || err.Error() != row.want {
			t.Errorf("Read(%q) = %v, %v, want %s", row.typed, got, err, row.want)
		}
	}
}

// TestReadRefusesWhatItCannotKnow refuses with one reading or none.
func TestReadRefusesWhatItCannotKnow(t *testing.T) {
	for _, row := range []struct{ typed, want string }{
		{"2026-11-27 03:10 CST", "no name of the clocks here, and zones far apart can have one name"},
		{"2026-11-27 03:10 +24:00", "is not a time"},
		{"2026-11-27 23:59:60", "has a second 60"},
		{"27 Nov 2026", "is a day without its time"},
		{"Friday", "is a day without its time"},
		{"2026-02-29 03:10", "names a day that no calendar has"},
		{"31 Jun 03:10", "names a day that no calendar has"},
		{"0000-11-21 03:10", "is not a time"},
		{"Nov 03:10", "is not a time"},
		{"27 03:10", "is not a time"},
		{"13/13/2026 03:10", "is not a time"},
		{"03:10 03:11", "is not a time"},
		{"Fri Sat 03:10", "is not a time"},
		{"4102444800000", "would be 2100-01-01 01:00 if it were Unix time"},
		{"9999999999", "would be 2286-11-20 18:46 if it were Unix time"},
		{"179574564", "is not a time"},
		{"-1M", "is not a time"},
		{"-15", "is not a time"},
		{"-99999999999d", "is not a time"},
		{"03:10 cst", "is not a time"},
		{"03:10 ago", "is not a time"},
		{"Fri 2026-11-27 03:14 CET = Fri 03:14 UTC", "says two times that are not the same: write 2026-11-27 03:14 +01:00 or 2026-11-27 03:14 +00:00"},
		{"2 Jan 15:04–15:30", "is not a time"},
		{"14:00 Ω", "is not a time"},
	} {
		got, err := when.Read(row.typed, clockAt(t, "Europe/Berlin", night))
		if err == nil || !strings.Contains(err.Error(), row.want) {
			t.Errorf("Read(%q) = %v, %v, want %s", row.typed, got, err, row.want)
		}
	}
}

// TestReadInTheRepeatedHour says which of two times was taken.
func TestReadInTheRepeatedHour(t *testing.T) {
	for _, row := range []struct{ now, typed, want, note string }{
		{"2026-10-25T02:40:00+02:00", "02:30", "2026-10-25T02:30:00+02:00", "the first of two, as the second is yet to come"},
		{"2026-10-25T05:00:00+01:00", "02:30 CEST", "2026-10-25T02:30:00+02:00", ""},
		{"2026-10-25T05:00:00+01:00", "2026-10-25 02:30 CET", "2026-10-25T02:30:00+01:00", ""},
	} {
		got, err := when.Read(row.typed, clockAt(t, "Europe/Berlin", row.now))
		if err != nil || got.Time.Format(time.RFC3339) != row.want || got.Note != row.note {
			t.Errorf("Read(%q) = %v, %v, want %s, %q", row.typed, got, err, row.want, row.note)
		}
	}
}

// TestReadInAFile reads without a now: only a whole date says when.
func TestReadInAFile(t *testing.T) {
	none := time.Time{}.In(zone(t, "Europe/Berlin"))
	for typed, want := range map[string]string{
		"2026-11-27 03:10": "2026-11-27T03:10:00+01:00", "2026-11-27T02:10:00Z": "2026-11-27T02:10:00Z",
		"now": "", "-15m": "", "03:10": "", "Fri 03:10": "", "yesterday 03:10": "", "Nov 27 03:10": "",
	} {
		got, err := when.Read(typed, none)
		if (err == nil) != (want != "") || err == nil && got.Time.Format(time.RFC3339) != want {
			t.Errorf("Read(%q) without a now = %v, %v, want %q", typed, got, err, want)
		}
	}
}

func TestDay(t *testing.T) {
	for _, row := range []struct{ typed, want, note string }{
		{"2026-11-21", "2026-11-21", ""},
		{"20261121", "2026-11-21", ""},
		{"Sat 2026-11-21", "2026-11-21", ""},
		{"Saturday, 21 November 2026", "2026-11-21", ""},
		{"Nov 21, 2026", "2026-11-21", ""},
		{"today", "2026-11-27", ""},
		{"yesterday", "2026-11-26", ""},
		{"Fri", "2026-11-27", "the last Friday"},
		{"Sat", "2026-11-21", "the last Saturday"},
		{"21 Nov", "2026-11-21", "the last 21 November"},
		{"1 Dec", "2025-12-01", "the last 1 December"},
		{"21/11/2026", "2026-11-21", "the 21 November 2026"},
		{"Fri 2026-11-21", "", `says Friday, and 2026-11-21 is a Saturday: write 2026-11-21 or 2026-11-20`},
		{"03/04/2026", "", "can be 3 April 2026 or 4 March 2026: write 2026-04-03 or 2026-03-04"},
		{"2026-02-30", "", "names a day that no calendar has"},
		{"2026-11-21 03:10", "", "is not a date: write it like 2026-11-21"},
		{"soon", "", "is not a date: write it like 2026-11-21"},
	} {
		got, err := when.Day(row.typed, clockAt(t, "Europe/Berlin", night))
		switch {
		case row.want == "" && (err == nil || !strings.Contains(err.Error(), row.note)):
			t.Errorf("Day(%q) = %v, %v, want %s", row.typed, got, err, row.note)
		case row.want != "" && (err != nil || got.Time.Format(time.DateOnly) != row.want || got.Note != row.note):
			t.Errorf("Day(%q) = %v, %v, want %s, %q", row.typed, got, err, row.want, row.note)
		}
	}
}
