package supply

import (
	"encoding/json"
	"runtime/debug"
	"testing"

	"github.com/google/go-cmp/cmp"
)

// What was built is named with its version, its sum and its licence, and
// nothing is in the list that changes from one run to the next.
func TestOf(t *testing.T) {
	info := &debug.BuildInfo{
		GoVersion: "go1.26.8 X:nocoverageredesign",
		Main:      debug.Module{Path: "cordon", Version: "v1.2.0+dirty"},
		Deps: []*debug.Module{
			{Path: "example.com/old", Version: "v1.0.0", Replace: &debug.Module{Path: "example.com/new", Version: "v2.0.0", Sum: "h1:AAA="}},
		},
		Settings: []debug.BuildSetting{{Key: "GOOS", Value: "linux"}},
	}
	const want = `{
  "bomFormat": "CycloneDX",
  "specVersion": "1.6",
  "version": 1,
  "metadata": {
    "component": {
      "bom-ref": "pkg:golang/cordon@v1.2.0%2Bdirty",
      "type": "application",
      "name": "cordon",
      "version": "v1.2.0+dirty",
      "licenses": [
        {
          "expression": "MIT"
        }
      ],
      "purl": "pkg:golang/cordon@v1.2.0%2Bdirty"
    },
    "properties": [
      {
        "name": "go:GOOS",
        "value": "linux"
      }
    ]
  },
  "components": [
    {
      "bom-ref": "pkg:golang/std@1.26.8",
      "type": "library",
      "name": "std",
      "version": "1.26.8",
      "licenses": [
        {
          "expression": "BSD-3-Clause"
        }
      ],
      "purl": "pkg:golang/std@1.26.8"
    },
    {
      "bom-ref": "pkg:golang/example.com/new@v2.0.0",
      "type": "library",
      "name": "example.com/new",
      "version": "v2.0.0",
      "purl": "pkg:golang/example.com/new@v2.0.0",
      "properties": [
        {
          "name": "go:sum",
          "value": "h1:AAA="
        }
      ]
    }
  ]
}`
	got, err := json.MarshalIndent(Of(info), "", "  ")
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}
