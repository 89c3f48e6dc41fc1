package lines

import (
	"bufio"
	"errors"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"
	"syscall"

	tea "charm.land/bubbletea/v2"

	"cordon/playbook/words"
	"cordon/tui"
	"cordon/tui/screen"
)

// notSaved is the exit code where something could not be saved.
const notSaved = 7

// A conversation is an App that is talked with.
type conversation struct {
	app  tui.App
	in   *bufio.Reader
	out  io.Writer
	over bool  // the App has ended
	err  error // the output cannot be written

	heard heard                 // what came of the last line
	known screen.Saying         // the last that was said of what the App says
	said  []string              // the key of what was said last of each screen
	rest  pages                 // what is left of it
	signs map[string]words.Sign // how each clock stood when it was last said
	last  string                // the line that was said last
	// spoken is how many words were said since the last line was typed.
	spoken int
	typed  chan typed
	// ended is told that somebody wants the program to end.
	ended chan os.Signal

	joined bool // a run is open, and who else works on it was said
}

// Run leads a conversation until the person leaves or the input ends, and
// returns the exit code of the program.
func Run(cfg screen.Config, in io.Reader, out io.Writer) (int, error) {
	cfg.Lines, cfg.Theme, cfg.NoBorders, cfg.ASCIIMarks = true, screen.ThemeNone, true, true
	cfg.Keymap = nil // it is for the keys of the screens; lines have their own letters
	c := &conversation{app: tui.New(cfg), in: bufio.NewReader(in), out: out, signs: map[string]words.Sign{}, typed: make(chan typed, 1), ended: make(chan os.Signal, 1)}
	defer c.listen()()
	c.run(c.app.Init())
	var stop stopped
	for !c.over && c.err == nil {
		prompt := c.answer()
		line, err := c.read(prompt)
		switch {
		case errors.Is(err, io.EOF):
			return c.bye(0)
		case errors.As(err, &stop):
			return c.bye(stop.code())
		case err != nil:
			_, _ = c.bye(1)
			return 1, err
		}
		c.heard, c.spoken = heard{}, 0
		c.take(line)
	}
	switch {
	case gone(c.err):
		return c.bye(hungUp)
	case c.err != nil:
		_, _ = c.bye(1)
		return 1, c.err
	}
	return c.leave()
}

// read asks for a line. One that no Enter ended is not taken.
func (c *conversation) read(prompt string) (string, error) {
	c.write(prompt + "> ")
	go func() {
		line, err := c.in.ReadString('\n')
		c.typed <- typed{line, err}
	}()
	var t typed
	select {
	case t = <-c.typed:
	case s := <-c.ended:
		t.err = stopped{s}
	}
	if gone(t.err) {
		t.err = stopped{syscall.SIGHUP}
	}
	if t.err != nil {
		c.write("\n")
		return "", t.err
	}
	return strings.TrimRight(t.line, "\r\n"), nil
}

// bye ends the conversation in order, since nobody types any more.
func (c *conversation) bye(code int) (int, error) {
	c.send(screen.LeaveMsg{Code: code})
	said, err := c.leave()
	switch {
	case said == notSaved:
		return said, err
	case gone(c.err): // what is hung up reads like the end of input, and takes no word
		return hungUp, nil
	case code == 0:
		return said, err
	}
	return code, nil
}

// leave says how far all is saved.
func (c *conversation) leave() (int, error) {
	if c.app.Unsaved != "" {
		c.say("NOT SAVED: " + c.app.Unsaved)
		return notSaved, c.err
	}
	text := "Bye."
	if c.app.Opened {
		text = "Saved " + strconv.FormatUint(c.app.Run.Head().Seq, 10) + ". Bye."
	}
	c.say(text)
	return c.app.ExitCode(), c.err
}

// speech is what the screen on top says.
func (c *conversation) speech() screen.Speech {
	if s, ok := c.app.Top().(screen.Speaker); ok {
		return s.Speak(c.app.TopWorld())
	}
	return screen.Speech{Key: "silent", Prompt: "cordon", Says: []string{"Refused: this has no words yet. < goes back."}}
}

