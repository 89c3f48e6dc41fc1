package input

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	uv "github.com/charmbracelet/ultraviolet"
)

// told writes events as the tests do: keys by their names, text of pastes in
// quotes. Pastes that follow each other are one.
func told(events []uv.Event) string {
	var words []string
	paste := ""
	flush := func() {
		if paste != "" {
			words = append(words, fmt.Sprintf("%q", paste))
		}
		paste = ""
	}
	for _, event := range events {
		if p, ok := event.(uv.PasteEvent); ok {
			paste += p.Content
			continue
		}
		flush()
		switch event := event.(type) {
		case uv.KeyPressEvent:
			words = append(words, event.String())
		case Escaped:
			words = append(words, event.Alt.String())
		case Unended:
			words = append(words, "UNENDED")
		default:
			words = append(words, strings.TrimPrefix(fmt.Sprintf("%T", event), "uv."))
		}
	}
	flush()
	return strings.Join(words, " ")
}

// pauses: a fast one is shorter than anybody types, a short one is longer than an escape byte waits, a long one is longer
// than everything waits.
const (
	fast  = 5 * time.Millisecond
	short = 300 * time.Millisecond
	long  = 2 * time.Second
)

// plays feeds a script: strings are bytes, durations are pauses.
func plays(script ...any) []uv.Event {
	var s Splitter
	var events []uv.Event
	for _, part := range script {
		switch part := part.(type) {
		case string:
			events = append(events, s.Feed([]byte(part))...)
		case time.Duration:
			events = append(events, rests(&s, part)...)
		}
	}
	return events
}

func rests(s *Splitter, pause time.Duration) []uv.Event {
	var events []uv.Event
	for {
		next := s.Next()
		if next == 0 || next > pause {
			return events
		}
		events = append(events, s.Idle()...)
	}
}

