// Package run is what was done: one execution of a playbook, as the fold of
// its journal.
//
// # Decide, write, apply
//
// Everything a person does is an [Intention]: a function that looks at a [Run]
// and returns the [Event] to record, or says in words why not (a [*Refusal]).
// The store runs the intention inside its write transaction, writes the event
// as an [Entry], and [Run.Apply] gives the next run. There is no other way to
// change a run. The package does no input or output and reads no clock: times
// come in with the [Stamp].
//
// A Run is a value. Apply returns a new one and leaves the old one as it was,
// so a screen may keep a run while others are made from it. The same entries
// always fold to the same run.
//
// # The journal
//
// An entry is two lines of JSON: a header, which carries the SHA-256 of the
// header before it, and a body, whose SHA-256 stands in the header. A body can
// be withheld or erased and the chain of headers still verifies. Lines are
// kept and hashed exactly as written, without a line end. See [Seal] and
// [Verifier].
//
// Nothing is edited or removed. Undo is an entry that names the entry it takes
// back; redo takes back the undo; the run is the fold of the entries that
// stand.
//
// # Checking a journal by hand
//
// With the header lines in headers.jsonl and the body lines in bodies.jsonl,
// three lines of shell say which entry was altered, or print how many there are
// and the head. An empty line in bodies.jsonl is a body that is withheld:
//
//	sha() { printf %s "$1" | sha256sum | cut -d' ' -f1; }; bad() { echo "not as written: $h"; exit 1; }; prev=; n=0
//	while IFS= read -r h <&3; do IFS= read -r b || bad; d='*'; [ -z "$b" ] || d=$(sha "$b"); case $h in *\"prev\":\"$prev\"*\"body\":\"$d\"*) prev=$(sha "$h"); n=$((n+1));; *) bad;; esac; done 3<headers.jsonl <bodies.jsonl
//	echo "$n $prev"
//
// # Compatibility
//
// Kinds of events, the names of their fields and what they mean never change
// once released. New kinds and fields may be added. An entry of a kind this
// version does not know is kept as [Unknown], still verifies, and changes
// nothing.
//
// # Drills
//
// A run may play a drill, which entry 1 keeps to the byte: see [Exercise]. Its
// clock, the messages that are due and the sheet at the end are worked out from
// the entries alone. What happens in such a run happens in the time of its story
// (At), and is recorded by the system clock (Recorded); [Run.Moment] leads from
// one to the other. The story begins so far back that At never lies after
// Recorded.
//
// # To add an event
//
// An event takes a file, a row and a journal:
//
//   - a file like role.go or evidence.go: the struct with its JSON, Kind and the
//     other methods of [Event], and the intention that gives it. What follows
//     from an event for undo, clocks and closed runs is its nature, and nowhere
//     else.
//   - a row in released, event.go, which reads it back.
//   - a journal in testdata with one of it, which is kept for ever: see the
//     README there. Those that are there never change.
//
// If it changes how a run stands, state.go has what is folded, and clone copies
// it. These tests fail when something is forgotten: TestEveryEventIsListed (the
// row), TestEveryKindIsReleased (the journal, and a field that none has),
// TestReleases (a field that was renamed), TestTexts (text without a limit),
// TestKinds (the line of the timeline), TestUndoByKind and TestAnyActionIsEvery
// (undo, and the random tests), TestEveryIntention (closed runs and those not
// begun). FuzzEntry makes the event up by itself.
package run
