package screen

import (
	"cmp"
	"errors"
	"strings"
)

// ErrNoEditor means that whoever set Cordon up allows none.
var ErrNoEditor = errors.New("no editor is allowed here: CORDON_AS_FIXED is set, and CORDON_EDITOR names none. Go on writing here")

// Editor returns the command line of the editor that an environment names, or ""
// if it names none: CORDON_EDITOR, else VISUAL, else EDITOR. An editor runs
// other programs, so where the name of the person is fixed only the first counts:
// a key that is for Cordon alone would open a shell otherwise.
func Editor(environ []string) (string, error) {
	named := func(name string) string { return strings.TrimSpace(Getenv(environ, name)) }
	if editor := named("CORDON_EDITOR"); editor != "" {
		return editor, nil
	}
	if NameFixed(named) {
		return "", ErrNoEditor
	}
	return cmp.Or(named("VISUAL"), named("EDITOR")), nil
}

// NameFixed reports whether the name of the person is not theirs to choose, as
// where one account is for several and each key has its name: CORDON_AS_FIXED is
// set, and not 0.
func NameFixed(getenv func(name string) string) bool {
	fixed := getenv("CORDON_AS_FIXED")
	return fixed != "" && fixed != "0"
}
