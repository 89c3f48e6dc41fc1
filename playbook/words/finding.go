package words

import (
	"strings"

	"cordon/playbook/run"
)

// Finding is what a kind of finding is called.
func Finding(kind run.FindingKind) string {
	switch kind {
	case run.FindClockNoRef:
		return "filed without a reference"
	case run.FindClockInTimeBy:
		return "IN TIME ONLY BY A LATER ENTRY"
	}
	return strings.ReplaceAll(string(kind), "-", " ")
}
