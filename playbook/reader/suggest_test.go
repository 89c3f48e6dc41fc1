package reader

import "testing"

func TestNearest(t *testing.T) {
	among := []string{"needs", "record", "title", "evidence", "when", "id", "aware_at"}
	for word, want := range map[string]string{
		"need": "needs", "nedes": "needs", "neesd": "needs", "Title": "title", "titel": "title", "evidnce": "evidence",
		"wen": "when", "ID": "", "idd": "id", "awareat": "aware_at", "zebra": "", "": "", "x": "", "needs": "", "reqiured": "",
	} {
		if got, ok := Nearest(word, among); got != want || ok != (want != "") {
			t.Errorf("Nearest(%q) = %q, %v, want %q", word, got, ok, want)
		}
	}
	if got, _ := Nearest("b", []string{"a", "c"}); got != "" {
		t.Errorf("Nearest(b) = %q: a word of which nothing is left is no slip", got)
	}
}
