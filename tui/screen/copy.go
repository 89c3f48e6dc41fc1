package screen

// A Copy is a text that somebody wants to paste elsewhere.
type Copy struct {
	// What begins the sentence that reports it: "The command", "Entry #9".
	What string
	Text string
	// Warns is what is wrong with the text: a sentence, or nothing.
	Warns string
	// Else are the ids of the commands that bring it out otherwise.
	Else []string
}
