// Package form is how anything is asked: a dialog with fields and a
// [Question] behind it, and everything that a field may be filled in with.
//
// All forms look and behave alike; see [Form]. Typed text is kept as a draft
// within a moment, a refusal leaves everything as it was, and the time of an
// entry is asked for in the same way everywhere.
//
// A field is filled in with a [Widget]: a line, an area of text, a choice. The
// text fields are our own, since those that can be had cost up to 140 ms a key
// on long text and cannot draw hostile text inert. A [Picker] is a list that is
// searched by typing.
package form
