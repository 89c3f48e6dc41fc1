// Package sealed is what keeps others out: who may open something, and the key
// that a locked store is sealed with. It knows no store and no bundle; both use
// it.
//
// # Who
//
// [Recipients] are those who can open what is encrypted for them: public keys of
// age and of SSH, or a passphrase. [Keys] are what somebody has at hand to open
// it with. The work is done by filippo.io/age.
//
// # A locked store
//
// A locked store has one [Key] of 32 random bytes, which seals each value of the
// file by itself with XChaCha20-Poly1305:
//
//	c5 's' 'l' 01   a sealed value begins like this
//	4 bytes         a checksum of where it stands, to find that again in a damaged file
//	4 bytes         how long the rest is, big endian
//	24 bytes        the nonce, random
//	the rest        the value, encrypted, with a tag of 16 bytes
//
// Where a value stands is part of what its tag is about. So a value that was
// altered, or put in the place of another, does not open.
//
// Files of evidence are sealed as a stream, in the format of age, for the key in
// place of a person.
//
// The key itself lies in the file in an [Envelope], encrypted for the people who
// may open the store. [Ring] opens it, once in a process: to try a passphrase
// takes about a second, by design.
//
// # What it leaves out
//
// How long a value is, shows. So does what a store does not seal: see package
// store. A value can be set back to an earlier one of the same place; the chain
// of a journal finds that where it matters.
package sealed
