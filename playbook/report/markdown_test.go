package report_test

import (
	"bytes"
	"testing"
	"time"

	"cordon/playbook/report"
	"cordon/playbook/run"
)

func markdown(t *testing.T, r run.Run, opts report.Options) string {
	t.Helper()
	var buf bytes.Buffer
	if err := report.Markdown(&buf, r, opts); err != nil {
		t.Fatal(err)
	}
	return buf.String()
}

func TestMarkdown(t *testing.T) {
	r := rich(t)
	golden(t, "rich.md.golden", []byte(markdown(t, r, report.Options{Findings: r.Findings(nil)})))

	utc := time.FixedZone("Etc/UTC", 0)
	golden(t, "drill.md.golden", []byte(markdown(t, drill(t), report.Options{Zone: utc})))
}
