package words

import (
	"strings"

	"cordon/playbook/run"
)

// Finding is what a kind of finding is called.
func Finding(kind run.FindingKind) string {
	if kind == run.FindClockNoRef {
		return "filed without a reference"
	}
	return strings.ReplaceAll(string(kind), "-", " ")
}
