package run

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"
)

// A Stamp says who does something and when.
type Stamp struct {
	By string
	// At is when it happened. Zero means now.
	At time.Time
	// Now is the reading of the system clock, in the zone of the person.
	Now time.Time

	// inside is Now in the time of a drill, zero outside of one: see [Run.Stamped].
	inside time.Time
}

// moment is when something happens that is recorded as it happens.
func (s Stamp) moment() time.Time {
	if s.inside.IsZero() {
		return s.Now
	}
	return s.inside
}

// ahead is how far ahead of the clock an entry may be, since clocks and people
// differ by that much.
const ahead = time.Minute

// Refuses says why an event cannot be recorded with the stamp, or is nil: [Seal]
// refuses it so too. What starts a clock lies at most a minute ahead, as the entry
// itself does.
func (s Stamp) Refuses(ev Event) error {
	if err := s.refusal(); err != nil {
		return err
	}
	fact, ok := ev.(FactRecorded)
	if !ok || !fact.begins {
		return nil
	}
	if at, ok := fact.Value.Time(); ok && at.After(s.moment().Add(ahead)) {
		return refuse("%s has not come yet: it is %s. A clock starts when it has happened", at.Format(refusedLayout), s.moment().Format(refusedLayout))
	}
	return nil
}

const refusedLayout = "2006-01-02 15:04 -07:00"

// refusal says why nothing can be recorded with the stamp, or is nil.
func (s Stamp) refusal() error {
	switch {
	case tidy(s.By) == "":
		return refuse("an entry needs the name of whoever makes it")
	case s.At.After(s.moment().Add(ahead)):
		return refuse("%s has not come yet: it is %s. Record what has happened", s.At.Format(refusedLayout), s.moment().Format(refusedLayout))
	}
	return nil
}

// An Entry is one record in the journal of a run.
type Entry struct {
	Seq uint64
	// At is when it happened, to the second, in the zone of whoever noted it.
	At time.Time
	// Recorded is when it was written, to the millisecond, in UTC.
	Recorded time.Time
	By       string
	// ClockBack is how far the system clock stood behind the entry before.
	// Zero is the usual case.
	ClockBack time.Duration
	Event     Event
}

// A Head names the last entry of a journal. The zero Head is that of an empty
// one.
type Head struct {
	Seq  uint64 `json:"seq"`
	Hash string `json:"hash"` // SHA-256 of the last header line, lower case hex
}

const (
	journalVersion = 1
	recordedLayout = "2006-01-02T15:04:05.000Z07:00"
)

// Lines are an entry as it stands on disk, without line ends.
type Lines struct{ Header, Body []byte }

// Seal writes an event as the entry that follows head in the journal of a run.
// last is the entry head names, or nil. The salt, 128 random bits, keeps a
// withheld body from being guessed from its digest. A stamp without a name or
// ahead of time is refused, and so is a start ahead of time: see [*Refusal].
func Seal(id string, head Head, last *Entry, stamp Stamp, ev Event, salt [16]byte) (Lines, error) {
	if err := stamp.Refuses(ev); err != nil {
		return Lines{}, err
	}
	body, err := saltedBody(ev, salt)
	if err != nil {
		return Lines{}, err
	}
	at := stamp.At
	if at.IsZero() {
		at = stamp.moment()
	}
	h := header{
		Version:  journalVersion,
		Run:      id,
		Seq:      head.Seq + 1,
		Prev:     head.Hash,
		Kind:     ev.Kind(),
		At:       at.Format(time.RFC3339),
		Recorded: stamp.Now.UTC().Format(recordedLayout),
		By:       stamp.By,
		Body:     digest(body),
	}
	if last != nil {
		if back := last.Recorded.Sub(stamp.Now.Truncate(time.Millisecond)); back > 0 {
			h.ClockBack = back.String()
		}
	}
	line, err := json.Marshal(h)
	if err != nil {
		return Lines{}, fmt.Errorf("write entry %d: %w", h.Seq, err)
	}
	return Lines{Header: line, Body: body}, nil
}

func saltedBody(ev Event, salt [16]byte) ([]byte, error) {
	fields, err := json.Marshal(ev)
	if err != nil {
		return nil, fmt.Errorf("write %s: %w", ev.Kind(), err)
	}
	body := append([]byte(`{"salt":"`), hex.AppendEncode(nil, salt[:])...)
	body = append(body, '"')
	if !bytes.Equal(fields, []byte("{}")) {
		body = append(body, ',')
	}
	return append(body, fields[1:]...), nil
}

// Next returns the head after a header line.
func (h Head) Next(headerLine []byte) Head {
	return Head{Seq: h.Seq + 1, Hash: digest(headerLine)}
}

// Read decodes an entry. It does not check the chain; see [Verifier]. What it
// returns aliases nothing.
func (l Lines) Read() (Entry, error) {
	f, err := readFields(l.Header)
	if err != nil {
		return Entry{}, fmt.Errorf("header: %w", err)
	}
	return f.entry(l.Body)
}

func (f fields) entry(body []byte) (Entry, error) {
	fail := func(err error) (Entry, error) { return Entry{}, fmt.Errorf("entry %d: %w", f.seq, err) }
	if f.version > journalVersion {
		return fail(fmt.Errorf("journal version %d is newer than this program", f.version))
	}
	e := Entry{Seq: f.seq, By: string(f.by)}
	if err := e.At.UnmarshalText(f.at); err != nil {
		return fail(err)
	}
	if err := e.Recorded.UnmarshalText(f.recorded); err != nil {
		return fail(err)
	}
	var err error
	if len(f.clockBack) > 0 {
		if e.ClockBack, err = time.ParseDuration(string(f.clockBack)); err != nil {
			return fail(err)
		}
	}
	if e.Event, err = decodeEvent(string(f.kind), body); err != nil {
		return fail(err)
	}
	return e, nil
}

func digest(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
