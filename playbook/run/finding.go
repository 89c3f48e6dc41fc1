package run

import (
	"cmp"
	"slices"
	"strings"
	"time"

	"cordon/playbook"
)

// A Finding is something a reviewer should look at.
type Finding struct {
	Kind   FindingKind `json:"kind"`
	Weight Weight      `json:"weight"`
	// Group is the same for findings that say one thing together and make one
	// row of a list: the steps left open, the changes of one fact. Empty stands
	// alone. All of a group have one kind.
	Group string `json:"group,omitempty"`
	// Step, Clock, Message and Fact are ids of what it is about.
	Step    string `json:"step,omitempty"`
	Clock   string `json:"clock,omitempty"`
	Message string `json:"message,omitempty"`
	Fact    string `json:"fact,omitempty"`
	Seq     uint64 `json:"seq,omitempty"` // the entry it is about, the first of Entries
	// Entries are the numbers of those to open, in the order to read them.
	Entries []uint64 `json:"entries,omitempty"`
	Text    string   `json:"text"`
	// Brief is what a row says of it where it is one of many.
	Brief string `json:"-"`
}

// A Weight says how much a finding weighs.
type Weight string

// The weights, the heaviest first.
const (
	MustLook   Weight = "must" // a duty missed, or a record that cannot be relied on
	WorthALook Weight = "look"
	Noted      Weight = "note" // to know of
)

// A Topic is what a finding is about.
type Topic string

// The topics, in the order of a report.
const (
	OnDeadlines Topic = "deadlines"
	OnMessages  Topic = "messages"
	OnSteps     Topic = "steps"
	OnFacts     Topic = "facts"
	OnRecord    Topic = "record"
)

// A FindingKind says what there is to look at.
type FindingKind string

// The kinds of findings.
const (
	FindClockInTimeBy FindingKind = "clock-in-time-by"   // filed in time only by what was written later
	FindClockLate     FindingKind = "clock-late"         // filed after its deadline
	FindClockOpen     FindingKind = "clock-open"         // overdue, or left open when the run was closed
	FindClockAhead    FindingKind = "clock-ahead"        // counts from a time that had not come yet
	FindClockUncount  FindingKind = "clock-uncounted"    // has started and cannot be counted
	FindClockAsked    FindingKind = "clock-unanswered"   // counts, and nobody said whether it applies
	FindClockWaived   FindingKind = "clock-waived"       // nobody was notified, and why
	FindClockNoRef    FindingKind = "clock-no-ref"       // filed without the authority's reference
	FindClockEarly    FindingKind = "clock-early"        // filed within an embargo
	FindClockOrder    FindingKind = "clock-order"        // filed before it started
	FindClockOwn      FindingKind = "clock-own-rule"     // counts by an own rule in place of one that ships
	FindNoticeUnsent  FindingKind = "notice-unsent"      // its step is done and files a deadline
	FindMessageUnsent FindingKind = "message-unsent"     // its step is done
	FindSentOutdated  FindingKind = "sent-outdated"      // a fact in what was sent changed since
	FindSentGaps      FindingKind = "sent-gaps"          // it left with gaps, and why
	FindSentUnlike    FindingKind = "sent-unlike"        // what was sent is not the draft
	FindSkipped       FindingKind = "skipped"            // a required step
	FindOpen          FindingKind = "left-open"          // a required step, in a closed run
	FindFailed        FindingKind = "failed"             // a step did not go to plan
	FindEarly         FindingKind = "done-early"         // before what it needed
	FindWithout       FindingKind = "done-without"       // its evidence, facts or checks
	FindSupplied      FindingKind = "supplied-later"     // what a done step had been done without
	FindCleared       FindingKind = "cleared-after"      // a check, after its step was done
	FindNotRenewed    FindingKind = "not-renewed"        // an answer that a pause asks for again
	FindBlocked       FindingKind = "blocked-long"       // a step
	FindStepOrder     FindingKind = "step-order"         // dated before what it needed
	FindLook          FindingKind = "look-again"         // nobody said what was found, in a closed run
	FindAdded         FindingKind = "step-added"         // a step that no playbook has
	FindUnnamed       FindingKind = "value-gone"         // a repeated step, for what is no answer any more
	FindBunched       FindingKind = "bunched"            // many steps settled at once, just before closing
	FindNobody        FindingKind = "unnamed-role"       // a role nobody took, though its steps were done
	FindNoReason      FindingKind = "no-reason"          // a decision without one
	FindChanged       FindingKind = "changed"            // a decision, or what a clock counts from
	FindRefined       FindingKind = "refined"            // another answer later
	FindBroken        FindingKind = "record"             // it is not whole
	FindEvidence      FindingKind = "evidence"           // a copy that was kept is altered or gone
	FindElsewhere     FindingKind = "evidence-elsewhere" // the same of a file without a copy
	FindUndone        FindingKind = "undone"             // an action was taken back
	FindClockBack     FindingKind = "clock-back"         // the system clock moved back
	FindOrder         FindingKind = "order"              // closed before the last thing that was done
	FindSilent        FindingKind = "silence-running"    // nothing was recorded for long while a deadline ran
	FindSilence       FindingKind = "silence"            // nothing was recorded for long
	FindLate          FindingKind = "recorded-late"      // long after it happened
	FindRedone        FindingKind = "redone"             // taken back, and done anew since
	FindAfterClosing  FindingKind = "after-closing"      // recorded after the run was closed once
	FindSameFile      FindingKind = "same-file"          // one file is the evidence of two steps
	FindPlaybook      FindingKind = "playbook"           // not the playbook of the library
)

