package main

import (
	"errors"
	"time"

	"github.com/spf13/cobra"

	"cordon/playbook/drill"
	"cordon/playbook/report"
	"cordon/playbook/run"
	"cordon/playbook/words"
	"cordon/store"
)

type nextOptions struct {
	early  bool
	attach string
	files  bool // whether attach was given
	all    bool
}

func newDrillNextCmd(e env) *cobra.Command {
	var opts nextOptions
	cmd := newCmd("next RUN [--early] [--attach STEP] [--all] [--json]", "Show the message of a drill that has come",
		`Show the message that has come, once for all who play. If none has, nothing is
recorded and the exit code is 6. Whoever leads the drill can bring the next one on
with --early. --attach STEP attaches the file that came with the last message to a
step, as evidence. --all shows what has come so far, and records nothing.`,
		`  cordon drill next k7m2
  cordon drill next k7m2 --attach preserve
  cordon drill next k7m2 --all`)
	cmd.Args = takes(1, 1)
	cmd.ValidArgsFunction = e.complete(openRuns)
	cmd.Flags().BoolVar(&opts.early, "early", false, "bring the next message on, before its time")
	cmd.Flags().StringVar(&opts.attach, "attach", "", "`STEP` to which the file of the last message is attached")
	cmd.Flags().BoolVar(&opts.all, "all", false, "show all messages so far, and record nothing")
	cmd.RegisterFlagCompletionFunc("attach", e.complete(anyRuns, stepRefs))
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := notBoth(cmd, "early", "attach", "all"); err != nil {
			return err
		}
		opts.files = cmd.Flags().Changed("attach")
		return nextInject(e, opts, args[0])
	}
	return cmd
}

func nextInject(e env, opts nextOptions, ref string) error {
	switch {
	case opts.all:
		return allInjects(e, ref)
	case opts.files:
		return attachInject(e, ref, opts.attach)
	}
	d, err := e.sitDown(ref, "")
	if err != nil {
		return err
	}
	if err := d.jump(opts.early); err != nil {
		return err
	}
	if err := d.record(run.ShowInject(d.stamp.Now, opts.early)); err != nil {
		return err
	}
	if e.flags.json {
		return e.json(injectsOf(d.run, d.run.Injects()[len(d.run.Injects())-1:]))
	}
	e.sayDrill(d.run)
	e.printInject(d.run, d.run.Last())
	if _, more := d.run.Due(d.stamp.Now); more {
		e.say("Another message has come: cordon drill next %s", d.run.ID())
	}
	return nil
}

// jump lets the time go by that the next message asks for, if it asks for any.
func (d *desk) jump(early bool) error {
	before := d.now()
	err := d.record(run.MoveDrill(d.stamp.Now, early))
	if errors.Is(err, run.ErrNothingDue) {
		return nil
	}
	if err == nil && !d.e.flags.json {
		d.e.say("%s", words.TimePassed(d.now().Sub(before), d.now().In(d.e.zone())))
	}
	return err
}

// printInject prints a message as it came.
func (e env) printInject(r run.Run, entry *run.Entry) {
	in, ok := r.Inject(entry)
	if !ok {
		return
	}
	e.print("%s, %s:\n", words.InjectFrom(in), e.moment(entry.At))
	for _, text := range words.InjectText(in) {
		e.print("  %s\n", text)
	}
	if in.File != "" {
		e.print("  (with the file %s)\n", in.File)
	}
	if _, closed := r.Closing(); in.File != "" && !closed {
		e.say("To attach the file to a step: cordon drill next %s --attach STEP", r.ID())
	}
}

func allInjects(e env, ref string) error {
	r, err := load(e.look(), ref)
	if err != nil {
		return err
	}
	if _, plays := r.Exercise(); !plays {
		return refusedError{errors.New("no drill with messages is played in this run")}
	}
	if e.flags.json {
		return e.json(injectsOf(r, r.Injects()))
	}
	e.sayDrill(r)
	for _, entry := range r.Injects() {
		e.printInject(r, entry)
	}
	if len(r.Injects()) == 0 {
		e.say("No message has come yet.")
	}
	return nil
}

// injectJSON is a message of a drill for programs.
type injectJSON struct {
	ID   string `json:"id"`
	From string `json:"from"`
	Says string `json:"says"`
	File string `json:"file"`
	At   string `json:"at"` // in the time of the drill
	Seq  uint64 `json:"seq"`
}

func injectsOf(r run.Run, entries []*run.Entry) any {
	out := struct {
		SchemaVersion int          `json:"schema_version"`
		Run           string       `json:"run"`
		Messages      []injectJSON `json:"messages"`
	}{report.SchemaVersion, r.ID(), []injectJSON{}}
	for _, entry := range entries {
		in, _ := r.Inject(entry)
		out.Messages = append(out.Messages, injectJSON{in.ID, in.From, in.Says, in.File, entry.At.Format(time.RFC3339), entry.Seq})
	}
	return out
}

func attachInject(e env, ref, step string) error {
	d, err := e.sitDown(ref, "")
	if err != nil {
		return err
	}
	s, err := d.run.Find(step)
	if err != nil {
		return err
	}
	in, ok := lastWithFile(d.run)
	if !ok {
		return refusedError{errors.New("no message with a file has come yet")}
	}
	ev, err := attachOf(d.store, d.run, in, d.stamp.Now)
	if err != nil {
		return err
	}
	ev.Step = s.ID
	if err := d.record(run.AddEvidence(ev)); err != nil {
		return err
	}
	return d.tell()
}

// lastWithFile returns the last message that came with a file.
func lastWithFile(r run.Run) (in drill.Inject, ok bool) {
	for _, entry := range r.Injects() {
		if one, _ := r.Inject(entry); one.File != "" {
			in, ok = one, true
		}
	}
	return in, ok
}

// attachOf returns the file of a message as evidence, from the copy that was kept
// when the drill began.
func attachOf(s *store.Store, r run.Run, in drill.Inject, now time.Time) (run.EvidenceAdded, error) {
	digest, ok := r.ExerciseFile(in.File)
	if !ok {
		return run.EvidenceAdded{}, refusedError{errors.New("the drill began without the file " + in.File)}
	}
	return attachKept(s, in.File, digest, now)
}
