package playbook

import "cordon/playbook/reader"

type (
	// A Problem is something wrong at one place of a playbook file.
	Problem = reader.Problem

	// Problems are all the problems of a file, in the order of their lines.
	Problems = reader.Problems
)

// MaxSize is the size of the largest playbook file, in bytes.
const MaxSize = reader.MaxSize

// Nearest returns the entry of among that word is most likely a slip of, see
// [reader.Nearest].
func Nearest(word string, among []string) (string, bool) { return reader.Nearest(word, among) }

// Meant returns the name of which somebody typed a part, or nearly the whole.
func Meant(word string, among []string) (string, bool) { return reader.Meant(word, among) }
