// Package fake is what the tests of the screens work on: a journal and a
// library in memory, small playbooks, and runs that have come some way.
//
// It seals entries as the store does, so a test sees what would be on disk.
package fake
