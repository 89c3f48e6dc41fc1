// Package record is the screens over what was recorded: the timeline, the
// facts, the report, and any text without marks to select with the mouse.
package record
