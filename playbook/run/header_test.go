package run

import (
	"encoding/json"
	"reflect"
	"testing"
)

// FuzzFields holds the quick reader of header lines against encoding/json:
// what it reads at all, it reads the same.
func FuzzFields(f *testing.F) {
	for _, line := range []string{
		`{"v":1,"run":"k7m2x9qd","seq":12,"prev":"","kind":"step-done","at":"2026-11-21T03:11:40+01:00","recorded":"2026-11-21T02:11:41.204Z","by":"maria","body":"00"}`,
		`{"v":1,"run":"r","seq":1,"prev":"ab","kind":"note-added","at":"","recorded":"","clock_back":"2s","by":"Žofia","body":""}`,
		`{"v":1,"run":"r","seq":1,"prev":"ab","kind":"note-added","at":"","recorded":"","by":"a\"b","body":""}`,
		`{"v":1,"run":"r","seq":01,"prev":"","kind":"","at":"","recorded":"","by":"","body":""}`,
		`{"v":1,"run":"r","seq":18446744073709551616,"prev":"","kind":"","at":"","recorded":"","by":"","body":""}`,
		"{\"v\":1,\"run\":\"\xff\",\"seq\":1,\"prev\":\"\",\"kind\":\"\",\"at\":\"\",\"recorded\":\"\",\"by\":\"\",\"body\":\"\"}",
		"{\"v\":1,\"run\":\"\t\",\"seq\":1,\"prev\":\"\",\"kind\":\"\",\"at\":\"\",\"recorded\":\"\",\"by\":\"\",\"body\":\"\"}",
		`{"v":1,"run":"r","seq":1,"prev":"","kind":"","at":"","recorded":"","by":"","body":""} `,
	} {
		f.Add([]byte(line))
	}
	f.Fuzz(func(t *testing.T, line []byte) {
		got, ok := scanFields(line)
		if !ok {
			return
		}
		var h header
		if err := json.Unmarshal(line, &h); err != nil {
			t.Fatalf("scanFields(%q) reads what encoding/json does not: %v", line, err)
		}
		same := got.version == uint64(h.Version) && string(got.run) == h.Run && got.seq == h.Seq &&
			string(got.prev) == h.Prev && string(got.kind) == h.Kind && string(got.at) == h.At &&
			string(got.recorded) == h.Recorded && string(got.clockBack) == h.ClockBack &&
			string(got.by) == h.By && string(got.body) == h.Body
		if !same {
			t.Errorf("scanFields(%q) = %+v, encoding/json reads %+v", line, got, h)
		}
	})
}

// FuzzBody does the same for bodies of each kind that is scanned.
func FuzzBody(f *testing.F) {
	kinds := []Event{Started{}}
	for _, zero := range released() {
		if _, ok := zero.(scanned); ok {
			kinds = append(kinds, zero)
		}
	}
	for _, body := range []string{
		`{"salt":"00","step":"isolate"}`,
		`{"salt":"00","step":"isolate","because":"Žofia says so"}`,
		`{"salt":"00","step":"isolate","lacked":["fact affected"],"because":"x"}`,
		`{"salt":"00","step":"isolate","text":"it burns"}`,
		`{"salt":"00","text":"line\nline"}`,
		`{"salt":"00","step":"isolate","check":2}`,
		`{"salt":"00","seq":12}`,
		`{"salt":"00","seq":-1}`,
		`{"salt":"00","step":"a","step":"b"}`,
		`{"salt":"00","playbook":{"id":"a","version":"1","sha256":"00"},"title":"b"}`,
		`{"salt":"00","playbook":{"id":"a","version":"1","sha256":"00"},"title":"b","drill":true,"rules":[{"id":"r","title":"\u0026","jurisdiction":"eu","place":"EU","to":"a","trigger":"b","limit":"c","cite":"d","checked_on":"2026-11-21","confidence":"high","status":"in-force","within":"72 hours"}]}`,
		`{"salt":"00","playbook":{"id":"a","version":"1","sha256":"00"},"title":"b","rules":[]}`,
	} {
		for i := range kinds {
			f.Add(i, []byte(body))
		}
	}
	f.Fuzz(func(t *testing.T, i int, body []byte) {
		kind := kinds[uint(i)%uint(len(kinds))]
		got, ok := scanBody(kind, body)
		if !ok {
			return
		}
		if want, err := decodeJSON(kind, body); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("scanBody(%s, %q) = %#v, encoding/json reads %#v, %v", kind.Kind(), body, got, want, err)
		}
	})
}
