package when

import (
	"fmt"
	"strings"
	"time"

	"cordon/playbook/reader"
)

// Next reads a time that is yet to come: 04:10 is the next time that it is as late,
// +15m and "in 15 min" are so long from now, and all else is as [Read] has it.
func Next(s string, now time.Time) (Reading, error) {
	text := strings.TrimSpace(s)
	r, err := next(text, now.Round(0))
	if err == nil && !r.Time.After(now) {
		err = fmt.Errorf("%s is past: it is %s now. Write it like 04:10, +15m or 2026-11-21 04:10", reader.Quote(text), now.Format(wallLayout))
	}
	if err == nil && r.Time.Year() > latestYear {
		err = fmt.Errorf("%s is in the year %d: is that what you mean?", reader.Quote(text), r.Time.Year())
	}
	if err != nil {
		return Reading{}, err
	}
	return r, nil
}

func next(s string, now time.Time) (Reading, error) {
	rest, plus := strings.CutPrefix(s, "+")
	if !plus {
		rest, plus = strings.CutPrefix(strings.ToLower(s), "in ")
	}
	if plus {
		if far, ok := span(strings.TrimSpace(rest)); ok {
			return Reading{Time: now.Add(far).Truncate(time.Second)}, nil
		}
	}
	if _, ok := span(strings.ToLower(s)); ok {
		return Reading{}, fmt.Errorf("%s is not a time: did you mean %q?", reader.Quote(s), "in "+s)
	}
	rest, tomorrow := strings.CutPrefix(strings.ToLower(s), "tomorrow ")
	if !tomorrow {
		rest = s
	}
	f, ok := scan(rest)
	if !ok || !f.hasClock || f.hasDay() || len(f.also) > 0 {
		return Read(s, now)
	}
	return resolver{s, now}.coming(f, tomorrow)
}

// coming returns the next moment at which it is as late as a text says, of today
// or tomorrow.
func (r resolver) coming(f found, tomorrow bool) (Reading, error) {
	f.toTwentyFour()
	zone := r.now.Location()
	if f.offset != nil {
		zone = fixed(*f.offset)
	}
	today, note := beginning(r.now.In(zone)), ""
	if !tomorrow {
		t, err := r.only(f, at(today, f), zone)
		if err == nil && t.After(r.now) {
			return Reading{Time: t}, nil
		}
		if err != nil {
			return Reading{}, err
		}
		note = "tomorrow"
	}
	t, err := r.only(f, at(today.AddDate(0, 0, 1), f), zone)
	return Reading{t, note}, err
}
