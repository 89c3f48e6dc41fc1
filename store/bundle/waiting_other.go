//go:build !unix

package bundle

// noWaiting is no flag here.
const noWaiting = 0
