package main

import (
	"errors"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"cordon/playbook/report"
	"cordon/playbook/run"
	"cordon/playbook/words"
)

func newVerdictCmd(e env) *cobra.Command {
	var comment string
	cmd := newCmd("verdict RUN [FINDING VERDICT] [-m COMMENT]", "Say what you make of a finding or a step",
		`Say what you make of something that was found in a run, or of a step. VERDICT is
fine, question or problem; what is not fine needs a comment.

Without FINDING it lists what there is to judge. FINDING is a number of that list,
or the key beside it, which stays the same while the run says the same; or a step
as elsewhere: 2.4, its id, or phase/id. Verdicts are entries behind the others,
also of a closed run, and change nothing of it.`,
		`  cordon verdict k7m2
  cordon verdict k7m2 1 question -m "who was told at 04:10?"
  cordon verdict k7m2 2.4 fine`)
	cmd.Args = takes(1, 3)
	cmd.ValidArgsFunction = e.complete(anyRuns, findingKeys, verdictWords)
	cmd.Flags().StringVarP(&comment, "message", "m", "", "`COMMENT` on the verdict")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		switch len(args) {
		case 1:
			return listVerdicts(e, args[0])
		case 2:
			return usagef("say fine, question or problem behind %s", args[1])
		}
		return judge(e, args, comment)
	}
	return cmd
}

var errNoFinding = errors.New("no such finding")

func judge(e env, args []string, comment string) error {
	d, err := e.sitDown(args[0], "")
	if err != nil {
		return err
	}
	verdict := run.Verdict(args[2])
	decide := run.JudgeStep(args[1], verdict, comment)
	row, ok, err := e.finding(args[0], args[1])
	if err != nil {
		return err
	}
	_, digits := strconv.Atoi(args[1])
	if !ok && (strings.ContainsAny(args[1], ":@") || digits == nil) {
		return fmt.Errorf("%w %s", errNoFinding, strconv.Quote(args[1]))
	}
	if ok {
		decide = run.JudgeFinding(row.Key(), row.Text, verdict, comment)
	}
	if err := d.record(decide); err != nil {
		return err
	}
	return d.tell()
}

// finding returns what there is to look at under a name: its number in the list,
// or its key.
func (e env) finding(ref, name string) (words.FindingRow, bool, error) {
	in, err := e.inspect(ref, inspecting{files: allFiles})
	if err != nil {
		return words.FindingRow{}, false, err
	}
	for i, row := range words.FindingRows(in.run.Findings(e.besides(in))) {
		if row.Key() == name || strconv.Itoa(i+1) == name {
			return row, true, nil
		}
	}
	return words.FindingRow{}, false, nil
}

// reviewJSON is a review, for a program.
type reviewJSON struct {
	SchemaVersion int           `json:"schema_version"`
	Run           string        `json:"run"`
	Findings      []judgedJSON  `json:"findings"`
	Steps         []verdictJSON `json:"steps"` // verdicts on steps themselves
	Lessons       []lessonJSON  `json:"lessons"`
	SignedOff     []signedJSON  `json:"signed_off"`
	Since         int           `json:"entries_since_sign_off"`
}

type judgedJSON struct {
	Key     string          `json:"key"`
	Kind    run.FindingKind `json:"kind"`
	Weight  run.Weight      `json:"weight"`
	Text    string          `json:"text"`
	Verdict *verdictJSON    `json:"verdict"` // null while nobody gave one
}

type verdictJSON struct {
	Step    string      `json:"step,omitempty"`
	Verdict run.Verdict `json:"verdict"`
	Comment string      `json:"comment"`
	By      string      `json:"by"`
	Seq     uint64      `json:"seq"`
}

type lessonJSON struct {
	Text  string `json:"text"`
	Owner string `json:"owner"`
	Due   string `json:"due"` // a day, or empty
	Seq   uint64 `json:"seq"`
}

