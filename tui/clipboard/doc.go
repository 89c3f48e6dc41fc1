// Package clipboard brings text to where a person can paste it.
//
// There is no clipboard on the far side of a connection. What there is depends
// on what stands between the program and the person:
//
//   - A terminal takes text in a sequence of its own (OSC 52), or drops it. It
//     says neither.
//   - tmux drops that sequence too, by default: set-clipboard is "external",
//     which lets nobody but tmux itself use it. So inside tmux the text goes to
//     tmux, with "tmux load-buffer": into its buffer, and from there on to the
//     terminal unless set-clipboard is "off".
//   - screen passes on what is wrapped for it.
//   - Where one of the two runs on another machine, only TERM tells.
//
// tmux is run when somebody asks for a copy, and at no other time.
package clipboard
