package supply

import (
	"runtime/debug"
	"strings"
)

// A BOM is a list of what a program is made of, in the form of CycloneDX 1.6.
// It holds no time and no number of its own: two programs that are the same
// have the same list.
type BOM struct {
	Format     string      `json:"bomFormat"`
	Spec       string      `json:"specVersion"`
	Version    int         `json:"version"`
	Metadata   Metadata    `json:"metadata"`
	Components []Component `json:"components"`
}

// Metadata says what the list is of, and how that was built.
type Metadata struct {
	Component  Component  `json:"component"`
	Properties []Property `json:"properties,omitempty"`
}

// A Component is a module, or the standard library of Go.
type Component struct {
	Ref        string     `json:"bom-ref"`
	Type       string     `json:"type"`
	Name       string     `json:"name"`
	Version    string     `json:"version"`
	Licences   []Licence  `json:"licenses,omitempty"`
	URL        string     `json:"purl"`
	Properties []Property `json:"properties,omitempty"`
}

// A Licence is an SPDX expression.
type Licence struct {
	Expression string `json:"expression"`
}

// A Property is a fact that CycloneDX has no field for. The sum of a module is
// one: go.sum counts otherwise than CycloneDX does.
type Property struct {
	Name  string `json:"name"`
	Value string `json:"value"`
}

// Of returns the list for what the Go tool stamped into a program.
func Of(info *debug.BuildInfo) BOM {
	main := component("application", info.Main.Path, info.Main.Version, "")
	main.Licences = licences(info.Main.Path, "")
	bom := BOM{Format: "CycloneDX", Spec: "1.6", Version: 1, Metadata: Metadata{Component: main}}
	for _, s := range info.Settings {
		bom.Metadata.Properties = append(bom.Metadata.Properties, Property{"go:" + s.Key, s.Value})
	}
	release, _, _ := strings.Cut(strings.TrimPrefix(info.GoVersion, "go"), " ")
	std := component("library", "std", release, "")
	std.Licences = licences("std", "")
	bom.Components = append(bom.Components, std)
	for _, module := range info.Deps {
		if module.Replace != nil {
			module = module.Replace
		}
		c := component("library", module.Path, module.Version, module.Sum)
		c.Licences = licences(module.Path, module.Version)
		bom.Components = append(bom.Components, c)
	}
	return bom
}

func component(kind, path, version, sum string) Component {
	url := "pkg:golang/" + path
	if version != "" {
		url += "@" + strings.NewReplacer("+", "%2B", "(", "%28", ")", "%29").Replace(version)
	}
	c := Component{Ref: url, Type: kind, Name: path, Version: version, URL: url}
	if sum != "" {
		c.Properties = []Property{{"go:sum", sum}}
	}
	return c
}

func licences(module, version string) []Licence {
	if found := expression(module, version); found != "" {
		return []Licence{{found}}
	}
	return nil
}
