package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"cordon/playbook/run"
)

type sentOptions struct {
	to      string
	channel string
	file    string
	because string
	at      string
}

func newMessageSentCmd(e env) *cobra.Command {
	var opts sentOptions
	cmd := newCmd("sent RUN MESSAGE --channel HOW [--to WHOM] [-F FILE|-] [--because WHY] [--at TIME]", "Say that you sent a message",
		`Record that a message was sent: to whom, how, when, and the exact text, which is
that of cordon message show. With -F the text is that of a file, for one that was
changed after it was copied. A text with gaps needs --because: why it left so.
Cordon sends nothing itself.`,
		`  cordon message sent k7m2 regulator-notice --channel portal
  cordon message sent k7m2 people-notice --to "1,240 people" --channel mail --at 16:05 -F notice.txt`)
	cmd.Args = takes(2, 2)
	cmd.ValidArgsFunction = e.complete(openRuns, messageRefs)
	cmd.Flags().StringVar(&opts.to, "to", "", "`WHOM` it was sent to, else as the playbook says")
	cmd.Flags().StringVar(&opts.channel, "channel", "", "`HOW` it was sent: mail, portal, phone, post")
	cmd.Flags().StringVarP(&opts.file, "file", "F", "", "`FILE` with the text that was sent, or - for standard input")
	cmd.Flags().StringVar(&opts.because, "because", "", "`WHY` it left with gaps, if it did")
	addAt(cmd, &opts.at)
	cmd.RunE = func(_ *cobra.Command, args []string) error { return sent(e, opts, args[0], args[1]) }
	return cmd
}

func sent(e env, opts sentOptions, ref, id string) error {
	d, err := e.sitDown(ref, opts.at)
	if err != nil {
		return err
	}
	decide := run.SendMessage(id, opts.to, opts.channel, opts.because)
	switch {
	case opts.file != "":
		text, err := e.readText(opts.file)
		if err != nil {
			return err
		}
		decide = run.SendText(id, opts.to, opts.channel, opts.because, text)
	case !d.stamp.At.IsZero():
		decide = run.SendMessageAt(id, opts.to, opts.channel, opts.because, d.stamp.At)
	}
	if err := d.record(decide); err != nil {
		return err
	}
	if err := d.tell(); err != nil {
		return err
	}
	d.sayToFile(id)
	return nil
}

// sayToFile names the clocks that a message that was sent may end.
func (d *desk) sayToFile(message string) {
	var clocks []string
	asOf := d.now()
	for _, c := range d.run.Clocks() {
		if c.Started() && !c.Status(asOf).Ended() && slices.Contains(messagesFor(d.run, c.ID), message) {
			clocks = append(clocks, c.ID)
		}
	}
	if len(clocks) > 0 && !d.e.flags.json {
		d.e.say("If this meets a duty, say so: cordon clock file %s CLOCK --reference REF. CLOCK may be %s.", d.run.ID(), strings.Join(clocks, ", "))
	}
}
