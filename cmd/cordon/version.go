package main

import (
	"fmt"
	"os"
	"runtime/debug"

	"github.com/spf13/cobra"

	"cordon/playbook/report"
)

func newVersionCmd(e env) *cobra.Command {
	cmd := newCmd("version", "Print the version",
		"Print the version of cordon, the revision it was built from, and the Go that built it.",
		"  cordon version --json")
	cmd.Args = takes(0, 0)
	cmd.RunE = func(*cobra.Command, []string) error { return printVersion(e) }
	return cmd
}

// A build says where the program comes from.
type build struct {
	SchemaVersion int    `json:"schema_version"`
	Version       string `json:"version"`
	Revision      string `json:"revision"`
	Modified      bool   `json:"modified"` // the files differed from the revision
	Go            string `json:"go"`
}

// printVersion prints what the Go tool stamped into the program.
func printVersion(e env) error {
	b := buildOf(debug.ReadBuildInfo())
	if e.flags.json {
		return e.json(b)
	}
	e.print("cordon %s (%s, %s)\n", b.Version, b.shortRevision(), b.Go)
	return nil
}

func buildOf(info *debug.BuildInfo, ok bool) build {
	b := build{SchemaVersion: report.SchemaVersion, Version: "(devel)"}
	if !ok {
		return b
	}
	b.Go = info.GoVersion
	if info.Main.Version != "" {
		b.Version = info.Main.Version
	}
	for _, s := range info.Settings {
		switch s.Key {
		case "vcs.revision":
			b.Revision = s.Value
		case "vcs.modified":
			b.Modified = s.Value == "true"
		}
	}
	return b
}

// buildName names the program in the file as no other build is named: also
// where two are made of one revision, or of none.
func buildName(path string, err error) string {
	if err != nil {
		return ""
	}
	file, err := os.Stat(path)
	if err != nil {
		return ""
	}
	b := buildOf(debug.ReadBuildInfo())
	return fmt.Sprint(b.Version, " ", b.Revision, " ", b.Go, " ", file.Size(), " ", file.ModTime().UnixNano())
}

func (b build) shortRevision() string {
	if b.Revision == "" {
		return "no revision"
	}
	short := b.Revision[:min(12, len(b.Revision))]
	if b.Modified {
		short += " with changes"
	}
	return short
}
