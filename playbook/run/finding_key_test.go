package run_test

import (
	"testing"

	"cordon/playbook/run"
)

func TestKeys(t *testing.T) {
	for want, f := range map[string]run.Finding{
		"clock-late:authority@131":      {Kind: run.FindClockLate, Clock: "authority", Seq: 131},
		"left-open":                     {Kind: run.FindOpen, Group: "left-open", Step: "revoke", Seq: 7},
		"refined:risk":                  {Kind: run.FindRefined, Group: "changed:risk", Fact: "risk", Step: "scope", Seq: 7},
		"sent-outdated:notice:scope@40": {Kind: run.FindSentOutdated, Message: "notice", Fact: "scope", Seq: 40},
		"notice-unsent:notice@9":        {Kind: run.FindNoticeUnsent, Message: "notice", Step: "tell", Seq: 9},
		"undone:scope@12":               {Kind: run.FindUndone, Step: "scope", Seq: 12},
		"record":                        {Kind: run.FindBroken},
	} {
		if got := f.Key(); got != want {
			t.Errorf("the key of %+v is %q, want %q", f, got, want)
		}
	}
}
