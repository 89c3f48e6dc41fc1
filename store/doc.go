// Package store keeps runs in one bbolt file, and evidence beside it. Nothing
// else in the program knows bbolt.
//
// # Use
//
// [New] opens nothing. Each method opens the file, does one transaction and
// closes the file, so that any number of terminals, commands and reviewers
// work on the same file at the same time; reading a long journal takes several
// transactions, and others write in between. A method that finds another
// process at work waits for it, at most [Options.Wait], and then returns
// [ErrBusy].
//
// A change is decided where it is written: [Store.Record] takes the run as the
// caller knows it and an intention, reads what others recorded since, asks the
// intention about the run as it stands now, and writes what it answers, all in
// one transaction. There are no conflicts to resolve. An intention that no
// longer makes sense says so in its own words, and nothing is written.
//
// # Layout
//
//	meta/format               1; 2 of a locked file
//	meta/lock                 the key of a locked file, encrypted for those who can open it
//	meta/leftover             which copies of evidence may be left of locking or unlocking
//	playbooks/<sha256>        the exact bytes of a playbook, once for all its runs
//	forms/<sha256>            what a build of the program made of those bytes, for speed
//	runs/<id>/summary         what a list shows, as JSON with a checksum, renewed with each entry
//	runs/<id>/headers/<seq>   header lines; seq is 8 bytes, big endian
//	runs/<id>/bodies/<seq>    body lines
//	runs/<id>/drafts/<key>    text that was typed and not yet recorded; key is who typed it, 0x1f and the field
//	runs/<id>/withheld/<key>  why the body of an entry (8 bytes, its number) or a file (32, its digest) is not here
//	runs/<id>/imports/<n>     what came of the run in a file that was imported, by whom and when; n is 8 bytes
//	runs/<id>/seals/<key>     signed heads; key is the number of entries, 8 bytes, and 8 of the signing key's digest
//
//	evidence/<sha256>         beside the file: copies of evidence
//	evidence/<sha256>.<id>    the same, sealed; id is that of the key
//
// The folder is made with mode 0700 and files with 0600.
//
// # Locked files
//
// [Store.Lock] seals every value of the file, but for those in meta and the headers,
// with one key of 32 random bytes; and so are copies of evidence. Package
// store/sealed says how. It is a layer below the lines: those that methods take and
// give are the same whether the file is locked or not, and so are digests, heads and
// bundles. [Options.Ring] has the key, or asks for what opens it, once in a process.
//
// Without the key the ids of runs and the headers can be read: the number, kind,
// times, author and digest of each entry. So can the digests that are keys, whose
// drafts there are of which fields, and the length of everything. [Store.Chains] checks
// the headers, [Store.Backup] copies a file as it is.
//
// Whoever has the key and can write the file can do what the owner of an open one
// can. Whoever can write it without the key can destroy it, put an earlier version of
// a value in its place, or an earlier file: the chain finds that as far as it finds
// it in an open file.
//
// A file is locked and unlocked as a whole: see turn.go. The file takes the place of
// another, so every method that waited for the old one looks again.
//
// # Promises
//
//   - When Start, Record or SaveDraft returns nil, the change is on disk.
//   - When one of them returns an error, the file is as it was, with one
//     exception: if the disk fails at the very last step, the entry may have
//     arrived all the same. [Store.Refresh] tells.
//   - Nothing that a method returns aliases the file.
//   - A method that reads never writes. It works on a file of mode 0400 and on
//     a read-only mount, and it does not create the file.
//   - A damaged file is an error that wraps [ErrDamaged] and says what could
//     not be read. It never crashes the program, and nothing is written on top of
//     it. [Store.Salvage] reads what is left.
//   - A body may be absent only if the file says why, under withheld, or an entry
//     says that it was erased. Otherwise it is lost: a [*run.ChainError] names it.
//   - What is made lasts: a file is synced before it gets its name, and then the
//     folder it is in, and the folders above that were made for it.
//
// Package storetest has these promises as tests, for a store of any kind. A
// file as the first version left it lies in testdata; it must open for ever.
//
// # What tampering can be seen
//
// [Store.Verify] finds an entry that was altered, re-dated, moved, inserted or
// removed, a playbook that is not the one the run began with, and a summary that
// says something else than the entries. [Store.Runs] names a summary that is not
// as it was written; who works on the run goes by its entries, and the next one
// writes it anew. The hashes
// are not secret: who can write the file can also write the whole chain anew,
// or cut the journal short together with the head that is kept in its summary.
// Only a head that was kept elsewhere finds that: a seal, a bundle, a printed
// report.
package store
