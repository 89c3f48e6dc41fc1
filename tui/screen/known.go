package screen

import (
	_ "embed" // for the list
	"slices"
	"strings"
)

// known lists the commands of all screens. TestKnownCommands makes it of what the
// screens say in all places of the tests, and fails when they say something else.
//
//go:embed known.txt
var known string

// A Known command is one of a screen, as it is without a keymap.
type Known struct {
	ID, Title string
	Keys      []string
	Typing    bool     // text is typed there
	Places    []string // "run, review": the screen, and the state that it is in
}

// KnownCommands returns the commands of all screens, by their ids. A command
// stands there more than once if its keys are not the same everywhere.
func KnownCommands() []Known {
	var all []Known
	for line := range strings.Lines(known) {
		part := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		all = append(all, Known{ID: part[0], Keys: strings.Fields(part[1]), Typing: part[2] == "typing", Places: strings.Split(part[3], "; "), Title: part[4]})
	}
	return all
}

// Line is the command as the list has it.
func (k Known) Line() string {
	typing := "-"
	if k.Typing {
		typing = "typing"
	}
	return strings.Join([]string{k.ID, strings.Join(k.Keys, " "), typing, strings.Join(k.Places, "; "), k.Title}, "\t") + "\n"
}

// Screens are the screens of the places, without their states.
func (k Known) Screens() []string {
	var names []string
	for _, p := range k.Places {
		name, _, _ := strings.Cut(p, ",")
		if !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}

// A Clash is a key that would mean two commands in one place.
type Clash struct{ Key, ID, Other, Place string }

// Clashes returns the keys that a keymap gives to two commands in one place. What
// two commands share without it is as it should be.
func (m Keymap) Clashes(all []Known) []Clash {
	places := map[string][]Known{}
	for _, k := range all {
		for _, p := range k.Places {
			places[p] = append(places[p], k)
		}
	}
	var found []Clash
	for _, k := range all {
		if len(m[k.ID]) == 0 {
			continue
		}
		for _, p := range k.Places {
			for _, other := range places[p] {
				for _, key := range m.shared(k, other) {
					c := Clash{Key: key, ID: k.ID, Other: other.ID, Place: p}
					if !slices.ContainsFunc(found, c.same) {
						found = append(found, c)
					}
				}
			}
		}
	}
	return found
}

// same reports whether two clashes are about the same commands and key.
func (c Clash) same(d Clash) bool {
	return c.Key == d.Key && (c.ID == d.ID && c.Other == d.Other || c.ID == d.Other && c.Other == d.ID)
}

// shared returns the keys that two commands have with the keymap and not without.
func (m Keymap) shared(a, b Known) []string {
	if a.ID == b.ID {
		return nil
	}
	return slices.DeleteFunc(m.KeysOf(a), func(key string) bool {
		return !slices.Contains(m.KeysOf(b), key) || slices.Contains(a.Keys, key) && slices.Contains(b.Keys, key)
	})
}

// KeysOf returns the keys of a command with the keymap.
func (m Keymap) KeysOf(k Known) []string {
	c := Command{ID: k.ID, Binding: Bind("", "", k.Keys...)}
	return slices.Clone(m.Apply([]Command{c}, k.Typing)[0].Binding.Keys())
}
