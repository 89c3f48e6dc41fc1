// Package supply says what the program is made of: which modules, in which
// version, and under which licences they are given.
//
// licences.txt is made from the module cache by TestLicences with -update, and
// held against it without. It covers all systems that Cordon is built for. The
// list of parts, [BOM], is made from what the Go tool stamped into the program
// that runs, so it cannot be that of another build.
package supply
