// Package review is the first page of a run that is open to look at: how it
// ended, what happened, what to look at first, the run over time, and behind
// that everything there is to look at, each with its verdict.
//
// A reviewer records verdicts, lessons and a signature here. They are entries
// behind the others and change nothing of the run, so they are the only changes
// that a closed run, or one opened to look at only, takes from here.
//
//	review.go    the screen: what shows, and its keys
//	page.go      the first page
//	picture.go   the run over time
//	findings.go  the list, and one of it in full
package review
