//go:build !unix

package main

func breakagesOfSystem() []breakage { return nil }
