package bundle

import (
	"bytes"
	"encoding/binary"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"os/exec"
	"strings"
	"testing"

	"cordon/playbook/run"
)

var pyTamperings = flag.Int("py-tamperings", 150, "how many random tamperings TestVerifyPy gives to both programs")

// driver feeds verify.py one file after the other, and asks what it says of each.
const driver = `
import contextlib, io, struct, sys
import verify
while True:
    head = sys.stdin.buffer.read(4)
    if len(head) < 4: break
    data = sys.stdin.buffer.read(struct.unpack("<I", head)[0])
    said = io.StringIO()
    try:
        with contextlib.redirect_stdout(said): verify.check(data)
        answer = "ok " + said.getvalue()
    except verify.Bad as bad: answer = "bad %s" % bad
    except BaseException as crash: answer = "crash %r" % crash
    sys.stdout.write(answer.replace("\n", "|") + "\n"); sys.stdout.flush()
`

// python starts verify.py and returns what asks it.
func python(t *testing.T) func(file []byte) string {
	t.Helper()
	path, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("python3 is not installed, so verify.py was not tried")
	}
	cmd := exec.Command(path, "-B", "-c", driver)
	in, err := cmd.StdinPipe()
	if err != nil {
		t.Fatal(err)
	}
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = in.Close(); _ = cmd.Wait() })
	return func(file []byte) string {
		t.Helper()
		_, err := in.Write(append(binary.LittleEndian.AppendUint32(nil, uint32(len(file))), file...))
		if err != nil {
			t.Fatal(err)
		}
		var line []byte
		for b := make([]byte, 1); ; {
			if _, err := io.ReadFull(out, b); err != nil {
				t.Fatalf("verify.py ended: %v", err)
			}
			if b[0] == '\n' {
				return string(line)
			}
			line = append(line, b[0])
		}
	}
}

// TestVerifyPy: verify.py, which was written from the description alone, says of
// each file what we say of it, but for signatures, which it does not check.
func TestVerifyPy(t *testing.T) {
	ask := python(t)
	s := sample(t)
	file := written(t, s.c)
	if got := ask(file); !strings.Contains(got, fmt.Sprintf("%s ok, %d entries, head %s|whole", s.c.Run, len(s.c.Lines), s.run.Head().Hash)) {
		t.Fatalf("of a whole bundle it says %q", got)
	}
	other := written(t, newSampling(t, "other222").c)
	refused := 0
	for n := range *pyTamperings {
		r := rand.New(rand.NewPCG(uint64(n), 11))
		name, tampered := tamper(t, r, s.c, file, other)
		_, err := verify(tampered, Trust{})
		ours, theirs := err == nil, strings.HasPrefix(ask(tampered), "ok ")
		if err != nil && strings.Contains(err.Error(), "signature") {
			continue
		}
		if !ours {
			refused++
		}
		if ours != theirs {
			t.Errorf("tampering %d, %s: we say %v, verify.py says %q", n, name, err, ask(tampered))
		}
	}
	t.Logf("%d of %d were refused by both", refused, *pyTamperings)
}

// TestVerifyPyKinds gives both programs bundles of every sort.
func TestVerifyPyKinds(t *testing.T) {
	ask := python(t)
	for name, c := range kinds(t) {
		file := written(t, c)
		_, err := verify(file, Trust{})
		if got := ask(file); (err == nil) != strings.HasPrefix(got, "ok ") || strings.HasPrefix(got, "crash") {
			t.Errorf("%s: we say %v, verify.py says %q", name, err, got)
		}
	}
}

// kinds are contents that are whole and contents that are not.
func kinds(t *testing.T) map[string]Contents {
	all := map[string]Contents{"sample": sample(t).c}
	plain := about(t)
	all["unsealed"] = plain.c
	part, err := plain.without("text:berg")
	if err != nil {
		t.Fatal(err)
	}
	all["part, unsealed"] = part
	if all["part, sealed"], _, err = part.Sealed(keyOf(t, "eva@example.org"), plain.now); err != nil {
		t.Fatal(err)
	}
	why := cloned(part)
	why.Missing[0].Why = `of "a\b", ü and €`
	all["a reason with quotes"] = why
	why = cloned(part)
	why.Missing[0].Why = "two\nlines"
	all["a reason of two lines"] = why
	back := newSampling(t, "k7m2x9qd")
	back.now = back.now.Add(-90*60e9 - 1234567)
	back.add("eva", run.NoteAdded{Text: "the clock went back"})
	all["clock back"] = back.c
	lied := cloned(back.c)
	lied.Lines[1].Header = bytes.Replace(lied.Lines[1].Header, []byte(`"clock_back":"1h`), []byte(`"clock_back":"2h`), 1)
	all["clock back by another time"] = lied
	for name, change := range map[string][2]string{
		"newer":         {`{"v":1,`, `{"v":2,`},
		"version true":  {`{"v":1,`, `{"v":true,`},
		"version 1.0":   {`{"v":1,`, `{"v":1.0,`},
		"twice":         {`{"v":1,`, `{"v":1,"By":"x",`},
		"not a number":  {`{"v":1,`, `{"v":1,"x":NaN,`},
		"a new field":   {`{"v":1,`, `{"v":1,"x":{"y":[1,null]},`},
		"seq as text":   {`"seq":3,`, `"seq":"3",`},
		"no name":       {`"by":"eva",`, ``},
		"another kind":  {`"kind":"note-added"`, `"kind":"moon-phase"`},
		"lower t":       {`"at":"2026-11-27T`, `"at":"2026-11-27t`},
		"of the future": {`"at":"2026-11-27T`, `"at":"2026-11-28T`},
		"no such day":   {`"at":"2026-11-27T`, `"at":"2026-02-30T`},
		"a space":       {`{"v":1,`, `{"v": 1,`},
		"behind":        {`"}`, `"} x`},
	} {
		c := cloned(newSampling(t, "k7m2x9qd").three())
		at := len(c.Lines) - 1
		c.Lines[at].Header = bytes.Replace(c.Lines[at].Header, []byte(change[0]), []byte(change[1]), 1)
		all[name] = c
	}
	return all
}

func (s *sampling) three() Contents {
	s.t.Helper()
	s.do("eva", run.AddNote("", "two"))
	s.do("eva", run.AddNote("", "three"))
	return s.c
}
