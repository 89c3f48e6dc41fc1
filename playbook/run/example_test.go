package run_test

import (
	"errors"
	"fmt"
	"log"
	"time"

	"cordon/playbook"
	"cordon/playbook/run"
)

// Decide, write, apply: what a store does with each thing a person does.
func Example() {
	book, err := playbook.Parse("fire.yaml", []byte(`
format: cordon/1
id: fire
title: Fire in the server room
phases:
  - id: first
    title: First minutes
    steps:
      - {id: power, title: Cut the power, checks: [Breaker A, Breaker B]}
`))
	if err != nil {
		log.Fatal(err)
	}
	r := run.New("k7m2x9qd", book)
	now := time.Date(2026, 11, 21, 3, 14, 0, 0, time.UTC)
	for _, intend := range []run.Intention{
		run.Start(book, "", false),
		run.TickCheck("power", 1),
		run.CompleteStep("power", ""),
		run.CompleteStep("power", "B is behind a locked door"),
	} {
		ev, err := intend(r)
		if errors.Is(err, run.ErrReason) {
			fmt.Println(err)
			continue
		}
		// In a store, the rest happens in one transaction with the above, and
		// the salt is random.
		lines, err := run.Seal(r.ID(), r.Head(), r.Last(), run.Stamp{By: "maria", Now: now}, ev, [16]byte{})
		if err != nil {
			log.Fatal(err)
		}
		entry, err := lines.Read()
		if err != nil {
			log.Fatal(err)
		}
		if r, err = r.Apply(r.Head().Next(lines.Header), &entry); err != nil {
			log.Fatal(err)
		}
		step, text := r.Describe(&entry)
		fmt.Printf("%d %s %s\n", entry.Seq, step, text)
	}
	// Output:
	// 1  run started from fire
	// 2 1.1 check ticked: Breaker A
	// step 1.1 still asks for check: Breaker B. Do that first, or say why it is done without
	// 3 1.1 done, because: B is behind a locked door
}
