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

// Nor does what an author wrote into the template, nor what hides behind a letter:
// fillers, selectors, joiners that no writing there uses, private characters.
func TestATemplateHidesNothing(t *testing.T) {
	hidden := "a\ufe01b\u3164c\U000e0100d\u200de\ue000f\u202eg"
	want := `a\ufe01b\u3164c\U000e0100d\u200de\ue000f\u202eg`
	for name, book := range map[string]string{"template": hidden, "no template": hidden + "{{", "fact": "{{ .host }}"} {
		b := &playbook.Playbook{ID: "b", Title: "B", Facts: []playbook.Fact{{ID: "host", Ask: "Which host?", Type: playbook.Text}},
			Messages: []playbook.Message{{ID: "m", Title: "M", Subject: book, Body: book}}}
		j := &journal{t: t, run: run.New("k7m2x9qd", b), now: time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC)}
		j.do("maria", run.Start(b, "", false))
		r := j.do("maria", run.RecordFact("host", playbook.TextValue(hidden), "", "")).run
		if d := r.Messages()[0]; strings.TrimSuffix(d.Body, "{{") != want || strings.TrimSuffix(d.Subject, "{{") != want {
			t.Errorf("%s: the message is %q, %q, want %q", name, d.Subject, d.Body, want)
		}
	}
	spelled := "می\u200cخواهم ❤\ufe0f 👩\u200d💻 1\ufe0f\u20e3 葛\U000e0100"
	j := begin(t)
	if r := j.do("maria", run.RecordFact("host", playbook.TextValue(spelled), "", "")).run; !strings.Contains(r.Messages()[0].Body, spelled) {
		t.Errorf("the message is %q, want %q in it", r.Messages()[0].Body, spelled)
	}
}

// A subject is one line: what stands in a second one would be a header of the mail.
func TestASubjectIsOneLine(t *testing.T) {
	b := &playbook.Playbook{ID: "b", Title: "B", Facts: []playbook.Fact{{ID: "host", Ask: "Which host?", Type: playbook.Text}},
		Messages: []playbook.Message{{ID: "m", Title: "M", Subject: "Host {{ .host }}", Body: "Dear all"}}}
	j := &journal{t: t, run: run.New("k7m2x9qd", b), now: time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC)}
	j.do("maria", run.Start(b, "", false))
	r := j.do("maria", run.RecordFact("host", playbook.TextValue("mail\r\nBcc: all@evil.example\n\nPay now"), "", "")).run
	if got, want := r.Messages()[0].Text(), "Subject: Host mail Bcc: all@evil.example  Pay now\n\nDear all"; got != want {
		t.Errorf("the message is %q, want %q", got, want)
	}
	edited := run.MessageEdited{Message: "m", Subject: "Host\nBcc: all@evil.example", Body: "Dear all"}
	r = j.do("maria", func(run.Run) (run.Event, error) { return edited, nil }).run
	if got, want := r.Messages()[0].Text(), "Subject: Host Bcc: all@evil.example\n\nDear all"; got != want {
		t.Errorf("the edited message is %q, want %q", got, want)
	}
}
