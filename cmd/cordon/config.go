package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"

	"cordon/playbook/reader"
	"cordon/tui"
)

// A config is what a person wrote down about the look of the screens and their
// keys. Nothing of a run depends on it.
type config struct {
	theme, borders string
	keys           tui.Keymap
}

// A configReader takes the file of a config apart.
type configReader struct{ *reader.Decoder }

// configFields are the keys of the file.
func configFields() []reader.Field[configReader, config] {
	word := func(key string, words []string, into func(*config) *string) reader.Field[configReader, config] {
		return reader.Optional(key, func(d configReader, v reader.Value, c *config) { reader.OneOf(d, v, into(c), words...) })
	}
	return []reader.Field[configReader, config]{
		word("theme", tui.Themes(), func(c *config) *string { return &c.theme }),
		word("borders", borders(), func(c *config) *string { return &c.borders }),
		reader.Optional("keys", readKeys),
	}
}

// configPath is the file of the config, which need not exist.
func (e env) configPath() string { return under(e.configDir(), "config.yaml") }

// config reads the file. What is wrong in it is all in the error, and what is
// right in it holds.
func (e env) config() (config, error) {
	text, err := readConfig(e.configPath())
	if err != nil || onlyComments(text) {
		return config{}, err
	}
	var c config
	source, root := reader.Read(e.configPath(), "config", text)
	if d := (configReader{reader.NewDecoder(source)}); root != nil {
		reader.Object(d, reader.Value{Node: root, Object: "config"}, configFields(), &c)
	}
	if problems := source.Problems(); len(problems) > 0 {
		return c, problems
	}
	return c, nil
}

// readConfig returns the text of the file, and nothing if there is none. A pipe
// in its place could be waited for without an end.
func readConfig(path string) ([]byte, error) {
	info, err := os.Stat(path)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, nil
	case err != nil:
		return nil, err
	case !info.Mode().IsRegular():
		return nil, errors.New(path + " is not a file with text")
	}
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	return io.ReadAll(io.LimitReader(f, reader.MaxSize+1))
}

// onlyComments reports whether nothing is said in a text.
func onlyComments(text []byte) bool {
	for line := range strings.Lines(string(text)) {
		if line = strings.TrimSpace(line); line != "" && !strings.HasPrefix(line, "#") {
			return false
		}
	}
	return true
}

// A look is how the screens are drawn.
type look struct {
	theme, border string
	keys          tui.Keymap
	trouble       string // what of the config does not hold, in a line
}

// chosenLook is how the screens are to be drawn: as a flag says, else a
// variable, else the config. What is wrong in the config keeps nobody from
// the screens; it is said on them, and in full where they were started.
func (e env) chosenLook() (look, error) {
	written, wrong := e.config()
	l, err := e.lookBy(written)
	if err == nil && wrong != nil {
		e.say("%s", lines(wrong.Error()))
		l.trouble, _, _ = strings.Cut(wrong.Error(), "\n")
	}
	return l, err
}

// lookHere is how the screens are to be drawn, given what the person wrote down
// and is right.
func (e env) lookHere() (look, error) {
	written, _ := e.config()
	return e.lookBy(written)
}

// lookBy is how the screens are to be drawn, given what the person wrote down.
func (e env) lookBy(written config) (look, error) {
	theme, err := e.choice(e.flags.theme, "CORDON_THEME", tui.Themes(), written.theme)
	if err != nil {
		return look{}, err
	}
	border, err := e.choice(e.flags.borders, "CORDON_BORDERS", borders(), written.borders)
	return look{theme: theme, border: border, keys: written.keys}, err
}
