package clipboard

import (
	"context"
	"errors"
	"fmt"
	"os/exec"
	"strings"
	"time"
)

// tmuxWithin is how long tmux may take. It is here, and answers at once or not
// at all.
const tmuxWithin = 2 * time.Second

// A Loaded text is in the buffer of tmux.
type Loaded struct {
	Prefix string // the keys that paste it, as tmux writes them: "C-b ]"
	// Outer says that tmux sent it on to the terminal.
	Outer bool
	// Setting is what set-clipboard says: "external", "on" or "off"; empty if
	// this tmux does not know it.
	Setting string
}

// Load puts text into the buffer of the tmux that environ tells of, and has it
// sent on to the terminal if the person's settings let it. The text is never an
// argument, where others on the machine could read it.
func Load(ctx context.Context, environ []string, text string) (Loaded, error) {
	ctx, cancel := context.WithTimeout(ctx, tmuxWithin)
	defer cancel()
	l := settings(ctx, environ)
	args := []string{"load-buffer", "-w", "-"}
	if l.Setting == "off" {
		args = []string{"load-buffer", "-"}
	}
	_, err := tmux(ctx, environ, text, args...)
	if err != nil && len(args) == 3 && ctx.Err() == nil { // before 3.2 it knows no -w
		l.Outer = false
		_, err = tmux(ctx, environ, text, "load-buffer", "-")
	}
	return l, err
}

// settings asks how tmux is set up. What it does not say is left as it mostly
// is.
func settings(ctx context.Context, environ []string) Loaded {
	l := Loaded{Prefix: "prefix ]"}
	if prefix, err := tmux(ctx, environ, "", "show-options", "-gv", "prefix"); err == nil && prefix != "" {
		l.Prefix = prefix + " ]"
	}
	l.Setting, _ = tmux(ctx, environ, "", "show-options", "-sv", "set-clipboard")
	features, _ := tmux(ctx, environ, "", "display-message", "-p", "#{client_termfeatures}")
	l.Outer = l.Setting != "off" && strings.Contains(features, "clipboard")
	return l
}

// tmux runs tmux and returns the line that it prints.
func tmux(ctx context.Context, environ []string, input string, args ...string) (string, error) {
	path, err := exec.LookPath("tmux")
	if err != nil {
		return "", err
	}
	cmd := exec.CommandContext(ctx, path, args...)
	cmd.Env, cmd.Stdin, cmd.WaitDelay = environ, strings.NewReader(input), tmuxWithin/4
	out, err := cmd.Output()
	if exit, ok := errors.AsType[*exec.ExitError](err); ok {
		err = fmt.Errorf("%w: %s", err, strings.TrimSpace(string(exit.Stderr)))
	}
	return strings.TrimSpace(string(out)), err
}
