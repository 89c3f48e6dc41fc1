package run_test

import (
	"strings"
	"sync"
	"testing"
	"time"
	"unicode/utf8"

	"cordon/playbook"
	"cordon/playbook/run"
)

// A run keeps its messages once they are filled in. They are its own: what is
// recorded later shows in the next run and not in this one.
func TestMessagesBelongToTheirRun(t *testing.T) {
	j := begin(t)
	before := j.run
	before.Messages()
	after := j.do("maria", run.RecordFact("host", playbook.TextValue("mail-1"), "", "")).run
	undone := j.do("maria", run.Undo("maria", 0)).run
	var wg sync.WaitGroup
	for range 4 { // screens and commands look at one run
		wg.Go(func() {
			for _, want := range []struct {
				r    run.Run
				text string
			}{{before, "[not recorded: Which host was it?]"}, {after, "mail-1"}, {undone, "[not recorded: Which host was it?]"}} {
				if got := want.r.Messages()[0].Body; !strings.Contains(got, want.text) {
					t.Errorf("at entry %d the message is %q, want %q in it", want.r.Head().Seq, got, want.text)
				}
			}
		})
	}
	wg.Wait()
}

// A template can name a long fact as often as its author likes. The message
// ends where an entry would, and says so, also in the middle of a character.
func TestAMessageHasALongest(t *testing.T) {
	book, err := playbook.Parse("long", []byte("format: cordon/1\nid: long\ntitle: Long\nfacts: {host: {ask: Which host?, type: text}}\n"+
		"messages: {m: {title: M, body: \""+strings.Repeat("{{ .host }}", 3200)+"\"}}\n"+
		"phases: [{id: p, title: P, steps: [{id: s, title: S, record: [host]}]}]\n"))
	if err != nil {
		t.Fatal(err)
	}
	j := &journal{t: t, run: run.New("k7m2x9qd", book), now: time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC)}
	j.do("maria", run.Start(book, "", false))
	r := j.do("maria", run.RecordFact("host", playbook.TextValue(strings.Repeat("ä", 2000)+"x"), "", "")).run
	body := r.Messages()[0].Body
	if len(body) > run.NoteLimit+60 || !strings.HasSuffix(body, "\n[cut here: a message takes 65536 bytes]") || !utf8.ValidString(body) {
		t.Errorf("the message has %d bytes and ends with %q", len(body), body[len(body)-60:])
	}
}

// What nobody sees does not leave in a notice.
func TestAMessageHoldsNothingInvisible(t *testing.T) {
	j := begin(t)
	r := j.do("maria", run.RecordFact("host", playbook.TextValue("mail\u200b-\u00ad1\u2060\U000e0041"), "", "")).run
	if body, want := r.Messages()[0].Body, `mail\u200b-\u00ad1\u2060\U000e0041`; !strings.Contains(body, want) {
		t.Errorf("the message is %q, want %q in it", body, want)
	}
}
