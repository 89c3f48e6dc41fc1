// Package words is how Cordon says things: the same on screens, in commands and
// on paper.
//
// What is said of a message, clock, step, fact, file of evidence, span and
// moment stands here once. Screens, commands, the Markdown report, the calendar
// and, where it holds words, JSON are skins over it: they choose a place, a
// style and a width, and never a word. There is no style here, no width, and no
// clock is read: what time it is, and how a moment is written, come in with an
// [At].
//
// # What a skin uses
//
//   - A [State] says where something stands: [Message], [ClockState],
//     [StepState], [Required]. Its Word is for a column, its Text for a clause,
//     its ID for JSON, its [Sign] and [Tone] for glyphs and styles.
//   - [Line] values say all there is to know: [Clock], [Step], [EvidenceLines];
//     or what somebody has to know: [Brief] who takes over, [Update] who waits for
//     news. A skin draws label, text and items, each in its way, and leaves none
//     out because it does not know it.
//   - Short things for rows: [ClockStanding], [ClockLeft], [ClockDue],
//     [ClockDueClause], [ClockBegins], [AtEarliest], [MessageStanding], [Asked], [Answer],
//     [Missing], [Evidence], [Sent], [Nearest], [FindingRows].
//   - [Order] is the order of clocks wherever several stand, [run.Run.Ticking] those
//     that count. [TallyText] and [ClockTally] count. How much is settled and
//     what needs a person is counted in package run: [run.Run.Progress],
//     [run.Run.NeedsAt].
//   - The first page of a review: [Happened], [Headlines] and [Passed], what the
//     playbook's headline names; [Told], who led and what was sent; [Deciders], who took
//     each decision; [LeftOpen]; [Sittings] and [Turns] are the run over time.
//   - [Span], [Age], [Left] and [Day] write times: "2d 22h left", "3h 05m
//     OVERDUE". There is no other form.
//
// # The rules
//
//   - Names that only a program knows are not said. A fact is its question, see
//     [run.Run.Question]; a clock, message or step its title; a check its text.
//     Commands add the id in a column or in brackets where a person has to type
//     it.
//   - What was done comes before what is missing: a message that was sent is
//     sent, whatever it lacks by now.
//   - Capitals are for what has to be seen: OVERDUE, DUE SOON, BLOCKED.
//   - Text that people typed is passed on as they typed it. Whoever shows it
//     makes it inert; see package inert.
//   - JSON is a contract. IDs and facts keep their ids there, and the ID of a
//     state never changes.
//
// # To add something to say
//
// Of something that is here: add a [Line] where the others are made, in the
// order in which it matters, with a label of at most [LabelWidth] characters.
// All skins have it at once. Of something new: write one function that returns
// a [State] or lines, beside a test of its own, and call it from each skin.
//
// A new state: give it an ID, a word, a text, a tone and a sign here, and add it
// to the table of its test. A new skin: add a row to messageSkins,
// clockListings or the table of TestStepsSaidAlike in cmd/cordon/words_test.go.
//
// These tests fail if a skin forgets a state, an order, a deadline or a count:
// TestMessagesSaidAlike, TestClocksSaidAlike, TestStepsSaidAlike and
// TestCountsSaidAlike. TestNoMachineNames fails if an id reaches a person in
// any playbook that ships. They stand in cmd/cordon, which sees all skins.
package words
