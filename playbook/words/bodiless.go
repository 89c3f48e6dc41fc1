package words

import "cordon/playbook/run"

// Bodiless says that a run is known without the bodies of some entries, which are
// withheld or erased: what follows from them is not counted. It is "" if nothing
// is missing.
func Bodiless(r run.Run) string {
	n := len(r.Bodiless())
	if n == 0 {
		return ""
	}
	return "computed without " + Plural(n, "body", "bodies")
}
