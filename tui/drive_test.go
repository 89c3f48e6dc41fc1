package tui

import (
	"context"
	"testing"
	"time"

	tea "charm.land/bubbletea/v2"

	"cordon/tui/fake"
	"cordon/tui/screen"
	"cordon/tui/tuitest"
)

// drive shows an App on m in a window and plays the script. The App's time is
// that of the bubble, from began on.
func drive(t *testing.T, m *fake.Memory, cfg screen.Config, width, height int, script func(*tuitest.Driver)) {
	t.Helper()
	if cfg.Library = m; cfg.Reader == nil {
		cfg.Reader, cfg.Writer = m, m
	}
	if cfg.By == "" {
		cfg.By = "maria"
	}
	if cfg.Now == nil {
		cfg.Now = tuitest.Clock(fake.Began.Add(30 * time.Minute))
	}
	tuitest.RunNew(t, func(ctx context.Context) tea.Model {
		cfg.Context = ctx
		return New(cfg)
	}, width, height, script)
}
