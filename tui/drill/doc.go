// Package drill has the screens of a drill that is played: a message that came,
// all that came so far, time of the story that goes by, and, when the run is
// closed, the sheet. When a message is due the App sees to; what is said of it,
// package words says.
package drill
