//go:build !unix

package terminal

import (
	"os"
	"time"
)

// Ask asks nothing here: the console of this system is no terminal that answers.
func Ask(_, _ *os.File, _ time.Duration) Answers { return Answers{} }
