package draw

import (
	"image/color"
	"math"
)

// ThemeOn returns the theme that can be read best on a background. In the
// middle between dark and light that is hard to see and easy to compute.
func ThemeOn(background color.Color, ascii bool) *Theme {
	return NewTheme(IsDark(background), ascii)
}

// IsDark reports whether the theme for dark backgrounds can be read better on
// this one.
func IsDark(background color.Color) bool {
	return darkPalette().worst(background) >= lightPalette().worst(background)
}

// worst returns the least contrast of what is written in the palette.
func (p palette) worst(background color.Color) float64 {
	least := math.Inf(1)
	for _, c := range []color.Color{p.muted, p.accent, p.done, p.warn, p.danger} {
		least = min(least, contrast(c, background))
	}
	return least
}

// contrast is the contrast ratio of WCAG 2.
func contrast(a, b color.Color) float64 {
	la, lb := luminance(a), luminance(b)
	return (math.Max(la, lb) + 0.05) / (math.Min(la, lb) + 0.05)
}

func luminance(c color.Color) float64 {
	l := linear(c)
	return 0.2126*l[0] + 0.7152*l[1] + 0.0722*l[2]
}

// linear returns the light of a colour, without the curve of sRGB.
func linear(c color.Color) [3]float64 {
	r, g, b, _ := c.RGBA()
	var out [3]float64
	for i, v := range [3]uint32{r, g, b} {
		s := float64(v) / 0xffff
		if out[i] = s / 12.92; s > 0.04045 {
			out[i] = math.Pow((s+0.055)/1.055, 2.4)
		}
	}
	return out
}
