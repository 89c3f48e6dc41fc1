package report

import (
	"encoding/json"
	"fmt"
	"io"

	"cordon/playbook/inert"
	"cordon/playbook/run"
)

// A Time is a time in RFC 3339. Empty, it is null in JSON.
type Time string

// MarshalJSON implements [json.Marshaler].
func (t Time) MarshalJSON() ([]byte, error) {
	if t == "" {
		return []byte("null"), nil
	}
	return json.Marshal(string(t))
}

// JSON writes the document of a run and, under "timeline", its timeline. The
// arguments are those of [New].
func JSON(w io.Writer, r run.Run, opts Options) error {
	return Encode(w, struct {
		Document
		Timeline []Line `json:"timeline"`
	}{New(r, opts), Timeline(r)})
}

// Encode writes v as indented JSON that is safe to print: no terminal obeys
// it, and nothing in it is hidden. Characters that draw nothing are written as
// escapes, which mean the same to a program.
func Encode(w io.Writer, v any) error {
	b, err := json.MarshalIndent(v, "", "  ")
	if err != nil {
		return fmt.Errorf("write JSON: %w", err)
	}
	_, err = w.Write(append(inert.JSON(b), '\n'))
	return err
}
