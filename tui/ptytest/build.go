//go:build unix

package ptytest

import (
	"fmt"
	"os"
	"os/exec"
	"path"
	"path/filepath"
	"sync"
	"testing"
)

// Build compiles the program in a package, such as "cordon/cmd/cordon", and
// returns its path. The program is gone when t has ended, so a test with
// subtests builds it before them. A [Binary] lives longer.
func Build(t testing.TB, pkg string) string {
	t.Helper()
	b := &Binary{Package: pkg}
	t.Cleanup(func() { _ = b.Remove() })
	return b.Path(t)
}

// A Binary is a program that is built when a test first needs it, for all
// tests of the process. TestMain removes it:
//
//	func TestMain(m *testing.M) {
//		code := m.Run()
//		program.Remove()
//		os.Exit(code)
//	}
type Binary struct {
	Package string   // import path
	Flags   []string // more flags for go build

	once sync.Once
	dir  string
	path string
	err  error
}

// Path returns the path of the program. It fails the test if the program
// cannot be built.
func (b *Binary) Path(t testing.TB) string {
	t.Helper()
	b.once.Do(b.build)
	if b.err != nil {
		t.Fatal(b.err)
	}
	return b.path
}

func (b *Binary) build() {
	if b.dir, b.err = os.MkdirTemp("", "ptytest-"); b.err != nil {
		return
	}
	b.path = filepath.Join(b.dir, path.Base(b.Package))
	args := append([]string{"build", "-o", b.path}, b.Flags...)
	cmd := exec.Command("go", append(args, b.Package)...)
	cmd.Env = append(os.Environ(), "CGO_ENABLED=0")
	if out, err := cmd.CombinedOutput(); err != nil {
		b.err = fmt.Errorf("build %s: %w\n%s", b.Package, err, out)
	}
}

// Remove removes the program, if it was built.
func (b *Binary) Remove() error {
	if b.dir == "" {
		return nil
	}
	return os.RemoveAll(b.dir)
}
