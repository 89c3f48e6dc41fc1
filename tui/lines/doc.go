// Package lines talks with a person in lines, and only ever adds one, for people
// who hear the screen, and for terminals that cannot place text. It is the second
// face of the screens.
//
// [Run] leads it. It works on the same App as the screens: what a line asks for
// is a command of the screen on top, the number of something it listed, or an
// answer to what it asks; what comes of that is the screen's own reply, and goes
// the way of every change. Each screen and each field says its part itself: see
// [screen.Speaker] and [form.Widget].
//
// # The rules
//
//   - Nothing but printable text and line feeds is written: no escape, carriage
//     return or tab, no lines or boxes.
//
//   - A line is read as the terminal edits it. Nothing is written while one is
//     typed: what others did, deadlines that came near and NOT SAVED are said
//     before the next prompt, in three lines at most.
//
//   - An answer has twelve lines at most, and some eighty words unless one line
//     has more. Of longer ones "more" says the rest; lists are numbered, ten at a
//     time.
//
//   - The most important word is the first: "Saved 129." "Refused: …" "Due
//     soon: …". Nothing is said by colour or place alone.
//
//   - Letters mean what they mean on the screen, but d is what space does there,
//     and x what d does beside it: see [screen.Letters]. They are the same whatever
//     keys a person chose for the screens. "2.4" and "/words" go somewhere, ":name"
//     does any command, "<" goes back, "?" says what there is, and Enter alone says
//     it again.
//
//   - Each line of a text is a draft on disk before the next prompt.
//
//   - The end of the input is a way to leave, and so is ctrl+c: "Saved 129. Bye."
//     A last line that no Enter ended is not taken.
//
//     lines.go   the conversation: what is read, what is done
//     stop.go    how it is ended from outside
//     hear.go    what came of it, and what is new
//     say.go     how it is written
package lines
