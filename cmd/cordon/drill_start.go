package main

import (
	"bytes"
	"cmp"
	"crypto/sha256"
	"encoding/hex"
	"fmt"

	"github.com/spf13/cobra"

	"cordon/playbook"
	"cordon/playbook/run"
	"cordon/playbooks"
	"cordon/store"
)

func newDrillStartCmd(e env) *cobra.Command {
	opts := startOptions{drill: true}
	cmd := newCmd("start DRILL [--title T] [--no-tui] [--profile WHEN]", "Start a drill",
		`Start a run that plays a drill, and open its screen. DRILL is an id from cordon
drill ls, or the path of a file. Its messages arrive while you work. With --no-tui
the run is started, and its id is printed; cordon drill next RUN then shows what
has come.`,
		`  cordon drill start forum-dump
  RUN=$(cordon drill start wrong-recipient --no-tui)`)
	cmd.Args = takes(1, 1)
	cmd.ValidArgsFunction = e.complete(drillRefs)
	cmd.Flags().StringVar(&opts.title, "title", "", "`TEXT` for the list of runs, else the drill's title")
	cmd.Flags().BoolVar(&opts.noTUI, "no-tui", false, "print the id of the run, and nothing else")
	cmd.Flags().StringVar(&opts.profile, "profile", "ask", "`WHEN` to record what the organisation's profile answers: ask, yes or no")
	cmd.RegisterFlagCompletionFunc("profile", fixed(profileAnswers()...))
	cmd.RunE = func(_ *cobra.Command, args []string) error { return startDrill(e, opts, args[0]) }
	return cmd
}

func startDrill(e env, opts startOptions, ref string) error {
	if err := oneOf("--profile", opts.profile, profileAnswers()); err != nil {
		return err
	}
	runs, library := e.runs(), e.library()
	library.Kept = runs.Kept
	d, book, err := bookOfDrill(library, ref)
	if err != nil {
		return err
	}
	if !opts.noTUI {
		if err := e.needScreen("cordon drill start", opts.without("cordon drill start "+ref)); err != nil {
			return err
		}
	}
	e.sayUnread(library)
	if other := d.OtherVersion(book); other != "" {
		e.say("Note: %s. It may fit less well.", other)
	}
	stamp, err := e.stamp()
	if err != nil {
		return err
	}
	r, lost, err := beginDrill(runs, d, book, opts.title, stamp)
	if err != nil {
		return err
	}
	if lost != nil {
		e.say("The drill goes on, but the files that come with its messages cannot be attached: %v", lost)
	}
	at := &desk{e: e, store: runs, run: r, stamp: stamp, seqs: []uint64{r.Head().Seq}}
	return at.begin(opts)
}

// bookOfDrill returns a drill and the playbook that it is for.
func bookOfDrill(library playbooks.Library, ref string) (playbooks.Drill, *playbook.Playbook, error) {
	d, err := library.OpenDrill(ref)
	if err != nil {
		return d, nil, err
	}
	book, err := library.Open(d.Playbook)
	if err != nil {
		err = fmt.Errorf("the playbook of the drill %s cannot be opened: %w", d.ID, err)
	}
	return d, book, err
}

// beginDrill starts a run that plays a drill. The files that come with its messages
// are kept beside the store, so that they are at hand wherever the drill is later;
// lost is why one is not, which ends nothing.
func beginDrill(runs *store.Store, d playbooks.Drill, book *playbook.Playbook, title string, stamp run.Stamp) (r run.Run, lost, err error) {
	files, err := d.FileContents()
	if err != nil {
		return r, nil, err
	}
	stamp.At = d.Begins(stamp.Now)
	if r, err = runs.Begin(book, stamp, run.StartDrill(book, title, d.Drill, files)); err != nil {
		return r, nil, err
	}
	for _, b := range files {
		sum := sha256.Sum256(b)
		lost = cmp.Or(lost, runs.TakeEvidence(hex.EncodeToString(sum[:]), bytes.NewReader(b)))
	}
	return r, lost, nil
}
