// Package clocks is the screen of the deadlines: the list, the most pressing
// first, and all there is to know about the one under the cursor. What is said
// of a clock comes from package words; this is only how it looks here.
package clocks
