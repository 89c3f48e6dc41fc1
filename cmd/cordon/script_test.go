package main

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/rogpeppe/go-internal/testscript"
	"go.etcd.io/bbolt"

	"cordon/tui/tuitest"
)

// The commands of the scripts beside those of testscript.

// begin VARIABLE sets a variable to what the last command printed: the id of a
// run.
func begin(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: begin variable")
	}
	id := strings.TrimSpace(ts.ReadFile("stdout"))
	if len(id) != 8 {
		ts.Fatalf("%q is not the id of a run and nothing else", id)
	}
	ts.Setenv(args[0], id)
}

// now TIME sets the clock to a time in RFC 3339.
func setNow(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: now time")
	}
	now, err := time.Parse(time.RFC3339, args[0])
	ts.Check(err)
	ts.Check(os.WriteFile(ts.Getenv(testClock), []byte(now.Format(time.RFC3339)), 0o600))
}

// exits CODE COMMAND... runs a command and wants its exit code.
func exits(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 2 {
		ts.Fatalf("usage: exits code command arg...")
	}
	want, err := strconv.Atoi(args[0])
	ts.Check(err)
	got := 0
	if err := ts.Exec(args[1], args[2:]...); err != nil {
		status, ok := err.(interface{ ExitCode() int })
		if !ok {
			ts.Fatalf("%v", err)
		}
		got = status.ExitCode()
	}
	if got != want {
		ts.Fatalf("%s ended with %d, want %d", strings.Join(args[1:], " "), got, want)
	}
}

// jsonget FILE PATH WANT compares a value in a JSON file. A path is names and
// indexes joined by points; length is that of a list. Without WANT the value
// only has to be there.
func jsonGet(ts *testscript.TestScript, neg bool, args []string) {
	if len(args) < 2 {
		ts.Fatalf("usage: jsonget file path [want]")
	}
	var doc any
	ts.Check(json.Unmarshal([]byte(ts.ReadFile(args[0])), &doc))
	got, ok := lookUp(doc, args[1])
	if len(args) == 2 {
		if ok == neg {
			ts.Fatalf("%s is there: %v", args[1], ok)
		}
		return
	}
	if !ok || (got == args[2]) == neg {
		ts.Fatalf("%s = %s, want %s", args[1], got, args[2])
	}
}

func lookUp(doc any, path string) (string, bool) {
	for name := range strings.SplitSeq(path, ".") {
		switch at := doc.(type) {
		case map[string]any:
			value, ok := at[name]
			if !ok {
				return "", false
			}
			doc = value
		case []any:
			if name == "length" {
				return strconv.Itoa(len(at)), true
			}
			i, err := strconv.Atoi(name)
			if err != nil || i < 0 || i >= len(at) {
				return "", false
			}
			doc = at[i]
		default:
			return "", false
		}
	}
	if s, ok := doc.(string); ok {
		return s, true
	}
	b, err := json.Marshal(doc)
	return string(b), err == nil
}

// hears CODE COMMAND... talks with a command in lines, and fails on whatever cannot
// be heard. The lines are those of stdin. CODE is the exit code it wants.
func hears(ts *testscript.TestScript, neg bool, args []string) {
	exits(ts, neg, args)
	answers, parting := tuitest.Answers(ts.ReadFile("stdout"))
	if len(answers) == 0 || !strings.HasSuffix(parting, "Bye.\n") {
		ts.Fatalf("%d answers, and in parting %q", len(answers), parting)
	}
	for i, answer := range answers {
		for _, wrong := range tuitest.Unheard(answer) {
			ts.Fatalf("answer %d: %s", i+1, wrong)
		}
	}
}

// inert FILE... wants files that no terminal would obey.
func inertFile(ts *testscript.TestScript, neg bool, args []string) {
	for _, name := range args {
		text := ts.ReadFile(name)
		i := strings.IndexFunc(text, func(r rune) bool {
			return r != '\n' && !unicode.IsGraphic(r) || r == unicode.ReplacementChar
		})
		if (i < 0) == neg {
			ts.Fatalf("%s has a character that a terminal obeys at %d: %q", name, i, text[max(0, i):])
		}
	}
}

