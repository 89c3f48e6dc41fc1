package main

import (
	"errors"
	"io"
	"io/fs"
	"os"
	"strings"
	"time"

	"cordon/playbook"
	"cordon/playbook/reader"
	"cordon/playbook/run"
	"cordon/playbook/when"
	"cordon/tui"
)

// A config is what a person wrote down about themselves, the look of the screens
// and their keys. Nothing that a run has recorded depends on it.
type config struct {
	theme, borders, bell string
	name                 string
	editor               string
	zone                 string
	place                *time.Location // what zone means; nil is none
	keys                 tui.Keymap
	// unread are the mistakes in what commands go by too, in a line each.
	unread []string
}

// A configReader takes the file of a config apart.
type configReader struct{ *reader.Decoder }

// A configField is a key of the file.
type configField = reader.Field[configReader, config]

// configFields are the keys of the file. What commands go by needs no keymap, and
// to hold one against all screens takes longer than all the rest.
func configFields(keymap bool) []configField {
	keys := readKeys
	if !keymap {
		keys = func(configReader, reader.Value, *config) {}
	}
	word := func(key string, words []string, into func(*config) *string) configField {
		return reader.Optional(key, func(d configReader, v reader.Value, c *config) { reader.OneOf(d, v, into(c), words...) })
	}
	return []configField{
		word("theme", tui.Themes(), func(c *config) *string { return &c.theme }),
		word("borders", borders(), func(c *config) *string { return &c.borders }),
		word("bell", tui.Bells(), func(c *config) *string { return &c.bell }),
		reader.Optional("name", readOwnName),
		reader.Optional("zone", readZone),
		reader.Optional("editor", readEditor),
		reader.Optional("keys", keys),
	}
}

// readOwnName decodes the name that entries are recorded under.
func readOwnName(d configReader, v reader.Value, c *config) {
	var name string
	if d.goesBy(v, &name, c) {
		if err := run.CheckName(name); err != nil {
			d.wrong(v, c, err.Error(), "")
			return
		}
		c.name = name
	}
}

// readZone decodes the zone that times are read and shown in.
func readZone(d configReader, v reader.Value, c *config) {
	var name string
	if d.goesBy(v, &name, c) {
		zone, err := when.Zone(name)
		if err != nil {
			d.wrong(v, c, err.Error(), "")
			return
		}
		c.zone, c.place = name, zone
	}
}

// readEditor decodes the command line of the editor.
func readEditor(d configReader, v reader.Value, c *config) {
	var command string
	if d.goesBy(v, &command, c) {
		c.editor = command
	}
}

// goesBy decodes a line that commands go by too.
func (d configReader) goesBy(v reader.Value, into *string, c *config) bool {
	before := d.Reports()
	if d.Line(v, into); d.Reports() > before {
		c.unread = append(c.unread, v.Key+" cannot be read")
	}
	return d.Reports() == before
}

// wrong reports a value that commands would go by.
func (d configReader) wrong(v reader.Value, c *config, text, hint string) {
	d.Fail(d.Follow(v).Node, v.Key+": "+text, hint)
	c.unread = append(c.unread, v.Key+": "+text)
}

// configPath is the file of the config, which need not exist.
func (e env) configPath() string { return under(e.configDir(), "config.yaml") }

// ownConfig returns what the file said when it was first looked at, without the
// keys: a command goes by the same from beginning to end. What is wrong in it
// counts as not said.
func (e env) ownConfig() config {
	if e.flags.written == nil {
		c, err := e.readConfig(false)
		problems, ok := errors.AsType[playbook.Problems](err)
		switch {
		case err != nil && !ok:
			c.unread = append(c.unread, "nothing can be read: "+err.Error())
		case len(problems) > len(c.unread):
			c.unread = append(c.unread, "something is wrong")
		}
		e.flags.written = &c
	}
	return *e.flags.written
}

// config reads the file. What is wrong in it is all in the error, and what is
// right in it holds.
func (e env) config() (config, error) { return e.readConfig(true) }

func (e env) readConfig(keymap bool) (config, error) {
	text, err := configText(e.configPath())
	if err != nil || onlyComments(text) {
		return config{}, err
	}
	var c config
	source, root := reader.Read(e.configPath(), "config", text)
	if d := (configReader{reader.NewDecoder(source)}); root != nil {
		reader.Object(d, reader.Value{Node: root, Object: "config"}, configFields(keymap), &c)
	}
	if problems := source.Problems(); len(problems) > 0 {
		return c, problems
	}
	return c, nil
}

// configText returns the text of the file, and nothing if there is none. A pipe
// in its place could be waited for without an end.
func configText(path string) ([]byte, error) {
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
