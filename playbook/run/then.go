package run

// Then returns the run as it stood behind the entry seq, before anything that came
// later. It folds all entries up to there anew. Of a body that was erased since, it
// knows no more than the run does now.
func (r Run) Then(seq uint64) (then Run, ok bool) {
	if _, ok := r.Entry(seq); !ok {
		return Run{}, false
	}
	then, err := Replay(r.id, r.base, Head{Seq: seq}, r.entries[:seq])
	return then, err == nil
}