// A KindOfFinding is what holds for all findings of a kind.
type KindOfFinding struct {
	Kind   FindingKind
	Weight Weight
	Topic  Topic
	Name   string // what people call it
}

// KindsOfFindings lists every kind, the heaviest first, within a weight by topic.
func KindsOfFindings() []KindOfFinding {
	return []KindOfFinding{
		{FindClockInTimeBy, MustLook, OnDeadlines, "IN TIME ONLY BY A LATER ENTRY"},
		{FindClockLate, MustLook, OnDeadlines, "filed late"},
		{FindClockOpen, MustLook, OnDeadlines, "never filed"},
		{FindClockUncount, MustLook, OnDeadlines, "cannot be counted"},
		{FindClockAhead, MustLook, OnDeadlines, "starts ahead of time"},
		{FindNoticeUnsent, MustLook, OnMessages, "never sent"},
		{FindNoReason, MustLook, OnFacts, "no reason"},
		{FindBroken, MustLook, OnRecord, "record not whole"},
		{FindEvidence, MustLook, OnRecord, "evidence"},

		{FindClockAsked, WorthALook, OnDeadlines, "not answered"},
		{FindClockWaived, WorthALook, OnDeadlines, "not notified"},
		{FindClockNoRef, WorthALook, OnDeadlines, "filed without a reference"},
		{FindClockOrder, WorthALook, OnDeadlines, "filed before its start"},
		{FindClockEarly, WorthALook, OnDeadlines, "filed within an embargo"},
		{FindClockOwn, WorthALook, OnDeadlines, "counted by an own rule"},
		{FindMessageUnsent, WorthALook, OnMessages, "never sent"},
		{FindSentGaps, WorthALook, OnMessages, "sent with gaps"},
		{FindSentOutdated, WorthALook, OnMessages, "told otherwise"},
		{FindSentUnlike, WorthALook, OnMessages, "not as drafted"},
		{FindFailed, WorthALook, OnSteps, "failed"},
		{FindSkipped, WorthALook, OnSteps, "skipped"},
		{FindOpen, WorthALook, OnSteps, "left open"},
		{FindEarly, WorthALook, OnSteps, "done early"},
		{FindWithout, WorthALook, OnSteps, "done without"},
		{FindSupplied, WorthALook, OnSteps, "supplied later"},
		{FindCleared, WorthALook, OnSteps, "cleared after done"},
		{FindNotRenewed, WorthALook, OnSteps, "not renewed"},
		{FindBlocked, WorthALook, OnSteps, "blocked long"},
		{FindStepOrder, WorthALook, OnSteps, "order of times"},
		{FindChanged, WorthALook, OnFacts, "changed"},
		{FindElsewhere, WorthALook, OnRecord, "evidence elsewhere"},
		{FindUndone, WorthALook, OnRecord, "taken back"},
		{FindClockBack, WorthALook, OnRecord, "clock set back"},
		{FindOrder, WorthALook, OnRecord, "order of times"},
		{FindSilent, WorthALook, OnRecord, "silence"},

		{FindLook, Noted, OnSteps, "not looked again"},
		{FindAdded, Noted, OnSteps, "added in the run"},
		{FindUnnamed, Noted, OnSteps, "not named any more"},
		{FindBunched, Noted, OnSteps, "settled in a bunch"},
		{FindNobody, Noted, OnSteps, "nobody named"},
		{FindRefined, Noted, OnFacts, "refined"},
		{FindSilence, Noted, OnRecord, "silence"},
		{FindLate, Noted, OnRecord, "written late"},
		{FindRedone, Noted, OnRecord, "done anew"},
		{FindAfterClosing, Noted, OnRecord, "after closing"},
		{FindSameFile, Noted, OnRecord, "same file"},
		{FindPlaybook, Noted, OnRecord, "another playbook"},
	}
}

