package playbook

func (s *source) syntaxProblem(err error) Problem { return Problem{Text: err.Error()} }
