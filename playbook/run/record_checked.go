package run

import "fmt"

// RecordChecked says that somebody checked the record of the run as far as an
// entry, and what came out. It is about the record and changes nothing.
type RecordChecked struct {
	Entries uint64 `json:"entries"`
	Head    string `json:"head"` // the hash of the header of that entry
	Result  string `json:"result"`
}

// Kind implements [Event].
func (RecordChecked) Kind() string { return "record-checked" }

func (RecordChecked) nature() nature {
	return nature{reviews: true, stays: "says that the record was checked"}
}

func (RecordChecked) step() string        { return "" }
func (ev RecordChecked) texts() []string  { return []string{ev.Result} }
func (RecordChecked) fold(*state, *Entry) {}

func (ev RecordChecked) say(Run) string {
	return fmt.Sprintf("record checked up to entry %d: %s", ev.Entries, ev.Result)
}

// CheckRecord records that the record was checked as far as head, and what came out.
func CheckRecord(head Head, result string) Intention {
	return intend[RecordChecked](func(Run) (Event, error) {
		return RecordChecked{Entries: head.Seq, Head: head.Hash, Result: tidy(result)}, nil
	})
}