// take does what a line asks for.
func (c *conversation) take(line string) {
	s, word := c.speech(), strings.TrimSpace(line)
	n, notNumber := strconv.Atoi(word)
	switch {
	case word == "more":
		c.more()
	case word == "<":
		c.back(s)
	case word == "?" && s.Take != nil:
		c.again()
	case s.Take != nil && (s.Pick == nil || notNumber != nil || s.Rows == 0):
		c.act(func() (screen.Screen, screen.Reply) { return s.Take(line) })
	case word == "":
		c.again()
	case notNumber == nil && s.Pick != nil:
		c.pick(s, n)
	default:
		c.command(s, word)
	}
}

// act does something with the screen on top.
func (c *conversation) act(do func() (screen.Screen, screen.Reply)) {
	c.send(screen.ActMsg{Do: func(*screen.World, screen.Screen) (screen.Screen, screen.Reply) { return do() }})
}

// pick chooses a row by its number.
func (c *conversation) pick(s screen.Speech, n int) {
	if n < 1 || n > s.Rows {
		c.refuse("there is no number " + strconv.Itoa(n) + " here. Enter alone lists again what there is.")
		return
	}
	c.act(func() (screen.Screen, screen.Reply) { return s.Pick(n - 1) })
}

// back goes one level back, within the screen or from it.
func (c *conversation) back(s screen.Speech) {
	if s.Back != nil {
		c.act(s.Back)
		return
	}
	reply := c.app.Back()
	c.send(screen.ActMsg{Do: func(_ *screen.World, top screen.Screen) (screen.Screen, screen.Reply) { return top, reply }})
}

// command does a command by its letter or its name, or goes somewhere.
func (c *conversation) command(s screen.Speech, word string) {
	letter, rest, _ := strings.Cut(word, " ")
	switch rest = strings.TrimSpace(rest); {
	case strings.HasPrefix(word, "/"):
		c.find(word[1:])
		return
	case strings.HasPrefix(word, ":"):
		if name := strings.TrimSpace(word[1:]); !c.without(name) {
			c.named(name)
		}
		return
	case letter == "space":
		letter = "d"
	}
	if n, err := strconv.Atoi(rest); err == nil && s.Point != nil && n >= 1 && n <= s.Rows {
		c.act(func() (screen.Screen, screen.Reply) { return s.Point(n - 1), screen.Reply{} })
		rest = ""
	}
	if rest == "" {
		for _, l := range screen.Letters(c.app.Offered()) {
			if l.Typed == letter {
				c.do(l.Command)
				return
			}
		}
		if c.goTo(letter) || c.without(letter) {
			return
		}
	}
	c.exactly(word)
}

// without refuses what lines cannot do, by its key or its name, with the reason.
func (c *conversation) without(typed string) bool {
	for _, command := range c.app.Offered() {
		_, why, none := screen.NoLines(command.ID)
		named := command.ID == typed || strings.HasSuffix(command.ID, "."+typed)
		if none && (named || slices.Contains(command.Binding.Keys(), typed)) {
			c.refuse(why)
			return true
		}
	}
	return false
}

// do does a command, or says why not.
func (c *conversation) do(command screen.Command) {
	if _, why, none := screen.NoLines(command.ID); none {
		c.refuse(why)
		return
	}
	if command.Why != "" {
		c.refuse(command.Why)
		return
	}
	c.act(command.Do)
}

// stepCalled returns the id of the step that has a number, or "".
func (c *conversation) stepCalled(number string) string {
	if !c.app.Opened || !strings.Contains(number, ".") {
		return ""
	}
	for _, st := range c.app.Run.Steps() {
		if st.Number == number {
			return st.ID
		}
	}
	return ""
}

// goTo goes to a step by its number.
func (c *conversation) goTo(number string) bool {
	id := c.stepCalled(number)
	if id != "" {
		c.send(screen.GoMsg{Step: id})
	}
	return id != ""
}

