package run

import (
	"fmt"
	"slices"
	"strings"

	"cordon/playbook"
)

// messages looks at what was sent, and at what should have been.
func (f *finder) messages() {
	for _, m := range f.run.Messages() {
		if len(m.Sent) == 0 {
			f.unsent(m)
			continue
		}
		for i, e := range m.Sent {
			f.gapped(m, i)
			f.unlike(m, e)
			if i == len(m.Sent)-1 {
				f.outdated(m, e)
			}
		}
	}
}

// unsent looks at a message that no entry says was sent. It is missed once all
// steps that are about it are settled and one of them is done, unless it was for
// deadlines that are known not to bind, or that somebody decided not to file.
func (f *finder) unsent(m Message) {
	var steps []Step
	var done Step
	var duties []string
	for _, s := range f.run.Steps() {
		if s.Message != m.ID || s.Applies == playbook.No && !s.State.Settled() {
			continue
		}
		steps = append(steps, s)
		duties = append(duties, s.Files...)
		if s.State == Done {
			done = s
		}
	}
	open := slices.ContainsFunc(steps, func(s Step) bool { return !s.State.Settled() })
	if done.ID == "" || open || len(duties) > 0 && !slices.ContainsFunc(duties, f.binds) {
		return
	}
	kind := FindMessageUnsent
	if len(duties) > 0 {
		kind = FindNoticeUnsent
	}
	f.add(kind, Finding{Message: m.ID, Step: done.ID, Brief: quoted(m.name()) + " (step " + done.Number + ")", Text: quoted(m.name()) + " is nowhere recorded as sent, and its step " + named(done) + " is done" + mayStandIn(f.run.BodilessOf(MessageSent{}))}, done.Seq)
}

// binds reports whether a deadline applies, or may, and nobody decided not to
// file.
func (f *finder) binds(id string) bool {
	c, err := f.run.Clock(id)
	return err == nil && c.Applies != playbook.No && (c.Waived == nil || c.Filed != nil)
}

// gapped looks whether a message left with gaps, and whether it left without any
// since.
func (f *finder) gapped(m Message, i int) {
	e := m.Sent[i]
	ev := e.Event.(MessageSent)
	gaps := f.run.GapsIn(ev.Text())
	if len(gaps) == 0 {
		return
	}
	text := quoted(m.name()) + " was sent to " + ev.To + " with gaps: " + fewGaps(gaps) + ifAny(", because: ", ev.Because)
	whole := slices.IndexFunc(m.Sent[i+1:], func(e *Entry) bool { return len(f.run.GapsIn(e.Event.(MessageSent).Text())) == 0 })
	if whole < 0 {
		f.add(FindSentGaps, Finding{Message: m.ID, Text: then(text, "It was not sent without them since")}, e.Seq)
		return
	}
	later := m.Sent[i+1+whole]
	f.add(FindSentGaps, Finding{Message: m.ID, Text: then(text, fmt.Sprintf("It was sent without them since (entry %d)", later.Seq))}, e.Seq, later.Seq)
}

// fewGaps names the first few gaps: all of them stand in the text as it left.
func fewGaps(gaps []Gap) string {
	const most = 4
	if len(gaps) <= most+1 {
		return gapNames(gaps)
	}
	return gapNames(gaps[:most]) + fmt.Sprintf("; and %d more", len(gaps)-most)
}

// unlike looks whether what was sent is the draft as it stood then. Spaces and
// line ends do not count.
func (f *finder) unlike(m Message, e *Entry) {
	ev := e.Event.(MessageSent)
	then := f.run.messageBefore(m.ID, e.Seq)
	if same(ev.Text(), then.Text()) {
		return
	}
	f.add(FindSentUnlike, Finding{Message: m.ID, Text: quoted(m.name()) + " was sent to " + ev.To + " with another text than its draft had then"}, e.Seq)
}

func same(a, b string) bool { return slices.Equal(strings.Fields(a), strings.Fields(b)) }

// messageBefore returns a message as it stood before an entry.
func (r Run) messageBefore(id string, seq uint64) Message {
	m, _ := r.before(seq).Message(id)
	return m
}

// before returns the run as it stood before an entry.
func (r Run) before(seq uint64) Run {
	then, _ := Replay(r.id, r.base, Head{}, r.entries[:seq-1]) // they were in order before
	return then
}

// outdated looks for a fact that stands in what was sent last and got another
// value since.
func (f *finder) outdated(m Message, sent *Entry) {
	ev := sent.Event.(MessageSent)
	asks := filling{run: f.run, asked: map[string]bool{}}
	asks.fill(m.Message.Subject + "\n" + m.Message.Body)
	for _, must := range m.Must {
		for _, id := range must.Facts {
			asks.asked[id] = true
		}
	}
	then := f.run.before(sent.Seq)
	for _, fact := range f.run.book.Facts {
		was, had := then.Fact(fact.ID)
		now, has := f.run.Fact(fact.ID)
		if !had || !asks.asked[fact.ID] || has && now.Value.Equal(was.Value) || !strings.Contains(ev.Text(), cleared(fact.Show(was.Value))) {
			continue
		}
		since, brief, entries := f.since(fact, was, now, has)
		f.add(FindSentOutdated, Finding{
			Message: m.ID, Fact: fact.ID, Group: fmt.Sprintf("sent:%s@%d", m.ID, sent.Seq),
			Text: quoted(m.name()) + " was sent with " + quoted(fact.Answered(fact.Show(was.Value))) +
				", which was " + since + ", and it was not sent again",
			Brief: fact.Answered(fact.Show(was.Value)) + ", now " + brief,
		}, append([]uint64{sent.Seq}, entries...)...)
	}
}

// since says what became of an answer: it was changed, or taken back.
func (f *finder) since(fact playbook.Fact, was, now Record, has bool) (text, brief string, entries []uint64) {
	undone := f.run.UndoneBy(was.Seq)
	switch {
	case !has:
		return "taken back since", "not recorded", []uint64{undone, was.Seq}
	case now.Seq > was.Seq:
		return "changed to " + fact.Show(now.Value) + " since", fact.Show(now.Value), []uint64{now.Seq}
	}
	return "taken back since, so that it is " + fact.Show(now.Value) + " again", fact.Show(now.Value), []uint64{undone, was.Seq}
}
