/*
Package reader reads the YAML files that people write for Cordon: playbooks,
rules of the law, scenarios. [Read] loads a file within the limits that hold
for all of them, and a [Decoder] takes it apart by tables of fields. What is
wrong comes all at once, as [Problems]: each with its line and column, the
line with a caret under the place, and what was probably meant.

# A format

A format is a type that embeds *[Decoder], and a table of [Field] for every
object. [Object] and [Named] go by the tables, so unknown, missing and doubled
keys are found without another word. What one part of a file says of another
is collected on the way and checked at the end.

The package knows no format, and nothing of what is in one.
*/
package reader
