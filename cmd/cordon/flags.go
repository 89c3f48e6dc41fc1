package main

import (
	"cmp"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"time"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"cordon/playbook/run"
	"cordon/playbook/when"
	"cordon/playbooks"
	"cordon/store"
	"cordon/tui"
)

// flags are the global flags. Their zero value is what holds without any.
type flags struct {
	store   string
	org     string
	as      string
	keys    []string // files with private keys
	json    bool
	color   string
	theme   string
	borders string
	ascii   bool
	lines   bool
	noInput bool
	tz      string

	zone  *time.Location // what tz means; nil before check
	local *time.Location // what TZ means where package time cannot read it, or else the config; see [env.ground]

	written *config // what the config said; nil until somebody looks
}

func (f *flags) add(set *pflag.FlagSet) {
	set.StringVar(&f.store, "store", "", "`FILE` that holds the runs (CORDON_STORE; see cordon paths)")
	set.StringVar(&f.org, "org", "", "`FILE` with the profile of the organisation (CORDON_ORG; see cordon paths)")
	set.StringVar(&f.as, "as", "", "`NAME` to record entries under (CORDON_AS; else your login; see cordon help together)")
	set.StringArrayVar(&f.keys, identityFlag, nil, "`FILE` with a private key, of age or of SSH, that opens a locked store (CORDON_IDENTITY)")
	set.BoolVar(&f.json, "json", false, "print data, and errors, as JSON")
	set.StringVar(&f.color, "color", "auto", "`WHEN` to use colors on the screens: auto, always or never")
	set.StringVar(&f.theme, "theme", "", "`NAME` of the colors: auto, dark, light, ansi or none (CORDON_THEME)")
	set.StringVar(&f.borders, "borders", "", "`KIND` of marks and lines: auto, line, ascii or none (CORDON_BORDERS)")
	set.BoolVar(&f.ascii, "ascii", false, "print ASCII only")
	set.BoolVar(&f.lines, "lines", false, "talk in lines instead of screens (CORDON_LINES, ACCESSIBLE)")
	set.BoolVar(&f.noInput, "no-input", false, "never wait for a person: fail instead")
	set.StringVar(&f.tz, "tz", "", "`ZONE` to read and show times in, such as Europe/Berlin")
}

// check looks at what no single command looks at, before any of them runs.
func (f *flags) check(cmd *cobra.Command) error {
	if err := oneOf("--color", f.color, colors()); err != nil {
		return err
	}
	if f.theme != "" {
		if err := oneOf("--theme", f.theme, tui.Themes()); err != nil {
			return err
		}
	}
	if f.borders != "" {
		if err := oneOf("--borders", f.borders, borders()); err != nil {
			return err
		}
	}
	if f.tz != "" {
		zone, err := when.Zone(f.tz)
		if err != nil {
			return usagef("--tz: %w", err)
		}
		f.zone = zone
	}
	if at := cmd.Flags().Lookup("at"); at != nil && at.Changed && at.Value.String() == "" {
		return usagef("the time of --at is empty; nothing was changed")
	}
	return nil
}

// colors are the values of --color.
func colors() []string { return []string{"auto", "always", "never"} }

// borders are the values of --borders.
func borders() []string { return []string{"auto", "line", "ascii", "none"} }

// oneOf wants a value to be one of the words that what may be.
func oneOf(what, value string, words []string) error {
	if slices.Contains(words, value) {
		return nil
	}
	last := len(words) - 1
	return usagef("%s is %s or %s, not %q", what, strings.Join(words[:last], ", "), words[last], value)
}

// setting returns the value of a flag, or of the environment without one.
func (e env) setting(flag, name string) string {
	if flag != "" {
		return flag
	}
	return e.getenv(name)
}

// zone returns the zone that the person reads and types times in.
func (e env) zone() *time.Location {
	return cmp.Or(e.flags.zone, e.flags.local, time.Local)
}

