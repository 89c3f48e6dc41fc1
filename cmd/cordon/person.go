package main

import (
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"cordon/playbook/inert"
	"cordon/playbook/run"
	"cordon/tui"
)

// Who acts is, in this order: what --as or CORDON_AS says, what was answered in
// this session, who called sudo, what the config says, and the login. A login that
// several people share says nothing, and neither does the config that it has, so a
// person at it is asked once in a session.

// An actor is who acts.
type actor struct {
	name string
	from string // where the name is from, in words
}

// by returns the name to record entries under.
func (e env) by() (string, error) {
	who, err := e.person()
	return who.name, err
}

// person returns who acts, under a name that can stand in an entry.
func (e env) person() (actor, error) {
	who, err := e.whoActs()
	switch {
	case err != nil:
		return actor{}, err
	case who.name == "":
		return actor{}, usagef("the system does not say who you are: give a name with --as")
	case run.CheckName(who.name) != nil:
		return actor{}, usagef("%q is not a name: one short line, please", who.name)
	}
	return who, nil
}

// whoActs returns who acts, whatever the name is.
func (e env) whoActs() (actor, error) {
	given := strings.TrimSpace(e.getenv("CORDON_AS"))
	switch {
	case e.nameFixed() && e.flags.as != "":
		return actor{}, usagef("the name is fixed here by CORDON_AS_FIXED: entries are recorded under %q, whatever --as says", given)
	case e.nameFixed() && given == "":
		return actor{}, usagef("CORDON_AS_FIXED is set, and CORDON_AS names nobody: nothing can be recorded. Whoever set this up has to name the person")
	case e.flags.as != "":
		return actor{strings.TrimSpace(e.flags.as), "of --as"}, nil
	case given != "":
		return actor{given, "of CORDON_AS"}, nil
	}
	names := e.names()
	if name := names.kept(); name != "" {
		return actor{name, "as you said in this session"}, nil
	}
	login := e.login()
	if caller := e.caller(); caller != "" && caller != login && !shared(caller) {
		return actor{caller + " (as " + login + ")", "of who called sudo or doas"}, nil
	}
	if name := e.ownName(login); name != "" {
		return actor{name, "of " + fromFile}, nil
	}
	if login == "" || !shared(login) || !e.canAsk() {
		return actor{login, "the name of your login"}, nil
	}
	name, err := e.askName(login, names)
	return actor{name, "as you said in this session"}, err
}

// nameFixed reports whether the name of the person is not theirs to choose, as
// where one account is for several and each key has its name: see cordon help
// together.
func (e env) nameFixed() bool { return tui.NameFixed(e.getenv) }

// caller returns the login that sudo or doas was called by, or "".
func (e env) caller() string {
	for _, name := range []string{"SUDO_USER", "DOAS_USER"} {
		if caller := e.getenv(name); caller != "" {
			return caller
		}
	}
	return ""
}

// shared reports whether a login is one that several people use: those of the
// system, and those that images of machines come with.
func shared(login string) bool {
	return slices.Contains([]string{
		"root", "toor", "admin", "administrator", "Administrator", "user", "guest", "ops", "deploy",
		"ubuntu", "debian", "ec2-user", "centos", "rocky", "almalinux", "fedora", "cloud-user", "opc", "core", "azureuser",
		"bitnami", "pi", "vagrant", "cordon",
	}, login)
}

// canAsk reports whether there is a person who can be asked a line.
func (e env) canAsk() bool { return e.inTTY && e.outTTY && !e.flags.noInput && !e.flags.json }

// askName asks who is at the keyboard, and keeps the answer for this session.
func (e env) askName(login string, names names) (string, error) {
	known := names.all()
	known = known[:min(9, len(known))]
	e.say("Several people use the login %q. Who are you?\nEntries are recorded under this name.", login)
	for i, name := range known {
		e.say("  %d  %s", i+1, inert.Line(name))
	}
	for range 3 {
		e.ask("Name: ")
		line, err := readLine(e.in)
		name := strings.TrimSpace(line)
		if i, err := strconv.Atoi(name); err == nil && 0 < i && i <= len(known) {
			name = known[i-1]
		}
		switch bad := run.CheckName(name); {
		case err != nil:
			return "", usagef("nobody said who you are: give a name with --as")
		case bad != nil:
			e.say("That cannot be taken: %s.", inert.Line(bad.Error()))
			continue
		}
		if err := names.keep(name); err != nil {
			e.say("You are asked again next time: %v", err)
		}
		e.say("You are %s until you log out. :me on the screens changes it, and so do --as and CORDON_AS.", inert.Line(name))
		return name, nil
	}
	return "", usagef("nobody said who you are: give a name with --as")
}

// ask prints a question, and leaves the cursor behind it.
func (e env) ask(question string) {
	_ = e.out.Flush()
	_, _ = io.WriteString(e.err, question)
}

// readLine reads a line and nothing of what follows it, which is for others.
func readLine(from io.Reader) (string, error) {
	const most = 4096 // no terminal hands on more at once
	var line []byte
	for one := make([]byte, 1); len(line) < most; {
		n, err := from.Read(one)
		switch {
		case n == 1 && one[0] == '\n':
			return string(line), nil
		case n == 1:
			line = append(line, one[0])
		case err != nil:
			return string(line), err
		}
	}
	return "", errors.New("the line is too long")
}

// rename returns what :me does with a new name: it is kept for this session. Nil
// means that the name is fixed.
func (e env) rename() func(string) error {
	if e.nameFixed() {
		return nil
	}
	return func(name string) error {
		if e.setting(e.flags.as, "CORDON_AS") != "" {
			return errors.New("it holds until you leave: --as or CORDON_AS says who you are")
		}
		return e.names().keep(name)
	}
}
