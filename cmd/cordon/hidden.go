package main

import "os"

// readHidden puts a question and reads the answer, of which the terminal shows
// nothing: not even what is typed while the question is being printed. However it
// ends, also by a signal, the terminal then shows again what is typed.
func readHidden(in *os.File, ask func()) ([]byte, error) {
	show, err := hideTyping(in)
	if err != nil {
		return nil, err
	}
	defer show()
	return askHidden(in, ask)
}

// askHidden is the same where what is typed is hidden already.
func askHidden(in *os.File, ask func()) ([]byte, error) {
	ask()
	return readAnswer(in)
}
