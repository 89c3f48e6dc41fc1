package tui

import (
	tea "charm.land/bubbletea/v2"

	"cordon/playbook/run"
)

// Placeholders of the screens that are being written. Each goes when its own
// file lands.

type pendingScreen struct{ what string }

func (p pendingScreen) update(world, tea.Msg) (screen, reply) { return p, reply{} }
func (p pendingScreen) commands(world) []command              { return nil }
func (p pendingScreen) header(world) []string                 { return []string{p.what} }
func (p pendingScreen) view(world) ([]string, *tea.Cursor)    { return []string{p.what}, nil }
func (p pendingScreen) typing() bool                          { return false }
func (p pendingScreen) title(world) string                    { return p.what }

func newReport(world) screen        { return pendingScreen{"report"} }
func newPlain(world, string) screen { return pendingScreen{"plain"} }
func plainStep(run.Step) string     { return "" }
