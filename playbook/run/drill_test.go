package run_test

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"cordon/playbook"
	"cordon/playbook/drill"
	"cordon/playbook/run"
)

func leak(t testing.TB) (*playbook.Playbook, *drill.Drill) {
	t.Helper()
	source, err := os.ReadFile("testdata/journal-drill.yaml")
	if err != nil {
		t.Fatal(err)
	}
	book, err := playbook.Parse("leak.yaml", source)
	if err != nil {
		t.Fatal(err)
	}
	d, err := drill.Parse("drill.yaml", []byte(leakDrill))
	if err != nil {
		t.Fatal(err)
	}
	return book, d
}

// playing returns the journal of a drill that was just started, at 14:00. Its
// clock does not go on by itself: see after.
func playing(t testing.TB) *journal {
	t.Helper()
	book, d := leak(t)
	j := &journal{t: t, run: run.New("k7m2x9qd", book), now: time.Date(2026, 12, 3, 14, 0, 0, 0, time.FixedZone("", 3600))}
	ev, err := run.StartDrill(book, "", d, map[string][]byte{"post.txt": []byte("a post")})(j.run)
	if err != nil {
		t.Fatal(err)
	}
	j.record(run.Stamp{By: "maria", At: d.Begins(j.now)}, ev)
	j.now = j.now.Add(-time.Minute)
	return j
}

// after carries out intentions when the table's clock shows a time.
func (j *journal) after(table time.Duration, all ...func(now time.Time) run.Intention) *journal {
	j.t.Helper()
	j.now = j.now.Add(table - j.run.Table(j.now))
	for _, intend := range all {
		j.do("maria", intend(j.now))
		j.now = j.now.Add(-time.Minute)
	}
	return j
}

func always(intend run.Intention) func(time.Time) run.Intention {
	return func(time.Time) run.Intention { return intend }
}

func show(now time.Time) run.Intention { return run.ShowInject(now, false) }
func jump(now time.Time) run.Intention { return run.MoveDrill(now, false) }

func (j *journal) due() string {
	in, _ := j.run.Due(j.now)
	return in.ID
}

// wants looks what is due when the table's clock shows a time.
func (j *journal) wants(table time.Duration, due string) *journal {
	j.t.Helper()
	if j.after(table); j.due() != due {
		j.t.Errorf("after %s %q is due, want %q", table, j.due(), due)
	}
	return j
}

const minute = time.Minute

// TestDrillGoesOn plays a drill: its messages come once, in their time and in the
// time of the story.
func TestDrillGoesOn(t *testing.T) {
	j := playing(t)
	j.wants(0, "post").after(0, show).wants(0, "").wants(19*minute, "")
	if why := j.why(run.ShowInject(j.now, false)); why != "no message is due. It comes when its time has come" {
		t.Errorf("a message before its time is refused with %q", why)
	}
	j.after(19*minute, always(run.CompleteStep("stop", ""))).wants(20*minute, "press")
	if got := j.run.Jump(j.now); got != 5*time.Hour {
		t.Errorf("%s of the story go by, want 5h", got)
	}
	if why := j.why(run.ShowInject(j.now, false)); !strings.Contains(why, "the time of the drill moves before") {
		t.Errorf("a message before its jump is refused with %q", why)
	}
	j.after(20*minute, jump)
	if why := j.why(run.MoveDrill(j.now, false)); why != "no time has to go by now" {
		t.Errorf("a second jump is refused with %q", why)
	}
	j.after(20*minute, show)
	if at := j.run.Last().At.Format("15:04"); at != "08:34" {
		t.Errorf("after the jump a message comes at %s, want 08:34", at)
	}
	j.wants(21*minute, "vendor").after(21*minute, show)
	j.after(24*minute, always(run.RecordFact("still_active", playbook.YesNoValue(true), "", "")))
	j.wants(25*minute, "worse").after(25*minute, show).wants(45*minute, "")
	var came []string
	for _, e := range j.run.Injects() {
		in, _ := j.run.Inject(e)
		came = append(came, in.ID)
	}
	if got := strings.Join(came, " "); got != "post press vendor worse" {
		t.Errorf("the messages came as %s", got)
	}
}