// tamper FILE RUN headers|bodies SEQ OLD NEW replaces text in a line of a
// journal, and tamper FILE RUN summary OLD NEW in what the list shows of it.
func tamper(ts *testscript.TestScript, neg bool, args []string) {
	n := len(args)
	if neg || n != 6 && (n != 5 || args[2] != "summary") {
		ts.Fatalf("usage: tamper file run headers|bodies seq old new, or tamper file run summary old new")
	}
	onFile(ts, args[0], func(tx *bbolt.Tx) error {
		in, key := tx.Bucket([]byte("runs")).Bucket([]byte(args[1])), []byte(args[2])
		if n == 6 {
			seq, err := strconv.ParseUint(args[3], 10, 64)
			ts.Check(err)
			in, key = in.Bucket(key), binary.BigEndian.AppendUint64(nil, seq)
		}
		text := string(in.Get(key))
		if !strings.Contains(text, args[n-2]) {
			return fmt.Errorf("%q is not in %q", args[n-2], text)
		}
		return in.Put(key, []byte(strings.ReplaceAll(text, args[n-2], args[n-1])))
	})
}

// zero FILE FROM N writes zeros over N bytes of a file.
func zero(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: zero file from n")
	}
	from, err := strconv.ParseInt(args[1], 10, 64)
	ts.Check(err)
	n, err := strconv.Atoi(args[2])
	ts.Check(err)
	f, err := os.OpenFile(ts.MkAbs(args[0]), os.O_WRONLY, 0)
	ts.Check(err)
	_, err = f.WriteAt(make([]byte, n), from)
	ts.Check(errors.Join(err, f.Close()))
}

// blank FILE RUN SEQ takes the body of an entry away.
func blank(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: blank file run seq")
	}
	seq, err := strconv.ParseUint(args[2], 10, 64)
	ts.Check(err)
	onFile(ts, args[0], func(tx *bbolt.Tx) error {
		return tx.Bucket([]byte("runs")).Bucket([]byte(args[1])).Bucket([]byte("bodies")).Delete(binary.BigEndian.AppendUint64(nil, seq))
	})
}

// spoil FILE RUN SEQ changes one bit of the body of an entry.
func spoil(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 3 {
		ts.Fatalf("usage: spoil file run seq")
	}
	seq, err := strconv.ParseUint(args[2], 10, 64)
	ts.Check(err)
	onFile(ts, args[0], func(tx *bbolt.Tx) error {
		bodies := tx.Bucket([]byte("runs")).Bucket([]byte(args[1])).Bucket([]byte("bodies"))
		key := binary.BigEndian.AppendUint64(nil, seq)
		body := bytes.Clone(bodies.Get(key))
		body[len(body)-1] ^= 1
		return bodies.Put(key, body)
	})
}

func onFile(ts *testscript.TestScript, name string, change func(*bbolt.Tx) error) {
	db, err := bbolt.Open(ts.MkAbs(name), 0o600, &bbolt.Options{Timeout: time.Second})
	ts.Check(err)
	defer db.Close()
	ts.Check(db.Update(change))
}

// inherit FORMAT puts in place the store that an older version left, with its
// evidence: see store/testdata.
func inherit(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: inherit format")
	}
	path := ts.Getenv("STORE")
	left := filepath.Join("..", "..", "store", "testdata", "format-"+args[0])
	ts.Check(os.CopyFS(filepath.Dir(path), os.DirFS(left)))
	packed, err := os.Open(filepath.Join(left, "cordon.db.gz"))
	ts.Check(err)
	defer packed.Close()
	unpacked, err := gzip.NewReader(packed)
	ts.Check(err)
	file, err := io.ReadAll(unpacked)
	ts.Check(err)
	ts.Check(os.WriteFile(path, file, 0o600))
}

// hold FILE COMMAND... runs a command while another process has the file.
func hold(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) < 3 {
		ts.Fatalf("usage: hold file code command arg...")
	}
	db, err := bbolt.Open(ts.MkAbs(args[0]), 0o600, &bbolt.Options{Timeout: time.Second})
	ts.Check(err)
	defer db.Close()
	exits(ts, false, args[1:])
}

// readme HEADING FILE writes the code that stands under a heading of the README
// to a file, word for word.
func fromReadme(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: readme heading file")
	}
	readme, err := os.ReadFile("../../README.md")
	ts.Check(err)
	_, section, ok := strings.Cut(string(readme), "# "+args[0]+"\n")
	if !ok {
		ts.Fatalf("the README has no heading %q", args[0])
	}
	section, _, _ = strings.Cut(section, "\n#")
	var code strings.Builder
	for line := range strings.Lines(section) {
		if line, is := strings.CutPrefix(line, "    "); is {
			code.WriteString(line)
		}
	}
	ts.Check(os.WriteFile(ts.MkAbs(args[1]), []byte(code.String()), 0o600))
}