func TestSplitter(t *testing.T) {
	tests := []struct {
		name   string
		script []any
		want   string
	}{
		{"text", []any{"aé漢"}, "a é 漢"},
		{"keys", []any{"\r\t\x7f\x03\x1b[A\x1b[1;5C\x1bOP\x1b[3~"}, "enter tab backspace ctrl+c up ctrl+right f1 delete"},
		{"keys of kitty", []any{"\x1b[27u\x1b[99;5u\x1b[13;2u"}, "esc ctrl+c shift+enter"},
		{"keys of rxvt", []any{"\x1b[7$\x1bOd\x1b[a\x1b[3^"}, "shift+home ctrl+left shift+up ctrl+delete"},
		{"keys of the console", []any{"\x1b[[A\x1b[[E"}, "f1 f5"},
		{"alt", []any{"\x1bb\x1b\x7f\x1bé\x1b\x1b[A"}, "alt+b alt+backspace alt+é alt+up"},
		{"escape waits", []any{"\x1b"}, ""},
		{"escape", []any{"\x1b", short}, "esc"},
		{"escape twice", []any{"\x1b\x1b", short}, "esc esc"},
		{"escape and ctrl+c", []any{"\x1b\x03"}, "esc ctrl+c"},
		{"alt+[", []any{"\x1b[", long, "x"}, "alt+[ x"},
		{"alt+]", []any{"\x1b]x"}, "alt+] x"},
		{"answers", []any{"\x1b]11;rgb:10/10/10\x1b\\\x1b]11;rgb:10/10/10\x07\x1b[?62;22c\x1b[?2026;2$y\x1b[?1u\x1bP>|x 1\x1b\\"},
			"BackgroundColorEvent BackgroundColorEvent PrimaryDeviceAttributesEvent ModeReportEvent KeyboardEnhancementsEvent TerminalVersionEvent"},

		// What is incomplete waits for its rest.
		{"half a character", []any{"caf\xc3", 60 * time.Millisecond, "\xa9"}, "c a f é"},
		{"a character without its end", []any{"caf\xc3", long, "s"}, "c a f \ufffd s"},
		{"no character", []any{"caf\xe9s"}, "c a f \ufffd s"},
		{"alt and half a character", []any{"\x1b\xc3", long}, "\ufffd"},
		{"half a key", []any{"\x1b[1;", short, "5C"}, "ctrl+right"},
		{"half an answer", []any{"\x1b]11;rgb:10", short, "10/10/10\x07j"}, "BackgroundColorEvent j"},
		{"an answer without its end", []any{"\x1b]11;rgb:10", long, "j"}, "j"},
		{"the late end of an answer", []any{"\x1b]11;rgb:10", long, "d/10/10\x07j"}, "j"},
		{"ctrl+c in half an answer", []any{"\x1b]11;rgb\x03j"}, "ctrl+c j"},
		{"ctrl+c in half a key", []any{"\x1b[1;\x03j"}, "ctrl+c j"},
		{"an answer without bound", []any{"\x1b]11;" + strings.Repeat("x", answerLimit-3) + "j"}, "j"},

		// All of a paste is text.
		{"a paste", []any{"\x1b[200~uuu\x1b[201~u"}, `"uuu" u`},
		{"ESC ]", []any{"\x1b[200~a\x1b]b\x1b[201~u"}, `"a\x1b]b" u`},
		{"ESC P", []any{"\x1b[200~a\x1bPb\x1b[201~u"}, `"a\x1bPb" u`},
		{"ESC _", []any{"\x1b[200~a\x1b_b\x1b[201~u"}, `"a\x1b_b" u`},
		{"ESC ^", []any{"\x1b[200~a\x1b^b\x1b[201~u"}, `"a\x1b^b" u`},
		{"ESC X", []any{"\x1b[200~a\x1bXb\x1b[201~u"}, `"a\x1bXb" u`},
		{"0x9d", []any{"\x1b[200~a\x9db\x1b[201~u"}, `"a�b" u`},
		{"ctrl+c", []any{"\x1b[200~a\x03b\x1b[201~u"}, `"a\x03b" u`},
		{"a mark", []any{"\x1b[200~a\x1b[200~b\x1b[201~u"}, `"a\x1b[200~b" u`},
		{"nothing", []any{"\x1b[200~\x1b[201~u"}, "u"},

		// A split mark is a mark.
		{"start split after ESC", []any{"\x1b", short, "[200~uuu\x1b[201~"}, `esc "uuu"`},
		{"start split after [", []any{"\x1b[", short, "200~uuu\x1b[201~"}, `"uuu"`},
		{"start split by long", []any{"\x1b[20", long, "0~uuu\x1b[201~"}, `"uuu"`},
		{"start split thrice", []any{"\x1b", short, "[", short, "20", short, "0~uuu\x1b[201~"}, `esc "uuu"`},
		{"no start", []any{"\x1b", short, "[", long, "x"}, "esc [ x"},
		{"no start, faster", []any{"\x1b", short, "[2x"}, "esc [ 2 x"},
		{"end split", []any{"\x1b[200~uuu\x1b[2", short, "01~u"}, `"uuu" u`},
		{"end split by long", []any{"\x1b[200~uuu\x1b[2", long, "01~u"}, `"uuu" UNENDED u`},

		// What stands still ends.
		{"no end", []any{"\x1b[200~uuu", long, "u", short}, `"uuu" UNENDED u`},
		{"no end, ctrl+c", []any{"\x1b[200~uuu", short, "\x03", "\x03"}, `"uuu" UNENDED ctrl+c ctrl+c`},
		{"no end, ctrl+c of kitty", []any{"\x1b[200~uuu", short, "\x1b[99;5u"}, `"uuu" UNENDED ctrl+c`},
		{"a slow paste", []any{"\x1b[200~one \xc3", short, "\xa9\r", short, "\ntwo\x1b[201~"}, `"one é\r\ntwo"`},
		{"the late rest of a paste", []any{"\x1b[200~uuu", long, "uuu\x1b[201~u"}, `"uuu" UNENDED "uuu" u`},
		{"the late rest in small pieces", []any{"\x1b[200~uuu", long, "one", fast, " two", fast, " three", fast, " u", long, "u", short}, `"uuu" UNENDED "one two three u" UNENDED u`},
		{"the late rest in small pieces, with its mark", []any{"\x1b[200~uuu", long, "uu", fast, "\x1b[2", fast, "01~u"}, `"uuu" UNENDED "uu" u`},
		{"the late rest after a key", []any{"\x1b[200~uuu", long, "\x1b", short, "drop table users", long, "u", short}, `"uuu" UNENDED esc "drop table users" UNENDED u`},
		{"keys after it", []any{"\x1b[200~uuu", long, "h", short, "e", short, "llo", short}, `"uuu" UNENDED h e l l o`},
		{"long after it", []any{"\x1b[200~uuu", long, LateWithin, "jjjjjjjjjjjj"}, `"uuu" UNENDED j j j j j j j j j j j j`},
		{"an arrow held down after it", []any{"\x1b[200~uuu", long, strings.Repeat("\x1b[A", 4), short}, `"uuu" UNENDED up up up up`},
		{"an answer after it", []any{"\x1b[200~uuu", long, "\x1b]11;rgb:10/10/10\x07", short}, `"uuu" UNENDED BackgroundColorEvent`},
		{"another paste after it", []any{"\x1b[200~uuu", long, "\x1b[200~anything at all\x1b[201~u"}, `"uuu" UNENDED "anything at all" u`},
		{"ctrl+c after it", []any{"\x1b[200~uuu", long, "uu", fast, "\x03"}, `"uuu" UNENDED u u ctrl+c`},
		{"the late and long rest of a paste", []any{"\x1b[200~uuu", long, strings.Repeat("u", 40), long}, `"uuu" UNENDED "` + strings.Repeat("u", 40) + `" UNENDED`},
	}
	for _, tt := range tests {
		t.Run(tt.name, func(t *testing.T) {
			if got := told(plays(tt.script...)); got != tt.want {
				t.Errorf("%q is %s, want %s", tt.script, got, tt.want)
			}
		})
	}
}

