// Package ptytest runs a program in a pseudo-terminal and looks at its screen.
//
// It is for what only the real binary in a real terminal can show: that it
// starts and draws, that keys arrive, that signals, a lost connection and a
// crash leave the terminal as it was. What a model shows for which key is
// tested faster with package tuitest.
//
//	program := ptytest.Build(t, "cordon/cmd/cordon")
//	term := ptytest.Start(t, ptytest.Options{Cmd: []string{program, "start", "phishing"}})
//	term.WaitFor("YOU ARE HERE", 5*time.Second)
//	term.Press("j", "space")
//	term.WaitFor("[x]", time.Second)
//	term.Press("q")
//	if code := term.Wait(time.Second); code != 0 { ... }
//	if left := term.LeftBehind(); len(left) > 0 { ... }
//
// # The program
//
// The program leads a session of its own, and the terminal controls it: window
// changes, ctrl+c and hanging up reach it as signals. It is killed when the
// test ends. Its environment is made for the test: PATH is that of the test,
// HOME is an empty folder, TERM is xterm-256color; [Options] adds to it.
//
// A program that leads its session cannot be stopped by ctrl+z, since nobody
// could wake it. To test that, let a shell with job control lead:
//
//	Cmd: []string{"sh", "-c", `set -m; "$1"; echo stopped; fg`, "sh", program}
//
// # The terminal
//
// What the program writes is drawn by an emulator. With [Modern] the terminal
// answers queries and has the kitty keyboard and synchronized output. With
// [Silent] it answers nothing, like a serial line or a stalled connection;
// programs must work there too. Keys are encoded as the program asked for.
//
// While a program holds synchronized output open, [Term.Screen] and everything
// that waits sees the last complete screen, as a person would.
//
// # Waiting
//
// Waiting methods look again whenever the program has written something, and
// fail the test, showing the screen, when the time is over or the program has
// ended. There is nothing to sleep for. Methods that can fail the test are for
// the goroutine that runs it.
//
// A time that a waiting method is given is the program's. On a busy machine the
// program waits for a core, and the system keeps count of that: what it waited
// is added to the time, see [Waits]. How late the test itself is does not
// matter: before it says that something is not there, it reads all that the
// program has written. So a bound may be as tight as the promise that it is
// about. What an idle machine does not keep, no machine excuses.
//
// The program takes signals as one that a person starts, also where the test
// ignores some, as under nohup.
//
// # What is left out
//
// Colors and attributes are not compared; the bytes are there in [Term.Raw].
// The mouse is sent with [Term.Send]. Only the disambiguation level of the
// kitty keyboard is encoded. The package works on Unix; a test that uses it
// has the build constraint unix.
package ptytest
