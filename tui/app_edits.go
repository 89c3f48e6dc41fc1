package tui

import (
	"cmp"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	tea "charm.land/bubbletea/v2"
)

// strandedMsg names files with text that was written in an editor and that
// nobody took over, because Cordon or the whole session ended meanwhile.
type strandedMsg struct{ files []string }

// lookForEdits looks for them.
func (a App) lookForEdits() tea.Cmd {
	dir := a.Cfg.DataDir
	if dir == "" || a.Cfg.ReadOnly() {
		return nil
	}
	return func() tea.Msg {
		all, err := os.ReadDir(dir)
		if err != nil {
			return nil
		}
		var files []string
		for _, entry := range all {
			info, err := entry.Info()
			if strings.HasPrefix(entry.Name(), "edit-") && err == nil && info.Mode().IsRegular() && info.Size() > 0 {
				files = append(files, filepath.Join(dir, entry.Name()))
			}
		}
		if len(files) == 0 {
			return nil
		}
		return strandedMsg{files}
	}
}

// stranded says where the text is and how to take it over. Whether its editor
// is still open in another window cannot be known, so nothing is done by itself.
func (a App) stranded(msg strandedMsg) App {
	for _, name := range msg.files[1:] {
		a = a.say("Text from an editor was not taken over: "+name, true)
	}
	run, more := cmp.Or(a.Cfg.Open, "RUN"), ""
	if n := len(msg.files) - 1; n > 0 {
		more = fmt.Sprintf(" %d more in the log.", n)
	}
	return a.say(fmt.Sprintf("Text from an editor was not taken over. To record it: cordon note %s -F %s, then delete the file.%s", run, msg.files[0], more), true)
}
