package main

import (
	"context"
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"os"
	"os/exec"
	"path/filepath"
	"reflect"
	"regexp"
	"strings"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"cordon/tui"
	"cordon/tui/tuitest"
)

// A spot is a place in the screens, and the keys that lead there.
type spot struct {
	open string // which run; "new" and "" are home, without a profile and with one
	look bool   // only to look at
	keys string // names of keys, by spaces; what begins with a quote is typed into the palette
}

// spots lead to every screen and every question.
func spots() []spot {
	all := []spot{{keys: ""}, {keys: "n"}, {keys: "n enter"}, {keys: "G v"}, {keys: "G k v"}, {keys: "G k k v"}, {keys: "G enter"}, {keys: ":"}, {keys: "?"}, {keys: "/"}, {keys: "o"}, {keys: "o A enter enter"}, {keys: "'doctor"}, {open: "new", keys: "o"}, {open: "new", keys: "o A enter enter"},
		{open: "bare"}, {open: "bare", keys: "esc c a"}, {open: "bare", keys: "esc 'profile:_record"}, {open: "bare", keys: "esc G d"}, {open: "shut", keys: "'reopen"}, {open: "shut", keys: "esc 'reopen"}, {open: "left"}, {open: "left", keys: "enter"},
		{keys: "I"}, {keys: "I =runbook.md enter"}, {open: "kept", keys: "esc f"}, {open: "kept", keys: "esc 'kept:"}, {open: "kept", keys: "esc 'kept: enter"},
		{keys: "p"}, {open: "jumping", keys: "esc"}, {open: "jumping", keys: "esc enter"}, {open: "jumping", keys: "esc enter enter enter i"}, {open: "played", look: true, keys: "esc i"}, {open: "played", look: true, keys: "esc i j j j j j j j enter"}}
	for _, keys := range strings.Split("|esc|esc j|esc J|esc tab|esc enter|esc enter j j|esc :|esc ?|esc /|esc M|esc t|esc t /|esc t tab|esc v|esc r|esc r w|esc Y|esc n|esc N|esc s|esc b|esc F|esc space|esc e|esc d|esc d ctrl+s|"+
		"esc k k k k y|esc 'me:|esc 'add_a_step|esc 'remind:|esc 'remind: + 1 h ctrl+s 'found:|esc 'about_the_playbook|esc 'note_on_the_run|esc 'role|esc 'handover|esc 'close_the_run|esc 'reopen|esc 'which_one_this_run_is_about|esc 'profile|esc +|esc + down enter|esc + enter|"+
		"esc c|esc c G|esc c + enter|esc c +|esc c enter|esc c space|esc c w|esc c o|esc c a|esc m|esc m tab|esc m e|esc m w|esc m space|esc m Y|esc R|esc f|esc o", "|") {
		all = append(all, spot{open: "own", keys: keys})
	}
	for _, keys := range strings.Split("|R|R n|R n 2|R l|R s|R s ctrl+s|esc|esc j|esc t|esc v|esc c|esc c enter|esc m|esc m tab|esc r|esc M", "|") {
		all = append(all, spot{open: "raw", look: true, keys: keys}, spot{open: "raw", keys: keys}, spot{open: "wild", look: true, keys: keys})
	}
	return all
}

// lookAtScreens goes to every spot and reads what is drawn there, each payload in
// another window.
func (h *hostileWorld) lookAtScreens() {
	windows := [][2]int{{120, 36}, {50, 15}, {80, 24}}
	for i, s := range spots() {
		window := windows[(i+len(h.payload.text))%len(windows)]
		h.world.t.Run(fmt.Sprintf("%dx%d %s %s", window[0], window[1], s.open, s.keys), func(t *testing.T) {
			h.goTo(t, s, window)
		})
	}
}

