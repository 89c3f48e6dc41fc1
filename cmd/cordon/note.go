package main

import (
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"

	"github.com/spf13/cobra"

	"cordon/playbook/run"
)

type noteOptions struct {
	text string
	file string
	at   string
}

func newNoteCmd(e env) *cobra.Command {
	var opts noteOptions
	cmd := newCmd("note RUN [STEP] (-m TEXT | -F FILE|-) [--at TIME]", "Write a note on a step or on the run",
		"Write down what you saw or did. Without STEP the note is on the run as a whole.",
		`  cordon note k7m2 2.4 -m "the gateway was restarted at 03:05"
  dmesg | tail -50 | cordon note k7m2 2.4 -F -`)
	cmd.Args = takes(1, 2)
	cmd.ValidArgsFunction = e.complete(openRuns, stepRefs)
	cmd.Flags().StringVarP(&opts.text, "message", "m", "", "`TEXT` of the note")
	cmd.Flags().StringVarP(&opts.file, "file", "F", "", "`FILE` with the text, or - for standard input")
	addAt(cmd, &opts.at)
	cmd.RunE = func(_ *cobra.Command, args []string) error { return note(e, opts, args) }
	return cmd
}

func note(e env, opts noteOptions, args []string) error {
	text, err := noteText(e, opts)
	if err != nil {
		return err
	}
	step := ""
	if len(args) == 2 {
		if step = args[1]; step == "" {
			return usagef("the step is empty")
		}
	}
	return change(e, args[0], opts.at, run.AddNote(step, text))
}

// noteText returns the text of the note, wherever it comes from.
func noteText(e env, opts noteOptions) (string, error) {
	switch {
	case opts.text != "" && opts.file != "":
		return "", usagef("give the text with -m or with -F, not both")
	case opts.file == "":
		if opts.text == "" {
			return "", usagef("give the text with -m, or a file with -F")
		}
		return opts.text, nil
	}
	return e.readText(opts.file)
}

// readText reads the text of -F: a file, or standard input if it is "-".
func (e env) readText(file string) (string, error) {
	switch {
	case file != "-":
		if err := noPipe(file); err != nil {
			return "", err
		}
		f, err := os.Open(file)
		if err != nil {
			return "", err
		}
		defer f.Close()
		return readNote(f, file)
	case e.inTTY && e.flags.noInput:
		return "", usagef("-F - would wait for a person to type, and --no-input forbids that")
	}
	return readNote(e.in, "standard input")
}

// noPipe refuses a pipe in a folder, which would be waited for until somebody
// opens its other end. Those that a shell makes lie in /dev/fd or /proc and are open.
func noPipe(file string) error {
	info, err := os.Stat(file)
	if err != nil || info.Mode()&fs.ModeNamedPipe == 0 || strings.HasPrefix(file, "/dev/fd/") || file == "/dev/stdin" || strings.HasPrefix(file, "/proc/") {
		return err
	}
	return usagef("%s is a pipe, not a file. Give -F - and feed it to standard input", file)
}

// readNote reads no more than an entry takes.
func readNote(r io.Reader, name string) (string, error) {
	b, err := io.ReadAll(io.LimitReader(r, run.NoteLimit+1))
	switch {
	case err != nil:
		return "", fmt.Errorf("read the text: %w. Nothing was recorded", err)
	case len(b) > run.NoteLimit:
		return "", refusedError{fmt.Errorf("%s has more than the %d bytes that an entry takes. Nothing was recorded. Attach it as evidence instead", name, run.NoteLimit)}
	}
	return string(b), nil
}
