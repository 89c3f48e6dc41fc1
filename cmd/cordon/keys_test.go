package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/pem"
	"os"
	"strings"

	"filippo.io/age"
	"github.com/rogpeppe/go-internal/testscript"
	"golang.org/x/crypto/ssh"
)

// sshKey NAME WHO makes an SSH key in the file NAME, with NAME.pub beside it, and
// adds it to the file allowed_signers. The same WHO has the same key every time.
func sshKey(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: sshkey name who")
	}
	seed := sha256.Sum256([]byte(args[1]))
	key := ed25519.NewKeyFromSeed(seed[:])
	private, err := ssh.MarshalPrivateKey(key, args[1])
	ts.Check(err)
	public, err := ssh.NewPublicKey(key.Public())
	ts.Check(err)
	line := string(ssh.MarshalAuthorizedKey(public))
	line = line[:len(line)-1] + " " + args[1] + "\n"
	writeFile(ts, args[0], string(pem.EncodeToMemory(private)))
	writeFile(ts, args[0]+".pub", line)
	writeFile(ts, "allowed_signers", args[1]+" "+line)
}

// ageKey NAME makes a key of age in the file NAME, with its public half in
// NAME.pub.
func ageKey(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 1 {
		ts.Fatalf("usage: agekey name")
	}
	key, err := age.GenerateX25519Identity()
	ts.Check(err)
	writeFile(ts, args[0], key.String()+"\n")
	writeFile(ts, args[0]+".pub", key.Recipient().String()+"\n")
}

func writeFile(ts *testscript.TestScript, name, text string) {
	ts.Check(os.WriteFile(ts.MkAbs(name), []byte(text), 0o600))
}

// flip FILE TEXT changes one bit of a file, where a text begins in it.
func flip(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: flip file text")
	}
	b := []byte(ts.ReadFile(args[0]))
	at := bytes.Index(b, []byte(args[1]))
	if at < 0 {
		ts.Fatalf("%s has no %q", args[0], args[1])
	}
	b[at] ^= 1
	writeFile(ts, args[0], string(b))
}

// begins FILE START wants a file to begin with another one, to the byte.
func beginsWith(ts *testscript.TestScript, neg bool, args []string) {
	if neg || len(args) != 2 {
		ts.Fatalf("usage: begins file start")
	}
	whole, start := ts.ReadFile(args[0]), ts.ReadFile(args[1])
	if start == "" || !strings.HasPrefix(whole, start) {
		ts.Fatalf("%s does not begin with what is in %s", args[0], args[1])
	}
}