// A paste that stands still is handed over before its end comes, so that it is
// on disk soon. What is not whole is kept back.
func TestPasteIsHandedOver(t *testing.T) {
	var s Splitter
	if got := s.Feed([]byte("\x1b[200~one \xc3")); len(got) > 0 || s.Next() != PasteWithin {
		t.Fatalf("a paste makes %v and waits %v", got, s.Next())
	}
	if got := told(s.Idle()); got != `"one"` || s.Next() != RestWithin {
		t.Errorf("after a moment it is %s and waits %v", got, s.Next())
	}
	if got := told(s.Feed([]byte("\xa9\x1b[201~"))); got != `" é"` {
		t.Errorf("the rest is %s", got)
	}
}

// All that came is an event when nothing more comes.
func TestEnd(t *testing.T) {
	for bytes, want := range map[string]string{
		"":                "",
		"\x1b":            "esc",
		"\x1b\x1b[":       "esc alt+[",
		"\xc3":            "\ufffd",
		"\x1b[200~one \n": `"one \n" UNENDED`,
		"\x1b[200~\x1b[2": "UNENDED",
	} {
		var s Splitter
		if got := told(append(s.Feed([]byte(bytes)), s.End()...)); got != want {
			t.Errorf("the end of %q is %s, want %s", bytes, got, want)
		}
	}
}

// FuzzPieces feeds the same bytes in other pieces, and gets the same events.
// With pauses between the pieces nothing of a paste acts as a key, unless the
// pause has ended it, and nothing goes on for ever.
func FuzzPieces(f *testing.F) {
	f.Add("caf\xc3\xa9 \x1b[200~a\x1b]b\r\n\x9d\x1b[201~u\x1b", uint64(0x5a))
	f.Add("\x1b]11;rgb:1/2/3\x1b\\\x1b[?62c\x1b\x1b[A\x1b[1;\x03\x1b[[A", uint64(0xff))
	f.Add("\x1b[20\x1b[200~\x1b[200~\x1b[201\x1b[201~\x1bOa\x1b[3$", uint64(1<<40-1))
	f.Fuzz(func(t *testing.T, text string, cuts uint64) {
		var whole, pieces, slow Splitter
		want := told(append(whole.Feed([]byte(text)), whole.End()...))
		var got, late []uv.Event
		for _, piece := range cut(text, cuts) {
			got = append(got, pieces.Feed([]byte(piece))...)
			late = append(late, slow.Feed([]byte(piece))...)
			late = append(late, rests(&slow, long)...)
		}
		if got := told(append(got, pieces.End()...)); got != want {
			t.Errorf("%q in pieces is %s, want %s", text, got, want)
		}
		if slow.pasting || len(slow.buf) > 0 {
			t.Errorf("%q still waits after %v: %q", text, late, slow.buf)
		}
		if end := slow.Feed([]byte{ctrlC}); !slices.ContainsFunc(end, IsInterrupt) {
			t.Errorf("ctrl+c after %q is not heard: %v", text, end)
		}
	})
}

// cut cuts text before the bytes whose bits are set, over and over.
func cut(text string, cuts uint64) []string {
	var pieces []string
	from := 0
	for i := 1; i <= len(text); i++ {
		if i == len(text) || cuts>>(i%64)&1 == 1 {
			pieces = append(pieces, text[from:i])
			from = i
		}
	}
	return pieces
}

// TestPieces does the same for each place where a few streams can be cut.
func TestPieces(t *testing.T) {
	for _, text := range []string{
		"café\x1b[200~漢 \x1b]x\x1bP\x1b[20\r\nu\x1b[201~u",
		"\x1b]11;rgb:1/2/3\x1b\\\x1b[?2026;2$y\x1b\x1b[A\x1bé\x1b\x03",
	} {
		want := told(plays(text))
		for i := range text {
			for j := i; j < len(text); j++ {
				if got := told(plays(text[:i], text[i:j], text[j:])); got != want {
					t.Errorf("%q cut at %d and %d is %s, want %s", text, i, j, got, want)
				}
			}
		}
	}
}

// A long paste costs time in proportion to its length.
func BenchmarkPaste(b *testing.B) {
	piece := []byte(strings.Repeat("one line of a log that is pasted\n", 124))
	for b.Loop() {
		var s Splitter
		s.Feed([]byte(startMark))
		for range 256 { // 1 MiB
			s.Feed(piece)
		}
		s.Feed([]byte(endMark))
	}
}
