package main

import (
	"os"
	"strings"
	"testing"
	"time"
)

// at is a person at a terminal of the world, under a login.
func (w *world) at(login, connection, stdin string) env {
	e := w.env()
	vars := map[string]string{"HOME": w.vars["HOME"], "SSH_CONNECTION": connection}
	e.getenv = func(name string) string { return vars[name] }
	e.login = func() string { return login }
	e.in, e.err, e.inTTY, e.outTTY = strings.NewReader(stdin), new(strings.Builder), true, true
	e.now = func() time.Time { return time.Date(2026, 11, 21, 3, 14, 0, 0, time.UTC) }
	e.out = system().out
	return e
}

// TestSharedLogin asks at a login of several people who is there: once for each
// connection, and it takes nobody for who was there before.
func TestSharedLogin(t *testing.T) {
	w := newWorld(t)
	for _, tt := range []struct{ name, login, connection, stdin, want, said string }{
		{"her own", "maria", "", "", "maria", ""},
		{"the first", "root", "10.0.0.7 4711 10.0.0.1 22", "maria\nnote: not a name", "maria", "Several people use the login"},
		{"she again", "root", "10.0.0.7 4711 10.0.0.1 22", "", "maria", ""},
		{"the second", "root", "10.0.0.7 4712 10.0.0.1 22", "\nben\x1b[2J\n ben \n", "ben", "1  maria"},
		{"he again", "root", "10.0.0.7 4712 10.0.0.1 22", "", "ben", ""},
		{"she again, beside him", "root", "10.0.0.7 4711 10.0.0.1 22", "", "maria", ""},
		{"she comes back", "ubuntu", "10.0.0.7 4713 10.0.0.1 22", "2\n", "maria", "1  ben"},
		{"nobody answers", "root", "10.0.0.7 4714 10.0.0.1 22", "", "", "Name: "},
	} {
		e := w.at(tt.login, tt.connection, tt.stdin)
		got, err := e.by()
		if got != tt.want || (err != nil) != (tt.want == "") {
			t.Errorf("%s: by = %q, %v, want %q", tt.name, got, err, tt.want)
		}
		if said := e.err.(*strings.Builder).String(); (said != "") != (tt.said != "") || !strings.Contains(said, tt.said) || strings.Contains(said, "\x1b") {
			t.Errorf("%s: it said %q, want %q", tt.name, said, tt.said)
		}
	}
	late := w.at("root", "10.0.0.7 4711 10.0.0.1 22", "eve\n")
	late.now = func() time.Time { return time.Date(2026, 11, 22, 3, 14, 0, 0, time.UTC) }
	if got, err := late.by(); got != "eve" || err != nil {
		t.Errorf("a day later: by = %q, %v, want to be asked anew", got, err)
	}
	script := w.at("root", "10.0.0.7 4715 10.0.0.1 22", "eve\n")
	script.inTTY = false
	if got, err := script.by(); got != "root" || err != nil {
		t.Errorf("a program: by = %q, %v, want the login", got, err)
	}
}

// TestSharedLoginWithout keeps no name where there is no place for one.
func TestSharedLoginWithout(t *testing.T) {
	w := newWorld(t)
	if err := os.MkdirAll(w.vars["HOME"]+"/.local", 0o700); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(w.vars["HOME"]+"/.local/state", nil, 0o600); err != nil {
		t.Fatal(err)
	}
	e := w.at("root", "10.0.0.7 4711 10.0.0.1 22", "maria\n")
	if got, err := e.by(); got != "maria" || err != nil {
		t.Errorf("by = %q, %v", got, err)
	}
	if said := e.err.(*strings.Builder).String(); !strings.Contains(said, "You are asked again next time") {
		t.Errorf("it said %q", said)
	}
}

// TestSharedLoginHomeless offers no file of the folder that the program happens to
// run in as a name, where nobody says where the names lie.
func TestSharedLoginHomeless(t *testing.T) {
	t.Chdir(t.TempDir())
	if err := os.WriteFile("token", []byte("secret\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	e := newWorld(t).at("root", "10.0.0.7 4711 10.0.0.1 22", "maria\n")
	e.getenv = func(string) string { return "" }
	if got, err := e.by(); got != "maria" || err != nil {
		t.Errorf("by = %q, %v", got, err)
	}
	if said := e.err.(*strings.Builder).String(); strings.Contains(said, "secret") {
		t.Errorf("it said %q", said)
	}
}
