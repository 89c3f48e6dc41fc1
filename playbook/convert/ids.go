package convert

import (
	"fmt"
	"strings"

	"cordon/playbook/inert"
)

// maxSlug is how much of a title an id takes; a number may follow.
const maxSlug = 48

// names are the ids that were given out, with the number to try next after each.
type names struct{ taken map[string]int }

// take makes an id of a text that is not taken yet. Words of scripts that ids
// do not know are spelled in Latin letters; where nothing is left, it is called
// by what it is.
func (n *names) take(text, what string, joint byte) string {
	if n.taken == nil {
		n.taken = map[string]int{}
	}
	base := slug(text, joint)
	if base == "" {
		base = what
	}
	if joint == '_' && (base[0] <= '9' || isWordOfConditions(base)) {
		base = what + "_" + base
	}
	id := base
	for n.taken[id] > 0 {
		n.taken[base]++
		id = fmt.Sprintf("%s%c%d", base, joint, n.taken[base])
	}
	n.taken[id] = 1
	return id
}

// giveBack takes an id back that nothing has any more.
func (n *names) giveBack(id string) { delete(n.taken, id) }

// slug spells a text as an id, whole words of it.
func slug(text string, joint byte) string {
	var b strings.Builder
	words := strings.FieldsFunc(strings.ToLower(inert.ASCII(inert.Line(latin(text)))), func(r rune) bool {
		return (r < 'a' || r > 'z') && (r < '0' || r > '9') && r != '\''
	})
	for _, w := range words {
		w = strings.ReplaceAll(w, "'", "")
		switch {
		case w == "":
			continue
		case b.Len() == 0:
			b.WriteString(w[:min(len(w), maxSlug)])
			continue
		case b.Len()+1+len(w) > maxSlug:
			return b.String()
		}
		b.WriteByte(joint)
		b.WriteString(w)
	}
	return b.String()
}

// latin spells Cyrillic letters in Latin ones.
func latin(text string) string {
	var b strings.Builder
	for _, r := range text {
		if s, ok := romanised(r); ok {
			b.WriteString(s)
		} else {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func romanised(r rune) (string, bool) {
	const first = 'а'
	if r >= 'А' && r <= 'Я' {
		r += 'а' - 'А'
	}
	if r == 'ё' || r == 'Ё' {
		return "e", true
	}
	if r < first || r > 'я' {
		return "", false
	}
	return strings.Split("a b v g d e zh z i j k l m n o p r s t u f h c ch sh sch  y  e yu ya", " ")[r-first], true
}

// isWordOfConditions reports words that no fact can have for its id, because they mean
// something in a condition.
func isWordOfConditions(s string) bool {
	switch s {
	case "and", "or", "not", "in", "contains", "matches", "true", "false", "nil", "let", "if", "else", "len", "any", "all", "lower":
		return true
	}
	return false
}
