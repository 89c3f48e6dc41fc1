// Package screen is the contract between the App and its screens: what a
// screen is, what it may know, and what it may ask for.
//
// A [Screen] is a value. Update returns the next one and a [Reply], which says
// what it asks of the App: open a screen, leave this one, record a [Change], say
// a line. What it may know comes in with each call as a [World]. What it can do
// it lists as [Command] values; footer, help and palette all show these.
//
// Beside the contract stand the parts that many screens are made of: lists and
// pagers, the page of a step, the head of every screen with the nearest
// deadline, the words for times, the commands that read from storage.
//
// A screen that can do more than the least says so by a further interface:
//
//	Dialog      it lies over the screen below, in a frame with a title
//	Hinter      it has something to say above the keys
//	Tall        its header has another height than two lines
//	ClockKeyed  its keys open the clocks, and the header names the key
//	Lister      it lists the commands of the screen below it
//	Drafter     it has typed text that may not be on disk yet
//	Ticker      it shows clocks without an open run
//	Speaker     it says in lines what it shows; all of them do
//
// Sentences that name a key ask for it with [World.Key], by the id of the
// command, so that none lies when a key changes.
package screen
