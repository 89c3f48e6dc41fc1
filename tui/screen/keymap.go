package screen

import (
	"cmp"
	"maps"
	"slices"
	"strings"
)

// A Keymap is what a person chose: keys by the id of the command. They stand in
// the place of the letters that the command has; what leads through every screen,
// such as Esc, Enter, Tab, arrows and digits, stays as well, so that nobody can
// lock themselves in.
type Keymap map[string][]string

// Apply returns commands with the keys of the person. While text is typed,
// letters belong to it and stay what they are.
func (m Keymap) Apply(commands []Command, typing bool) []Command {
	if len(m) == 0 {
		return commands
	}
	commands = slices.Clone(commands)
	for i, c := range commands {
		chosen := slices.Clone(m[c.ID])
		if typing {
			chosen = slices.DeleteFunc(chosen, isText)
		}
		if len(chosen) == 0 {
			continue
		}
		word := cmp.Or(c.Binding.Help().Desc, c.Name())
		commands[i].Binding = Bind(chosen[0], word, append(chosen, staying(c.Binding.Keys())...)...)
	}
	return commands
}

// IDs are the ids of the commands that have other keys, in their order.
func (m Keymap) IDs() []string { return slices.Sorted(maps.Keys(m)) }

// Sentences returns the keys that sentences name, as they are with the keymap.
// What goes by its name is found with the key of the palette.
func (m Keymap) Sentences(keys map[string]string) map[string]string {
	for id := range keys {
		if chosen := m[id]; len(chosen) > 0 {
			keys[id] = chosen[0]
		}
	}
	for id, key := range keys {
		if name, byName := strings.CutPrefix(key, ":"); byName && name != "" {
			keys[id] = ByName(keys["find.command"], name)
		}
	}
	return keys
}

// ByName is what to type for a command without a key: the key of the palette,
// and the name.
func ByName(palette, name string) string {
	if len(palette) > 1 {
		return palette + " " + name
	}
	return palette + name
}

// staying returns those of keys that no keymap takes away.
func staying(keys []string) []string {
	return slices.DeleteFunc(slices.Clone(keys), func(key string) bool { return taken(key) == "" })
}

// NoKey says why no command can be given a key, or nothing. typing says that the
// command works only while text is typed.
func NoKey(key string, typing bool) string {
	if why := taken(key); why != "" {
		return why
	}
	letter, ctrl := strings.CutPrefix(key, "ctrl+")
	switch {
	case strings.HasPrefix(key, "alt+"):
		return "in tmux it is Esc and then that key"
	case ctrl && len(letter) == 1 && strings.Contains("hijm[", letter):
		return "a terminal sends the same for another key"
	case ctrl && typing && len(letter) == 1 && strings.Contains("abdefknpuwxy", letter):
		return "it edits text"
	case isText(key) && typing:
		return "text is typed there"
	case isText(key), isFunction(key), ctrl && len(letter) == 1 && letter[0] >= 'a' && letter[0] <= 'z':
		return ""
	}
	return "that is no key: write a letter, a sign, space, f5, or ctrl+g"
}

// taken says what a key is for everywhere, or nothing.
func taken(key string) string {
	switch key {
	case "ctrl+c":
		return "it quits, also when nothing else does"
	case "ctrl+z", "ctrl+l":
		return "it works on every screen, also while text is typed"
	case "esc":
		return "it leads back, and closes what is typed"
	case "enter":
		return "it opens, answers and records"
	case "tab", "shift+tab":
		return "it goes from field to field"
	case "up", "down", "left", "right", "home", "end", "pgup", "pgdown", "backspace", "delete":
		return "it moves, and edits text"
	}
	if len(key) == 1 && key[0] >= '0' && key[0] <= '9' {
		return "digits choose"
	}
	return ""
}

// isText reports whether a key is a letter or a sign, which a text field takes.
func isText(key string) bool {
	return key == "space" || len(key) == 1 && key[0] > ' ' && key[0] < 0x7f
}

func isFunction(key string) bool {
	return len(key) > 1 && key[0] == 'f' && slices.Contains([]string{"1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "12"}, key[1:])
}

// Name is the name of the command, as the palette takes it: run.close is "close".
func (c Command) Name() string { return c.ID[strings.LastIndexByte(c.ID, '.')+1:] }
