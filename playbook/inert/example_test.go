package inert_test

import (
	"fmt"

	"cordon/playbook/inert"
)

func ExampleLine() {
	name := "report\u202efdp.exe\x1b]52;c;cm0=\x07"
	fmt.Println(inert.Line(name))
	// Output: report\u202efdp.exe\x1b]52;c;cm0=\x07
}

func ExampleFit() {
	for rest := "Check that an old key is refused."; rest != ""; {
		var line string
		line, rest = inert.Fit(rest, 16)
		fmt.Println(inert.Pad(line, 16) + "|")
	}
	// Output:
	// Check that an   |
	// old key is      |
	// refused.        |
}
