// Package bundle keeps one run as one file: to carry it to another machine, to
// prove what it says, and to give away part of it.
//
// # Use
//
// [Contents] are what a file holds: the lines of the journal, the playbooks and
// the files of evidence that the entries name, what is missing, and the seals.
// [Write] writes them and [Open] reads them; [Contents.Check] says whether they
// are whole, and it says the same of the contents of a store. [Contents.Fold]
// gives the run. [Contents.Withhold] takes things out, [Contents.Sealed] signs,
// and [Encrypt] closes the file to all but a few.
//
// # The form
//
// A bundle is a zip with one byte form, so that any tool opens it and no two read
// it differently: members are stored, not compressed, each once, README.txt and
// SHA256SUMS first and then the others in the byte order of their names; every
// field of a header has one value that is right; nothing stands before, between
// or behind them. A reader builds these bytes anew while it reads, and refuses
// the file at the first that differs.
//
//	README.txt           what this is and how to check it by hand; the same text in every bundle
//	SHA256SUMS           the digest of every other member, as sha256sum reads it
//	headers.jsonl        the header lines, as they were hashed
//	bodies.jsonl         the body lines; that of a withheld one is empty
//	playbook.yaml        the playbook that entry 1 names
//	playbooks/DIGEST     each playbook that a later entry took in
//	evidence/DIGEST      each copy of a file of evidence
//	seals/N.txt          a seal, with its signature in N.txt.sig, and N.txt.tsr if somebody stamped it
//	withheld.jsonl       what is missing, and why; there is none if nothing is
//
// Lengths have limits: see names.go.
//
// The custody of a file of evidence has no member of its own: the entries are it.
// evidence-added says who took it in, when and from where, with digest and size;
// record-checked, run-exported, run-sealed, entry-undone and entry-withheld say what
// was done later. [run.Run.Custody] gathers them, and a report on a bundle shows
// them.
//
// # Seals
//
// A chain without a seal proves only that these entries fit this head: who holds
// the file could have written all of it anew. A seal is a short text that names
// the head and is signed as ssh-keygen -Y sign does, in the namespace cordon:
//
//	cordon seal 1
//	run danp944e
//	entries 179
//	head 03e7f28ea29a5034116e931742bd6a5b2bcb8a85d973e85f6767571f0964a0c9
//	at 2026-11-27T18:02:11Z
//	by eva@nordlicht.example
//	withheld SHA-256
//
// The last line is there if something is missing, and is the digest of
// withheld.jsonl. A seal may be of fewer entries than there are: what came later
// leaves it good. Its last line is then the digest of those lines of
// withheld.jsonl that are about its own entries, and about files that these
// name.
//
// Keys may be ed25519, ECDSA, RSA of 2048 bits and more, and those of a security
// key; no DSA, no certificates. Whose key is whose, a file of allowed signers
// says: see [ReadSigners].
//
// # Withholding
//
// The body of an entry can be taken out, and so can a file of evidence. What
// stays is that there was something: its number, kind, times and author, never
// what it said. The order of a journal rests on the entries that start, close and
// reopen the run, that undo and that withhold; these cannot be taken out. Names in
// headers can never be withheld.
//
// What is missing must be listed exactly. But a list can be written by anybody:
// only a seal with its digest says who left these things out. In a sealed file,
// what is missing and no seal vouches for is a [Fault], which says so if an entry
// after the last seal erased it; in one that nobody sealed it is said to be withheld
// by nobody who signs.
//
// # What is checked
//
// In this order, and the first that fails is named: the byte form; names and
// lengths; SHA256SUMS; headers; the chain and the bodies; the playbooks; the times
// at which entries were recorded, which never go back but by as much as an entry
// says; what is withheld; the evidence; whether the seals are of this journal; the
// heads that somebody kept; the signatures. Kinds of entries that are not known
// are fine.
//
// verify.py beside this file checks the same, but for signatures, with nothing
// but Python's own library. It was written from the description alone.
package bundle
