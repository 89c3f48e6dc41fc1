package playbooks

import (
	"bytes"
	"slices"
	"testing"
)

func TestEmbedded(t *testing.T) {
	var ids []string
	for _, f := range Embedded() {
		ids = append(ids, f.ID)
		if f.Name != f.ID+".yaml" {
			t.Errorf("the file of %s is named %q", f.ID, f.Name)
		}
	}
	want := []string{
		"account-takeover-wave", "confidentiality-breach", "customer-data-breach", "exposed-storage", "insider-exfiltration",
		"leaked-credentials", "lost-device", "mailbox-compromise", "misdirected-disclosure", "processor-breach",
		"ransomware-extortion", "saas-token-theft", "supply-chain-package", "vendor-breach", "web-skimming-cards",
	}
	if !slices.Equal(ids, want) {
		t.Errorf("Embedded() holds %q, want %q", ids, want)
	}
}

func TestOpen(t *testing.T) {
	f, ok := Open("customer-data-breach")
	if !ok || !bytes.Contains(f.Source, []byte("id: customer-data-breach")) {
		t.Fatalf("Open(customer-data-breach) = %d bytes, %v", len(f.Source), ok)
	}
	clear(f.Source)
	if again, _ := Open(f.ID); bytes.Equal(again.Source, f.Source) {
		t.Error("a caller's change to the source reached the embedded file")
	}
	for _, id := range []string{"", "missing", "../go.mod", "/etc/passwd", "customer-data-breach.yaml", "*"} {
		if f, ok := Open(id); ok {
			t.Errorf("Open(%q) found %q", id, f.Name)
		}
	}
}
