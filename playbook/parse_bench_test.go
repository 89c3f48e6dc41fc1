package playbook

import (
	"crypto/sha256"
	"fmt"
	"os"
	"strings"
	"testing"
	"time"

	"go.yaml.in/yaml/v4"
)

// fortyFive returns a playbook of five phases of nine steps, of the size that
// real ones have.
func fortyFive() []byte {
	var b strings.Builder
	b.WriteString(`format: cordon/1
id: forty-five
title: Forty-five steps
roles: {lead: {title: Incident lead}}
facts:
  aware_at: {ask: When did you become aware?, type: time}
  affected: {ask: How many people are affected?, type: number}
  regions: {ask: Where do they live?, type: choices, options: {eu: EU or EEA, uk: United Kingdom}}
  risk: {ask: How likely is harm?, type: choice, options: {unlikely: Unlikely, high: High}, because: required}
clocks:
  authority: {rule: eu-gdpr-33-authority, from: aware_at, when: '"eu" in regions && risk != "unlikely"'}
messages:
  notice: {title: Notice, body: "We became aware at {{ .aware_at }}: {{ .affected }} people."}
phases:
`)
	for i := range 5 {
		fmt.Fprintf(&b, "  - id: phase-%d\n    title: Phase %d\n    goal: Know enough to act.\n    steps:\n", i, i)
		for j := range 9 {
			fmt.Fprintf(&b, `      - id: step-%d-%d
        title: Identify the data that was compromised
        role: lead
        do: |
          1. Ask the owner of the system what it holds, and write the answer down.
          2. Look at the export of last night, not at the system itself.
          3. Compare the two, and ask again where they differ.
        caution: Do not query the compromised host.
        verify: Two people agree on the list of data kinds.
        checks: [Names and contact details, Credentials, Payment data]
        record: [affected, regions]
        evidence: The query result that shows the scope
        expects: 20m
        refs: [{title: GDPR Article 33, url: "https://eur-lex.europa.eu/eli/reg/2016/679/oj"}]
`, i, j)
			if j%3 == 2 {
				fmt.Fprintf(&b, "        when: affected > %d && risk != \"unlikely\"\n        needs: [step-%d-%d]\n", j, i, j-1)
			}
		}
	}
	return []byte(b.String())
}

func BenchmarkParse(b *testing.B) {
	source := fortyFive()
	b.SetBytes(int64(len(source)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := Parse("b.yaml", source); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkUnpack reads the largest playbook that ships from its form, and
// reports how many times longer it takes to parse it. Floor: the two digests
// that guard the form.
func BenchmarkUnpack(b *testing.B) {
	source, err := os.ReadFile("../playbooks/customer-data-breach.yaml")
	if err != nil {
		b.Fatal(err)
	}
	p, err := Parse("b.yaml", source)
	if err != nil {
		b.Fatal(err)
	}
	form := Pack(p, "build")
	var unpack, parse, digest time.Duration
	for b.Loop() {
		began := time.Now()
		if _, ok := Unpack(form, "build", source); !ok {
			b.Fatal("it cannot be unpacked")
		}
		unpack, began = unpack+time.Since(began), time.Now()
		_, _ = Parse("b.yaml", source)
		parse, began = parse+time.Since(began), time.Now()
		sha256.Sum256(source)
		sha256.Sum256(form)
		digest += time.Since(began)
	}
	b.ReportMetric(0, "ns/op") // of all together: says nothing
	b.ReportMetric(float64(unpack.Microseconds())/float64(b.N)/1000, "ms")
	b.ReportMetric(float64(parse)/float64(unpack), "x-parse")
	b.ReportMetric(float64(unpack)/float64(digest), "x-floor")
}

// BenchmarkYAML is the floor of BenchmarkParse: the same bytes to nodes.
func BenchmarkYAML(b *testing.B) {
	source := fortyFive()
	b.SetBytes(int64(len(source)))
	b.ReportAllocs()
	for b.Loop() {
		var n yaml.Node
		if err := yaml.Load(source, &n); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkCompile(b *testing.B) {
	l := newLanguage(facts())
	b.ReportAllocs()
	for b.Loop() {
		l.compile(`"eu" in regions && risk != "unlikely"`)
	}
}

func BenchmarkEval(b *testing.B) {
	c := compiled(b, `"eu" in regions && risk != "unlikely"`)
	recorded := map[string]Value{"regions": ChoicesValue("eu"), "risk": TextValue("high")}
	b.ReportAllocs()
	for b.Loop() {
		c.Eval(recorded)
	}
}
