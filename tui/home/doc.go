// Package home is the first screen: the runs and the playbooks, the questions
// that start a run, and a playbook to read.
package home
