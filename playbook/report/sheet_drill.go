package report

import (
	"fmt"

	"cordon/playbook/run"
	"cordon/playbook/words"
)

// An exercise is what came of the drill that a closed run played.
type exercise struct {
	Total    string // how many points were made
	Items    []scored
	Messages []came
	Lines    []saying // to fill in; Text is empty where nobody did
}

// A scored is an item of the score and what came of it.
type scored struct {
	Wants, Points, Why string
	Result             pill
	At                 moment
	Written            string // when, if that was later than it is said to have happened
	Seq                uint64
}

// A came is a message of the drill: when it came, or why it did not.
type came struct {
	Name, End string
	At        moment
	Seq       uint64
}

// exercise is nil where no drill was played, and while one is: nobody sees before
// the end what is looked at.
func (m sheetMaker) exercise() *exercise {
	s, err := m.run.Sheet()
	if err != nil {
		return nil
	}
	x := &exercise{Total: words.SheetTotal(m.run, s)}
	for _, item := range s.Items {
		state := words.Result(item.Result)
		one := scored{
			Wants: words.Wanted(m.run, item.Item), Points: fmt.Sprintf("%d of %d", item.Points, item.Item.Points), Why: item.Why,
			Result: pill{upper(state.Text), tones[state.Tone]},
		}
		if one.At, one.Seq = m.whenAndWhere(item.Entry); item.Entry != nil {
			one.Written = m.at().Written(item.Entry)
		}
		x.Items = append(x.Items, one)
	}
	for _, in := range s.Injects {
		one := came{Name: words.InjectName(in.Inject), End: words.InjectEnd(in)}
		one.At, one.Seq = m.whenAndWhere(in.Entry)
		x.Messages = append(x.Messages, one)
	}
	for _, line := range s.Lines {
		one := saying{Label: words.SheetLine(line.Line), Text: line.Text()}
		if line.Entry != nil {
			one.By = line.Entry.By
		}
		one.At, one.Seq = m.whenAndWhere(line.Entry)
		x.Lines = append(x.Lines, one)
	}
	return x
}

// whenAndWhere returns when something happened and in which entry, if in any.
func (m sheetMaker) whenAndWhere(e *run.Entry) (moment, uint64) {
	if e == nil {
		return moment{}, 0
	}
	return m.when(e.At), e.Seq
}
