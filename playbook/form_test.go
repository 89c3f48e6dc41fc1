package playbook

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"reflect"
	"slices"
	"sync"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
)

// everyPlaybook returns the playbooks of the tests and those that ship.
func everyPlaybook(t testing.TB) []*Playbook {
	t.Helper()
	var all []*Playbook
	for _, pattern := range []string{"testdata/*.yaml", "../playbooks/*.yaml", "run/testdata/*.yaml", "scenario/testdata/*.yaml"} {
		names, _ := filepath.Glob(pattern)
		for _, name := range names {
			source, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			if p, err := Parse(name, source); err == nil {
				all = append(all, p)
			}
		}
	}
	if len(all) < 12 {
		t.Fatalf("only %d playbooks found", len(all))
	}
	return all
}

func TestUnpackIsParse(t *testing.T) {
	for _, p := range everyPlaybook(t) {
		q := unpacked(t, p)
		if diff := differences(p, q); diff != "" {
			t.Errorf("%s was packed and unpacked (-parsed +unpacked):\n%s", p.ID, diff)
		}
		if again := Pack(q, "build"); !slices.Equal(again, Pack(p, "build")) {
			t.Errorf("%s packs into another form once it was unpacked", p.ID)
		}
		answerAlike(t, p, q)
	}
}

func unpacked(t testing.TB, p *Playbook) *Playbook {
	t.Helper()
	q, ok := Unpack(Pack(p, "build"), "build", p.Source)
	if !ok {
		t.Fatalf("%s was packed and cannot be unpacked", p.ID)
	}
	return q
}

// differences compares all that playbooks hold. Of a condition it compares
// what was written and the shape, since one of them is compiled later.
func differences(p, q *Playbook) string {
	return cmp.Diff(p, q, cmp.Comparer(func(a, b Condition) bool {
		return a.Source == b.Source && shapeOf(a.root) == shapeOf(b.root)
	}))
}

func shapeOf(t *term) string {
	if t == nil {
		return "none"
	}
	s := fmt.Sprint(t.op)
	for _, f := range t.facts {
		s += fmt.Sprintf(" %s:%p", f.fact, f.row)
	}
	return "(" + s + shapeOf(t.left) + shapeOf(t.right) + ")"
}

// answerAlike asks the conditions of two playbooks over the same facts.
func answerAlike(t *testing.T, p, q *Playbook) {
	t.Helper()
	a, b := conditionsOf(p), conditionsOf(q)
	rnd := rand.New(rand.NewPCG(1, 2))
	for range 40 {
		recorded := map[string]Value{}
		for _, f := range p.Facts {
			if rnd.IntN(3) > 0 {
				recorded[f.ID] = anyAnswer(rnd, f)
			}
		}
		for i := range a {
			want, waits := a[i].Eval(recorded)
			if got, gotWaits := b[i].Eval(recorded); got != want || !slices.Equal(gotWaits, waits) {
				t.Errorf("%s: %q over %v is %v %v when unpacked, want %v %v", p.ID, a[i].Source, recorded, got, gotWaits, want, waits)
			}
		}
	}
}

func conditionsOf(p *Playbook) []Condition {
	var all []Condition
	for _, c := range p.Clocks {
		all = append(all, c.When)
	}
	for _, s := range p.Steps() {
		all = append(all, s.When)
	}
	return all
}

func anyAnswer(rnd *rand.Rand, f Fact) Value {
	if len(f.Options) == 0 {
		return sample(f)
	}
	option := f.Options[rnd.IntN(len(f.Options))].ID
	if f.Type == Choices {
		return ChoicesValue(option)
	}
	return TextValue(option)
}

