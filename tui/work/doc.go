// Package work is the screen on which a responder works and a lead reviews:
// the phases, the steps of one phase, one step in full; and the card that
// welcomes somebody back.
//
// Its key table is in run_commands.go, the three layouts in run_screen.go, the
// step in full in run_detail.go.
package work
