package bundle

import (
	"bytes"
	"errors"
	"slices"
	"strings"
	"testing"

	"cordon/playbook/run"
)

// about is a run in which somebody is spoken of.
func about(t *testing.T) *sampling {
	t.Helper()
	s := newSampling(t, "k7m2x9qd")
	s.do("eva", run.AddNote("", "Maria Berg opened the mail")) // 2
	s.do("eva", run.AddNote("keep", "nothing of her"))         // 3
	s.do("max", run.AddNote("", `the "Büro" of maria BERG`))   // 4
	s.attach("max", "log.txt", "12 exports\n", true)           // 5
	s.attach("eva", "disk.img", "very large", false)           // 6
	s.do("eva", run.Close("done"))                             // 7
	return s
}

func (s *sampling) without(selectors ...string) (Contents, error) {
	s.t.Helper()
	var all []Selector
	for _, text := range selectors {
		sel, err := ParseSelector(text, s.run)
		if err != nil {
			return Contents{}, err
		}
		all = append(all, sel)
	}
	c, err := s.c.Withhold(s.run, all...)
	if err != nil {
		return c, err
	}
	places, err := c.Search(all...)
	if err == nil && len(places) > 0 {
		err = errors.New("also in " + strings.Join(places, ", "))
	}
	return c, err
}

// TestWithhold: a partial bundle verifies, and no byte of what is withheld is in
// it.
func TestWithhold(t *testing.T) {
	s := about(t)
	for _, tt := range []struct {
		selectors []string
		gone      []uint64
		files     int
	}{
		{[]string{"2,4"}, []uint64{2, 4}, 1},
		{[]string{"kind:note-added"}, []uint64{2, 3, 4}, 1},
		{[]string{"step:1.2"}, []uint64{3, 5, 6}, 0},
		{[]string{"by:max"}, []uint64{4, 5}, 0},
		{[]string{"text:berg", "evidence:5"}, []uint64{2, 4}, 0},
		{[]string{`text:"büro"`}, []uint64{4}, 1},
		{[]string{"evidence:all"}, nil, 0},
	} {
		c, err := s.without(tt.selectors...)
		if err != nil {
			t.Errorf("%q: %v", tt.selectors, err)
			continue
		}
		if c, _, err = c.Sealed(keyOf(t, "eva@example.org"), s.now); err != nil {
			t.Fatal(err)
		}
		file := written(t, c)
		trust := allows(t, "eva@example.org")
		trust.Require = "eva@example.org"
		res, err := verify(file, trust)
		if err != nil {
			t.Errorf("%q: %v", tt.selectors, err)
			continue
		}
		var gone []uint64
		for _, m := range res.Missing {
			if m.Evidence == "" {
				gone = append(gone, m.Seq)
			}
		}
		if !slices.Equal(gone, tt.gone) || len(c.Evidence) != tt.files {
			t.Errorf("%q: without %v and with %d files, want %v and %d", tt.selectors, gone, len(c.Evidence), tt.gone, tt.files)
		}
		for _, seq := range gone {
			if bytes.Contains(file, s.c.Lines[seq-1].Body) {
				t.Errorf("%q: the body of entry %d is in it", tt.selectors, seq)
			}
		}
		r, err := c.Fold()
		if err != nil || len(r.Bodiless()) != len(gone) {
			t.Errorf("%q: it folds with %d bodies missing, %v", tt.selectors, len(r.Bodiless()), err)
		}
	}
}

func TestWithholdRefused(t *testing.T) {
	s := about(t)
	s.do("lead", run.CheckRecord(s.run.Head(), "whole, said Berg"))
	for selector, want := range map[string]string{
		"1":            "entry 1 cannot be withheld",
		"7":            "entry 7 cannot be withheld",
		"99":           "nothing is left out",
		"0":            `"0" is no number of an entry`,
		"by:nobody":    "nothing is left out",
		"step:9.9":     "",
		"colour:red":   `"colour:" is not known`,
		"text:":        "does not say what to leave out",
		"text:exports": "nothing is left out",
		"text:eva":     "nothing is left out",
	} {
		if _, err := s.without(selector); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("%s: %v, want %s", selector, err, want)
		}
	}
	s.do("berg", run.CheckRecord(s.run.Head(), "whole"))
	if _, err := s.without("text:Berg"); err == nil || err.Error() != "also in header 9" {
		t.Errorf("a word in a header: %v", err)
	}
}

// TestNobodySigns: in a file that somebody sealed, nothing may be missing that no
// seal vouches for; in one that nobody sealed it is said.
func TestNobodySigns(t *testing.T) {
	s := about(t)
	c, err := s.without("2")
	if err != nil {
		t.Fatal(err)
	}
	res, err := verify(written(t, c), Trust{})
	if got := res.Checked(s.now); err != nil || got.Withheld != 1 || got.By != "nobody who signs" {
		t.Errorf("unsealed it is %+v, %v", got, err)
	}
	s.seal("eva@example.org")
	c.Seals = s.c.Seals
	if _, err := verify(written(t, c), Trust{}); err == nil || err.Error() != "not as written: it is sealed, and the body of entry 2 is missing: withheld by nobody who signs" {
		t.Errorf("blanked in a sealed file: %v", err)
	}
}

// TestErased: what a later entry erased is missing, and must be.
func TestErased(t *testing.T) {
	s := about(t)
	s.do("lead", run.Withhold(2, "by right"))
	if _, err := verify(written(t, s.c), Trust{}); err == nil || err.Error() != "not as written: entry 2 was erased by a later entry, and its body is there" {
		t.Errorf("erased, and there: %v", err)
	}
	s.c.Lines[1].Body = nil
	s.c.Missing = append([]Missing{{Seq: 2, Why: "by right"}}, s.c.Missing...)
	s.seal("lead@example.org")
	res, err := verify(written(t, s.c), allows(t, "lead@example.org"))
	if got := res.Checked(s.now); err != nil || got.Withheld != 1 || got.By != "lead@example.org" {
		t.Errorf("erased: %+v, %v", got, err)
	}
}

// TestErasedAfterSeal: what was erased after the last seal is said to be so, and
// that nobody has signed it; the next seal says who does.
func TestErasedAfterSeal(t *testing.T) {
	s := about(t)
	s.seal("eva@example.org")
	s.do("lead", run.Withhold(2, "by right"))
	s.c.Lines[1].Body = nil
	s.c.Missing = append([]Missing{{Seq: 2, Why: "by right"}}, s.c.Missing...)
	want := "not as written: entry 2 was erased by entry 8, and the last seal ends with entry 7: nobody who signs says so yet. Seal the run again where it was erased: cordon seal k7m2x9qd"
	if _, err := verify(written(t, s.c), Trust{}); err == nil || err.Error() != want {
		t.Errorf("erased after the seal: %v, want %s", err, want)
	}
	s.seal("lead@example.org")
	res, err := verify(written(t, s.c), allows(t, "eva@example.org", "lead@example.org"))
	if got := res.Checked(s.now); err != nil || got.By != "lead@example.org" || len(got.Seals) != 2 {
		t.Errorf("sealed again: %+v, %v", got, err)
	}
}
