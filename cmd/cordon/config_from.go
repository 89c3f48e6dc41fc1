package main

import (
	"cmp"
	"slices"
	"strings"

	"cordon/tui"
)

// A flag wins over a variable, a variable over the file. VISUAL and EDITOR are for
// every program, so the file, which is for this one, wins over them.

// A chosen value is what holds, and where it is from: a flag, a variable, or one of
// these.
type chosen struct{ value, from string }

const (
	fromFile    = "config.yaml"
	fromDefault = "default"
	fromSystem  = "the system"
)

// choice returns what the person chose by a flag, which was checked already, or
// else by a variable, or else wrote down; "" is nothing.
func (e env) choice(flag, given, variable string, words []string, written string) (chosen, error) {
	switch value := e.getenv(variable); {
	case given != "":
		return chosen{given, flag}, nil
	case value != "":
		return chosen{value, variable}, oneOf(variable, value, words)
	case written != "":
		return chosen{written, fromFile}, nil
	}
	return chosen{"", fromDefault}, nil
}

// A look is how the screens are drawn, and heard.
type look struct {
	theme, border, bell chosen
	keys                tui.Keymap
	trouble             string // what of the config does not hold, in a line
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

// lookHere is the same but for the keys, and says nothing of what is wrong.
func (e env) lookHere() (look, error) {
	return e.lookBy(e.ownConfig())
}

// lookBy is how the screens are to be drawn, given what the person wrote down.
func (e env) lookBy(c config) (l look, err error) {
	l.keys = c.keys
	if l.theme, err = e.choice("--theme", e.flags.theme, "CORDON_THEME", tui.Themes(), c.theme); err != nil {
		return look{}, err
	}
	if l.border, err = e.choice("--borders", e.flags.borders, "CORDON_BORDERS", borders(), c.borders); err != nil {
		return look{}, err
	}
	l.bell, err = e.choice("", "", "CORDON_BELL", tui.Bells(), c.bell)
	return l, err
}

// zoneFrom says where the zone is from that times are read and shown in.
func (e env) zoneFrom() string {
	switch {
	case e.flags.tz != "":
		return "--tz"
	case e.getenv("TZ") != "":
		return "TZ"
	case e.ownConfig().place != nil:
		return fromFile
	}
	return fromSystem
}

// editors are the variables that name an editor, with what the person wrote down.
func (e env) editors() (environ []string) {
	for _, name := range []string{"CORDON_EDITOR", "CORDON_AS_FIXED", "VISUAL", "EDITOR"} {
		environ = append(environ, name+"="+e.getenv(name))
	}
	return append(environ, e.ownEditor()...)
}

// ownEditor is the variable that has an environment name the editor that the person
// wrote down, if that counts. Where the name is fixed it does not: whoever can
// write a file could have any program run.
func (e env) ownEditor() []string {
	c := e.ownConfig()
	if c.editor == "" || e.nameFixed() || strings.TrimSpace(e.getenv("CORDON_EDITOR")) != "" {
		return nil
	}
	return []string{"CORDON_EDITOR=" + c.editor}
}

// chosenEditor returns the command line of the editor, "" if nobody names one.
func (e env) chosenEditor() (chosen, error) {
	command, err := tui.Editor(e.editors())
	named := func(variable string) bool { return strings.TrimSpace(e.getenv(variable)) == command }
	switch variables := []string{"CORDON_EDITOR", "VISUAL", "EDITOR"}; {
	case err != nil, command == "":
		return chosen{"", fromDefault}, err
	case e.ownEditor() != nil:
		return chosen{command, fromFile}, nil
	default:
		i := slices.IndexFunc(variables, named)
		return chosen{command, variables[max(0, i)]}, nil
	}
}

// ownName returns the name that the person wrote down, unless the login is one that
// several people share: it would be that of all of them.
func (e env) ownName(login string) string {
	if shared(login) {
		return ""
	}
	return e.ownConfig().name
}

// A setting is what holds of a key of the config.
type setting struct {
	name string
	chosen
}

// settings returns what holds of all that the config can say, but for the keys.
func (e env) settings() ([]setting, error) {
	l, err := e.lookHere()
	if err != nil {
		return nil, err
	}
	e.inTTY = false // whoever asks what holds is asked nothing
	who, err := e.person()
	if err != nil {
		return nil, err
	}
	editor, err := e.chosenEditor()
	if err != nil {
		editor = chosen{"none", "CORDON_AS_FIXED"}
	}
	l.theme.value, l.border.value = cmp.Or(l.theme.value, "auto"), cmp.Or(l.border.value, "auto")
	l.bell.value, editor.value = cmp.Or(l.bell.value, tui.Bells()[0]), cmp.Or(editor.value, "vi")
	return []setting{
		{"theme", l.theme}, {"borders", l.border}, {"bell", l.bell},
		{"name", chosen{who.name, strings.TrimPrefix(who.from, "of ")}},
		{"zone", chosen{e.zoneName(), e.zoneFrom()}}, {"editor", editor},
	}, nil
}

// zoneName is the zone as the person named it, or as the system has it.
func (e env) zoneName() string {
	switch e.zoneFrom() {
	case "--tz":
		return e.flags.tz
	case "TZ":
		return e.getenv("TZ")
	case fromFile:
		return e.ownConfig().zone
	}
	return e.now().In(e.zone()).Format("MST -07:00")
}
