package playbook

import (
	"encoding/json"
	"strings"
	"testing"
	"time"
	_ "time/tzdata" // a test names a zone, wherever it runs
)

func fact(t *testing.T, id string) Fact {
	t.Helper()
	for _, f := range append(facts(), comma()) {
		if f.ID == id {
			return f
		}
	}
	t.Fatalf("no fact %s in this test", id)
	return Fact{}
}

// comma is a fact whose labels hold commas and start alike.
func comma() Fact {
	return Fact{ID: "data", Type: Choices, Options: []Option{
		{"names", "Names", ""},
		{"names-and", "Names, addresses", ""},
		{"cards", "Cards, with their codes", ""},
	}}
}

func TestFactParseAndShow(t *testing.T) {
	berlin, err := time.LoadLocation("Europe/Berlin")
	if err != nil {
		t.Fatal(err)
	}
	now := time.Date(2026, 11, 21, 3, 14, 0, 0, berlin)
	for _, row := range []struct{ fact, typed, recorded, shown string }{
		{"affected", "12400", `12400`, "12,400"},
		{"affected", " 12,400 ", `12400`, "12,400"},
		{"affected", "1.0010", `1.001`, "1.0010"},
		{"affected", "-0.125", `-0.125`, "-0.125"},
		{"affected", "1 234 567", `1234567`, "1,234,567"},
		{"affected", "12'400.5", `12400.5`, "12,400.5"},
		{"affected", "0.125", `0.125`, "0.125"},
		{"affected", "-1_000", `-1000`, "-1,000"},
		{"affected", "-0", `0`, "0"},
		{"affected", "+007", `7`, "7"},
		{"affected", "999999999999999", `999999999999999`, "999,999,999,999,999"},
		{"a", "yes", `true`, "yes"},
		{"a", "Y", `true`, "yes"},
		{"a", "No", `false`, "no"},
		{"a", "false", `false`, "no"},
		{"vendor", " Acme  Ltd ", `"Acme  Ltd"`, "Acme  Ltd"},
		{"risk", "high", `"high"`, "High"},
		{"risk", "UNLIKELY", `"unlikely"`, "Unlikely"},
		{"regions", "eu", `["eu"]`, "EU or EEA"},
		{"regions", "United Kingdom, eu", `["eu","uk"]`, "EU or EEA, United Kingdom"},
		{"regions", "uk,eu,uk,", `["eu","uk"]`, "EU or EEA, United Kingdom"},
		{"data", "Names, addresses", `["names-and"]`, "Names, addresses"},
		{"data", "cards, with their codes, names", `["names","cards"]`, "Names, Cards, with their codes"},
		{"aware_at", "03:11", `"2026-11-21T03:11:00+01:00"`, "Sat 2026-11-21 03:11 +01:00"},
		{"aware_at", "-15m", `"2026-11-21T02:59:00+01:00"`, "Sat 2026-11-21 02:59 +01:00"},
		{"aware_at", "2026-11-21T02:11:40Z", `"2026-11-21T02:11:40Z"`, "Sat 2026-11-21 02:11 +00:00"},
		{"since", "2026-02-28", `"2026-02-28"`, "Sat 2026-02-28"},
	} {
		f := fact(t, row.fact)
		v, err := f.Parse(row.typed, now)
		if err != nil {
			t.Errorf("%s.Parse(%q): %v", row.fact, row.typed, err)
			continue
		}
		if got, _ := json.Marshal(v); string(got) != row.recorded {
			t.Errorf("%s.Parse(%q) = %s, want %s", row.fact, row.typed, got, row.recorded)
		}
		if got := f.Show(v); got != row.shown {
			t.Errorf("%s.Show(%s) = %q, want %q", row.fact, row.recorded, got, row.shown)
		}
		if err := f.Check(v); err != nil {
			t.Errorf("%s.Check(%s) = %v", row.fact, row.recorded, err)
		}
		if again, err := f.Parse(f.Show(v), now); f.Type != Time && f.Type != Date && (err != nil || !again.Equal(v)) {
			t.Errorf("%s.Parse(%q) = %v, %v, want what it shows", row.fact, f.Show(v), again, err)
		}
	}
}

