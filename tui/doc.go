// Package tui is the terminal interface: the screens a responder works in and
// a lead reviews in.
//
// [Run] starts it on a real terminal; [New] returns the Bubble Tea model.
//
// # How it hangs together
//
// The [App] is the only Bubble Tea model. It owns the window, the stack of
// screens, the run that is open, the queue of writes, and leaving. The screen
// on top of the stack has the keys. A screen is a value: Update returns the
// next one and a [screen.Reply] that says what it asks of the App: open a
// screen, leave this one, record a change, say a line.
//
// What a screen may know of the outside comes in with each call as a
// [screen.World]: the run, the size it has, the theme, the time. Screens keep
// no copy of the run, so there is one answer to how it stands.
//
// Storage is two interfaces, because some only look: a [Reader] gives runs, a
// [Writer] changes them. Without a Writer every run is open to look at only,
// none can be started, and the screens say so.
//
// Whatever asks the person something is a form with a [form.Question] behind
// it, so that drafts, refusals, buttons and the time of an entry are the same
// everywhere.
//
// What only some can do is an interface of its own. It is found by assertion,
// so nobody else needs to know of it:
//
//   - a screen may be a [screen.Dialog] (it lies over the one below), a
//     [screen.Drafter] (it has typed text to keep), a [screen.Hinter] (it has
//     a line above its keys), a [screen.Lister] (it lists the commands of the
//     screen below) or [screen.Tall] (its header is of another height);
//   - a [form.Question] of a form may be [form.Guarded] (only a button answers
//     it), [form.Listening] (it hears messages), [form.Keyed] (it has keys of
//     its own), [form.Followed] (another screen comes after it) or
//     [form.Straight] (it may open the editor at once).
//
// None is looked for in a Reader, a Writer or a [Library].
//
// # The rooms
//
// The package itself is the window: the App, its stack and queue, painting and
// leaving. Below it lie the rooms, and each knows only those below itself:
//
//	home, work                          the list of runs; the run
//	review                              its first page, for who looks at it
//	clocks, messages, record, search    what one opens over a run
//	ask                                 every question
//	form                                how anything is asked
//	screen                              the contract, and what screens share
//	draw, markdown                      how things look
//
// Above it, package lines is the second face of all of it: each screen also says
// in lines what it shows, see [screen.Speaker].
//
// Package fake is what the tests work on, tuitest drives an App, ptytest a
// program in a real terminal.
//
// # To add a screen
//
// Write a type that implements [screen.Screen] in the room it belongs to, or
// in a new one, and open it from a command of another screen. Give it a place
// in the list of places in keys_test.go: TestEveryScreenHasAPlace fails
// without, and the tests over all places then press all of its keys, draw it
// in every window and feed it hostile text. A new room needs its floor in
// TestLayers of cmd/cordon. A key that a sentence names goes into
// [screen.SentenceKeys]; TestSentencesNameWorkingKeys holds it against the
// commands.
//
// # The rules
//
// Every change is held against these:
//
//   - State changes only in Update. View methods only read.
//   - Input and output happen only in commands ([tea.Cmd]). The App reads the
//     clock once for each message; only what waits for a time reads it too.
//   - A change is an intention handed to the App. It is on disk before any
//     frame shows it. Writes are answered one after the other, in the order of
//     the keys; if one fails, those behind it are dropped and the screen says
//     so until a write succeeds.
//   - The keys that work, the footer, the help and the palette come from one
//     table: the commands of the screen.
//   - Letters belong to the text field while there is one; ctrl+c always works.
//   - A dialog that opens ignores keys that act for a moment, so that a key
//     held down confirms nothing.
//   - Text that people or files supply passes through package inert before it
//     is drawn.
//   - A frame is as wide and as high as the window, never more.
//
// # Time
//
// The header of every screen over a run holds the nearest deadline; no dialog
// covers it. All times are those of the clock on the wall. What shows changes
// with the minute, and each second in the last two minutes of a clock. In
// between nothing is drawn and nothing reaches the App, but the wall is looked
// at once a second: after a laptop was shut, a stop, or a clock that was set,
// the header is right within a second. A clock that was set back by more than
// two seconds is said, and recorded once. See tick.go.
//
// # What it hears
//
// Package input reads the terminal and hands Bubble Tea whole keys, pastes and
// answers, however the connection has cut them. What is pasted is text until
// its end, is a draft soon after, and ends when it stands still; the App then
// says so. While an editor or the shell has the terminal, nothing is read.
// A key that came right behind an escape byte is the key with alt where that means
// something, and else esc and then the key: tmux sends both alike. Whoever leaves
// before the terminal has answered waits for the answers, a moment at most, so
// that the shell does not get them. Package clipboard takes text out.
//
// # How it shows
//
// Bubble Tea is the event loop; it draws nothing. Right after each message the
// [display] asks the App for its view and has package paint say what differs:
// that is written in one piece, and nothing is written between messages. A
// terminal that is slow gets the newest frame when it has taken the one before,
// so it holds up nobody. The first frame is what was asked for: until there is
// something to show, the terminal shows what it did before. What a terminal is
// asked and told around frames, lending it and taking it back, is in display.go.
//
// # How it ends
//
// Between the model and the terminal stand three things that see to it that
// the program ends in order. The signal handler asks the App to leave. The
// safety catches panics, of the model and of its commands. The output keeps a
// terminal that takes nothing from holding up the rest. If the program has not
// ended soon after it was asked to, it is ended; what was typed is kept in any
// case, and the terminal is put back. Ctrl+c twice asks it so as soon as it is
// read, also where the model answers nothing any more. It waits a moment for what
// is being written; what is not written by then is named, with an exit code of
// its own.
package tui