// Every field that a playbook has is in its form: one that is added and left
// out there would be lost when a run is opened again.
func TestUnpackKeepsEveryField(t *testing.T) {
	n := 0
	p := &Playbook{}
	fill(reflect.ValueOf(p).Elem(), &n)
	sum := sha256.Sum256(p.Source)
	for i := range p.Phases {
		p.Phases[i].Book = "" // a joined playbook has no form
		for j := range p.Phases[i].Steps {
			p.Phases[i].Steps[j].Of, p.Phases[i].Steps[j].Value = "", "" // nor has a repeated one
		}
	}
	p.Rules, p.Joined, p.File, p.Digest = nil, nil, "", hex.EncodeToString(sum[:])
	number(p.Phases)
	if diff := differences(p, unpacked(t, p)); diff != "" {
		t.Errorf("(-packed +unpacked):\n%s", diff)
	}
	bare := &Playbook{Source: p.Source, Digest: p.Digest, Roles: []Role{}, Phases: []Phase{{Steps: []Step{{Checks: []string{}}}}}}
	number(bare.Phases)
	if diff := differences(bare, unpacked(t, bare)); diff != "" {
		t.Errorf("(-packed +unpacked):\n%s", diff)
	}
}

// fill sets all exported fields, each to a value of its own.
func fill(v reflect.Value, n *int) {
	*n++
	switch v.Kind() {
	case reflect.Struct:
		for i := range v.NumField() {
			if v.Type().Field(i).IsExported() {
				fill(v.Field(i), n)
			}
		}
	case reflect.Slice:
		v.Set(reflect.MakeSlice(v.Type(), 2, 2))
		for i := range v.Len() {
			fill(v.Index(i), n)
		}
	case reflect.Pointer:
	case reflect.String:
		v.SetString(fmt.Sprint("text ", *n))
	case reflect.Bool:
		v.SetBool(true)
	case reflect.Int, reflect.Int64:
		v.SetInt(int64(*n) * int64(time.Minute))
	case reflect.Uint8:
		v.SetUint(uint64(*n % 256))
	default:
		panic("fill knows no " + v.Kind().String())
	}
}

func TestUnpackRefuses(t *testing.T) {
	p, err := Parse("everything.yaml", readFile(t, "everything.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	form := Pack(p, "build")
	refused := func(what string, form []byte, build string, source []byte) {
		t.Helper()
		if _, ok := Unpack(form, build, source); ok {
			t.Errorf("Unpack takes %s", what)
		}
	}
	refused("a form of another build", form, "another", p.Source)
	refused("a form of other bytes", form, "build", append(slices.Clone(p.Source), '\n'))
	for i := range form {
		damaged := slices.Clone(form)
		damaged[i] ^= 1
		refused(fmt.Sprintf("a form with byte %d changed", i), damaged, "build", p.Source)
	}
	for n := range form {
		refused(fmt.Sprintf("%d bytes of a form", n), form[:n], "build", p.Source)
	}
	rest := form[sha256.Size:]
	for n := range rest[1:] {
		refused(fmt.Sprintf("%d bytes with a digest of their own", n), forged(rest[:n]), "build", p.Source)
		refused(fmt.Sprintf("all but %d bytes with a digest of their own", n+1), forged(rest[n+1:]), "build", p.Source)
	}
}

// forged puts the digest before what a form may hold.
func forged(rest []byte) []byte {
	sum := sha256.Sum256(rest)
	return append(sum[:], rest...)
}

func TestUnpackedConditionsAreSharedByGoroutines(t *testing.T) {
	p := unpacked(t, everyPlaybook(t)[0])
	recorded := map[string]Value{}
	for _, f := range p.Facts {
		recorded[f.ID] = sample(f)
	}
	var wg sync.WaitGroup
	for range 4 {
		wg.Go(func() {
			for _, c := range conditionsOf(p) {
				c.Eval(recorded)
			}
			Pack(p, "build")
		})
	}
	wg.Wait()
}

// FuzzUnpack: a form that somebody made up gives a playbook or none. It holds
// steps, and its conditions answer.
func FuzzUnpack(f *testing.F) {
	source := []byte("source")
	sum := sha256.Sum256(source)
	for _, p := range everyPlaybook(f) {
		p.Digest = hex.EncodeToString(sum[:])
		f.Add(Pack(p, "build")[sha256.Size:])
	}
	f.Fuzz(func(t *testing.T, rest []byte) {
		p, ok := Unpack(forged(rest), "build", source)
		if !ok {
			return
		}
		recorded := map[string]Value{}
		for _, f := range p.Facts {
			recorded[f.ID] = sample(f)
		}
		for _, c := range conditionsOf(p) {
			c.Eval(nil)
			c.Eval(recorded)
			c.Facts()
		}
		if len(p.Steps()) == 0 {
			t.Error("a playbook without steps")
		}
	})
}