// TestUnknownIsWaitedFor: what is not known when a message is due is waited for,
// five minutes, whether anybody looks at the screen or not.
func TestUnknownIsWaitedFor(t *testing.T) {
	yes, no := run.RecordFact("still_active", playbook.YesNoValue(true), "", ""), run.RecordFact("still_active", playbook.YesNoValue(false), "", "")
	for _, tt := range []struct {
		name   string
		at     time.Duration
		say    run.Intention
		due    string
		coming run.Coming
	}{
		{"known before", 24 * minute, yes, "worse", run.TooLate}, // nobody showed it
		{"not so", 24 * minute, no, "", run.NotAsked},
		{"known while it is waited for", 29 * minute, yes, "worse", run.TooLate},
		{"not so while it is waited for", 29 * minute, no, "", run.NotAsked},
		{"known when nobody waits", 31 * minute, yes, "", run.NeverKnown},
		{"never known", 31 * minute, run.AddNote("", "x"), "", run.NeverKnown},
	} {
		j := playing(t).after(0, show).after(20*minute, jump, show)
		j.after(tt.at, always(tt.say)).wants(40*minute, tt.due)
		s, err := j.after(41*minute, always(run.Close("x"))).run.Sheet()
		if err != nil {
			t.Fatal(err)
		}
		if got := s.Injects[3].Coming; got != tt.coming {
			t.Errorf("%s: the message is %s, want %s", tt.name, got, tt.coming)
		}
	}
}

// TestPause: nothing comes while a drill is paused, and no deadline nears.
func TestPause(t *testing.T) {
	j := playing(t).after(0, show).after(10*minute, always(run.PauseDrill(true)))
	before := j.run.Moment(j.now)
	if s := j.run.Summary(); !s.Paused {
		t.Error("the summary does not say that it is paused")
	}
	j.now = j.now.Add(3 * time.Hour)
	if got := j.run.Moment(j.now); !got.Equal(before) || j.due() != "" || !j.run.Paused() {
		t.Errorf("in the pause it is %s, %q is due", got, j.due())
	}
	if why := j.why(run.ShowInject(j.now, true)); why != "the drill is paused. Let it go on first" {
		t.Errorf("a message in the pause is refused with %q", why)
	}
	j.do("ben", run.PauseDrill(false))
	j.now = j.now.Add(-time.Minute)
	if got := j.run.Moment(j.now); !got.Equal(before) {
		t.Errorf("after the pause it is %s, want %s", got, before)
	}
	j.wants(19*minute, "").wants(20*minute, "press")
	for want, again := range map[string]run.Intention{"the drill is not paused": run.PauseDrill(false)} {
		if why := j.why(again); why != want {
			t.Errorf("refused with %q, want %q", why, want)
		}
	}
}

// TestPauseEndsWaiting: while a drill is paused, no step of it comes up to be looked at
// again, but for those that were due.
func TestPauseEndsWaiting(t *testing.T) {
	j := playing(t).after(0, show)
	begun := j.run.Moment(j.now)
	j.after(minute, always(run.LookAgain("look", begun.Add(5*minute), "logs")), always(run.LookAgain("stop", begun.Add(30*minute), "logs")))
	if got := len(j.run.Summary().Looks); got != 2 {
		t.Fatalf("%d steps are to be looked at again, want 2", got)
	}
	j.after(10*minute, always(run.PauseDrill(true)))
	j.now = j.now.Add(time.Hour)
	if got := len(j.run.Summary().Looks); got != 1 {
		t.Errorf("in the pause %d steps are to be looked at again, want the one that was due", got)
	}
	j.do("maria", run.PauseDrill(false))
	if got := len(j.run.Summary().Looks); got != 2 {
		t.Errorf("after the pause %d steps are to be looked at again, want 2", got)
	}
}

