// Command prove tries what the README promises, and prints what came of it as a
// table: for each fault how often it was tried, what was promised, what was lost,
// and how to try the same again.
//
//	go run ./cmd/cordon/internal/prove                     # minutes
//	go run ./cmd/cordon/internal/prove -long               # hours
//	go run ./cmd/cordon/internal/prove -only kill -seed 7  # one harness, one seed
//	go run ./cmd/cordon/internal/prove -o README.md        # put it into the README
//
// The harnesses are tests, so that each of them also runs, short, with all
// others. A harness says what it did in a line:
//
//	proof: NAME: tried N things, promised WHAT, lost N, seed S
//
// Several lines of one name are added up. It exits with 1 if something was lost,
// if a harness failed, or if one said nothing.
package main

import (
	"bytes"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"time"
)

func main() {
	var opts options
	flag.BoolVar(&opts.long, "long", false, "try as often as the README says, which takes hours")
	flag.Bool("short", true, "try a little of each, which takes minutes")
	flag.Uint64Var(&opts.seed, "seed", 1, "which ones to try")
	flag.StringVar(&opts.only, "only", "", "only the harness of this `name`: "+strings.Join(names(), ", "))
	flag.StringVar(&opts.made, "read", "", "read the outputs in `files` that a harness made before, and that are named by -only, instead of running it; between commas")
	out := flag.String("o", "", "the `file` to put the table into, between its two marks; rows of other harnesses stay")
	flag.Parse()
	rows, err := prove(opts, os.Stderr)
	if err == nil && *out != "" {
		err = putInto(*out, rows)
	}
	fmt.Print(table(rows))
	if err != nil {
		fmt.Fprintln(os.Stderr, "prove:", err)
		os.Exit(1)
	}
}

// options say what to try.
type options struct {
	long bool
	seed uint64
	only string
	made string
}

// prove runs the harnesses, one after the other, and returns what they said. It
// tells on progress how far it is.
func prove(opts options, progress io.Writer) (rows []row, err error) {
	wrong := 0
	if opts.made != "" && opts.only == "" {
		return nil, fmt.Errorf("-read wants -only, to know which harness said it")
	}
	for _, h := range harnesses() {
		if opts.only != "" && opts.only != h.name {
			continue
		}
		began := time.Now()
		fmt.Fprintf(progress, "%s: %s\n", h.name, strings.Join(h.command(opts), " "))
		found, failed := h.run(opts)
		fmt.Fprintf(progress, "%s: %d lines after %v\n", h.name, len(found), time.Since(began).Round(time.Second))
		if failed != nil {
			wrong++
			fmt.Fprintln(progress, failed)
		}
		rows = append(rows, found...)
	}
	switch {
	case wrong > 0:
		return rows, fmt.Errorf("%d harnesses did not keep what is promised", wrong)
	case len(rows) == 0:
		return nil, fmt.Errorf("no harness is called %q: there are %s", opts.only, strings.Join(names(), ", "))
	}
	return rows, nil
}

// run runs a harness and reads what it says.
func (h harness) run(opts options) ([]row, error) {
	if opts.made != "" {
		return h.judge(opts, made(opts.made))
	}
	line := h.command(opts)
	cmd := exec.Command(line[0], line[1:]...)
	var out bytes.Buffer
	cmd.Stdout, cmd.Stderr = &out, &out
	failed := cmd.Run()
	rows, err := h.judge(opts, out.String())
	if failed != nil {
		return rows, fmt.Errorf("%w\n%s", failed, out.String())
	}
	return rows, err
}

// made returns what is in files.
func made(files string) string {
	var all strings.Builder
	for path := range strings.SplitSeq(files, ",") {
		text, err := os.ReadFile(path)
		if err != nil {
			fmt.Fprintln(os.Stderr, "prove:", err)
			os.Exit(1)
		}
		all.Write(text)
	}
	return all.String()
}

// judge reads what a harness says.
func (h harness) judge(opts options, output string) ([]row, error) {
	rows := h.read(output, h.again(opts))
	if len(rows) == 0 {
		return nil, fmt.Errorf("it said nothing\n%s", output)
	}
	for _, r := range rows {
		if r.lost > 0 {
			return rows, fmt.Errorf("%s: lost %d\n%s", r.name, r.lost, output)
		}
	}
	return rows, nil
}
