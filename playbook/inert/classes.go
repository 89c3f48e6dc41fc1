package inert

import "unicode"

// hidden holds what Unicode counts among letters, marks and symbols although
// it draws nothing: fillers, selectors and joiners.
var hidden = &unicode.RangeTable{
	R16: []unicode.Range16{
		{Lo: 0x034f, Hi: 0x034f, Stride: 1},
		{Lo: 0x115f, Hi: 0x1160, Stride: 1},
		{Lo: 0x17b4, Hi: 0x17b5, Stride: 1},
		{Lo: 0x180b, Hi: 0x180f, Stride: 1},
		{Lo: 0x3164, Hi: 0x3164, Stride: 1},
		{Lo: 0xfe00, Hi: 0xfe0f, Stride: 1},
		{Lo: 0xffa0, Hi: 0xffa0, Stride: 1},
		{Lo: 0xfffc, Hi: 0xfffc, Stride: 1},
	},
	R32: []unicode.Range32{
		{Lo: 0xe0100, Hi: 0xe01ef, Stride: 1},
	},
}

// joining lists the scripts that are spelled with ZWJ and ZWNJ.
var joining = []*unicode.RangeTable{
	unicode.Arabic, unicode.Syriac,
	unicode.Devanagari, unicode.Bengali, unicode.Gurmukhi, unicode.Gujarati, unicode.Oriya,
	unicode.Tamil, unicode.Telugu, unicode.Kannada, unicode.Malayalam, unicode.Sinhala,
}

// solitary reports, quickly, whether r is one of the many characters that
// begin a cluster whatever stands before them. It may say no too often.
func solitary(r rune) bool {
	switch {
	case r < 0x0300, // Latin
		0x0370 <= r && r <= 0x0482, 0x048a <= r && r <= 0x058f, // Greek, Cyrillic, Armenian
		0x2010 <= r && r <= 0x2027, 0x20a0 <= r && r <= 0x20c0, // punctuation, currencies
		0x3041 <= r && r <= 0x3096, 0x30a1 <= r && r <= 0x30fe, // Kana
		0x4e00 <= r && r <= 0x9fff: // ideographs
		return true
	}
	return false
}

func regional(r rune) bool { return 0x1f1e6 <= r && r <= 0x1f1ff }

func skinTone(r rune) bool { return 0x1f3fb <= r && r <= 0x1f3ff }

// pictograph reports whether r may be an emoji. It may say yes too often:
// arrows and signs that no terminal draws in color are in the same blocks.
func pictograph(r rune) bool {
	switch r {
	case 0xa9, 0xae, 0x203c, 0x2049, 0x2122, 0x2139, 0x3030, 0x303d, 0x3297, 0x3299:
		return true
	}
	return 0x2190 <= r && r <= 0x2bff || 0x1f000 <= r && r <= 0x1faff && !skinTone(r)
}