// TestDrillOwesNothing: when a drill is over nobody waits for its deadlines, which are
// those of a tale.
func TestDrillOwesNothing(t *testing.T) {
	j := playing(t).after(0, show)
	begun := j.run.Moment(j.now)
	j.after(minute, always(recordTime("aware_at", begun.Format(time.RFC3339), "")))
	if s := j.run.Summary(); s.OpenDuties() != 1 || s.Clock == nil {
		t.Fatalf("while it goes on %d duties are open, the nearest %v", s.OpenDuties(), s.Clock)
	}
	j.after(2*minute, always(run.Close("over")))
	if s := j.run.Summary(); s.Waits() || s.Clock != nil || len(s.May) > 0 || !s.DueSoon.IsZero() {
		t.Errorf("when it is over %d duties are open, the nearest %v", s.OpenDuties(), s.Clock)
	}
	j.do("maria", run.Reopen("once more"))
	if s := j.run.Summary(); s.OpenDuties() != 1 || s.Clock == nil {
		t.Errorf("taken up again %d duties are open, the nearest %v", s.OpenDuties(), s.Clock)
	}
}

// TestDrillTimes: what happens is recorded in the time of the story, deadlines
// count by it, nothing happens after it was recorded, and nothing is found that
// only the story makes so.
func TestDrillTimes(t *testing.T) {
	j := playing(t).after(0, show)
	aware, _ := j.run.Book().Fact("aware_at")
	value, err := aware.Parse("03:16", j.after(5*minute).run.Moment(j.now))
	if err != nil {
		t.Fatal(err)
	}
	j.after(5*minute, always(run.RecordFact("aware_at", value, "", "")), always(run.AddNote("", "x"))).after(20*minute, jump, show)
	j.after(21*minute, always(run.AddNote("", "y")))
	if at := j.run.Last().At.Format("15:04"); at != "08:35" {
		t.Errorf("a note after the jump happened at %s, want 08:35", at)
	}
	later := playbook.TextValue("2026-12-03T09:00:00+01:00")
	ev, err := run.RecordFact("aware_at", later, "it was later", "")(j.run)
	if err != nil {
		t.Fatal(err)
	}
	if err := j.run.Stamped(run.Stamp{By: "maria", Now: j.now}, ev).Refuses(ev); err == nil || !strings.Contains(err.Error(), "09:00 +01:00 has not come yet: it is 2026-12-03 08:35") {
		t.Errorf("a start ahead in the story is refused with %v", err)
	}
	c, _ := j.run.Clock("authority")
	if left := c.Deadline.Due.Sub(j.run.Moment(j.now)); left != 72*time.Hour-(5*time.Hour+19*minute) {
		t.Errorf("%s are left of 72 hours", left)
	}
	if out := j.run.Summary().Clock.Due.Sub(j.now); out != 72*time.Hour-(5*time.Hour+19*minute) {
		t.Errorf("in a list %s are left of 72 hours", out)
	}
	for _, e := range j.run.Entries() {
		if wrong := e.Misdated(time.Time{}); wrong != "" {
			t.Errorf("entry %d %s", e.Seq, wrong)
		}
		if late := j.run.Written(e).Sub(e.At); late < 0 || late >= time.Second {
			t.Errorf("entry %d was written %s after it happened", e.Seq, late)
		}
	}
	for _, f := range j.run.Findings(run.Beside{Now: j.now}) {
		t.Errorf("a finding: %s", f.Text)
	}
}

