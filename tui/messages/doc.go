// Package messages is the screen of the notices: which are ready, what is
// missing and which step fills it, and the text to copy, edit and record as
// sent. It sends nothing.
package messages
