package bundle

import (
	"encoding/hex"
	"strconv"
	"strings"
)

// The names of what lies in a bundle.
const (
	nameReadme   = "README.txt"
	nameSums     = "SHA256SUMS"
	nameHeaders  = "headers.jsonl"
	nameBodies   = "bodies.jsonl"
	namePlaybook = "playbook.yaml"
	nameWithheld = "withheld.jsonl"

	folderPlaybooks = "playbooks/"
	folderEvidence  = "evidence/"
	folderSeals     = "seals/"
)

// The limits of what lies in a bundle, in bytes unless they say otherwise.
const (
	mostReadme   = 16 << 10
	mostPlaybook = 1 << 20
	mostHeader   = 4 << 10 // of a line
	mostBody     = 1 << 20 // of a line
	mostWhy      = 4 << 10 // of a line
	mostSeal     = 4 << 10
	mostSig      = 8 << 10
	mostStamp    = 64 << 10
	mostEntries  = 1_000_000
	mostSeals    = 99
)

// limit returns how long a member of a name may be. ok is false for a name that
// nothing in a bundle has.
func limit(name string) (most int64, ok bool) {
	switch name {
	case nameReadme:
		return mostReadme, true
	case namePlaybook:
		return mostPlaybook, true
	case nameSums, nameHeaders, nameBodies, nameWithheld:
		return mostBytes, true
	}
	if digest, in := strings.CutPrefix(name, folderEvidence); in {
		return mostBytes, isDigest(digest)
	}
	if digest, in := strings.CutPrefix(name, folderPlaybooks); in {
		return mostPlaybook, isDigest(digest)
	}
	if _, part, in := sealName(name); in {
		return map[string]int64{".txt": mostSeal, ".txt.sig": mostSig, ".txt.tsr": mostStamp}[part], true
	}
	return 0, false
}

// sealName takes the name of a part of a seal apart: seals/3.txt.sig is ".txt.sig"
// of 3.
func sealName(name string) (n int, part string, ok bool) {
	rest, in := strings.CutPrefix(name, folderSeals)
	number, part, dotted := strings.Cut(rest, ".")
	n, err := strconv.Atoi(number)
	part = "." + part
	known := part == ".txt" || part == ".txt.sig" || part == ".txt.tsr"
	ok = in && dotted && known && err == nil && n >= 1 && n <= mostSeals && strconv.Itoa(n) == number
	return n, part, ok
}

func isDigest(s string) bool {
	b, err := hex.DecodeString(s)
	return err == nil && len(b) == 32 && hex.EncodeToString(b) == s
}

// checkNames wants every member to have a name that is known, its right length,
// and those to be there that must be.
func checkNames(members []member) error {
	there := map[string]bool{}
	for _, m := range members {
		most, ok := limit(m.name)
		switch {
		case !ok:
			return fault("no bundle holds a file %q", m.name)
		case m.size > most:
			return fault("the file %s in it has %d bytes, and %d are allowed", m.name, m.size, most)
		}
		there[m.name] = true
	}
	for _, name := range []string{nameBodies, nameHeaders, namePlaybook} {
		if !there[name] {
			return fault("the file %s is missing in it", name)
		}
	}
	return nil
}