// TestSheet plays a drill to full points and to none, and in between.
func TestSheet(t *testing.T) {
	best := playing(t).after(0, show)
	aware := recordTime("aware_at", "2026-12-03T03:16:00+01:00", "")
	best.after(2*minute, always(aware), always(run.CompleteStep("look", ""))).after(3*minute, always(run.SendMessage("notice", "ben", "mail", "")))
	best.after(4*minute, always(run.RecordFact("still_active", playbook.YesNoValue(true), "", "")), always(run.FileClock("authority", "A/1", "", "", best.run.Moment(best.now))))
	best.after(20*minute, jump, show).after(25*minute, show).after(26*minute, always(run.CompleteStep("stop", ""))).after(28*minute, show)
	if _, err := best.run.Sheet(); err == nil || err.Error() != "the drill goes on: what is looked at in the end shows when the run is closed" {
		t.Errorf("the sheet of an open run is refused with %v", err)
	}
	if why := best.why(run.AnswerDrill("phone", true)); !strings.Contains(why, "shows when the run is closed") {
		t.Errorf("an answer before the end is refused with %q", why)
	}
	best.after(44*minute, always(run.Close("x")))
	best.do("eve", run.AnswerDrill("phone", true), run.FillIn(run.LineWho, "ben, until Friday"))
	checkSheet(t, best.run, `50 of 50
aware met 10 #3
keep met 10 #4
told met 15 #7
quick met 7 #11
sent met 3 #5
phone met 5 #14
post shown #2
vendor shown #12
press shown #9
worse shown #10
went-well ""
to-change ""
who-by-when "ben, until Friday"
`)

	worst := playing(t).after(0, show).after(44*minute, always(run.CompleteStep("stop", ""))).after(44*minute, always(run.CompleteStep("look", "")), always(run.Close("x")))
	checkSheet(t, worst.run, `0 of 50
aware missed 0
keep late 0 #4
told not-reached 0
quick not-reached 0
sent missed 0
phone not-answered 0
post shown #2
vendor too-late
press too-late
worse not-known
went-well ""
to-change ""
who-by-when ""
`)

	short := playing(t).after(0, show).after(9*minute, always(run.Close("x")))
	checkSheet(t, short.run, `0 of 50
aware not-reached 0
keep missed 0
told not-reached 0
quick not-reached 0
sent missed 0
phone not-answered 0
post shown #2
vendor waits
press too-late
worse too-late
went-well ""
to-change ""
who-by-when ""
`)

	late := playing(t).after(0, show).after(11*minute, always(aware))
	late.at("maria", 9*minute, run.CompleteStep("look", "")).after(12*minute, always(run.Close("x")))
	s, _ := late.run.Sheet()
	if s.Items[0].Result != run.Late || s.Items[1].Result != run.Met || s.Points != 10 {
		t.Errorf("a fact after eleven minutes is %s", s.Items[0].Result)
	}
}

func checkSheet(t *testing.T, r run.Run, want string) {
	t.Helper()
	s, err := r.Sheet()
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	fmt.Fprintf(&b, "%d of %d\n", s.Points, s.Drill.Points())
	for _, item := range s.Items {
		fmt.Fprintf(&b, "%s %s %d%s\n", item.ID, item.Result, item.Points, number(item.Entry))
	}
	for _, in := range s.Injects {
		fmt.Fprintf(&b, "%s %s%s\n", in.ID, in.Coming, number(in.Entry))
	}
	for _, line := range s.Lines {
		fmt.Fprintf(&b, "%s %q\n", line.Line, line.Text())
	}
	if b.String() != want {
		t.Errorf("the sheet is\n%swant\n%s", b.String(), want)
	}
}

func number(e *run.Entry) string {
	if e == nil {
		return ""
	}
	return fmt.Sprintf(" #%d", e.Seq)
}

// TestDrillBroughtOn: whoever leads brings a message on before its time, with its
// jump, once.
func TestDrillBroughtOn(t *testing.T) {
	j := playing(t).after(0, show)
	early := func(now time.Time) run.Intention { return run.ShowInject(now, true) }
	if why := j.why(early(j.now)); !strings.Contains(why, "moves before the next message") {
		t.Errorf("a message before its jump is refused with %q", why)
	}
	j.after(5*minute, func(now time.Time) run.Intention { return run.MoveDrill(now, true) }, early)
	ev, _ := j.run.Last().Event.(run.InjectShown)
	if ev != (run.InjectShown{Inject: "press", Early: true}) {
		t.Errorf("%+v was brought on", ev)
	}
	j.wants(20*minute, "")
	if _, err := run.ShowInject(j.now, false)(j.run); !errors.Is(err, run.ErrNothingDue) {
		t.Errorf("a message that was shown = %v", err)
	}
}