// Of returns what holds for the findings of a kind. One that this version does
// not know is to be looked at.
func (k FindingKind) Of() KindOfFinding {
	for _, of := range KindsOfFindings() {
		if of.Kind == k {
			return of
		}
	}
	return KindOfFinding{Kind: k, Weight: WorthALook, Topic: OnRecord, Name: strings.ReplaceAll(string(k), "-", " ")}
}

// Beside is what is known beside the entries of a run. The zero Beside is
// nothing.
type Beside struct {
	// Library says what the library holds today under the id of a playbook. Nil
	// means that none is at hand.
	Library func(id string) (playbook.Shelved, bool)
	// Others are the other runs of the incident. A duty that was filed in one of
	// them was met.
	Others []Run
	// Files are the files of evidence as they are now, Broken is what keeps the
	// record from being whole. Both are empty where nobody looked.
	Files  []File
	Broken []error
	// Now is when deadlines that run are looked at. Zero is the last entry.
	Now time.Time
}

// Findings returns what a reviewer should look at: the heaviest first, within a
// weight by topic, and those of a group together.
func (r Run) Findings(beside Beside) []Finding {
	if beside.Now.IsZero() && r.Last() != nil {
		beside.Now = r.Last().Recorded
	}
	beside.Now = r.Moment(beside.Now)
	if len(beside.Others) > 0 {
		r = r.Among(beside.Others...)
	}
	f := finder{run: r, beside: beside}
	f.reached = r.reachedSteps()
	f.clocks()
	f.messages()
	f.steps()
	f.facts()
	f.record()
	return sorted(f.found)
}

// finder collects the findings of a run.
type finder struct {
	run     Run
	beside  Beside
	reached map[string]bool // steps, in a drill
	found   []Finding
}

func (f *finder) add(kind FindingKind, found Finding, entries ...uint64) {
	found.Kind, found.Weight = kind, kind.Of().Weight
	found.Entries = slices.DeleteFunc(entries, func(seq uint64) bool { return seq == 0 })
	if len(found.Entries) > 0 {
		found.Seq = found.Entries[0]
	}
	f.found = append(f.found, found)
}

// sorted brings findings into the order of a list. Each group stands where its
// first one does.
func sorted(found []Finding) []Finding {
	type key struct{ block, at int }
	all, first := KindsOfFindings(), map[string]int{}
	keys, order := make([]key, len(found)), make([]int, len(found))
	for i, one := range found {
		at, seen := first[one.Group]
		if one.Group == "" || !seen {
			at, first[one.Group] = i, i
		}
		keys[i], order[i] = key{one.Kind.block(all), at}, i
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(cmp.Compare(keys[a].block, keys[b].block), cmp.Compare(keys[a].at, keys[b].at))
	})
	list := make([]Finding, len(found))
	for i, from := range order {
		list[i] = found[from]
	}
	return list
}

// block is the place among all kinds of the first that has the weight and the
// topic of k.
func (k FindingKind) block(all []KindOfFinding) int {
	of := k.Of()
	return slices.IndexFunc(all, func(one KindOfFinding) bool { return one.Weight == of.Weight && one.Topic == of.Topic })
}