// stamp says who acts, now.
func (e env) stamp() (run.Stamp, error) {
	by, err := e.by()
	return run.Stamp{By: by, Now: e.now().In(e.zone())}, err
}

// sayRead says how a text was taken that left something open, before anything is
// recorded.
func (e env) sayRead(text, as, note string) {
	if note != "" && !e.flags.json {
		e.say("%q is read as %s: %s.", text, as, note)
	}
}

// pastTime reads the text of --at. What is recorded has happened.
func (e env) pastTime(at string, now time.Time) (time.Time, error) {
	r, err := when.Read(at, now)
	switch {
	case err != nil:
		return time.Time{}, usageError{err}
	case r.Time.After(now.Add(time.Minute)):
		return time.Time{}, usagef("%s is still to come: it is %s now", r.Time.Format(momentLayout), now.Format(momentLayout))
	}
	e.sayRead(at, e.moment(r.Time), r.Note)
	return r.Time, nil
}

// momentLayout writes a time so that nobody can take it for another.
const momentLayout = "Mon 2006-01-02 15:04 MST"

// storePath returns the file that holds the runs. It is empty where nobody says
// which that is: see [env.ground].
func (e env) storePath() string {
	if path := e.storeNamed(); path != "" {
		return path
	}
	return under(e.dataDir(), "cordon.db")
}

// storeNamed returns the file of runs that the person named, or "".
func (e env) storeNamed() string { return e.setting(e.flags.store, "CORDON_STORE") }

// runs opens the store for reading and writing, and look for reading only.
func (e env) runs() *store.Store {
	return store.New(e.storePath(), store.Options{Rand: e.rand, Build: e.build, Ring: e.ring})
}

func (e env) look() *store.Store {
	return store.New(e.storePath(), store.Options{ReadOnly: true, Build: e.build, Ring: e.ring})
}

// library returns the playbooks at hand: those that ship with the program, and
// the person's own.
func (e env) library() playbooks.Library {
	return playbooks.Library{
		Dir: under(e.configDir(), "playbooks"), Law: e.lawDir(), Exercises: under(e.configDir(), "drills"), Kept: e.look().Kept,
	}
}

// orgPath returns the file of the organisation's profile. It need not exist.
func (e env) orgPath() string {
	if path := e.setting(e.flags.org, "CORDON_ORG"); path != "" {
		return path
	}
	return under(e.configDir(), "organisation.yaml")
}

// configDir and dataDir are where people expect a terminal program to keep its
// files: also on macOS, where those who live in terminals ask for it.
func (e env) configDir() string {
	if runtime.GOOS == "windows" {
		return under(e.getenv("APPDATA"), "cordon")
	}
	return under(e.xdg("XDG_CONFIG_HOME", ".config"), "cordon")
}

func (e env) dataDir() string {
	if runtime.GOOS == "windows" {
		return under(e.getenv("LOCALAPPDATA"), "cordon")
	}
	return under(e.xdg("XDG_DATA_HOME", ".local/share"), "cordon")
}

// xdg returns a base directory. One that is not absolute does not count.
func (e env) xdg(name, fallback string) string {
	if dir := e.getenv(name); filepath.IsAbs(dir) {
		return dir
	}
	return under(e.homeDir(), filepath.FromSlash(fallback))
}

// homeDir returns the home of the person, or of the account where nobody says: cron
// and services may set no HOME. It is empty if the system knows none.
func (e env) homeDir() string {
	for _, home := range []func() string{func() string { return e.getenv("HOME") }, e.home} {
		if home == nil {
			continue
		}
		if dir := home(); filepath.IsAbs(dir) {
			return dir
		}
	}
	return ""
}

// under returns a path below a folder, and nothing below none: what lies in the
// folder that the program happens to run in is nobody's.
func under(dir, name string) string {
	if dir == "" {
		return ""
	}
	return filepath.Join(dir, name)
}
