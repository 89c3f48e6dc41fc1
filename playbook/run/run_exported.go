package run

import "fmt"

// RunExported says that the run, this entry included, was written into a file
// for somebody. It is about the record and changes nothing.
type RunExported struct {
	// File is how the file was called, without the folder.
	File string `json:"file"`
	// Withheld counts the bodies and files of evidence that are not in it.
	Withheld int `json:"withheld,omitempty"`
	// Recipients counts those who can decrypt it; zero is a file that is not
	// encrypted.
	Recipients int `json:"recipients,omitempty"`
	// Signer is who sealed the file, by name, and Key with which key
	// ("SHA256:…"). Both are empty if nobody did.
	Signer string `json:"signer,omitempty"`
	Key    string `json:"key,omitempty"`
}

// Kind implements [Event].
func (RunExported) Kind() string { return "run-exported" }

func (RunExported) nature() nature {
	return nature{reviews: true, stays: "says that the run was exported"}
}

func (RunExported) step() string        { return "" }
func (ev RunExported) texts() []string  { return []string{ev.File, ev.Signer, ev.Key} }
func (RunExported) fold(*state, *Entry) {}

func (ev RunExported) say(Run) string {
	text := "exported to " + ev.File
	if ev.Withheld > 0 {
		text += fmt.Sprintf(", %d withheld", ev.Withheld)
	}
	if ev.Recipients > 0 {
		text += ", encrypted for " + plural(ev.Recipients, "recipient", "recipients")
	}
	return text + ifAny(", sealed by ", ev.Signer) + ifAny(" with the key ", ev.Key)
}

// ExportRun records that the run is written into a file.
func ExportRun(ev RunExported) Intention {
	ev.File, ev.Signer = legible(ev.File), legible(ev.Signer)
	return intend[RunExported](func(Run) (Event, error) { return ev, nil })
}
