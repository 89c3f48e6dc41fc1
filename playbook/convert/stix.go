package convert

import (
	"strings"

	"cordon/playbook"
)

// stixCondition writes a condition of a playbook as CACAO has it: a boolean
// expression in the words of STIX patterns, over variables with the names of the
// facts. Not everything that a playbook asks can be said so; ok is false then.
func stixCondition(source string, facts []playbook.Fact) (pattern string, ok bool) {
	p := stixWriter{tokens: conditionTokens(source), facts: facts}
	pattern = p.either(false)
	return pattern, !p.failed && p.at == len(p.tokens)
}

// A conditionToken is a word, a sign, a number or a text in quotes.
type conditionToken struct {
	text   string
	quoted bool
}

// conditionTokens takes a condition apart. What it does not know becomes a token
// that nothing takes.
func conditionTokens(s string) []conditionToken {
	var all []conditionToken
	for s = strings.TrimSpace(s); s != ""; s = strings.TrimSpace(s) {
		switch c := s[0]; {
		case c == '"' || c == '\'':
			end := strings.IndexByte(s[1:], c)
			if end < 0 || strings.Contains(s[1:1+end], `\`) {
				return append(all, conditionToken{text: "?"})
			}
			all = append(all, conditionToken{s[1 : 1+end], true})
			s = s[end+2:]
		case isWordByte(c):
			end := 1
			for end < len(s) && isWordByte(s[end]) {
				end++
			}
			all = append(all, conditionToken{text: s[:end]})
			s = s[end:]
		default:
			sign := s[:1]
			for _, two := range []string{"&&", "||", "==", "!=", "<=", ">="} {
				if strings.HasPrefix(s, two) {
					sign = two
				}
			}
			all = append(all, conditionToken{text: sign})
			s = s[len(sign):]
		}
	}
	return all
}

func isWordByte(c byte) bool {
	return c == '_' || c == '.' || '0' <= c && c <= '9' || 'a' <= c && c <= 'z' || 'A' <= c && c <= 'Z'
}

// A stixWriter writes while it reads. Not is carried down to the comparisons,
// because a pattern knows it only there.
type stixWriter struct {
	tokens []conditionToken
	at     int
	facts  []playbook.Fact
	failed bool
}

func (p *stixWriter) peek() conditionToken {
	if p.at < len(p.tokens) {
		return p.tokens[p.at]
	}
	return conditionToken{}
}

func (p *stixWriter) next() conditionToken {
	t := p.peek()
	p.at++
	return t
}

// take moves on if the next token is one of some words.
func (p *stixWriter) take(words ...string) bool {
	t := p.peek()
	for _, w := range words {
		if t.text == w && !t.quoted {
			p.at++
			return true
		}
	}
	return false
}

func (p *stixWriter) fail() string {
	p.failed = true
	return ""
}

func (p *stixWriter) either(not bool) string { return p.chain(not, "OR", "AND", p.both, "||", "or") }
func (p *stixWriter) both(not bool) string   { return p.chain(not, "AND", "OR", p.one, "&&", "and") }

// chain writes what is joined by one word; not makes it the other.
func (p *stixWriter) chain(not bool, joint, negated string, part func(bool) string, words ...string) string {
	text, joined := part(not), false
	if not {
		joint = negated
	}
	for !p.failed && p.take(words...) {
		text += " " + joint + " " + part(not)
		joined = true
	}
	if joined {
		return "(" + text + ")"
	}
	return text
}

// one writes a comparison, or a condition in brackets.
func (p *stixWriter) one(not bool) string {
	switch {
	case p.failed || p.at >= len(p.tokens):
		return p.fail()
	case p.take("!", "not"):
		return p.one(!not)
	case p.take("("):
		text := p.either(not)
		if !p.take(")") {
			return p.fail()
		}
		return text
	case p.peek().quoted:
		return p.wordIn(not)
	}
	return p.comparison(not)
}

// wordIn writes that a word is among the answers to a fact.
func (p *stixWriter) wordIn(not bool) string {
	word := p.next().text
	if p.take("not") {
		not = !not
	}
	if !p.take("in") {
		return p.fail()
	}
	f, ok := p.fact()
	if !ok || strings.ContainsAny(word, "%_") {
		return p.fail()
	}
	return stixVariable(f.ID) + negated(not) + " LIKE " + stixText("%"+word+"%")
}

func (p *stixWriter) fact() (playbook.Fact, bool) {
	t := p.next()
	for _, f := range p.facts {
		if f.ID == t.text && !t.quoted {
			return f, true
		}
	}
	return playbook.Fact{}, false
}

func (p *stixWriter) comparison(not bool) string {
	f, ok := p.fact()
	if !ok {
		return p.fail()
	}
	name := stixVariable(f.ID)
	if p.take("not") {
		not = !not
	}
	t := p.peek()
	if t.quoted {
		return p.fail()
	}
	switch t.text {
	case "==", "!=", "<", "<=", ">", ">=":
		p.at++
		return name + " " + stixSign(t.text, not) + " " + p.literal()
	case "in":
		p.at++
		return name + negated(not) + " IN " + p.list()
	case "contains", "startsWith", "endsWith":
		p.at++
		return name + negated(not) + " LIKE " + p.like(t.text)
	}
	if f.Type != playbook.YesNo {
		return p.fail()
	}
	if not {
		return name + " = 'false'"
	}
	return name + " = 'true'"
}

func (p *stixWriter) literal() string {
	switch t := p.next(); {
	case t.quoted:
		return stixText(t.text)
	case t.text == "true" || t.text == "false":
		return stixText(t.text)
	case t.text != "" && strings.Trim(t.text, "0123456789.") == "":
		return t.text
	}
	return p.fail()
}

func (p *stixWriter) list() string {
	if !p.take("[") {
		return p.fail()
	}
	all := []string{p.literal()}
	for p.take(",") {
		all = append(all, p.literal())
	}
	if !p.take("]") {
		return p.fail()
	}
	return "(" + strings.Join(all, ", ") + ")"
}

func (p *stixWriter) like(how string) string {
	t := p.next()
	if !t.quoted || strings.ContainsAny(t.text, "%_") {
		return p.fail()
	}
	switch how {
	case "startsWith":
		return stixText(t.text + "%")
	case "endsWith":
		return stixText("%" + t.text)
	}
	return stixText("%" + t.text + "%")
}

func stixVariable(fact string) string { return "__" + fact + "__:value" }

func stixText(s string) string { return "'" + strings.ReplaceAll(s, "'", `\'`) + "'" }

func negated(not bool) string {
	if not {
		return " NOT"
	}
	return ""
}

// stixSign is a sign of comparison, or its opposite.
func stixSign(sign string, not bool) string {
	signs := map[string][2]string{"==": {"=", "!="}, "!=": {"!=", "="}, "<": {"<", ">="}, ">=": {">=", "<"}, ">": {">", "<="}, "<=": {"<=", ">"}}
	if not {
		return signs[sign][1]
	}
	return signs[sign][0]
}
