//go:build linux

package main

import (
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"testing"
	"time"

	"cordon/tui/ptytest"
)

// BenchmarkCosts measures what the screens take of the machine and of the
// connection, beside the floor: for a key that moves the cursor, and while
// nothing happens.
func BenchmarkCosts(b *testing.B) {
	s := newSpeed(b)
	flagship, _ := s.flagship(b)
	floor := screenRun{cmd: []string{s.floor}, ready: "row 0 of 40", width: 120, height: 36}
	b.Run("of-a-key", func(b *testing.B) { s.costOfKey(b, flagship, floor) })
	b.Run("of-nothing", func(b *testing.B) { s.costOfNothing(b, flagship, floor) })
	b.Run("memory-after-every-screen", func(b *testing.B) { s.everyScreen(b, flagship, floor) })
	b.Run("size-of-the-program", func(b *testing.B) { s.size(b) })
}

// costOfKey measures the processor time and the bytes of a key.
func (s speed) costOfKey(b *testing.B, db string, floor screenRun) {
	ours, least := s.atWorkIn(b, db, 120, 36), floor.start(b)
	least.WaitFor(floor.ready, 5*time.Second)
	var a, f cost
	for i := 0; b.Loop(); i++ {
		a.add(b, ours, []string{"down", "up"}[i/20%2])
		f.add(b, least, "down")
	}
	b.ReportMetric(0, "ns/op")
	a.report(b, "")
	f.report(b, "floor-")
	b.ReportMetric(float64(a.cpu)/float64(f.cpu), "cpu-x-floor")
	ours.Kill()
	least.Kill()
}

// A cost is what keys have cost.
type cost struct {
	keys, bytes int
	cpu         time.Duration
}

func (c *cost) add(b *testing.B, t *ptytest.Term, key string) {
	t.WaitIdle(30 * time.Millisecond)
	cpu, bytes := processorTime(b, t), len(t.Raw())
	t.Press(key)
	t.Arrive()
	t.WaitIdle(30 * time.Millisecond)
	c.keys, c.cpu, c.bytes = c.keys+1, c.cpu+processorTime(b, t)-cpu, c.bytes+len(t.Raw())-bytes
}

func (c *cost) report(b *testing.B, who string) {
	b.ReportMetric(ms(c.cpu)/float64(c.keys), who+"cpu-ms/key")
	b.ReportMetric(float64(c.bytes)/float64(c.keys), who+"bytes/key")
}

// processorTime returns what all threads of a program have taken so far.
func processorTime(b *testing.B, t *ptytest.Term) (sum time.Duration) {
	threads, err := filepath.Glob(fmt.Sprintf("/proc/%d/task/*/schedstat", t.PID()))
	if err != nil || len(threads) == 0 {
		b.Skip("the system does not say what threads take")
	}
	for _, path := range threads {
		text, err := os.ReadFile(path)
		if err != nil {
			continue // it has ended
		}
		ns, err := strconv.ParseInt(strings.Fields(string(text))[0], 10, 64)
		if err != nil {
			b.Fatal(err)
		}
		sum += time.Duration(ns)
	}
	return sum
}

// costOfNothing measures the programs while nobody does anything.
func (s speed) costOfNothing(b *testing.B, db string, floor screenRun) {
	const long = 5 * time.Second
	ours, least := s.atWorkIn(b, db, 120, 36), floor.start(b)
	least.WaitFor(floor.ready, 5*time.Second)
	<-time.After(long) // for all that goes on behind a first picture
	for b.Loop() {
		a, f, bytes := processorTime(b, ours), processorTime(b, least), len(ours.Raw())
		<-time.After(long)
		percent := func(d time.Duration) float64 { return 100 * d.Seconds() / long.Seconds() }
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(percent(processorTime(b, ours)-a), "%-of-a-core")
		b.ReportMetric(percent(processorTime(b, least)-f), "floor-%-of-a-core")
		b.ReportMetric(float64(len(ours.Raw())-bytes), "bytes")
	}
	ours.Kill()
	least.Kill()
}

// everyScreen measures the largest resident size after the person has been
// everywhere.
func (s speed) everyScreen(b *testing.B, db string, floor screenRun) {
	var most float64
	for b.Loop() {
		ours := s.atWorkIn(b, db, 120, 36)
		for _, key := range []string{"t", "c", "m", "v", "?", ":", "/", "n"} {
			ours.Press(key)
			ours.WaitIdle(50 * time.Millisecond)
			ours.Press("esc")
			ours.WaitIdle(100 * time.Millisecond)
		}
		most = max(most, resident(b, ours))
		ours.Kill()
	}
	least := peak(b, floor)
	b.ReportMetric(0, "ns/op")
	b.ReportMetric(most, "MiB")
	b.ReportMetric(least, "floor-MiB")
	b.ReportMetric(most/least, "x-floor")
}

// size measures the program as it is built, with what a debugger wants to know.
func (s speed) size(b *testing.B) {
	for b.Loop() {
		ours, least := fileMiB(b, s.cordon), fileMiB(b, s.floor)
		b.ReportMetric(0, "ns/op")
		b.ReportMetric(ours, "MiB")
		b.ReportMetric(least, "floor-MiB")
		b.ReportMetric(ours/least, "x-floor")
	}
}

func fileMiB(b *testing.B, path string) float64 {
	info, err := os.Stat(path)
	if err != nil {
		b.Fatal(err)
	}
	return float64(info.Size()) / (1 << 20)
}
