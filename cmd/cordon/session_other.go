//go:build !linux

package main

// loginSession names the session of the program, or is empty as here, where the
// system does not tell one from those before.
func loginSession() string { return "" }