func TestFactParseRefuses(t *testing.T) {
	now := time.Date(2026, 11, 21, 3, 14, 0, 0, time.UTC)
	for _, row := range []struct{ fact, typed, want string }{
		{"affected", "", "affected: there is no answer: write a number"},
		{"affected", "many", `affected: "many" is not a number: write it like 12400 or 12,400`},
		{"affected", "12.400", `affected: "12.400" can be read in two ways: for thousands write 12400`},
		{"affected", "01.001", `affected: "01.001" can be read in two ways: for thousands write 01001`},
		{"affected", "12,4", `affected: "12,4" is not a number: write it like 12400 or 12,400`},
		{"affected", "1,,000", `affected: "1,,000" is not a number: write it like 12400 or 12,400`},
		{"affected", ",000", `affected: ",000" is not a number: write it like 12400 or 12,400`},
		{"affected", "1e3", `affected: "1e3" is not a number: write it like 12400 or 12,400`},
		{"affected", "0x10", `affected: "0x10" is not a number: write it like 12400 or 12,400`},
		{"affected", "--1", `affected: "--1" is not a number: write it like 12400 or 12,400`},
		{"affected", "-", `affected: "-" is not a number: write it like 12400 or 12,400`},
		{"affected", ".5", `affected: ".5" is not a number: write it like 12400 or 12,400`},
		{"affected", "5.", `affected: "5." is not a number: write it like 12400 or 12,400`},
		{"affected", "NaN", `affected: "NaN" is not a number: write it like 12400 or 12,400`},
		{"affected", "٣", `affected: "٣" is not a number: write it like 12400 or 12,400`},
		{"affected", "9999999999999999", `affected: "9999999999999999" is too large a number`},
		{"a", "maybe", `a: "maybe" is neither yes nor no`},
		{"a", "", "a: there is no answer: write yes or no"},
		{"risk", "unlikley", `risk: "unlikley" is not an option, did you mean "unlikely"? choose from unlikely, likely, high`},
		{"risk", "Hihg", `risk: "Hihg" is not an option, did you mean "high"? choose from unlikely, likely, high`},
		{"risk", "none at all", `risk: "none at all" is not an option: choose from unlikely, likely, high`},
		{"risk", "", "risk: there is no answer: choose one of unlikely, likely, high"},
		{"regions", "eu, us", `regions: "us" is not an option, did you mean "uk"? choose from eu, uk`},
		{"regions", "eu uk", `regions: "eu uk" is not an option: choose from eu, uk`},
		{"regions", "eu,,uk", `regions: "" is not an option: choose from eu, uk`},
		{"regions", ",", `regions: "" is not an option: choose from eu, uk`},
		{"aware_at", "soon", `aware_at: "soon" is not a time: write it like 03:10, -15m, now or 2026-11-21 03:10`},
		{"since", "03.04.2026", `since: "03.04.2026" can be 3 April 2026 or 4 March 2026: write 2026-04-03 or 2026-03-04`},
		{"since", "2026-02-30", `since: "2026-02-30" names a day that no calendar has: write it like 2026-11-21`},
		{"risk", "\x1b[2J", `risk: "\x1b[2J" is not an option: choose from unlikely, likely, high`},
		{"risk", strings.Repeat("x", 1000), `risk: "` + strings.Repeat("x", 60) + `…" is not an option: choose from unlikely, likely, high`},
	} {
		if v, err := fact(t, row.fact).Parse(row.typed, now); err == nil || err.Error() != row.want {
			t.Errorf("%s.Parse(%q) = %v, %v, want %s", row.fact, row.typed, v, err, row.want)
		}
	}
}

func TestFactCheckRefuses(t *testing.T) {
	for _, row := range []struct{ fact, recorded, want string }{
		{"affected", `"3"`, "affected: this is not a number"},
		{"affected", `1e300`, "affected: this is not a number"},
		{"a", `"yes"`, "a: this is neither yes nor no"},
		{"vendor", `""`, "vendor: this is not text"},
		{"vendor", `null`, "vendor: this is not text"},
		{"vendor", `["x"]`, "vendor: this is not text"},
		{"risk", `"low"`, `risk: "low" is not an option`},
		{"risk", `["high"]`, "risk: this is not text"},
		{"regions", `"eu"`, "regions: this is not a list of options"},
		{"regions", `[]`, "regions: this is not a list of options"},
		{"regions", `["eu","us"]`, `regions: "us" is not an option`},
		{"regions", `["eu","eu"]`, `regions: "eu" is there twice`},
		{"aware_at", `"2026-11-21 03:11"`, "aware_at: this is not a time with its offset"},
		{"since", `"2026-02-30"`, "since: this is not a date"},
	} {
		var v Value
		if err := json.Unmarshal([]byte(row.recorded), &v); err != nil {
			t.Fatal(err)
		}
		if err := fact(t, row.fact).Check(v); err == nil || err.Error() != row.want {
			t.Errorf("%s.Check(%s) = %v, want %s", row.fact, row.recorded, err, row.want)
		}
	}
}

