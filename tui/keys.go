package tui

import tea "charm.land/bubbletea/v2"

// On a Cyrillic or Greek layout a letter key sends another letter. Outside
// text the key means what the Latin letter on the same key means.
const (
	cyrillic = "йцукенгшщзфывапролдячсмитьЙЦУКЕНГШЩЗФЫВАПРОЛДЯЧСМИТЬ"
	onLatin  = "qwertyuiopasdfghjklzxcvbnmQWERTYUIOPASDFGHJKLZXCVBNM"
	greek    = "ςερτυθιοπασδφγηξκλζχψωβνμΕΡΤΥΘΙΟΠΑΣΔΦΓΗΞΚΛΖΧΨΩΒΝΜ"
	greekOn  = "wertyuiopasdfghjklzxcvbnmERTYUIOPASDFGHJKLZXCVBNM"
)

// latin returns the key as it would be on a Latin layout, unless text is being
// typed.
func latin(msg tea.KeyPressMsg, typing bool) tea.KeyPressMsg {
	if typing || len(msg.Text) < 2 {
		return msg
	}
	for _, layout := range [...][2]string{{cyrillic, onLatin}, {greek, greekOn}} {
		to := []rune(layout[1])
		for i, r := range []rune(layout[0]) {
			if string(r) == msg.Text {
				return tea.KeyPressMsg{Code: to[i], Text: string(to[i])}
			}
		}
	}
	return msg
}