// find looks for words, as the key / does.
func (c *conversation) find(query string) {
	for _, command := range c.app.Offered() {
		if slices.Contains(command.Binding.Keys(), "/") {
			c.do(command)
			c.answerWith(query)
			return
		}
	}
	c.refuse("nothing can be looked for here.")
}

// answerWith takes words as the answer to what was just opened. Without words it
// lists all.
func (c *conversation) answerWith(query string) {
	if s := c.speech(); s.Take != nil && (strings.TrimSpace(query) != "" || s.Rows == 0) {
		c.act(func() (screen.Screen, screen.Reply) { return s.Take(query) })
	}
}

// exactly does the command that is called just so. A text that is no command does
// nothing: it may be meant for a question that is not open any more.
func (c *conversation) exactly(name string) {
	if command, ok := screen.Named(c.app.Offered(), name); ok {
		c.do(command)
		return
	}
	c.refuse("nothing is called " + name + " here. " + c.meant(name) + c.app.Key("help") + " lists what there is.")
}

// meant says what may have been meant by a text that is no command, or nothing. It is
// never done by guess.
func (c *conversation) meant(name string) string {
	typed := strings.Fields(strings.ToLower(name))
	for _, word := range typed {
		if c.stepCalled(word) != "" {
			return word + " alone goes to that step. "
		}
	}
	if len(typed) == 0 || len(typed[0]) < 4 {
		return ""
	}
	switch typed[0] {
	case "quit", "exit":
		typed[0] = "leave"
	}
	for _, l := range screen.Letters(c.app.Offered()) {
		if has := func(word string) bool { return strings.HasPrefix(word, typed[0]) }; l.Typed != "" && slices.ContainsFunc(strings.Fields(strings.ToLower(l.Command.Title)), has) {
			return "Did you mean " + l.Typed + ": " + l.Command.Title + "? "
		}
	}
	return ""
}

// named does a command by its name, or lists those it may be.
func (c *conversation) named(name string) {
	if command, ok := screen.Named(c.app.Offered(), name); ok {
		c.do(command)
		return
	}
	if palette, ok := screen.ByID(c.app.Offered(), "find.command"); ok {
		c.do(palette)
		c.answerWith(name)
		return
	}
	c.exactly(name)
}

// send gives the App a message, and all that comes of it.
func (c *conversation) send(msg tea.Msg) {
	for queue := []tea.Msg{msg}; len(queue) > 0 && !c.over; queue = queue[1:] {
		if _, quit := queue[0].(tea.QuitMsg); quit {
			c.over = true
			return
		}
		c.hear(queue[0])
		model, cmd := c.app.Update(queue[0])
		c.app = model.(tui.App)
		queue = append(queue, results(cmd)...)
	}
}

// run runs a command and gives the App what comes of it.
func (c *conversation) run(cmd tea.Cmd) {
	for _, msg := range results(cmd) {
		c.send(msg)
	}
}

// results runs a command, and those it is made of, and returns the messages.
func results(cmd tea.Cmd) []tea.Msg {
	if cmd == nil {
		return nil
	}
	switch msg := cmd().(type) {
	case nil:
		return nil
	case tea.BatchMsg:
		var all []tea.Msg
		for _, one := range msg {
			all = append(all, results(one)...)
		}
		return all
	default:
		return []tea.Msg{msg}
	}
}

// near returns the clocks that stand otherwise than when they were last said, and
// press.
func (c *conversation) near() []string {
	var said []string
	w := c.app.TopWorld()
	if !w.Opened {
		return nil
	}
	for _, k := range w.Run.Ticking() {
		state := words.ClockState(k, w.AsOf())
		before, known := c.signs[k.ID]
		c.signs[k.ID] = state.Sign
		if known && before == state.Sign || k.Candidate() {
			continue
		}
		switch state.Sign {
		case words.DueSoon:
			said = append(said, "Due soon: "+k.Title+", "+words.ClockLeft(k, w.AsOf())+".")
		case words.Overdue:
			said = append(said, "Overdue: "+k.Title+", "+words.ClockLeft(k, w.AsOf())+".")
		}
	}
	return said
}
