package form

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"cordon/playbook/when"
	"cordon/tui/draw"
	"cordon/tui/screen"
)

// WhenField asks when something happened. Left alone, that is now.
func WhenField(label, draft string) Field {
	return Field{
		Name: "when", Label: label, Beside: true, Draft: draft,
		Widget:  LineField{Placeholder: "now"},
		Echo:    echoWhen,
		Check:   checkWhen,
		DraftOf: WhenDraft,
	}
}

// When returns what the field says, and the zero time for now, also of a form
// without such a field.
func (f Form) When(w *screen.World) (time.Time, error) {
	if !slices.ContainsFunc(f.Fields, func(fd Field) bool { return fd.Name == "when" }) {
		return time.Time{}, nil
	}
	return readWhen(w, f.Value("when"))
}

func checkWhen(w *screen.World, value string) error {
	_, err := readWhen(w, value)
	return err
}

func readWhen(w *screen.World, text string) (time.Time, error) {
	text = strings.TrimSpace(text)
	if text == "" || strings.EqualFold(text, "now") {
		return time.Time{}, nil
	}
	r, err := when.Read(text, w.AsOf())
	if err != nil {
		return time.Time{}, err
	}
	if r.Time.After(w.AsOf().Add(time.Minute)) {
		return time.Time{}, fmt.Errorf("%s is yet to come. Write when it happened, or nothing for now", r.Time.Format(screen.WhenLayout))
	}
	return r.Time, nil
}

func echoWhen(w *screen.World, value string) string {
	if strings.TrimSpace(value) == "" {
		if w.Window <= draw.Compact {
			return ""
		}
		return "(only if it was earlier)"
	}
	r, err := when.Read(value, w.AsOf())
	if err != nil {
		return "like 03:10, -15m or 2026-11-21 03:10"
	}
	return Understood(r.Time.Format(screen.WhenLayout), r.Note)
}

// Understood says what was understood of what is typed, and how that was taken
// which the text left open, if anything was.
func Understood(value, note string) string {
	if note != "" {
		note = " (" + note + ")"
	}
	return "= " + value + note
}

// WhenDraft writes out a time that was typed short: "-15m" would mean another
// time when the draft is opened again.
func WhenDraft(value string, at time.Time) string {
	r, err := when.Read(value, at)
	if err != nil || strings.EqualFold(strings.TrimSpace(value), "now") {
		return value
	}
	return r.Time.Format("2006-01-02 15:04:05 -07:00")
}
