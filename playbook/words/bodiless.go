package words

import (
	"fmt"
	"strings"

	"cordon/playbook/run"
)

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

// BodilessText says of which entries the bodies are missing, as a sentence for a
// first page, or nothing.
func BodilessText(r run.Run) string {
	without := Bodiless(r)
	if without == "" {
		return ""
	}
	return "This is " + without + ", whose text is withheld: " + Entries(r.Bodiless()) + ". What they say counts nowhere here."
}

// Entries names entries, the first few of many.
func Entries(entries []*run.Entry) string {
	const most = 12
	var all []string
	for i, e := range entries {
		if i == most {
			return strings.Join(all, " ") + fmt.Sprintf(" and %d more", len(entries)-most)
		}
		all = append(all, fmt.Sprintf("#%d", e.Seq))
	}
	return strings.Join(all, " ")
}

// OrWithheld adds to what is not known of a run that what it would follow from may
// be withheld: entries of these kinds whose bodies are not at hand.
func OrWithheld(r run.Run, text string, of ...run.Event) string {
	if len(r.BodilessOf(of...)) == 0 {
		return text
	}
	return text + ", or withheld"
}
