package main

import (
	"bytes"
	"path/filepath"
	"slices"
)

// A disk is what a strict file system holds, as far as what was recorded has
// happened: what was synced is there after a power cut, and of the rest, any part.
// Nothing comes with anything else: not the name of a file with its bytes, not the
// name of a folder with what lies in it, not one write with the one before it.
type disk struct {
	all   *recorded
	nodes []diskNode
}

// diskNode is a file or a folder.
type diskNode struct {
	bytes   []byte         // of a file, that are durable
	names   map[string]int // of a folder, that are durable
	pending []int          // events that are not
}

func newDisk(all *recorded) *disk { return &disk{all: all, nodes: make([]diskNode, all.nodes)} }

// happen lets the next event happen.
func (d *disk) happen(i int) {
	e := d.all.events[i]
	switch e.what {
	case spoke:
	case synced:
		n := &d.nodes[e.node]
		n.pending = slices.DeleteFunc(n.pending, func(p int) bool {
			if p < e.since {
				n.apply(d.all.events[p])
			}
			return p < e.since
		})
	case named, unnamed, renamed:
		d.nodes[e.in].pending = append(d.nodes[e.in].pending, i)
	default:
		d.nodes[e.node].pending = append(d.nodes[e.node].pending, i)
	}
}

// apply makes an event last.
func (n *diskNode) apply(e event) {
	if n.names == nil {
		n.names = map[string]int{}
	}
	switch e.what {
	case wrote:
		if end := int(e.at) + len(e.bytes); end > len(n.bytes) {
			n.bytes = append(n.bytes, make([]byte, end-len(n.bytes))...)
		}
		copy(n.bytes[e.at:], e.bytes)
	case resized:
		if more := int(e.at) - len(n.bytes); more > 0 {
			n.bytes = append(n.bytes, make([]byte, more)...)
		}
		n.bytes = n.bytes[:e.at]
	case named:
		n.names[e.name] = e.node
	case unnamed:
		delete(n.names, e.name)
	case renamed:
		delete(n.names, e.old)
		n.names[e.name] = e.node
	}
}

// after returns a file or a folder after a power cut that left what lasts chooses
// of what was not synced.
func (d *disk) after(node int, lasts func(event) bool) diskNode {
	kept := d.nodes[node]
	n := diskNode{bytes: bytes.Clone(kept.bytes), names: map[string]int{}}
	for name, child := range kept.names {
		n.names[name] = child
	}
	for _, p := range kept.pending {
		for _, e := range sectors(d.all.events[p]) {
			if lasts(e) {
				n.apply(e)
			}
		}
	}
	return n
}

// sectors takes a write apart into those that a disk does in one.
func sectors(e event) []event {
	const sector = 512
	if e.what != wrote {
		return []event{e}
	}
	var all []event
	for len(e.bytes) > 0 {
		n := min(len(e.bytes), sector-int(e.at%sector))
		part := e
		part.bytes = e.bytes[:n]
		all = append(all, part)
		e.at, e.bytes = e.at+int64(n), e.bytes[n:]
	}
	return all
}

// files calls visit with every file that can be found after a power cut.
func (d *disk) files(lasts func(event) bool, visit func(name string, text []byte)) {
	d.walk(0, ".", lasts, visit)
}

func (d *disk) walk(node int, path string, lasts func(event) bool, visit func(string, []byte)) {
	n := d.after(node, lasts)
	if !d.all.folder[node] {
		visit(path, n.bytes)
		return
	}
	names := make([]string, 0, len(n.names))
	for name := range n.names {
		names = append(names, name)
	}
	slices.Sort(names) // what lasts is drawn in this order
	for _, name := range names {
		d.walk(n.names[name], filepath.Join(path, name), lasts, visit)
	}
}
