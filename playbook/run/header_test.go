package run

import (
	"encoding/json"
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
