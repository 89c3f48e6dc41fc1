//go:build !unix

package main

// heedLimits does nothing: the system has no such limits.
func heedLimits() {}
