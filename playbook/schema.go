package playbook

import _ "embed" // for the schema

//go:embed schema.json
var schema string

// Schema returns the JSON Schema (draft 2020-12) of format 1. Editors complete
// and check playbooks with it; a file names it in a comment at its top:
//
//	# yaml-language-server: $schema=playbook.schema.json
//
// It says what a file looks like. What it cannot say, that names refer to
// something and conditions fit their facts, [Parse] says.
func Schema() []byte { return []byte(schema) }
