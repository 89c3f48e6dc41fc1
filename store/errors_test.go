package store

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"syscall"
	"testing"
)

func TestErrorsSpeakToPeople(t *testing.T) {
	full := &fs.PathError{Op: "write", Path: "cordon.db", Err: syscall.ENOSPC}
	many := make([]string, 9)
	for i := range many {
		many[i] = fmt.Sprint("a", i)
	}
	for _, tt := range []struct {
		err  error
		want string
	}{
		{&NotSavedError{Err: syscall.EFBIG}, "not saved: file too large. What was saved before is safe. No file may grow larger here: look at ulimit -f, and try again from a shell that has no limit"},
		{&NotSavedError{Err: syscall.EIO}, "not saved: input/output error. What was saved before is safe. The disk may be failing: go on with a copy on another one, which cordon backup makes"},
		{&NotSavedError{Err: full}, "not saved: write cordon.db: no space left on device. What was saved before is safe. Free some space on the disk and try again"},
		{&NotSavedError{Err: ErrReadOnly}, "not saved: the store is read-only. What was saved before is safe"},
		{&AmbiguousError{Prefix: "a", Candidates: many[:2]}, `"a" could be a0, a1. Type more of the id`},
		{&AmbiguousError{Prefix: "a", Candidates: many}, `"a" could be a0, a1, a2, a3, a4, a5 and 3 more. Type more of the id`},
		{
			&DamagedError{Path: "cordon.db", Part: "entry 12 of run k7m2x9qd", Err: errCircle},
			"cordon.db: the store is damaged: cannot read entry 12 of run k7m2x9qd: its pages point in a circle. To bring out what is left: cordon salvage FILE -o NEW",
		},
	} {
		if got := tt.err.Error(); got != tt.want {
			t.Errorf("Error() = %q, want %q", got, tt.want)
		}
	}
}

func TestStartWhereNoFileCanBe(t *testing.T) {
	dir := folder(t)
	write(t, filepath.Join(dir, "file"), "x")
	if err := os.Symlink(filepath.Join(dir, "nowhere"), filepath.Join(dir, "link")); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{filepath.Join(dir, "file", "cordon.db"), filepath.Join(dir, "link"), dir} {
		_, err := New(path, Options{}).Start(parse(t, testBook), "", false, at(0))
		if _, ok := errors.AsType[*NotSavedError](err); !ok || errors.Is(err, ErrNoRun) {
			t.Errorf("Start in %s = %v, want a NotSavedError that says why", path, err)
		}
	}
	if left, _ := filepath.Glob(filepath.Join(dir, ".cordon*")); len(left) != 0 {
		t.Errorf("left behind: %v", left)
	}
}
