package main

import (
	"github.com/spf13/cobra"
)

// topics are texts in the help that belong to no command.
func topics() []*cobra.Command {
	return []*cobra.Command{
		topic("exit-codes", "What the exit codes mean", exitCodesText),
		topic("environment", "The environment variables that cordon reads", environmentText),
		topic("keys", "The keys of the screens", keysText),
		topic("bell", "How the terminal tells that something needs you", bellText),
		topic("time", "How to write a time", timeText),
		topic("lines", "How to work in lines, with a screen reader or any terminal", linesText),
		topic("together", "How several people work on one run", togetherText),
	}
}

func topic(name, short, text string) *cobra.Command {
	return newCmd(name, short, short+".\n\n"+text, "")
}

const exitCodesText = `    0  all went well; also when there was nothing to list
    1  it failed; the reason is on standard error
    2  the command line means nothing, names more than one run, or the command
       needs a terminal
    3  there is no such run, step, fact, role, clock, message, playbook or file;
       status --check: the file of runs that was named is not there, or has none
    4  another process holds the file of the runs; try again
    5  a check did not pass: playbook lint, import or test, verify, evidence
       verify, or a damaged file
    6  refused: the run is closed, a reason is missing, a file exists already
    7  not saved: the disk did not take it; nothing was recorded. Of the screens:
       Ctrl+C twice, and two seconds were not enough to write what came last
    8  the store is locked, and no key or passphrase here opens it
   10  status --check: a deadline is due soon, also one that may not apply
   11  status --check: a deadline is overdue, or cannot be counted
   12  status --check: a deadline is overdue if it applies
  129  the terminal went away; all was saved
  130  interrupted with Ctrl+C; all was saved
  143  told to end; all was saved`

const environmentText = `  CORDON_STORE     the file that holds the runs; --store wins
  CORDON_ORG       the profile of your organisation; --org wins
  CORDON_AS        the name to record entries under; --as wins
  CORDON_AS_FIXED  with 1 the name is not yours to choose: --as is refused, and
                   an editor is run only if CORDON_EDITOR names one
  CORDON_EDITOR    the editor for long notes, before VISUAL and EDITOR
  SSH_CONNECTION, SUDO_USER, DOAS_USER
                   tell people apart where a login is shared
  CORDON_IDENTITY  a file with a private key, of age or of SSH, that opens a
                   locked store; --identity wins
  CORDON_THEME     auto, dark, light, ansi or none; --theme wins. auto asks the
                   terminal for its background, then reads COLORFGBG, and else
                   takes the terminal's own sixteen colors
  CORDON_BORDERS   auto, line, ascii or none; --borders wins. none leaves the
                   cells of bars and rules empty
  CORDON_BELL      none, bell or message: see cordon help bell
  NO_COLOR         no colors on the screens, whatever its value;
                   --color always wins
  VISUAL, EDITOR   the editor for long notes, unless editor: in the config names one
  TZ               the zone to read and show times in, by its name or by the
                   rules of POSIX; --tz wins, and zone: in the config counts
                   without both. One that cannot be read is refused
  HOME             where your files are; without it, the home of the account
  CORDON_LINES, ACCESSIBLE
                   anything but 0 or no talks in lines instead of screens, as
                   --lines does: see cordon help lines
  TERM             with dumb, or without a value, it talks in lines
  LC_ALL, LC_CTYPE, LANG
                   a locale that is not UTF-8 makes the screens ASCII; ja, ko
                   and zh make their marks and lines so
  XDG_DATA_HOME    where runs lie, else ~/.local/share; below it cordon/
  XDG_STATE_HOME   where the names lie that were answered at a shared login, else
                   ~/.local/state; below it cordon/names/
  XDG_CONFIG_HOME  where your own playbooks and rules lie, else ~/.config;
                   below it cordon/playbooks/ and cordon/law/, and
                   cordon/config.yaml, which holds where neither a flag nor a
                   variable says otherwise: see cordon config --help
  LOCALAPPDATA, APPDATA
                   the same two on Windows

cordon paths prints what follows from them.`

const linesText = `Whatever the screens do can also be done as a conversation that only adds lines:
with --lines, or CORDON_LINES=1, or ACCESSIBLE=1, or where TERM is dumb.

  cordon --lines
  cordon resume --lines
  cordon review RUN --lines

After the prompt, type and press Enter. Nothing is written while you type. The
prompt says where you are, like 1.2> in a run.

  1, 2, 3            what was listed under that number
  more               what did not fit: an answer has twelve lines at most, and
                     half a minute of speech
  d                  done: what the space bar does on the screen
  x                  decide, or record facts: what d does on the screen
  s b n e u t c m v  as on the screen: skip, block, note, evidence, undo,
                     timeline, clocks, messages, facts
  2.4                to that step
  /words             look for words, as the key / does; / alone lists all
  :close             any command by its name
  <                  one level back; in a question, leave it: the draft is kept
  ?                  what can be typed here
  Enter              says again where you are; in a question, its default
  q                  leaves

A number or a word answers a question; - empties what is filled in. A long text
ends with an empty line or a single point, and each of its lines is kept on disk
as soon as Enter is pressed. Where a decision is recorded for good, 1 records it
and 2 does not: Enter alone never does.

The first word says what came of a line: Saved, with the number of the entry;
Refused; NOT SAVED. Before the next prompt come what others recorded and deadlines
that are near. The end of the input leaves, and so does Ctrl+C, with all saved.`

const bellText = `Nothing rings unless you ask for it, with bell: in the config, or with CORDON_BELL:

  none      nothing
  bell      the terminal rings; what that is, it decides
  message   the terminal shows a message of its own (OSC 9), as iTerm2, kitty,
            WezTerm and others can

It tells that somebody else has recorded something, that a deadline is near or has
passed, and that the next update is due that you promised. It does so while the
screens show a run that you work on, at most once in ten seconds, and then the
gravest. In lines and in a review it never does. No word of the run is in it.

tmux passes the bell on, and the message only with "set -g allow-passthrough on".
So inside tmux and screen the bell rings as well.`

const keysText = `Every command of the screens by its id, with the keys that it has with your
config, and the screens that have it. cordon config keys --help says how to give
it another one; on a screen, ? shows its keys. This is the list:`

const timeText = `Where a command takes a TIME, write one of these. What was understood is
repeated with its zone.

  now                        now
  -15m, -2h30m, -1d          so long ago; also "2 hours ago"
  03:10, 3:10pm              the last time it was that late
  yesterday 23:50, Fri 23:50 on that day; the last such day
  2026-11-21 03:10           on that day
  2026-11-21T03:10:00+01:00  with its offset: at that moment, anywhere

What programs print is read as it stands: date, git, journalctl, syslog, ls, mails
and web servers, 20261121T021000Z, Unix time in seconds, ms, µs or ns, and every
time that cordon prints.

Without an offset it is a time in your zone, which --tz sets, or TZ. Where a text
leaves something open, how it was taken is said before anything is recorded. What can
be meant in two ways is refused, with both: a day of the week that is not that of
the date, 03/04/2026, a time of day that comes within a quarter of an hour, the
hour that clocks repeat or skip. Fractions of a second are left out, and that is
said. A time that is still to come is refused: what is recorded has happened.`
