// Package search is the dialogs in which one finds things by typing: the
// palette of commands, the keys of a screen, the steps of a run; and the log of
// all that was said.
package search
