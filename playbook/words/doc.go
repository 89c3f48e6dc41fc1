// Package words is how Cordon says things: the same on screens, in commands and
// on paper.
package words
