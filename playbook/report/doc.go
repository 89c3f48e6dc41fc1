// Package report puts a run on paper, from its entries alone.
//
// There are four forms, and a calendar of the deadlines, [Calendar]. The JSON
// document is for programs: [New] gives the run as it stands, [Timeline] every
// entry, [JSON] both in one object. The page, [HTML], is for a browser and for a
// printer: how it ended and what to look at first, the deadlines, the run over
// time in a picture and in words, and all that was recorded, the timeline last.
// The Markdown document, [Markdown], says the same in the same order, each thing
// once: an entry stands in full in the part that is about it, such as decisions,
// texts as sent, steps and evidence, or else in the timeline. With [Options.Full] the
// timeline repeats them. Both are skins over one sheet, so what is said of a run is
// decided in one place. [CSV] is the timeline alone, for spreadsheets and timeline
// tools.
//
// # Promises
//
//   - No note is ever left out, nor any other entry. What was undone is
//     marked so and stays.
//   - The same run gives the same bytes, on every machine. No clock is read:
//     the deadlines of an open run stand as of the moment that the caller
//     names, those of a closed one as of its closing. Both forms say which.
//   - The words that people typed are only shown. They cannot become a
//     heading, a link, a table row or HTML, nor be obeyed by a terminal. The
//     page runs no script and loads nothing: its policy says so.
//
// # The JSON document
//
// Names of fields and their meaning never change within one schema_version;
// fields may be added. Lists are never null. A time is RFC 3339 text, or null
// if there is none: "at" is when something happened, with the offset of
// whoever noted it, and "recorded" when it was written, in UTC. Spans of time
// are seconds, "seconds" too. A step is referred to as "phase/step". Text is exactly as it
// was typed; characters that a terminal or browser might obey are written as
// JSON escapes.
//
// What stands on the first page, "headline", has the values before and whose words
// they are. "decision" of a step and of a fact says that its answer is a decision.
// "record" says what was checked when the document was written, and names the seals
// whose signatures were found good; cordon show looks at no seal and no file.
// "custody" is every file of evidence: who took it in, when, from where, with which
// digest and size, how its copy is now, and every later entry that touched it: a
// check of the record, an export, a seal, one that erased or took back the entry, and
// the same file attached again. "review" has the verdicts, lessons and sign-offs, and
// each finding its "key" and "verdict".
package report
