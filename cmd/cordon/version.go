package main

import (
	"errors"
	"fmt"
	"os"
	"runtime/debug"

	"github.com/spf13/cobra"

	"cordon/cmd/cordon/internal/supply"
	"cordon/playbook/report"
)

func newVersionCmd(e env) *cobra.Command {
	cmd := newCmd("version", "Print the version",
		`Print the version of cordon, the revision it was built from, and the Go that built it.

--licences prints under which licences all parts of the program are given.
--sbom prints what it is made of as a list for programs (CycloneDX 1.6, JSON):
every module with its version, its sum in go.sum and its licence.`,
		"  cordon version --json\n  cordon version --sbom > cordon.cdx.json")
	cmd.Args = takes(0, 0)
	licences := cmd.Flags().Bool("licences", false, "print the licences of all parts of the program")
	sbom := cmd.Flags().Bool("sbom", false, "print the list of all parts of the program, as CycloneDX")
	cmd.RunE = func(*cobra.Command, []string) error {
		switch {
		case *licences && *sbom:
			return usagef("--licences and --sbom print two things: ask for one of them")
		case *licences:
			e.print("%s", lines(supply.Licences))
			return nil
		case *sbom:
			return printParts(e)
		}
		return printVersion(e)
	}
	return cmd
}

// printParts prints what the Go tool stamped into the program.
func printParts(e env) error {
	info, ok := debug.ReadBuildInfo()
	if !ok {
		return errors.New("this program was built without the list of its parts")
	}
	return e.json(supply.Of(info))
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
