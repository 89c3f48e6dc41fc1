// Package paint writes frames to a terminal: what to send so that it shows the
// next one.
//
// A [Screen] knows what the terminal shows. It does no output itself: each
// method returns what has to be written, in one piece and in the order of the
// calls.
//
//	s := paint.New(paint.Options{Profile: colorprofile.TrueColor})
//	tty.Write(s.Paint(paint.Frame{Width: 80, Height: 24, Content: "Hello"}))
//	tty.Write(s.Leave())
//
// # Frames
//
// The first frame sets the terminal up: the alternate screen, keys that can be
// told apart, pastes that can be told from keys. Before it nothing changes on
// the terminal, so a program that has nothing to show yet leaves the shell on
// the screen. [Screen.Leave] takes all of it back, and the frame that follows,
// if one does, sets it up again.
//
// Only what differs from the frame before is written, and nothing if that is
// nothing: cell by cell, passing over what shows already where that takes fewer
// bytes. A space that does not show its style has none, so it fits any other. To
// move and to erase, the sequences do that the oldest terminals know. A line in which the terminal may count columns otherwise than we do,
// since it has characters that are wide, is written again from its start, so
// that a wrong width ends with the line. [Screen.Redraw] has all written again,
// for a terminal that somebody else wrote to.
//
// Each frame is one piece between the marks of synchronized output (mode 2026),
// so that no terminal that knows them shows half of it, over a slow line
// neither. They are written without asking: who does not know them ignores
// them. [Screen.Ask] asks all the same: a terminal that does not say that it
// knows them ([Screen.Synchronized]) would show a cursor that runs about, so
// there it is hidden while a frame is drawn.
//
// Colours are brought down to what the terminal has ([Options]).
//
// # Widths
//
// How wide a cluster of several characters is, terminals do not agree on, until
// they are told (mode 2027). [Screen.Ask] asks whether this one can be told, and
// [Screen.Graphemes] is for when it says that it can.
//
// # What is left out
//
// No mouse, no title, no colours of the window and of the cursor, no main
// screen: frames fill the alternate one. Content has lines that are no wider
// than the window and not more of them than fit; what is too much is not shown.
package paint
