package main

import (
	"cmp"
	"reflect"
	"slices"

	"cordon/playbook"
	"cordon/playbook/report"
)

// A bookDocument is the JSON of playbook show.
type bookDocument struct {
	SchemaVersion int `json:"schema_version"`
	playbook.Playbook
}

func documentOf(p *playbook.Playbook) bookDocument {
	shown := *p
	shown.Clocks = clocksOf(p)
	return bookDocument{report.SchemaVersion, listed(reflect.ValueOf(shown)).Interface().(playbook.Playbook)}
}

// listed copies what JSON shows of a value, with an empty list for each that is
// missing: programs would meet a null there.
func listed(v reflect.Value) reflect.Value {
	shown := reflect.New(v.Type()).Elem()
	shown.Set(v)
	switch v.Kind() {
	case reflect.Slice:
		shown.Set(reflect.MakeSlice(v.Type(), v.Len(), v.Len()))
		for i := range v.Len() {
			shown.Index(i).Set(listed(v.Index(i)))
		}
	case reflect.Struct:
		for i := range v.NumField() {
			if f := v.Type().Field(i); f.IsExported() && f.Tag.Get("json") != "-" {
				shown.Field(i).Set(listed(v.Field(i)))
			}
		}
	}
	return shown
}

// clocksOf returns the clocks of a playbook with what their rules say.
func clocksOf(p *playbook.Playbook) []playbook.Clock {
	clocks := slices.Clone(p.Clocks)
	for i := range clocks {
		c := &clocks[i]
		at := slices.IndexFunc(p.Rules, func(r playbook.Rule) bool { return r.ID == c.Rule })
		if at < 0 {
			continue
		}
		rule := p.Rules[at]
		c.Title, c.To, c.Cite = cmp.Or(c.Title, rule.Title), cmp.Or(c.To, rule.To), cmp.Or(c.Cite, rule.Cite)
		c.Within = cmp.Or(c.Within, rule.Counting.Within.String())
		c.Zone = cmp.Or(c.Zone, rule.Counting.Zone.String())
	}
	return clocks
}
