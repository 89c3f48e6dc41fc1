package report_test

import (
	"bytes"
	"testing"

	"cordon/playbook/report"
)

func TestJSON(t *testing.T) {
	r := rich(t)
	var buf bytes.Buffer
	if err := report.JSON(&buf, r, r.Findings(nil)); err != nil {
		t.Fatal(err)
	}
	golden(t, "rich.json.golden", buf.Bytes())
}
