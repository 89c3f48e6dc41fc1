package main

import (
	"cmp"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"cordon/playbook/run"
)

func newMessageEditCmd(e env) *cobra.Command {
	var file string
	cmd := newCmd("edit RUN MESSAGE [-F FILE|-]", "Change the text of a message",
		`Open the text of a message in your editor ($VISUAL, else $EDITOR), or take it
from a file. A first line "Subject: ..." is the subject. The text before stays in
the record. Facts recorded later do not change an edited text; it says so.`,
		`  cordon message edit k7m2 people-notice
  cordon message edit k7m2 people-notice -F notice.txt`)
	cmd.Args = takes(2, 2)
	cmd.ValidArgsFunction = e.complete(openRuns, messageRefs)
	cmd.Flags().StringVarP(&file, "file", "F", "", "`FILE` with the text, or - for standard input")
	cmd.RunE = func(_ *cobra.Command, args []string) error { return editMessage(e, args[0], args[1], file) }
	return cmd
}

func editMessage(e env, ref, id, file string) error {
	if file == "" {
		if e.inLines() {
			return screenError{"cordon message edit", "cordon message edit RUN MESSAGE -F FILE"}
		}
		if err := e.needScreen("cordon message edit", "cordon message edit RUN MESSAGE -F FILE"); err != nil {
			return err
		}
	}
	d, err := e.sitDown(ref, "")
	if err != nil {
		return err
	}
	draft, err := d.run.Message(id)
	if err != nil {
		return err
	}
	if file == "" {
		return d.editByHand(draft)
	}
	text, err := e.readText(file)
	if err != nil {
		return err
	}
	return d.keepText(draft, text)
}

func (d *desk) keepText(draft run.Message, text string) error {
	subject, body := draft.Read(text)
	if err := d.record(run.EditMessage(draft.ID, subject, body)); err != nil {
		return err
	}
	return d.tell()
}

// editByHand opens the text in the editor. Until what the person wrote is in the
// record it stays in its file.
func (d *desk) editByHand(draft run.Message) error {
	if _, err := run.EditMessage(draft.ID, draft.Subject, draft.Body+".")(d.run); err != nil {
		return err // say that the run is closed before anybody has written a page
	}
	file, err := d.e.editable(draft.Text())
	if err != nil {
		return err
	}
	text, err := d.e.edit(file)
	if err == nil && text == draft.Text() {
		d.e.say("Nothing was changed.")
		return os.Remove(file)
	}
	if err == nil {
		err = d.unlessChanged(draft)
	}
	if err == nil {
		err = d.keepText(draft, text)
	}
	if err != nil {
		return fmt.Errorf("%w. Your text is in %s", err, file)
	}
	return os.Remove(file)
}

// unlessChanged refuses to write over what somebody else edited meanwhile.
func (d *desk) unlessChanged(draft run.Message) error {
	now, err := d.store.Load(d.run.ID())
	if err != nil {
		return err
	}
	d.run = now
	latest, err := now.Message(draft.ID)
	if err == nil && latest.Text() != draft.Text() {
		err = refusedError{fmt.Errorf("the text of %s was changed while you edited it; nothing was recorded", draft.ID)}
	}
	return err
}

// editable writes text to a file beside the runs, which only its owner may read.
func (e env) editable(text string) (string, error) {
	f, err := os.CreateTemp(filepath.Dir(e.storePath()), "edit-*.txt") // mode 0600
	if err != nil {
		return "", err
	}
	if err := fill(f, []byte(text)); err != nil {
		return "", errors.Join(err, os.Remove(f.Name()))
	}
	return f.Name(), nil
}

// edit lets the person change a file in their editor, and returns its text.
func (e env) edit(file string) (string, error) {
	cmd, err := e.editor(file)
	if err != nil {
		return "", err
	}
	e.out.Flush()
	cmd.Stdin, cmd.Stdout, cmd.Stderr, cmd.Env = e.in, e.screen, e.err, e.environ
	if err := cmd.Run(); err != nil {
		return "", fmt.Errorf("the editor ended with an error (%w); nothing was recorded", err)
	}
	if err := noPipe(file); err != nil { // an editor may leave anything
		return "", err
	}
	f, err := os.Open(file)
	if err != nil {
		return "", err
	}
	defer f.Close()
	return readNote(f, file)
}

// editor returns the command that edits a file. A shell runs it, so it may have
// arguments.
func (e env) editor(file string) (*exec.Cmd, error) {
	named, err := e.chosenEditor()
	if err != nil {
		return nil, usageError{err}
	}
	editor := cmp.Or(named.value, "vi")
	if shell, err := exec.LookPath("sh"); err == nil {
		return exec.Command(shell, "-c", editor+` "$1"`, "--", file), nil
	}
	words := strings.Fields(editor) // Windows
	if _, err := exec.LookPath(words[0]); err != nil {
		return nil, usagef("no editor was found: set VISUAL or EDITOR, or give the text with -F")
	}
	return exec.Command(words[0], append(words[1:], file)...), nil
}

func newMessageRedraftCmd(e env) *cobra.Command {
	cmd := newCmd("redraft RUN MESSAGE", "Draft an edited message from the facts again",
		`Drop what was edited: the text of the message comes from the facts again. The
edited text stays in the record.`,
		"  cordon message redraft k7m2 people-notice")
	cmd.Args = takes(2, 2)
	cmd.ValidArgsFunction = e.complete(openRuns, messageRefs)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		return change(e, args[0], "", run.RedraftMessage(args[1]))
	}
	return cmd
}
