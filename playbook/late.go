package playbook

import (
	"sync"

	"github.com/expr-lang/expr/vm"
)

// A lateCondition compiles the leaves of a condition when the first of them
// has all of its facts, which most conditions of a run never do.
type lateCondition struct {
	by     *lateCompiler
	source string
	leaves int

	once     sync.Once
	programs []*vm.Program // of the leaves, from left to right
}

// program returns the program of a leaf, or nil: the condition compiled when
// the playbook was parsed, but a form may be forged.
func (c *lateCondition) program(nth int) *vm.Program {
	c.once.Do(func() { c.programs = c.by.compile(c.source) })
	if nth >= len(c.programs) || len(c.programs) != c.leaves {
		return nil
	}
	return c.programs[nth]
}

// A lateCompiler compiles the conditions of one playbook, one at a time.
type lateCompiler struct {
	facts []Fact

	mu       sync.Mutex
	language *language // made when it is first needed
}

func (l *lateCompiler) compile(source string) []*vm.Program {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.language == nil {
		l.language = newLanguage(l.facts)
	}
	compiled, faults := l.language.compile(source)
	if len(faults) > 0 || compiled.root == nil {
		return nil
	}
	return compiled.root.programs(nil)
}

// programs appends the programs of the leaves, from left to right.
func (t *term) programs(all []*vm.Program) []*vm.Program {
	if t.op == leaf {
		return append(all, t.program)
	}
	for _, side := range []*term{t.left, t.right} {
		if side != nil {
			all = side.programs(all)
		}
	}
	return all
}
