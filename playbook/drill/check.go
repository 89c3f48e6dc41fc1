package drill

import (
	"fmt"
	"slices"
	"strings"
	"time"

	"cordon/playbook"
	"cordon/playbook/reader"
)

// check finds what is wrong between the parts of a drill.
func (d *decoder) check(into *Drill) {
	for _, n := range d.named {
		switch {
		case n.kind == Shown:
			d.known(n, idsOf(d.ids[Shown]))
		case n.kind == comesAt && into.Injects[n.inject].At > into.Length && into.Length > 0:
			d.Fail(n.node, "this is after the end: the drill is over after "+short(into.Length), "give the drill more time, or let it come sooner")
		}
	}
	d.checkCircle(into)
}

// known reports a name that nothing has.
func (d *decoder) known(n named, among []string) {
	if slices.Contains(among, n.id) {
		return
	}
	d.Fail(n.node, fmt.Sprintf("there is no %s %s", n.kind, reader.Quote(n.id)), meant(n.kind, n.id, among))
}

func meant(kind Kind, id string, among []string) string {
	const most = 8
	if near, ok := reader.Nearest(id, among); ok {
		return reader.DidYouMean(near)
	}
	switch {
	case len(among) == 0:
		return fmt.Sprintf("there are no %ss", kind)
	case len(among) > most:
		return fmt.Sprintf("its %ss are %s, …", kind, strings.Join(among[:most], ", "))
	}
	return fmt.Sprintf("its %ss are %s", kind, strings.Join(among, ", "))
}

func idsOf(all []named) []string {
	ids := make([]string, len(all))
	for i, n := range all {
		ids[i] = n.id
	}
	return ids
}

// checkCircle finds injects that wait for each other. Each waits for one at the
// most, so a walk that is longer than there are injects has come round.
func (d *decoder) checkCircle(into *Drill) {
	after := map[string]string{}
	for _, in := range into.Injects {
		if in.After.Kind == Shown {
			after[in.ID] = in.After.ID
		}
	}
	said := map[string]bool{}
	for _, n := range d.named {
		if n.kind != Shown || n.inject < 0 || said[n.id] {
			continue
		}
		way := []string{into.Injects[n.inject].ID}
		for at := n.id; at != "" && len(way) <= len(after); at = after[at] {
			way = append(way, at)
			if at == way[0] {
				d.Fail(n.node, "these injects wait for each other, so none of them comes: "+strings.Join(way, " after "), "let one of them come at a time")
				for _, id := range way {
					said[id] = true
				}
				break
			}
		}
	}
}

// Fit returns the drill as it is played with a playbook: its conditions are
// compiled and its values read. An error is a [playbook.Problems] with all that
// the playbook does not have.
func (d *Drill) Fit(book *playbook.Playbook) (*Drill, error) {
	file, _ := reader.Read(d.name, "drill", d.Source)
	fitted := d.fit(book, reader.NewDecoder(file))
	if problems := file.Problems(); len(problems) > 0 {
		return nil, problems
	}
	return fitted, nil
}

// fit returns the drill as it is played, and reports what does not fit.
func (d *Drill) fit(book *playbook.Playbook, into *reader.Decoder) *Drill {
	fitted := *d
	fitted.Injects, fitted.Score = slices.Clone(d.Injects), slices.Clone(d.Score)
	f := fitter{decoder: &decoder{Decoder: into}, drill: &fitted, book: book}
	for _, n := range d.places {
		f.fit(n)
	}
	return &fitted
}

// A fitter holds a drill against a playbook.
type fitter struct {
	*decoder
	drill *Drill
	book  *playbook.Playbook
}

func (f *fitter) fit(n named) {
	switch n.kind {
	case aPlaybook:
		if n.id != f.book.ID {
			f.Fail(n.node, fmt.Sprintf("the drill is for the playbook %s, and this is %s", reader.Quote(n.id), reader.Quote(f.book.ID)), "")
		}
	case aCondition:
		f.condition(n)
	case aValue:
		f.value(n)
	case Step, Fact, Clock, Message:
		if among := idsIn(f.book, n.kind); !slices.Contains(among, n.id) {
			f.Fail(n.node, fmt.Sprintf("the playbook %s has no %s %s", f.book.ID, n.kind, reader.Quote(n.id)), meant(n.kind, n.id, among))
		}
	}
}

func idsIn(book *playbook.Playbook, kind Kind) []string {
	var ids []string
	switch kind {
	case Step:
		for _, s := range book.Steps() {
			ids = append(ids, s.ID)
		}
	case Fact:
		for _, f := range book.Facts {
			ids = append(ids, f.ID)
		}
	case Clock:
		for _, c := range book.Clocks {
			ids = append(ids, c.ID)
		}
	case Message:
		for _, m := range book.Messages {
			ids = append(ids, m.ID)
		}
	}
	return ids
}

func (f *fitter) condition(n named) {
	c, faults := f.book.Condition(n.id)
	for _, fault := range faults {
		f.FailAt(n.node, fault.At, fault.Text, fault.Hint)
	}
	in := &f.drill.Injects[n.inject]
	if n.part == "when" {
		in.When = c
	} else {
		in.Unless = c
	}
}

// value reads the answer that an item wants. A time is one of a night that is
// not known yet, so it cannot be wanted.
func (f *fitter) value(n named) {
	want := &f.drill.Score[n.item].Want
	fact, ok := f.book.Fact(want.ID)
	if !ok {
		return // said already
	}
	if fact.Type == playbook.Time || fact.Type == playbook.Date {
		f.Fail(n.node, fmt.Sprintf("%s is a moment, and nobody knows on which day the drill is played", want.ID), "take is out: any answer will do")
		return
	}
	v, err := fact.Parse(n.id, time.Time{})
	if err != nil {
		f.Fail(n.node, err.Error(), "")
	}
	want.Value = v
}

// short writes a length of time as it stands in a file: 45m, 1h30m.
func short(d time.Duration) string {
	text := strings.TrimSuffix(d.String(), "0s")
	if text = strings.TrimSuffix(text, "h0m"); strings.HasSuffix(text, "m") || strings.HasSuffix(text, "s") {
		return text
	}
	if text == "" {
		return "0m"
	}
	return text + "h"
}
