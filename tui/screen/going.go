package screen

// A How says what going away may cost.
type How int

const (
	Orderly How = iota // nothing: if something cannot be saved, the person decides
	Forced             // it ends even if something cannot be saved
	Hurried            // and waits for no write that is under way
)
