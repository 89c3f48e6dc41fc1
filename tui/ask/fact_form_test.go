package ask

import (
	"testing"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/tui/form"
)

// A type of facts that the form does not know could be answered, but nobody
// would say how.
func TestEveryFactTypeHasAForm(t *testing.T) {
	for _, typ := range playbook.FactTypes() {
		q := factQuestion{fact: playbook.Fact{ID: "x", Type: typ, Options: []playbook.Option{{ID: "a", Label: "A"}}}}
		fd := q.valueField("draft", run.Record{})
		if _, chosen := fd.Widget.(form.Choice); !chosen && fd.Label == "" {
			t.Errorf("the form of a fact does not know the type %s", typ)
		}
	}
}
