package playbook_test

import (
	"strings"
	"testing"

	"cordon/playbook"
)

// TestCommandParts finds where a quoted value is safe. When in doubt it is not.
func TestCommandParts(t *testing.T) {
	for source, bare := range map[string]bool{
		"aws s3 ls s3://{{ .bucket }}":               true,
		"aws s3 ls {{.bucket}} --recursive":          true,
		`grep "a b" log.txt | head -n {{ .bucket }}`: true,
		`echo 'it is' \' {{ .bucket }}`:              true,
		`aws s3 ls "s3://{{ .bucket }}"`:             false,
		`aws s3 ls 's3://{{ .bucket }}'`:             false,
		`x=$(aws s3 ls {{ .bucket }})`:               false,
		"x=`aws s3 ls {{ .bucket }}`":                false,
		`echo \{{ .bucket }}`:                        false,
		"# see {{ .bucket }}":                        false,
		"cat <<EOF\n{{ .bucket }}\nEOF":              false,
		"ssh web1 ls {{ .bucket }}":                  false,
		"sh -c {{ .bucket }}":                        false,
		"/bin/bash -c {{ .bucket }}":                 false,
		"psql -c {{ .bucket }}":                      false,
		"git push {{ .bucket }}":                     true,
		"powershell.exe -Command ls {{ .bucket }}":   false,
		"python3.12 -c {{ .bucket }}":                false,
		"ruby -e {{ .bucket }}":                      false,
		"node -e {{ .bucket }}":                      false,
		"less run.sh {{ .bucket }}":                  true,
	} {
		var all strings.Builder
		places := 0
		for _, part := range playbook.CommandParts(source) {
			all.WriteString(part.Text)
			if part.Fact == "bucket" {
				places++
				if part.Bare != bare {
					t.Errorf("%q: bare is %v, want %v", source, part.Bare, bare)
				}
			}
		}
		if all.String() != source || places != 1 {
			t.Errorf("%q has %d places, and its parts are %q", source, places, all.String())
		}
	}
	for _, other := range []string{"docker ps --format '{{.Names}}'", "{{ range .x }}", "echo {{ x }}", ""} {
		for _, part := range playbook.CommandParts(other) {
			if part.Fact != "" {
				t.Errorf("%q has a place for %q", other, part.Fact)
			}
		}
	}
}

// TestLintCommand warns of what cannot be filled in, and of nothing else.
func TestLintCommand(t *testing.T) {
	for command, want := range map[string]string{
		"ls {{ .bucket }}":                 "",
		"docker ps --format '{{.Names}}'":  "",
		"ls {{ .buckt }}":                  `there is no fact "buckt"`,
		"ssh web1 ls {{ .bucket }}":        "stands where only letters",
		`aws s3 ls \"s3://{{ .bucket }}\"`: "stands where only letters",
	} {
		source := "format: cordon/1\nid: x\ntitle: X\nversion: 1.0.0\nfacts:\n  bucket: {ask: Which bucket?, type: text}\n" +
			"phases:\n  - id: p\n    title: P\n    steps:\n      - id: s\n        title: Look\n        record: [bucket]\n        command: \"" + command + "\"\n"
		p, err := playbook.Parse("x.yaml", []byte(source))
		if err != nil {
			t.Fatalf("%s: %v", command, err)
		}
		said := ""
		for _, problem := range playbook.Lint("x.yaml", p) {
			said += problem.Text + "\n"
		}
		if (want == "") != (said == "") || !strings.Contains(said, want) {
			t.Errorf("%s: lint says %q, want %q", command, said, want)
		}
	}
}
