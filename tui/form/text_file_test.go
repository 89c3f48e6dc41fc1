package form

import (
	"os"
	"testing"
)

func TestWriteNewTakesAwayWhatIsNotWhole(t *testing.T) {
	if _, err := os.Stat("/dev/full"); err != nil {
		t.Skip("no full device here")
	}
	if err := writeNew("/dev/full/x", "text"); err == nil {
		t.Error("wrote below a device")
	}
}