// What does not fit is still shown: nothing recorded may be hidden.
func TestFactShowsWhatDoesNotFit(t *testing.T) {
	for _, row := range []struct {
		fact  string
		value Value
		want  string
	}{
		{"affected", TextValue("many"), "many"},
		{"risk", TextValue("gone"), "gone"},
		{"risk", NumberValue(3), "3"},
		{"regions", ChoicesValue("eu", "gone"), "EU or EEA, gone"},
		{"regions", YesNoValue(true), "yes"},
		{"aware_at", TextValue("yesterday"), "yesterday"},
		{"since", NumberValue(2026), "2026"},
		{"a", TextValue("maybe"), "maybe"},
		{"a", Value{}, ""},
	} {
		if got := fact(t, row.fact).Show(row.value); got != row.want {
			t.Errorf("%s.Show(%v) = %q, want %q", row.fact, row.value, got, row.want)
		}
	}
}

func TestValueAccessors(t *testing.T) {
	if n, ok := NumberValue(3.5).Number(); n != 3.5 || !ok {
		t.Errorf("Number() = %v, %v", n, ok)
	}
	if b, ok := YesNoValue(false).Bool(); b || !ok {
		t.Errorf("Bool() = %v, %v", b, ok)
	}
	if _, ok := TextValue("yes").Bool(); ok {
		t.Error("Bool() of a text is ok")
	}
	list := ChoicesValue("eu", "uk")
	list.List()[0] = "changed"
	if got := list.Text(); got != "eu, uk" {
		t.Errorf("Text() = %q, want eu, uk", got)
	}
	for want, v := range map[string]Value{"12400": NumberValue(12400), "0.1": NumberValue(0.1), "no": YesNoValue(false), "x": TextValue("x"), "": {}} {
		if got := v.Text(); got != want {
			t.Errorf("Text() = %q, want %q", got, want)
		}
	}
	if at, ok := TextValue("2026-11-21T03:11:40+01:00").Time(); !ok || at.Unix() != 1795227100 {
		t.Errorf("Time() = %v, %v", at, ok)
	}
}

func TestValuesSurviveJSON(t *testing.T) {
	for _, v := range []Value{{}, TextValue("a\x1b"), NumberValue(0.1), YesNoValue(true), ChoicesValue(), ChoicesValue("eu", "uk")} {
		b, err := json.Marshal(v)
		if err != nil {
			t.Fatal(err)
		}
		var again Value
		if err := json.Unmarshal(b, &again); err != nil || !again.Equal(v) {
			t.Errorf("%s becomes %v, %v", b, again, err)
		}
	}
	for _, bad := range []string{`{}`, `[1]`, `[["a"]]`} {
		if err := json.Unmarshal([]byte(bad), new(Value)); err == nil {
			t.Errorf("Unmarshal(%s) accepts it", bad)
		}
	}
}

// TestFactAnswered: people know a fact by what it asks, also in errors.
func TestFactAnswered(t *testing.T) {
	for asks, want := range map[string]string{
		"How many?":     "How many? ",
		"City":          "City: ",
		"Describe it.":  "Describe it. ",
		"They came by:": "They came by: ",
	} {
		f := Fact{ID: "city_of_it", Ask: asks, Type: Number}
		if got := f.Answered("12"); got != want+"12" {
			t.Errorf("%q is answered as %q", asks, got)
		}
		if _, err := f.Parse("many", time.Time{}); err == nil || !strings.HasPrefix(err.Error(), want+`"many" is not a number`) {
			t.Errorf("%q refuses with %v", asks, err)
		}
		if err := f.Check(TextValue("many")); err == nil || err.Error() != want+"this is not a number" {
			t.Errorf("%q does not take text: %v", asks, err)
		}
	}
}
