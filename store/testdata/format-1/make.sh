#!/bin/sh
# How the store in this folder was made, once, with the program at commit
# 78b1423. It is what people of that day have on their disks: never make it
# again, never change it. A later format gets a folder of its own.
#
#	git checkout 78b1423
#	go build -o /tmp/cordon-then ./cmd/cordon
#	sh make.sh /tmp/cordon-then
#
# The text that was typed and never recorded comes from the screens, by way of
# tmux. Only the kind system-clock-moved is missing: it takes a clock that is
# set back while somebody looks.
set -eu
cordon=$1
mkdir /tmp/incident
cd /tmp/incident
CORDON_STORE=/tmp/incident/store/cordon.db TZ=Europe/Berlin
export CORDON_STORE TZ
maria() { "$cordon" --as maria "$@"; }
jon() { "$cordon" --as "jón 🛟" "$@"; }

# An open run with a bit of everything.
run=$(maria start customer-data-breach --title "Leaked export, ticket 2041" --no-tui)
for check in 1 2 3; do maria check "$run" open-record $check; done
maria check "$run" open-record 3 --clear
maria step done "$run" open-record --reason "the finder is asleep" --at -50m
maria note "$run" -m "The on-call phone rang at 03:02."
maria record "$run" suspected_at=-3h discovered_at=-2h aware_at=-90m found_by=customer \
	incident_kind=intrusion personal_data="yes"
maria record "$run" still_active="no" contain_when=now --because "the export link was still live"
jon note "$run" confirm -m "Twelve of twelve rows match.
Line two: \"quotes\", <angles>, Größe, 漢字, $(printf 'a\tb')." --at -40m
jon step done "$run" confirm --reason "a second person has seen the rows"
maria step fail "$run" stop-leak --reason "two of the keys could not be revoked"
maria step block "$run" preserve --reason "waits for the vendor's logs"
maria step skip "$run" what-data --reason "the export says what is in it"
maria step reopen "$run" what-data --reason "the export was cut off"
maria step skip "$run" what-data --reason "the second export says it, too"
printf 'root logged in\n' >auth.log
maria evidence add "$run" preserve auth.log --desc "the gateway, from 02:00 on"
truncate -s 17M disk.img # too large to be copied
maria evidence add "$run" preserve disk.img
maria record "$run" affected=12400 affected_basis=estimate regions=eu,uk
maria record "$run" our_role=controller --because "we run the shop"
maria record "$run" affected=12750
maria record "$run" risk=likely --because "passwords were in the dump"
maria undo "$run"
maria record "$run" risk=high --because "names, addresses and passwords together"
maria note "$run" -m "Taken back, and then not."
maria undo "$run"
maria redo "$run"
maria role "$run" legal "Ada Okafor"
maria handover "$run" "jón 🛟" -m "contained; the authority is still to be told"
maria clock confirm "$run" uk-authority --because "the UK entity decides"
maria clock correct "$run" eu-authority --at -80m --because "the log says so"
maria clock file "$run" eu-authority --at -5m --reference BfDI-4711 --filed-by "Ada Okafor"
maria clock waive "$run" uk-authority --because "no UK resident is in the export after all"
maria record "$run" org_name="Acme GmbH" signed_by="Jon Berg, CEO" summary="A file was copied. It held names."
printf 'Subject: A notice of our own\n\nA file was copied. We closed the way in.\n' >own.txt
maria message edit "$run" staff-update -F own.txt
maria message sent "$run" staff-update --channel mail --to "240 people"
maria message edit "$run" press-holding -F own.txt
maria message sent "$run" regulator-notice --channel portal -F own.txt

# A drill that was closed, taken up again and closed.
drill=$(jon start lost-device --title "Laptop in the train" --drill --no-tui)
jon step done "$drill" report --reason "nobody reported it: it is a drill"
jon step skip "$drill" proof --reason "only practice"
jon close "$drill" --reason "time for lunch"
jon reopen "$drill" --reason "lunch is over"
jon step block "$drill" cut --reason "waits for IT"
jon close "$drill" --reason "enough practised"

# Text typed into the form of a note, and the terminal gone. The store has it a
# moment after the last key.
window="tmux -L cordon-then"
shows() { until $window capture-pane -p | grep -q "$1"; do sleep 0.1; done; }
$window new-session -d -x 100 -y 30 "$cordon --as maria resume $run"
shows "enter continue"
until $window capture-pane -p | grep -q "n note"; do # it ignores keys at first
	$window send-keys Enter
	sleep 0.5
done
$window send-keys n
shows "Every keystroke is kept"
$window send-keys -l "Half a sentence about the gate"
shows "draft kept"
$window kill-server

gzip -9n <store/cordon.db >cordon.db.gz
cp -r store/evidence .