// TestBroughtOnAsks: what is brought on before its time is asked its condition then.
func TestBroughtOnAsks(t *testing.T) {
	early := func(now time.Time) run.Intention { return run.ShowInject(now, true) }
	for answer, want := range map[bool]string{true: "worse", false: "none"} {
		j := playing(t).after(0, show).after(20*minute, jump, show)
		j.after(21*minute, always(run.RecordFact("still_active", playbook.YesNoValue(answer), "", "")))
		got := "none"
		if _, err := early(j.now)(j.run); err == nil {
			ev, _ := j.after(21*minute, early).run.Last().Event.(run.InjectShown)
			got = ev.Inject
		}
		if got != want {
			t.Errorf("with %t %s is brought on, want %s", answer, got, want)
		}
	}
}

// TestExerciseThatDoesNotFit: a journal from elsewhere may hold any drill. It
// stands in the timeline, and nothing rests on it.
func TestExerciseThatDoesNotFit(t *testing.T) {
	book, d := leak(t)
	for name, ev := range map[string]*run.Exercise{
		"no drill":        {ID: "x", SHA256: d.Digest, Source: "x"},
		"another digest":  {ID: "x", SHA256: "0f", Source: leakDrill},
		"another's steps": {ID: "x", SHA256: mustParse(t, strings.ReplaceAll(leakDrill, "step: stop", "step: none")).Digest, Source: strings.ReplaceAll(leakDrill, "step: stop", "step: none")},
	} {
		j := &journal{t: t, run: run.New("k7m2x9qd", book), now: time.Date(2026, 12, 3, 14, 0, 0, 0, time.UTC)}
		j.record(run.Stamp{By: "maria"}, run.Started{Playbook: run.PlaybookRef{ID: book.ID, SHA256: book.Digest}, Drill: true, Exercise: ev})
		j.record(run.Stamp{By: "maria"}, run.InjectShown{Inject: "post"})
		j.record(run.Stamp{By: "maria"}, run.DrillMoved{Inject: "press", Seconds: 1 << 60})
		if _, plays := j.run.Exercise(); plays || !j.run.Moment(j.now).Equal(j.now) || len(j.run.Injects()) != 0 {
			t.Errorf("%s: it is played", name)
		}
		if _, err := j.run.Sheet(); err == nil {
			t.Errorf("%s: it has a sheet", name)
		}
	}
	if _, err := run.StartDrill(book, "", mustParse(t, strings.ReplaceAll(leakDrill, "step: stop", "step: none")), nil)(run.New("k7m2x9qd", book)); err == nil || !strings.Contains(err.Error(), `the playbook leak has no step "none"`) {
		t.Errorf("a drill that does not fit is started: %v", err)
	}
}

func mustParse(t testing.TB, source string) *drill.Drill {
	t.Helper()
	d, err := drill.Parse("drill.yaml", []byte(source))
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// TestNoFurther: whoever brings messages on is told whether some are left.
func TestNoFurther(t *testing.T) {
	j := playing(t).after(0, show)
	early := func(now time.Time) run.Intention { return run.ShowInject(now, true) }
	j.after(1*minute, func(now time.Time) run.Intention { return run.MoveDrill(now, true) }, early)
	j.after(2*minute, always(run.RecordFact("still_active", playbook.YesNoValue(true), "", "")), early)
	if why := j.why(early(j.now)); !strings.Contains(why, "what is left of the drill waits for something") {
		t.Errorf("with one left the refusal is %q", why)
	}
	j.after(3*minute, always(run.CompleteStep("stop", "")))
	j.after(3*minute, early)
	if why := j.why(early(j.now)); why != "no further message comes: all of the drill have come" {
		t.Errorf("with none left the refusal is %q", why)
	}
}

// TestTheSameLineAgain: a line of the sheet that says so already is not filled in again.
func TestTheSameLineAgain(t *testing.T) {
	j := playing(t).after(0, show).after(minute, always(run.Close("x")), always(run.FillIn(run.LineWell, "calm")))
	if why := j.why(run.FillIn(run.LineWell, " calm ")); !strings.HasPrefix(why, "maria wrote that already at ") {
		t.Errorf("the same line again is refused with %q", why)
	}
	j.do("ben", run.FillIn(run.LineWell, "calm, and quick"), run.FillIn(run.LineChange, "calm"))
}
