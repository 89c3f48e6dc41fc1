package main

import (
	"fmt"
	"strings"
)

// A harness is a test that tries a fault, with its flags.
type harness struct {
	name string // for -only
	pkg  string // whose test it is
	test string // its name; with a | there are several
	// The flags that make it short or long; SEED stands for the seed.
	short, long string
	script      string // to run instead of a test
	promised    string // if the harness only says how often
}

// harnesses lists all, in the order of the table.
func harnesses() []harness {
	return []harness{
		{name: "kill", pkg: "cordon/cmd/cordon", test: "TestTerminalKill", short: "-kills 70 -kills.seed SEED", long: "-kills 5040 -kills.seed SEED"},
		{name: "kill-commands", pkg: "cordon/cmd/cordon", test: "TestKillCommands", short: "-kills 100 -kills.seed SEED", long: "-kills 2500 -kills.seed SEED"},
		{name: "kill-store", pkg: "cordon/store", test: "TestKill", short: "-kills 100 -kills.seed SEED", long: "-kills 3000 -kills.seed SEED"},
		{name: "power-cut", pkg: "cordon/cmd/cordon", test: "TestPowerCut", short: "-cuts 1000 -cuts.seed SEED", long: "-cuts 20000 -cuts.seed SEED"},
		{name: "damage", pkg: "cordon/cmd/cordon", test: "TestDamage", short: "-damage 105 -damage.seed SEED", long: "-damage 2000 -damage.seed SEED"},
		{name: "tamper", pkg: "cordon/cmd/cordon", test: "TestStoreTamperings", short: "-tamperings 200", long: "-tamperings 2000"},
		{name: "bundle", pkg: "cordon/store/bundle", test: "TestTamperings", short: "-tamperings 300", long: "-tamperings 5000"},
		{name: "writers", pkg: "cordon/cmd/cordon", test: "TestTerminalWriters", short: "-crowd.for 20s", long: "-crowd.for 10m"},
		{name: "disk", pkg: "cordon/cmd/cordon", test: "TestDiskCalls|TestDiskQuota|TestDiskForbidden|TestTerminalDisk|TestTerminalDiskFull|TestTerminalGone",
			short: "-disk.tries 60 -disk.seed SEED", long: "-disk.tries 2000 -disk.seed SEED"},
		{name: "large", pkg: "cordon/cmd/cordon", test: "TestTerminalLarge", long: "-large"},
		{name: "hostile", pkg: "cordon/cmd/cordon", test: "TestHostile", short: "-payloads.seed SEED", long: "-payloads.all", promised: "no output obeys what was written into any field"},
		{name: "fuzz", script: ".ci/fuzz", short: "2s", long: "450000x", promised: "no input ends the program, and what is read and written again is the same"},
	}
}

func names() (all []string) {
	for _, h := range harnesses() {
		all = append(all, h.name)
	}
	return all
}

// command is the line that runs a harness.
func (h harness) command(opts options) []string {
	flags := h.short
	if opts.long {
		flags = h.long
	}
	flags = strings.ReplaceAll(flags, "SEED", fmt.Sprint(opts.seed))
	if h.script != "" {
		return append([]string{"bash", h.script}, strings.Fields(flags)...)
	}
	line := []string{"go", "test", "-count=1", "-v", "-timeout", "12h", h.pkg, "-run", "^(" + h.test + ")$"}
	return append(line, strings.Fields(flags)...)
}

// again is how to have the same tried once more.
func (h harness) again(opts options) string {
	again := "-only " + h.name
	if opts.long {
		again += " -long"
	}
	if opts.seed != 1 {
		again += fmt.Sprintf(" -seed %d", opts.seed)
	}
	return again
}
