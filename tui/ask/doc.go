// Package ask is every question that the screens ask, one file for each: a
// note, a reason, the value of a fact, a file as evidence, who has a role, why
// the run is closed, how a clock was filed, how a message was sent, which
// playbook or rule of the law is taken into the run.
//
// To add a question, write a type that implements form.Question and a function
// that returns its form; the optional interfaces of package form give it
// buttons, keys of its own or messages to hear. Then open it from the command
// of a screen. Give it a place in the list of places in keys_test.go of
// package tui: TestEveryScreenHasAPlace fails without, and the tests over all
// places then press all of its keys.
package ask
