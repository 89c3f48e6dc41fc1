package main

import (
	"time"

	"github.com/spf13/cobra"

	"cordon/playbook/report"
	"cordon/playbook/run"
	"cordon/playbook/words"
)

func newMessageCmd(e env) *cobra.Command {
	return newGroup(e, "message COMMAND", "Draft notices, and say what was sent",
		`A message is a notice that is drafted from the facts of the run. MESSAGE is its
id from cordon message ls. Cordon sends nothing: you do, and then you say so.`,
		`  cordon message show k7m2 regulator-notice
  cordon message edit k7m2 regulator-notice
  cordon message sent k7m2 regulator-notice --channel portal`,
		newMessageLsCmd(e), newMessageShowCmd(e), newMessageEditCmd(e), newMessageRedraftCmd(e),
		newMessageWriteCmd(e), newMessageSentCmd(e))
}

func newMessageLsCmd(e env) *cobra.Command {
	cmd := newCmd("ls RUN [--json]", "List the messages of a run",
		"List the messages of a run: which facts they lack, and whether they were sent.",
		"  cordon message ls k7m2\n  cordon message ls k7m2 --json | jq -r '.[].sent[].text'")
	cmd.Args = takes(1, 1)
	cmd.ValidArgsFunction = e.complete(anyRuns)
	cmd.RunE = func(_ *cobra.Command, args []string) error { return listMessages(e, args[0]) }
	return cmd
}

func listMessages(e env, ref string) error {
	r, err := load(e.look(), ref)
	if err != nil {
		return err
	}
	drafts := r.Messages()
	switch {
	case e.flags.json:
		return e.json(report.Messages(r))
	case len(drafts) == 0:
		e.say("The playbook of this run has no messages.")
		return nil
	}
	e.sayDrill(r)
	var sent []time.Time
	for _, d := range drafts {
		for _, e := range d.Sent {
			sent = append(sent, e.At)
		}
	}
	state := "STATE"
	if len(sent) > 0 {
		state = e.inZone(state, sent...)
	}
	rows := table{{"MESSAGE", state, "TITLE"}}
	for _, d := range drafts {
		rows.row(d.ID, e.messageState(r, d), d.Title)
	}
	e.table(rows)
	return nil
}

// messageState says in a few words where a message stands.
func (e env) messageState(r run.Run, d run.Message) string {
	return words.MessageStanding(d, e.at(r, e.day))
}

func newMessageShowCmd(e env) *cobra.Command {
	cmd := newCmd("show RUN MESSAGE [--json]", "Show the text of a message",
		`Print the text of a message on standard output, exactly as cordon message sent
will record it. On standard error: the facts it lacks and the steps that record
them, what it has to contain, and what could be said more plainly.`,
		"  cordon message show k7m2 people-notice\n  cordon message show k7m2 people-notice 2> /dev/null | wl-copy")
	cmd.Args = takes(2, 2)
	cmd.ValidArgsFunction = e.complete(anyRuns, messageRefs)
	cmd.RunE = func(_ *cobra.Command, args []string) error { return showMessage(e, args[0], args[1]) }
	return cmd
}

func showMessage(e env, ref, id string) error {
	r, err := load(e.look(), ref)
	if err != nil {
		return err
	}
	d, err := r.Message(id)
	if err != nil {
		return err
	}
	if e.flags.json {
		return showMessageJSON(e, r, id)
	}
	if err := e.deliver([]byte(d.Text()), "-", false); err != nil {
		return err
	}
	e.sayDraft(r, d)
	return nil
}

func showMessageJSON(e env, r run.Run, id string) error {
	for _, m := range report.Messages(r) {
		if m.ID == id {
			return e.json(struct {
				SchemaVersion int    `json:"schema_version"`
				Run           string `json:"run"`
				report.Message
			}{report.SchemaVersion, r.ID(), m})
		}
	}
	return nil
}

// sayDraft says what there is to know about a text before it leaves.
func (e env) sayDraft(r run.Run, d run.Message) {
	e.sayDrill(r)
	e.say("State: %s", words.MessageStanding(d, e.at(r, e.moment)))
	e.sayGaps(r, d)
	for _, c := range d.Required {
		must := words.Required(c)
		e.say("%s %s%s", mark(must.Sign), c.Says, colon(must.Text))
	}
	for _, remark := range d.Remarks {
		e.say("Line %d of the body: %s", remark.Line, remark.Text)
	}
	if edited := d.Edited; edited != nil {
		e.say("Edited %s. To draft it from the facts again: cordon message redraft %s %s", e.at(r, e.moment).Signed(edited), r.ID(), d.ID)
	}
	for _, fact := range d.Stale {
		e.say("Recorded since it was edited: %s", r.Question(fact))
	}
	for _, sent := range d.Sent {
		e.say("Sent %s.", words.Sent(sent, e.at(r, e.moment)))
	}
}

// sayGaps names the facts that a text lacks, and what fills them.
func (e env) sayGaps(r run.Run, d run.Message) {
	for _, g := range d.Gaps {
		e.say("Not recorded: %s cordon record %s %s=...", g.Question(), r.ID(), g.Fact.ID)
	}
}

func newMessageWriteCmd(e env) *cobra.Command {
	var file string
	var force bool
	cmd := newCmd("write RUN MESSAGE -o FILE [--force]", "Write the text of a message to a file",
		`Write the text of a message to a file that only you can read. A file that exists
is not overwritten without --force.`,
		"  cordon message write k7m2 people-notice -o notice.txt")
	cmd.Args = takes(2, 2)
	cmd.ValidArgsFunction = e.complete(anyRuns, messageRefs)
	cmd.Flags().StringVarP(&file, "output", "o", "", "`FILE` to write")
	addForce(cmd, &force)
	cmd.RunE = func(_ *cobra.Command, args []string) error { return writeMessage(e, args[0], args[1], file, force) }
	return cmd
}

func writeMessage(e env, ref, id, file string, force bool) error {
	if file == "" {
		return usagef("say where to write the text, with -o FILE")
	}
	r, err := load(e.look(), ref)
	if err != nil {
		return err
	}
	d, err := r.Message(id)
	if err != nil {
		return err
	}
	if err := e.deliver([]byte(d.Text()), file, force); err != nil {
		return err
	}
	e.sayGaps(r, d)
	return nil
}
