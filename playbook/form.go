package playbook

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"slices"
	"time"
)

// To read a large playbook from YAML takes longer than all else that opens a
// run. A form is a playbook as Parse left it, in a layout that is read in a
// twentieth of the time. The YAML stays the truth: a form is only ever a copy
// of what this very build of the program made of these very bytes, and can be
// thrown away at any time. It begins with the SHA-256 of all that follows.

// formMark stands at the beginning of what is digested.
const formMark = "cordon form 1"

// Pack returns the playbook as a form, without its source and its rules. build
// names the build of the program that parsed it; no two builds may share one.
func Pack(p *Playbook, build string) []byte {
	c := codec{out: make([]byte, sha256.Size, sha256.Size+len(p.Source)+len(p.Source)/4)}
	mark := formMark
	c.text(&mark)
	c.text(&build)
	c.text(&p.Digest)
	c.playbook(p)
	sum := sha256.Sum256(c.out[sha256.Size:])
	copy(c.out, sum[:])
	return c.out
}

// Unpack returns the playbook that the same build parsed from source and
// packed. It reports false if the form is anything else, or damaged. The source
// belongs to the playbook from then on.
func Unpack(form []byte, build string, source []byte) (*Playbook, bool) {
	if len(form) < sha256.Size || sha256.Sum256(form[sha256.Size:]) != [sha256.Size]byte(form) {
		return nil, false
	}
	c := codec{reading: true, in: string(form[sha256.Size:])}
	p := &Playbook{Source: source}
	var mark, by string
	c.text(&mark)
	c.text(&by)
	c.text(&p.Digest)
	sum := sha256.Sum256(source)
	if mark != formMark || by != build || p.Digest != hex.EncodeToString(sum[:]) {
		return nil, false
	}
	c.playbook(p)
	return p, !c.bad && c.in == "" && p.hasSteps()
}

// hasSteps reports whether there are phases, and steps in each of them, which
// the rest of the program counts on.
func (p *Playbook) hasSteps() bool {
	empty := func(phase Phase) bool { return len(phase.Steps) == 0 }
	return len(p.Phases) > 0 && !slices.ContainsFunc(p.Phases, empty)
}

// A codec writes a form, or reads one. Each method does both, so that what is
// written and what is read cannot differ. It changes a playbook only when it
// reads it: others may be looking at one that is written.
type codec struct {
	reading bool
	out     []byte // what was written
	in      string // what is left to read
	bad     bool   // it was not there

	compilers *lateCompiler // of the conditions that are read
}

func (c *codec) playbook(p *Playbook) {
	c.text(&p.ID)
	c.text(&p.Title)
	c.text(&p.Version)
	c.text(&p.About)
	c.text(&p.Drill)
	each(c, &p.Roles, (*codec).role)
	each(c, &p.Facts, (*codec).fact)
	c.compilers = &lateCompiler{facts: p.Facts}
	for i := range p.Facts { // their conditions are about the facts
		each(c, &p.Facts[i].Hints, (*codec).hint)
	}
	each(c, &p.Clocks, (*codec).clock)
	each(c, &p.Messages, (*codec).message)
	each(c, &p.See, (*codec).text)
	c.origin(&p.Origin)
	each(c, &p.Headline, (*codec).headline)
	each(c, &p.Phases, (*codec).phase)
	if c.reading {
		number(p.Phases)
	}
}

func (c *codec) origin(o *Origin) {
	for _, s := range []*string{&o.Kind, &o.Title, &o.ID, &o.Version, &o.Author, &o.Licence, &o.URL, &o.SHA256} {
		c.text(s)
	}
}

func (c *codec) headline(h *Headline) {
	c.text(&h.Fact)
	each(c, &h.Clocks, (*codec).text)
	c.text(&h.Label)
}

func (c *codec) role(r *Role) {
	c.text(&r.ID)
	c.text(&r.Title)
	c.text(&r.Duty)
}

func (c *codec) fact(f *Fact) {
	c.text(&f.ID)
	c.text(&f.Ask)
	c.text((*string)(&f.Type))
	each(c, &f.Options, (*codec).option)
	c.yes(&f.Because)
	c.yes(&f.Ahead)
}

func (c *codec) hint(h *Hint) {
	c.condition(&h.When)
	c.text(&h.Say)
	c.text(&h.Suggests)
}

func (c *codec) option(o *Option) {
	c.text(&o.ID)
	c.text(&o.Label)
	c.text(&o.After)
}

