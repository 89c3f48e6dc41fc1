package convert

import "strings"

// guessIRIS knows a case template of IRIS by the names of its keys.
func guessIRIS(f *file) bool {
	root := f.json()
	if root.member("note_groups") != nil || root.member("note_directories") != nil {
		return true
	}
	return root.member("tasks").is(jsonList) && (root.member("display_name") != nil || root.member("title_prefix") != nil || root.member("classification") != nil)
}

// readIRIS reads a case template of IRIS: its tasks are the steps, its notes what the
// playbook is about.
func readIRIS(f *file, d *document) {
	root := f.needJSON()
	if root == nil {
		return
	}
	d.title = f.firstOf(root, "display_name", "name")
	d.origin.Title, d.origin.ID, d.origin.Author = d.title, root.textAt(f, "name"), root.textAt(f, "author")
	defer func() { f.unsaid(jsonEntry("", root), "id", "uuid", "created_at", "updated_at") }()
	f.tellMarkdown(d, root.string("description"), root.member("description").at())
	f.tellMarkdown(d, root.string("summary"), root.member("summary").at())
	d.tell(marks(
		[2]string{"Title prefix", root.textAt(f, "title_prefix")},
		[2]string{"Classification", root.textAt(f, "classification")},
		[2]string{"Tags", f.irisTags(root)},
	))
	for _, key := range []string{"note_groups", "note_directories"} {
		for _, group := range root.member(key).list() {
			f.irisNotes(d, group)
		}
	}
	p := d.phase(place{}, "Tasks")
	for _, n := range root.member("tasks").list() {
		if !n.is(jsonObject) {
			f.fail(n.at(), "a task must be a group, this is "+n.kind.String(), "")
			continue
		}
		s := p.step(n.at(), n.textAt(f, "title"))
		f.fillFrom(d, s, n.string("description"), n.member("description").at())
		s.say(marks([2]string{"Tags", f.irisTags(n)}))
		s.role = d.role(n.textAt(f, "assignee"))
	}
}

func (f *file) irisTags(n *jsonNode) string {
	var tags []string
	for _, t := range n.strings("tags") {
		tags = append(tags, oneLine(f.plain(t.text, t.place)))
	}
	return strings.Join(tags, ", ")
}

// irisNotes adds a group of notes to what the playbook is about.
func (f *file) irisNotes(d *document, group *jsonNode) {
	if title := oneLine(group.textAt(f, "title")); title != "" {
		d.tell("## " + title)
	}
	for _, note := range group.member("notes").list() {
		if title := oneLine(note.textAt(f, "title")); title != "" {
			d.tell("### " + title)
		}
		f.tellMarkdown(d, note.string("content"), note.member("content").at())
	}
}
