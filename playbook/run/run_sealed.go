package run

// RunSealed says that somebody signs the head of the journal, this entry
// included. The seal itself is no entry: it would change the head.
type RunSealed struct {
	Signer string `json:"signer"`
	Key    string `json:"key"` // the fingerprint, "SHA256:…"
}

// Kind implements [Event].
func (RunSealed) Kind() string { return "run-sealed" }

func (RunSealed) nature() nature {
	return nature{reviews: true, stays: "says that the run was sealed"}
}

func (RunSealed) step() string        { return "" }
func (ev RunSealed) texts() []string  { return []string{ev.Signer, ev.Key} }
func (RunSealed) fold(*state, *Entry) {}
func (ev RunSealed) say(Run) string   { return "sealed by " + ev.Signer + " with the key " + ev.Key }

// SealRun records that somebody seals the run.
func SealRun(signer, key string) Intention {
	return intend[RunSealed](func(Run) (Event, error) { return RunSealed{Signer: legible(signer), Key: key}, nil })
}
