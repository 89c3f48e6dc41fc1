package screen

import (
	"fmt"
	"testing"
)

func TestListMoves(t *testing.T) {
	for _, test := range []struct {
		at, n, by, want int
	}{
		{0, 0, 1, 0}, {0, 5, 1, 1}, {4, 5, 1, 4}, {0, 5, -1, 0}, {2, 5, 100, 4}, {4, 5, -100, 0},
		{9, 5, 0, 4}, {9, 5, -1, 3}, {3, 1, 1, 0},
	} {
		if got := (List{At: test.at}).Move(test.n, test.by).At; got != test.want {
			t.Errorf("list at %d of %d moved by %d is at %d, want %d", test.at, test.n, test.by, got, test.want)
		}
	}
}

// TestListRows draws every list in every height. Row i is 1 to 3 lines high.
func TestListRows(t *testing.T) {
	for n := range 12 {
		for at := range n {
			for height := 1; height < 20; height++ {
				checkRows(t, n, at, height)
			}
		}
	}
}

func checkRows(t *testing.T, n, at, height int) {
	t.Helper()
	total, drawn := 0, 0
	draw := func(i int, here bool) Row {
		drawn++
		if here != (i == at) {
			t.Errorf("row %d drawn with here = %t and the cursor at %d", i, here, at)
		}
		r := Row{Mark: i % 2}
		for line := range 2 + i%2 {
			r.Lines = append(r.Lines, fmt.Sprintf("%d.%d", i, line))
		}
		return r
	}
	for i := range n {
		total += 2 + i%2
	}
	lines, cursor, first := List{At: at}.Rows(n, height, draw)
	what := fmt.Sprintf("%d rows, cursor at %d, %d lines", n, at, height)
	if want := min(total, height); len(lines) != want {
		t.Errorf("%s: drawn %d lines, want %d: %q", what, len(lines), want, lines)
	}
	if cursor < 0 || cursor >= len(lines) || lines[cursor] != fmt.Sprintf("%d.%d", at, at%2) {
		t.Errorf("%s: cursor on line %d of %q", what, cursor, lines)
		return
	}
	if all := 2 + at%2; all <= height && cursor-at%2+all > len(lines) || cursor < at%2 && all <= height {
		t.Errorf("%s: the row of the cursor is cut: %q", what, lines)
	}
	if drawn > height+2 {
		t.Errorf("%s: drew %d rows", what, drawn)
	}
	if got := fmt.Sprintf("%d.", first); lines[0][:len(got)] != got {
		t.Errorf("%s: first row is %d, but the first line is %q", what, first, lines[0])
	}
}

func TestListIsLazy(t *testing.T) {
	drawn := 0
	List{At: 50_000}.Rows(100_000, 24, func(int, bool) Row {
		drawn++
		return OneLine("x")
	})
	if drawn != 24 {
		t.Errorf("rows of a window of 24 lines drew %d rows, want 24", drawn)
	}
}
