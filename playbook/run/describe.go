package run

import (
	"strconv"

	"cordon/playbook"
	"cordon/playbook/clock"
)

// Describe says in one line what an entry records, and the number of the step
// it is about, or "". Text that people typed stands in it as they typed it: it
// may hold line ends and worse, and whoever shows it makes it inert.
func (r Run) Describe(e *Entry) (step, text string) {
	step = StepOf(e.Event)
	if i, ok := r.state.place[step]; ok {
		step = r.state.all[i].Number
	}
	return step, r.sentence(e.Event)
}

func (r Run) sentence(ev Event) string {
	switch ev := ev.(type) {
	case Started:
		return "run started from " + ev.Playbook.ID + ifAny(" ", ev.Playbook.Version) + ifDrill(ev.Drill)
	case StepDone:
		return "done" + ifAny(", because: ", ev.Because)
	case StepReopened:
		return "opened again" + ifAny(": ", ev.Reason)
	case StepSkipped:
		return "skipped: " + ev.Reason
	case StepBlocked:
		return "blocked: " + ev.Reason
	case StepFailed:
		return "failed: " + ev.Reason
	case CheckTicked:
		return "check ticked: " + r.check(ev.Step, ev.Check)
	case CheckCleared:
		return "check cleared: " + r.check(ev.Step, ev.Check)
	case NoteAdded:
		return "note: " + ev.Text
	case FactRecorded:
		return ev.Fact + " = " + r.show(ev) + ifAny(", because: ", ev.Because)
	case EvidenceAdded:
		return "evidence: " + ev.Name + ifAny(", ", ev.Desc)
	case RoleTaken:
		return "role " + ev.Role + ": " + ev.Name
	case HandedOver:
		return "handed over to " + ev.To + ifAny(": ", ev.Text)
	case ClockConfirmed:
		return "clock " + ev.Clock + " applies" + ifAny(", because: ", ev.Because)
	case ClockFiled:
		return "clock " + ev.Clock + " filed" + ifAny(" by ", ev.By) + ifAny(", reference ", ev.Reference) + ifAny(", because: ", ev.Because)
	case ClockWaived:
		return "clock " + ev.Clock + ": no notification, because: " + ev.Because
	case SystemClockMoved:
		return "the system clock was set back by " + clock.Span(ev.Was.Sub(ev.Now))
	case MessageEdited:
		if ev.Body == "" {
			return "message " + ev.Message + ": drafted from the facts again"
		}
		return "message " + ev.Message + ": text changed"
	case MessageSent:
		return "message " + ev.Message + " sent to " + ev.To + " by " + ev.Channel
	case EntryUndone:
		if r.undoes(ev.Seq) {
			return "redone: " + r.UndoneText(ev)
		}
		return "undone: " + r.UndoneText(ev)
	case Closed:
		return "run closed" + ifAny(": ", ev.Reason)
	case Reopened:
		return "run opened again: " + ev.Reason
	}
	return "an entry of a kind this version does not know: " + ev.Kind()
}

func (r Run) check(step string, n int) string {
	if i, ok := r.state.place[step]; ok && n >= 1 && n <= len(r.state.all[i].Checks) {
		return r.state.all[i].Checks[n-1]
	}
	return strconv.Itoa(n)
}

func (r Run) show(ev FactRecorded) string {
	fact, ok := r.book.Fact(ev.Fact)
	if !ok {
		fact = playbook.Fact{ID: ev.Fact}
	}
	return fact.Show(ev.Value)
}

func ifAny(before, text string) string {
	if text == "" {
		return ""
	}
	return before + text
}

func ifDrill(drill bool) string {
	if drill {
		return ", as a drill"
	}
	return ""
}
