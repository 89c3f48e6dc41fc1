package words

import (
	"strings"

	"cordon/playbook"
)

// Origin says which file of somebody else a playbook was made from, in one line,
// or nothing.
func Origin(o playbook.Origin) string {
	if o == (playbook.Origin{}) {
		return ""
	}
	parts := []string{"made from " + strings.TrimSpace(o.Kind+ifAny(" ", o.Title))}
	for _, part := range []string{o.ID, ifAny("version ", o.Version), ifAny("by ", o.Author), ifAny("licence ", o.Licence), o.URL} {
		if part != "" {
			parts = append(parts, part)
		}
	}
	return strings.Join(parts, ", ")
}
