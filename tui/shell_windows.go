package tui

// shellAbove reports whether ctrl+z leads to a shell: never, on Windows.
func shellAbove() bool { return false }
