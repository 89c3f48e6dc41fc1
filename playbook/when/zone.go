package when

import (
	"encoding/binary"
	"fmt"
	"regexp"
	"strings"
	"time"

	"cordon/playbook/reader"
)

// Zone returns the zone that a name stands for: one of the tz database, such as
// Europe/Berlin, or the rules of POSIX written out, such as
// EST5EDT,M3.2.0,M11.1.0, of which package time reads only those in its files.
//
// A name that means nothing is an error. Package time would take it for UTC.
func Zone(name string) (*time.Location, error) {
	if name != "" && name != "Local" {
		if zone, err := time.LoadLocation(name); err == nil {
			return zone, nil
		}
	}
	if zone, ok := posix(name); ok {
		return zone, nil
	}
	return nil, fmt.Errorf("%s is not a time zone: write it like Europe/Berlin, UTC or EST5EDT,M3.2.0,M11.1.0", reader.Quote(name))
}

// posixForm is the form of POSIX.1 for the variable TZ: a name and how far it is
// behind UTC, then the same for the summer, then when that begins and ends.
const posixForm = `^NAME OFFSET (NAME(OFFSET)? (,RULE ,RULE )?)?$`

// isPosix reports whether rules have the form of POSIX.
func isPosix(rules string) bool {
	form := strings.NewReplacer(
		" ", "",
		"NAME", `([A-Za-z]{3,}|<[A-Za-z0-9+-]{3,}>)`,
		"OFFSET", `([+-]?\d{1,2}(:\d\d){0,2})`,
		"RULE", `(J?\d{1,3}|M\d{1,2}\.[1-5]\.[0-6])(/[+-]?\d{1,3}(:\d\d){0,2})?`,
	).Replace(posixForm)
	ok, err := regexp.MatchString(form, rules)
	return ok && err == nil
}

// posix makes a zone of the rules of POSIX. Package time follows them only where
// they end a file of the tz database, so they are put at the end of one that has
// nothing else. Its only other zone goes by a name that no rules can have: where
// that shows, they were not followed.
func posix(rules string) (*time.Location, bool) {
	const unknown = "-00"
	if !isPosix(rules) {
		return nil, false
	}
	zone, err := time.LoadLocationFromTZData(rules, zoneFile(unknown, rules))
	if err != nil {
		return nil, false
	}
	for month := range time.Month(12) {
		name, offset := time.Date(2026, month+1, 15, 0, 0, 0, 0, time.UTC).In(zone).Zone()
		if name == unknown || offset%60 != 0 || offset <= -24*3600 || offset >= 24*3600 {
			return nil, false // RFC 3339 could not write it
		}
	}
	return zone, true
}

// zoneFile writes a file of RFC 8536, version 2, with one type of time and the
// rules behind it. What version 1 reads is the same without them.
func zoneFile(name, rules string) []byte {
	var block []byte
	block = append(block, "TZif2"...)
	block = append(block, make([]byte, 15)...)
	for _, n := range []int{0, 0, 0, 0, 1, len(name) + 1} { // the last two: types, and letters of names
		block = binary.BigEndian.AppendUint32(block, uint32(n))
	}
	block = append(block, 0, 0, 0, 0, 0, 0) // at UTC, not summer, with the first name
	block = append(block, name+"\x00"...)
	return append(append(block, block...), "\n"+rules+"\n"...)
}
