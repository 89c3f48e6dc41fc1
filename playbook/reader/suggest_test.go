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

func TestMeant(t *testing.T) {
	among := []string{"my-breach", "customer-data-breach", "forum-dump", "us-sec-8k-105"}
	for word, want := range map[string]string{
		"data-breach":   "customer-data-breach", // and not my-breach, which is nearer by letters
		"customer-data": "customer-data-breach",
		"forum-dmup":    "forum-dump",
		"orum":          "forum-dump",
		"us-sec-8k-150": "us-sec-8k-105",
		"nothing":       "",
		"":              "",
	} {
		if got, _ := Meant(word, among); got != want {
			t.Errorf("Meant(%q) = %q, want %q", word, got, want)
		}
	}
}
