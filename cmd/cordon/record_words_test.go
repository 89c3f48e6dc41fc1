package main

import (
	"context"
	"encoding/binary"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"
	"go.etcd.io/bbolt"

	"cordon/tui"
	"cordon/tui/tuitest"
)

// recordSkins are where it is said how the record of a run stands.
func recordSkins() []skin {
	both := func(args ...string) func(saying) string {
		return func(s saying) string {
			all := append([]string{}, args...)
			for i, arg := range all {
				if arg == "RUN" {
					all[i] = s.id
				}
			}
			stdout, stderr, _ := s.run(all...)
			return stdout + stderr
		}
	}
	return []skin{
		{"verify", both("verify", "RUN")},
		{"JSON of verify", both("verify", "RUN", "--json")},
		{"show", both("show", "RUN", "--anyway")},
		{"JSON of the run", both("show", "RUN", "--anyway", "--json")},
		{"timeline", both("timeline", "RUN", "--anyway")},
		{"clock ls", both("clock", "ls", "RUN", "--anyway")},
		{"findings", both("findings", "RUN", "--anyway")},
		{"verdict", both("verdict", "RUN")},
		{"Markdown", both("report", "RUN", "--anyway")},
		{"page", both("report", "RUN", "-f", "html", "--anyway")},
		{"JSON of the report", both("report", "RUN", "-f", "json", "--anyway")},
		{"CSV", both("report", "RUN", "-f", "csv", "--anyway")},
		{"review", func(s saying) string { return s.reviewed(s.id) }},
		{"steps in review", func(s saying) string { return s.reviewed(s.id, "esc", "M") + s.reviewed(s.id) }},
		{"reopen, handover and close", func(s saying) string {
			_, reopened, _ := s.run("reopen", s.id, "--reason", "one more thing")
			_, handed, _ := s.run("handover", s.id, "ben")
			_, closed, _ := s.run("close", s.id, "--reason", "the rest is for the morning")
			return reopened + handed + closed
		}},
		{"export", func(s saying) string {
			_, said, _ := s.run("export", s.id, "-o", filepath.Join(s.t.TempDir(), "x.cordon"))
			return said
		}},
	}
}

// reviewed returns the frame of a review after some keys, as one line.
func (w *world) reviewed(id string, keys ...string) string {
	w.t.Helper()
	var frame string
	now := time.Date(2026, 11, 28, 3, w.minutes, 0, 0, time.FixedZone("CET", 3600))
	tuitest.RunNew(w.t, func(ctx context.Context) tea.Model {
		e := w.env()
		disk := journal{Store: e.look(), anyway: true}
		return tui.New(tui.Config{
			Reader: disk, Writer: disk, Library: shelf{e.library()}, By: "eve", Review: true,
			Now: tuitest.Clock(now), Context: ctx, Open: id, ASCII: true, Color: tui.ColorNever,
		})
	}, 200, 100, func(d *tuitest.Driver) {
		d.Wait(time.Second)
		d.Press(keys...)
		d.Wait(time.Second)
		frame = besideBar(d.Frame()) + d.Frame()
	})
	return strings.Join(strings.Fields(frame), " ")
}

// TestRecordSaidAlike brings a rich run's record into each state.
func TestRecordSaidAlike(t *testing.T) {
	for _, tt := range []struct {
		state string
		says  string // in every skin
		gets  func(w *world, id string)
	}{
		{"whole", `whole: \d+ entries, each as it was written, and 1 file of evidence as it was attached`, func(*world, string) {}},
		{"partial", `partial, 1 withheld( by nobody who signs)?: \d+ entries, each as it was written, and 1 file of evidence as it was attached`,
			func(w *world, id string) { w.must("withhold", id, "3", "--reason", "by right") }},
		{"evidence", `not as written: the copy of page\.txt \(entry \d+\) is altered; \d+ entries are as written`, func(w *world, _ string) {
			kept, err := filepath.Glob(filepath.Join(filepath.Dir(w.env().look().Path()), "evidence", "*"))
			if err != nil || len(kept) != 1 {
				w.t.Fatalf("there are %d copies, %v", len(kept), err)
			}
			mustWrite(w.t, kept[0], []byte("another page"))
		}},
		{"missing", `not as written: the copy of page\.txt \(entry \d+\) is missing; \d+ entries are as written`, func(w *world, _ string) {
			if err := os.RemoveAll(filepath.Join(filepath.Dir(w.env().look().Path()), "evidence")); err != nil {
				w.t.Fatal(err)
			}
		}},
		{"not-whole", `not as written: entry 3 has a body that is not the one its header names`, func(w *world, id string) { w.alter(id, 3) }},
	} {
		t.Run(tt.state, func(t *testing.T) {
			w, id := richRun(t)
			w.must("close", id, "--reason", "it is morning")
			tt.gets(w, id)
			want := regexp.MustCompile(tt.says)
			for _, skin := range recordSkins() {
				said := skin.says(saying{world: w, id: id})
				if !want.MatchString(said) {
					t.Errorf("%s does not say %q:\n%s", skin.name, tt.says, said)
				}
				for _, other := range []string{"whole: ", "ecord whole", "partial, ", "ecord partial", "not as written", "NOT WHOLE", "ecord not checked"} {
					if strings.Contains(said, other) && !strings.Contains(tt.says, other) && !suits(tt.state, other) {
						t.Errorf("%s says %q of a record that is %s:\n%s", skin.name, other, tt.state, said)
					}
				}
			}
		})
	}
}

// suits reports whether a few words belong to a state, beside its sentence.
func suits(state, words string) bool {
	switch state {
	case "whole":
		return words == "ecord whole"
	case "partial":
		return words == "ecord partial"
	}
	return words == "NOT WHOLE" || words == "not as written"
}

// alter changes the body of an entry behind the program's back.
func (w *world) alter(id string, seq uint64) {
	w.t.Helper()
	db, err := bbolt.Open(w.env().look().Path(), 0o600, &bbolt.Options{Timeout: time.Second})
	if err != nil {
		w.t.Fatal(err)
	}
	defer db.Close()
	err = db.Update(func(tx *bbolt.Tx) error {
		bodies := tx.Bucket([]byte("runs")).Bucket([]byte(id)).Bucket([]byte("bodies"))
		key := binary.BigEndian.AppendUint64(nil, seq)
		return bodies.Put(key, []byte(strings.Replace(string(bodies.Get(key)), `"`, `" `, 1)))
	})
	if err != nil {
		w.t.Fatal(err)
	}
}
