// Package draw is how things look: the theme with its glyphs, the layouts of
// the window, columns and frames, and the sheet on which text is written.
//
// It knows neither runs nor screens nor the program around them. What it draws
// is as wide as it was told, and text that people or files supply is made inert
// on the way.
//
// To change a border, a glyph or a colour, see theme.go: nothing is drawn by
// hand elsewhere. TestContrast, TestColorBlind, TestGlyphs and TestStyles say
// whether it can be read everywhere.
package draw
