package main

import (
	"bufio"
	"io"
	"os"
	"path/filepath"
	"reflect"
	"strings"
	"testing"
)

// TestConfig wants a flag to win over a variable, a variable over the file, and
// the file over what the terminal says.
func TestConfig(t *testing.T) {
	w := newWorld(t)
	looks := func(flag, variable, file string) look {
		t.Helper()
		writeConfig(t, w, file)
		w.vars["CORDON_THEME"] = variable
		e := w.env()
		e.flags.theme = flag
		l, err := e.chosenLook()
		if err != nil {
			t.Fatalf("flag %q, variable %q, file %q: %v", flag, variable, file, err)
		}
		return l
	}
	const both = "theme: light\nborders: none\n"
	for _, tt := range []struct {
		flag, variable, file string
		want                 look
	}{
		{"", "", "", look{}},
		{"", "", "# nothing yet\n\n", look{}},
		{"", "", both, look{theme: "light", border: "none"}},
		{"", "dark", both, look{theme: "dark", border: "none"}},
		{"ansi", "dark", both, look{theme: "ansi", border: "none"}},
		{"", "", "borders: ascii # everywhere", look{border: "ascii"}},
	} {
		if got := looks(tt.flag, tt.variable, tt.file); !reflect.DeepEqual(got, tt.want) {
			t.Errorf("flag %q, variable %q, file %q: %+v, want %+v", tt.flag, tt.variable, tt.file, got, tt.want)
		}
	}
}

// TestBrokenConfig wants all mistakes at once, each in its place, and nobody
// kept from the screens by them.
func TestBrokenConfig(t *testing.T) {
	w := newWorld(t)
	writeConfig(t, w, "theme: drak\nborders: line\ncolour: red\n")
	e := w.env()
	_, err := e.config()
	if err == nil {
		t.Fatal("a broken file is taken")
	}
	path := e.configPath()
	for _, want := range []string{path + ":1:8: ", `did you mean "dark"?`, path + ":3:1: ", "colour", "  | theme: drak"} {
		if !strings.Contains(err.Error(), want) {
			t.Errorf("the error does not hold %q:\n%v", want, err)
		}
	}
	var words strings.Builder
	e.out, e.err = bufio.NewWriter(io.Discard), &words
	l, err := e.chosenLook()
	if err != nil || l.border != "line" || l.theme != "" || !strings.HasPrefix(l.trouble, path+":1:8: ") || strings.Contains(l.trouble, "\n") {
		t.Errorf("chosenLook() = %+v, %v", l, err)
	}
	if !strings.Contains(words.String(), path+":3:1: ") {
		t.Errorf("said %q", words.String())
	}
}

// TestConfigThatIsNoFile wants a folder in the place of the file to be named.
func TestConfigThatIsNoFile(t *testing.T) {
	w := newWorld(t)
	e := w.env()
	if err := os.MkdirAll(e.configPath(), 0o700); err != nil {
		t.Fatal(err)
	}
	if _, err := e.config(); err == nil || !strings.Contains(err.Error(), e.configPath()) {
		t.Errorf("config() = %v", err)
	}
}

func writeConfig(t *testing.T, w *world, text string) {
	t.Helper()
	e := w.env()
	if err := os.MkdirAll(filepath.Dir(e.configPath()), 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(e.configPath(), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
}
