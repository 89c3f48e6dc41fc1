package tui

import (
	"fmt"
	"strings"
	"time"

	"cordon/playbook"
)

// whenLayout writes a time so that it can be read again, and by people.
const whenLayout = "Mon 2006-01-02 15:04 -07:00"

// whenField asks when something happened. Left alone, that is now.
func whenField(label, draft string) field {
	return field{
		name: "when", label: label, beside: true, draft: draft,
		widget:  lineField{placeholder: "now"},
		echo:    echoWhen,
		draftOf: whenDraft,
	}
}

// when returns what the field says, and the zero time for now.
func (f form) when(w *world) (time.Time, error) {
	text := strings.TrimSpace(f.value("when"))
	if text == "" || strings.EqualFold(text, "now") {
		return time.Time{}, nil
	}
	t, err := playbook.ParseTime(text, w.now)
	if err != nil {
		return time.Time{}, err
	}
	if t.After(w.now.Add(time.Minute)) {
		return time.Time{}, fmt.Errorf("%s is yet to come. Write when it happened, or nothing for now", t.Format(whenLayout))
	}
	return t, nil
}

func echoWhen(w *world, value string) string {
	if strings.TrimSpace(value) == "" {
		if w.window <= compact {
			return ""
		}
		return "(only if it was earlier)"
	}
	t, err := playbook.ParseTime(value, w.now)
	if err != nil {
		return "like 03:10, -15m or 2026-11-21 03:10"
	}
	return "= " + t.Format(whenLayout)
}

// whenDraft writes out a time that was typed short: "-15m" would mean another
// time when the draft is opened again.
func whenDraft(value string, at time.Time) string {
	t, err := playbook.ParseTime(value, at)
	if err != nil || strings.EqualFold(strings.TrimSpace(value), "now") {
		return value
	}
	return t.Format("2006-01-02 15:04:05 -07:00")
}