func (c *codec) clock(k *Clock) {
	for _, s := range []*string{
		&k.ID, &k.Rule, &k.Title, &k.Within, &k.Hours, &k.To, &k.Cite, &k.Zone, &k.From, &k.After, &k.CapFrom,
	} {
		c.text(s)
	}
	each(c, &k.Else, (*codec).text)
	c.condition(&k.When)
}

func (c *codec) message(m *Message) {
	for _, s := range []*string{&m.ID, &m.Title, &m.To, &m.Subject, &m.Body} {
		c.text(s)
	}
	each(c, &m.Must, (*codec).required)
	each(c, &m.Avoid, (*codec).text)
}

func (c *codec) required(r *Required) {
	c.text(&r.Says)
	each(c, &r.Facts, (*codec).text)
}

func (c *codec) phase(p *Phase) {
	for _, s := range []*string{&p.ID, &p.Title, &p.Goal, &p.Use} {
		c.text(s)
	}
	each(c, &p.Steps, (*codec).step)
}

// step leaves out where the step stands, which follows from the order.
func (c *codec) step(s *Step) {
	for _, text := range []*string{
		&s.ID, &s.Title, &s.Group, &s.SourceID, &s.Role, &s.Do, &s.Command, &s.Caution, &s.Verify, &s.Compare, &s.Evidence, &s.Each, &s.Message,
	} {
		c.text(text)
	}
	for _, list := range []*[]string{&s.Checks, &s.Record, &s.Needs, &s.Files} {
		each(c, list, (*codec).text)
	}
	c.condition(&s.When)
	c.yes(&s.Tonight)
	c.yes(&s.Pause)
	c.yes(&s.Optional)
	expects := uint64(s.Expects)
	if c.number(&expects); c.reading {
		s.Expects = time.Duration(expects)
	}
	each(c, &s.Refs, (*codec).ref)
}

func (c *codec) ref(r *Ref) {
	c.text(&r.Title)
	c.text(&r.URL)
}

func (c *codec) number(n *uint64) {
	if !c.reading {
		c.out = binary.AppendUvarint(c.out, *n)
		return
	}
	*n = 0
	for shift := 0; shift < 64; shift += 7 {
		if c.in == "" {
			break
		}
		b := c.in[0]
		c.in = c.in[1:]
		*n |= uint64(b&0x7f) << shift
		if b < 0x80 {
			return
		}
	}
	*n, c.bad = 0, true
}

func (c *codec) text(s *string) {
	n := uint64(len(*s))
	c.number(&n)
	switch {
	case !c.reading:
		c.out = append(c.out, *s...)
	case n > uint64(len(c.in)):
		c.bad, c.in = true, ""
	default:
		*s, c.in = c.in[:n], c.in[n:]
	}
}

func (c *codec) yes(b *bool) {
	n := uint64(0)
	if *b {
		n = 1
	}
	if c.number(&n); c.reading {
		*b = n != 0
	}
}

// each does the items of a list. No list is another thing than an empty one.
func each[T any](c *codec, list *[]T, item func(*codec, *T)) {
	n := uint64(0)
	if *list != nil {
		n = uint64(len(*list)) + 1
	}
	c.number(&n)
	if c.reading && n > 0 {
		if n-1 > uint64(len(c.in)) { // an item takes a byte at least
			c.bad, c.in = true, ""
			return
		}
		*list = make([]T, n-1)
	}
	for i := range *list {
		item(c, &(*list)[i])
	}
}

func (c *codec) condition(w *Condition) {
	c.text(&w.Source)
	compiled := w.root != nil
	c.yes(&compiled)
	if !compiled {
		return
	}
	late := &lateCondition{by: c.compilers, source: w.Source}
	if c.reading {
		w.root = &term{}
	}
	c.term(w.root, late, 0)
}

func (c *codec) term(t *term, late *lateCondition, depth int) {
	op := uint64(t.op)
	c.number(&op)
	if depth > maxTerms || op > uint64(not) {
		c.bad = true
		return
	}
	if c.reading {
		t.op = operator(op)
	}
	if t.op == leaf {
		each(c, &t.facts, (*codec).operand)
		if c.reading {
			t.late, t.nth = late, late.leaves
			late.leaves++
		}
		return
	}
	sides := []**term{&t.left, &t.right}
	if t.op == not {
		sides = sides[:1]
	}
	for _, side := range sides {
		if c.reading {
			*side = &term{}
		}
		c.term(*side, late, depth+1)
	}
}

func (c *codec) operand(o *operand) {
	c.text(&o.fact)
	if c.reading {
		f, _ := withID(c.compilers.facts, o.fact)
		o.row = f.Type.row()
	}
}