type signedJSON struct {
	Name  string `json:"name"`
	By    string `json:"by"`
	Text  string `json:"text"`
	Acted bool   `json:"acted"` // in the run
	Seq   uint64 `json:"seq"`
}

func listVerdicts(e env, ref string) error {
	in, err := e.inspect(ref, inspecting{files: allFiles})
	if err != nil {
		return err
	}
	e.sayRecord(in)
	r, rows := in.run, words.FindingRows(in.run.Findings(e.besides(in)))
	if e.flags.json {
		return e.json(reviewOf(r, rows))
	}
	t := table{{"NO", "", "VERDICT", "WHAT  KEY"}}
	for i, row := range rows {
		verdict := "-"
		if given := words.VerdictOn(r, row); given != nil {
			verdict = string(given.Event.(run.VerdictGiven).Verdict)
		}
		t.row(strconv.Itoa(i+1), words.WeightMark(row.Weight), verdict, row.Text+"  "+row.Key())
	}
	if len(rows) > 0 {
		e.table(t)
	}
	e.sayReview(r, rows)
	return nil
}

// sayReview says what reviewers said beside the findings.
func (e env) sayReview(r run.Run, rows []words.FindingRow) {
	for _, given := range r.Verdicts() {
		if ev := given.Event.(run.VerdictGiven); ev.Step != "" {
			_, text := r.Describe(given)
			e.say("%s", text)
		}
	}
	for _, lesson := range r.Lessons() {
		e.say("lesson: %s", words.LessonText(lesson))
	}
	e.say("%s; %s.", words.JudgedText(r, rows), words.SignOff(r, e.at(r, e.moment)).Text)
}

func reviewOf(r run.Run, rows []words.FindingRow) reviewJSON {
	out := reviewJSON{SchemaVersion: report.SchemaVersion, Run: r.ID(), Since: r.SinceSignOff(),
		Findings: []judgedJSON{}, Steps: []verdictJSON{}, Lessons: []lessonJSON{}, SignedOff: []signedJSON{}}
	verdict := func(given *run.Entry) verdictJSON {
		ev := given.Event.(run.VerdictGiven)
		return verdictJSON{ev.Step, ev.Verdict, ev.Comment, given.By, given.Seq}
	}
	for _, row := range rows {
		one := judgedJSON{Key: row.Key(), Kind: row.Kind, Weight: row.Weight, Text: row.Text}
		if given := words.VerdictOn(r, row); given != nil {
			v := verdict(given)
			one.Verdict = &v
		}
		out.Findings = append(out.Findings, one)
	}
	for _, given := range r.Verdicts() {
		if given.Event.(run.VerdictGiven).Step != "" {
			out.Steps = append(out.Steps, verdict(given))
		}
	}
	for _, noted := range r.Lessons() {
		ev := noted.Event.(run.LessonNoted)
		out.Lessons = append(out.Lessons, lessonJSON{ev.Text, ev.Owner, ev.Due, noted.Seq})
	}
	for _, signed := range r.SignOffs() {
		ev := signed.Event.(run.SignedOff)
		out.SignedOff = append(out.SignedOff, signedJSON{ev.Name, signed.By, ev.Text, r.Acted(ev.Name) || r.Acted(signed.By), signed.Seq})
	}
	return out
}

// findingKeys offers the keys of what there is to judge. They follow from the
// journal, so this reads it.
func findingKeys(e env, args []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	r, err := load(e.glance(), args[0])
	if err != nil {
		return nil, cobra.ShellCompDirectiveNoFileComp
	}
	var all []cobra.Completion
	for _, row := range words.FindingRows(r.Findings(e.besides(inspection{run: r}))) {
		all = append(all, offer(row.Key(), row.Text))
	}
	return pick(all, typed)
}

func verdictWords(_ env, _ []string, typed string) ([]cobra.Completion, cobra.ShellCompDirective) {
	var all []cobra.Completion
	for _, v := range run.Verdicts() {
		all = append(all, string(v))
	}
	return pick(all, typed)
}
