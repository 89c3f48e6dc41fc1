// Package storetest is the contract of a store, as tests. Whatever keeps runs,
// in a file or elsewhere, has to pass them:
//
//	func TestContract(t *testing.T) {
//		storetest.Run(t, func(t testing.TB, place string, opts store.Options) storetest.Store {
//			return mine.New(place, opts)
//		})
//	}
//
// # The contract
//
//   - What Start, Record and SaveDraft answer without an error is kept: every
//     store of the same place has it from then on.
//   - A change is decided where it is written. The intention is asked about the
//     run as it stands, whatever the caller knew, and nothing comes between the
//     question and the entry.
//   - An entry, the summary of its run and the drafts that it replaces change
//     together. No reader sees one without the others.
//   - A draft belongs to who typed it. Nobody else is given its text, and nobody
//     else's entry replaces it.
//   - A refusal, a stamp that cannot be, and an entry that could not be read
//     again write nothing, and the run that comes with the error is the newest.
//   - A mark that somebody took before a write is not the mark for long after.
//   - Lines are kept as they were sealed, to the byte, those of kinds that this
//     version does not know included.
//   - Errors can be told apart: [store.ErrNoRun], [store.ErrDiverged],
//     [store.ErrReadOnly], [store.ErrNotRegular], [*store.NotSavedError],
//     [*store.AmbiguousError], [*run.ChainError], and what the intention says.
//   - Nothing that is returned aliases what the store keeps.
//
// # What it leaves out
//
// How a store keeps what it keeps is its own business, and so are the tests of
// that: what a power cut or a full disk leaves, damage, locks, the modes of
// files, how long a journal may be before it is read in pieces. A test here
// reaches a store by its methods, and by [Tamperer] if there is one.
package storetest

import (
	"path/filepath"
	"testing"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/store"
)

// A Store is what a store must do. Each method is documented with
// [store.Store], which does it; its Mark becomes text here, because what it
// holds is up to the store.
type Store interface {
	Start(book *playbook.Playbook, title string, drill bool, stamp run.Stamp) (run.Run, error)
	Record(known run.Run, stamp run.Stamp, decide run.Intention, dropDrafts ...string) (run.Run, error)

	Load(id string) (run.Run, error)
	Refresh(known run.Run) (run.Run, error)
	Playbook(id string) ([]byte, error)
	Journal(id string, visit func(run.Lines) error) error
	Verify(id string) (store.Report, error)

	Runs() ([]run.Summary, error)
	Resolve(prefix string) (string, error)
	Mark() (string, error)

	SaveDraft(id, by, field, text string) error
	Drafts(id, by string) (store.Drafts, error)

	Attach(path string, limit int64) (run.EvidenceAdded, error)
	VerifyEvidence(id string) ([]store.EvidenceState, error)
}

// A Tamperer is a store whose lines can be changed behind its back. A store
// that is one is also asked what it makes of that.
type Tamperer interface {
	// Tamper hands all lines of a run to change, by their numbers, and puts
	// what is there afterwards in their place. Nil is a line that is not there.
	Tamper(id string, change func(map[uint64]run.Lines)) error
}

// An Opener returns a store of a place. Stores of the same place hold the same
// runs, as the programs in several terminals do, and work at the same time. A
// place that was never opened holds none. It is a path of which not even the
// folder is there; a store that keeps no files takes it as a name.
//
// Stores with the same bytes to read in their options' Rand draw the same ids.
type Opener func(t testing.TB, place string, opts store.Options) Store

// Run tests a store. Each test has a place of its own; when it ends, every run
// in it must verify.
func Run(t *testing.T, open Opener) {
	for _, p := range promises() {
		t.Run(p.name, func(t *testing.T) { p.keep(newNight(t, open)) })
	}
}

// A promise is a part of the contract.
type promise struct {
	name string
	keep func(night)
}

func promises() []promise {
	return []promise{
		{"Start", startBegins},
		{"StartTitle", startTakesTheTitleOfTheBook},
		{"StartRefusesAnAlteredPlaybook", startRefusesAnAlteredPlaybook},
		{"IDs", idsAreShortAndDifferent},
		{"IDsAreDrawnAgain", idsAreDrawnAgain},

		{"Record", recordKeeps},
		{"Lines", linesAreAsSealed},
		{"PublicTools", publicToolsCanCheck},
		{"DecidesOnTheNewest", decidesOnTheNewest},
		{"NothingComesBetween", nothingComesBetween},
		{"Refusal", refusalWritesNothing},
		{"StampRefused", impossibleStampWritesNothing},
		{"Unreadable", unreadableEntryIsNotWritten},
		{"Panic", panicIsTheCallersOwn},
		{"Diverged", divergedRunsAreToldApart},
		{"ClockBack", clockThatMovedBackIsSaid},
		{"UnknownKind", unknownKindIsKept},

		{"Refresh", refreshBringsWhatIsNew},
		{"LongJournal", longJournalIsWhole},
		{"Summary", summaryIsRenewedWithEachEntry},
		{"Order", openRunsComeFirst},
		{"Resolve", resolveFindsByPrefix},
		{"Mark", markTellsOfAWrite},
		{"Empty", emptyPlaceHasNothing},
		{"NoSuchRun", unknownRunsAreNamed},
		{"ReadOnly", readOnlyRefusesChanges},
		{"Copies", nothingIsAliased},
		{"Readings", readingsDoNotChange},

		{"Drafts", draftsAreKept},
		{"DraftsGoWithTheEntry", draftsGoWithTheEntry},
		{"DraftsAreOfOneRun", draftsAreOfOneRun},
		{"DraftsAreOfOnePerson", draftsAreOfOnePerson},

		{"Attach", attachReadsAFile},
		{"AttachPath", attachNamesWhatWasRead},
		{"AttachRefuses", attachTakesOnlyFiles},
		{"VerifyEvidence", evidenceIsComparedWithTheRecord},

		{"Verify", verifyCountsWhatIsGood},
		{"Tampering", tamperingIsFound},

		{"ConcurrentRecords", concurrentRecordsAreAllKept},
		{"ConcurrentDecisions", onlyOneDoesWhatCanBeDoneOnce},
		{"ConcurrentStarts", concurrentStartsAreAllKept},
		{"Readers", readersSeeWholeEntries},

		{"Model", randomWorkFollowsTheModel},
	}
}

// A night is one test: a place, and a store of it.
type night struct {
	*testing.T
	Store
	open  Opener
	place string
}

func newNight(t *testing.T, open Opener) night {
	n := night{T: t, open: open, place: filepath.Join(t.TempDir(), "data", "cordon.db")}
	n.Store = n.patient()
	t.Cleanup(n.audit)
	return n
}

// another opens one more store of the place.
func (n night) another(opts store.Options) Store { return n.open(n.T, n.place, opts) }

// patient opens one more that waits for its turn, however busy the machine is.
func (n night) patient() Store { return n.another(store.Options{Wait: time.Minute}) }

// elsewhere is a night in another place, which nobody audits.
func (n night) elsewhere(opts store.Options) night {
	n.place = filepath.Join(n.TempDir(), "data", "cordon.db")
	n.Store = n.another(opts)
	return n
}

// audit verifies every run. The listing, the journal and the verifier have to
// agree on where each stands.
func (n night) audit() {
	list, err := n.Runs()
	if err != nil {
		n.Errorf("after the test, Runs = %v", err)
	}
	for _, sum := range list {
		report, err := n.Verify(sum.ID)
		if err != nil || report.Head != sum.Head {
			n.Errorf("after the test, Verify(%s) = %v, %v, want head %v", sum.ID, report, err, sum.Head)
		}
	}
}
