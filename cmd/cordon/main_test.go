package main

import (
	"crypto/sha256"
	"flag"
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"testing"
	"time"

	"github.com/rogpeppe/go-internal/testscript"
)

var update = flag.Bool("update", false, "rewrite the expected output in scripts")

func TestMain(m *testing.M) {
	// Tests that drive screens mostly wait, so more of them run at a time than
	// there are processors. The flag still says otherwise.
	check(flag.Set("test.parallel", fmt.Sprint(max(16, runtime.GOMAXPROCS(0)))))
	testscript.Main(withPrograms(m), map[string]func(){"cordon": scripted})
}

// takesLong leaves a test out that takes long where -short asks for that.
func takesLong(t *testing.T) {
	t.Helper()
	if testing.Short() {
		t.Skip("-short leaves out what takes long")
	}
}

// testClock names the file with the time of the next command.
const testClock = "CORDON_TEST_CLOCK"

// scripted is the program in the world of the scripts: each command comes a
// minute after the one before, and ids and digests are the same every time.
func scripted() {
	tuneCobra()
	e := system()
	text, err := os.ReadFile(os.Getenv(testClock))
	check(err)
	now, err := time.Parse(time.RFC3339, string(text))
	check(err)
	check(os.WriteFile(os.Getenv(testClock), []byte(now.Add(time.Minute).Format(time.RFC3339)), 0o600))
	e.now = func() time.Time { return now }
	e.rand = rand.NewChaCha8(sha256.Sum256(text))
	os.Exit(cordonMain(e, os.Args[1:]))
}

func check(err error) {
	if err != nil {
		fmt.Fprintln(os.Stderr, "the world of the scripts is broken:", err)
		os.Exit(99)
	}
}

func TestScript(t *testing.T) {
	testscript.Run(t, testscript.Params{
		Dir:                 "testdata/script",
		UpdateScripts:       *update,
		RequireExplicitExec: true,
		RequireUniqueNames:  true,
		Setup:               setup,
		Cmds: map[string]func(*testscript.TestScript, bool, []string){
			"begin":   begin,
			"exits":   exits,
			"inert":   inertFile,
			"jsonget": jsonGet, "hears": hears,
			"tamper":  tamper,
			"zero":    zero,
			"hold":    hold,
			"inherit": inherit,
			"now":     setNow,
			"readme":  fromReadme,
			"sshkey":  sshKey,
			"agekey":  ageKey,
			"flip":    flip,
			"begins":  beginsWith,
			"blank":   blank,
			"spoil":   spoil,
		},
	})
}

// setup gives a script a home, a name, a zone, a clock and two small playbooks, and
// the names of the places where files lie.
func setup(env *testscript.Env) error {
	home := filepath.Join(env.WorkDir, "home")
	clock := filepath.Join(env.WorkDir, ".clock")
	vars := map[string]string{
		testClock: clock, "HOME": home, "LOCALAPPDATA": home, "APPDATA": home,
		"XDG_DATA_HOME": "", "XDG_CONFIG_HOME": "", "CORDON_STORE": "",
		"CORDON_AS": "maria", "TZ": "Europe/Berlin", "TERM": "xterm",
	}
	e := (&world{vars: vars}).env()
	vars["STORE"] = e.storePath()
	vars["KEPT"] = filepath.Join(e.dataDir(), "evidence")
	vars["OWN"] = e.library().Dir
	for name, value := range vars {
		env.Setenv(name, value)
	}
	for _, name := range []string{"small.yaml", "timed.yaml"} {
		book, err := os.ReadFile(filepath.Join("testdata", name))
		if err != nil {
			return err
		}
		if err := os.WriteFile(filepath.Join(env.WorkDir, name), book, 0o600); err != nil {
			return err
		}
	}
	return os.WriteFile(clock, []byte("2026-11-21T03:00:00+01:00"), 0o600)
}
