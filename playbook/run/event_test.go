package run

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"reflect"
	"slices"
	"strings"
	"testing"
	"time"

	"cordon/playbook"
)

// TestEveryEventIsListed finds the types that fold, in the source.
func TestEveryEventIsListed(t *testing.T) {
	var listed []string
	for _, zero := range released() {
		listed = append(listed, reflect.TypeOf(zero).Name())
	}
	kinds := map[string]bool{}
	for _, zero := range released() {
		kinds[zero.Kind()] = true
	}
	if len(kinds) != len(listed) {
		t.Errorf("%d events have %d kinds", len(listed), len(kinds))
	}
	for _, fn := range declared(t) {
		if fn.Name.Name != "fold" {
			continue
		}
		if name := fn.Recv.List[0].Type.(*ast.Ident).Name; !slices.Contains(listed, name) && name != "Unknown" && name != "Withheld" {
			t.Errorf("%s is an event, and released does not list it: entries of its kind would be read as unknown", name)
		}
	}
}

// declared returns the functions and methods of the package, without its tests.
func declared(t *testing.T) []*ast.FuncDecl {
	t.Helper()
	files, err := os.ReadDir(".")
	if err != nil {
		t.Fatal(err)
	}
	var all []*ast.FuncDecl
	for _, f := range files {
		if !strings.HasSuffix(f.Name(), ".go") || strings.HasSuffix(f.Name(), "_test.go") {
			continue
		}
		tree, err := parser.ParseFile(token.NewFileSet(), f.Name(), nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for _, d := range tree.Decls {
			if fn, ok := d.(*ast.FuncDecl); ok {
				all = append(all, fn)
			}
		}
	}
	return all
}

// Intentions returns the names of the functions that return an intention.
func Intentions(t *testing.T) []string {
	t.Helper()
	var names []string
	for _, fn := range declared(t) {
		if results := fn.Type.Results; fn.Name.IsExported() && results != nil && len(results.List) == 1 {
			if typ, ok := results.List[0].Type.(*ast.Ident); ok && typ.Name == "Intention" {
				names = append(names, fn.Name.Name)
			}
		}
	}
	return names
}

// TestTexts: what people typed is held to the limit, in each field that is
// neither an id nor a digest.
func TestTexts(t *testing.T) {
	ids := []string{"Finding", "Step", "Fact", "Clock", "Message", "Role", "SHA256", "Head", "FromProfile", "From", "After", "CapFrom", "Inject", "Item", "Line"}
	for _, zero := range released() {
		v := reflect.New(reflect.TypeOf(zero)).Elem()
		for i := range v.NumField() {
			name := v.Type().Field(i).Name
			if v.Field(i).Kind() != reflect.String || slices.Contains(ids, name) {
				continue
			}
			v.Field(i).SetString(name + " as typed")
			if texts := v.Interface().(Event).texts(); !slices.Contains(texts, name+" as typed") {
				t.Errorf("%T has the field %s, and its texts are %q", zero, name, texts)
			}
		}
	}
}

// A remarked event stands for those of a review.
type remarked struct{ Step, Text string }

func (remarked) Kind() string        { return "remarked" }
func (remarked) nature() nature      { return nature{reviews: true} }
func (ev remarked) step() string     { return ev.Step }
func (ev remarked) texts() []string  { return []string{ev.Text} }
func (ev remarked) say(Run) string   { return ev.Text }
func (remarked) fold(*state, *Entry) {}

func remark(text string) Intention {
	return intend[remarked](func(Run) (Event, error) { return remarked{Text: text}, nil })
}

// TestClosedRunTakesReviews: what is about the record comes after the closing,
// and is neither a finding nor the end of a silence.
func TestClosedRunTakesReviews(t *testing.T) {
	book, err := playbook.Parse("b.yaml", []byte("{format: cordon/1, id: b, title: B, phases: [{id: p, title: P, steps: [{id: s, title: S}]}]}"))
	if err != nil {
		t.Fatal(err)
	}
	r, now := New("r", book), time.Date(2026, 11, 21, 3, 0, 0, 0, time.UTC)
	if _, err := remark("x")(r); err == nil {
		t.Error("a run that was not started takes a remark")
	}
	for _, intend := range []Intention{Start(book, "", false), SkipStep("s", "x"), remark("a"), Close(""), remark("b"), remark("c")} {
		ev, err := intend(r)
		if err != nil {
			t.Fatal(err)
		}
		e := &Entry{Seq: r.Head().Seq + 1, At: now, Recorded: now, By: "maria", Event: ev}
		if r, err = r.Apply(Head{Seq: e.Seq}, e); err != nil {
			t.Fatal(err)
		}
		if now = now.Add(time.Minute); ev.nature().reviews {
			now = now.AddDate(0, 0, 1)
		}
	}
	if _, err := AddNote("", "x")(r); !errors.Is(err, ErrClosed) {
		t.Errorf("a note on a closed run = %v", err)
	}
	for _, f := range r.Findings(Beside{}) {
		if f.Kind != FindSkipped && (f.Kind != FindSilence || f.Seq != 4) {
			t.Errorf("a finding: %+v", f)
		}
	}
}