func (h *hostileWorld) goTo(t *testing.T, s spot, window [2]int) {
	e := h.env()
	journal := journal{Store: e.runs()}
	cfg := tui.Config{
		Reader: journal, Writer: journal, Library: shelf{e.library()}, Office: profileFile{e.library(), e.orgPath()}, Importer: importer{e.library()}, Exercises: exercises{e.library(), e.runs()},
		Doctor: func() []tui.Check {
			return []tui.Check{{Name: "name", State: tui.CheckLook, Text: h.payload.text, Todo: h.payload.text}}
		},
		Rename: func(string) error { return nil },
		By:     "maria", DataDir: filepath.Dir(e.storePath()), Review: s.look, Now: tuitest.Clock(time.Date(2026, 11, 21, 4, h.minutes, 0, 0, time.UTC)),
	}
	switch s.open {
	case "own":
		cfg.Open = h.own
	case "raw":
		cfg.Open = h.raw
	case "bare":
		cfg.Open = h.bare
	case "jumping":
		cfg.Open = h.jumping
	case "played":
		cfg.Open = h.played
	case "left": // an editor left a text
		cfg.Open, cfg.DataDir = h.bare, t.TempDir()
		mustWrite(t, filepath.Join(cfg.DataDir, "edit-"+h.bare+",note,maria,1.md"), []byte(h.planting.text("text that an editor left")))
	case "kept":
		cfg.Open = h.bare
		for _, field := range []string{"note", "evidence", "step/post", h.planting.text("field of a draft")} {
			if err := e.runs().SaveDraft(h.bare, "maria", field, h.planting.text("kept text")); err != nil {
				t.Fatal(err)
			}
		}
	case "shut":
		cfg.Open = h.shut
	case "new":
		cfg.Office = profileFile{e.library(), h.fresh("organisation.yaml")}
	case "wild":
		cfg.Open = h.wild
	}
	tuitest.RunNew(t, func(ctx context.Context) tea.Model {
		cfg.Context = ctx
		return tui.New(cfg)
	}, window[0], window[1], func(d *tuitest.Driver) {
		d.OnExec = func(*exec.Cmd) error { return nil } // an editor that changes nothing
		d.Wait(time.Second)
		h.readScreen(d, s)
		for key := range strings.FieldsSeq(s.keys) {
			if text, is := strings.CutPrefix(key, "="); is {
				d.Type(text)
				continue
			}
			if typed, is := strings.CutPrefix(key, "'"); is {
				d.Press(":")
				d.Type(strings.ReplaceAll(typed, "_", " "))
				key = "enter"
			}
			d.Press(key)
			d.Wait(time.Second)
			h.readScreen(d, s)
		}
		d.Press("pgdown")
		h.readScreen(d, s)
	})
}

// readScreen reads what is drawn, and notes which screens that are.
func (h *hostileWorld) readScreen(d *tuitest.Driver, s spot) {
	h.tried += len(h.taken)
	frame := regexp.MustCompile("\x1b\\[[0-9;:]*m").ReplaceAllString(d.View().Content, "") // colors are ours
	plantedIn([]byte(frame), h.seen)
	for what, text := range map[string]string{"screen": frame, "title": d.View().WindowTitle} {
		if found := harmful(text); found != "" {
			h.lost++
			d.T.Errorf("the %s of %+v shows %s:\n%s", what, s, found, frame)
		}
	}
	stack := reflect.ValueOf(d.Model()).FieldByName("stack")
	for i := range stack.Len() {
		screen := stack.Index(i).Elem()
		h.screens[screen.Type().String()] = true
		if screen.Kind() == reflect.Struct {
			if asks := screen.FieldByName("asks"); asks.IsValid() && asks.Kind() == reflect.Interface {
				h.screens[asks.Elem().Type().String()] = true
			}
		}
	}
}

// screenTypes returns the types that have a View like a screen, or an Answer
// like a question.
func screenTypes(t *testing.T) []string {
	t.Helper()
	var all []string
	top := filepath.Join(sourceDir(), "..", "..", "tui")
	err := filepath.WalkDir(top, func(path string, d os.DirEntry, err error) error {
		if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") || strings.Contains(path, "/fake/") || strings.Contains(path, "/tuitest/") || strings.Contains(path, "/ptytest/") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), path, nil, 0)
		if err != nil {
			return err
		}
		for _, d := range file.Decls {
			fn, ok := d.(*ast.FuncDecl)
			if !ok || fn.Recv == nil || fn.Type.Params.NumFields() == 0 {
				continue
			}
			_, world := fn.Type.Params.List[0].Type.(*ast.StarExpr)
			screen := fn.Name.Name == "View" && fn.Type.Params.NumFields() == 1 && world
			if id, ok := fn.Recv.List[0].Type.(*ast.Ident); ok && (screen || fn.Name.Name == "Answer") {
				all = append(all, file.Name.Name+"."+id.Name)
			}
		}
		return nil
	})
	if err != nil || len(all) < 25 {
		t.Fatalf("found %d screens and questions: %v", len(all), err)
	}
	return all
}
