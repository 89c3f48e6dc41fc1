//go:build !unix

package sealed

// noWaiting is no flag here.
const noWaiting = 0
