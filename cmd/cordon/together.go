package main

const togetherText = `Several people work on one run over SSH: one clean host, one account for
cordon, and in its authorized_keys a line for each person:

  restrict,pty,command="CORDON_AS=maria CORDON_AS_FIXED=1 cordon" KEY
  restrict,pty,command="CORDON_AS=ben CORDON_AS_FIXED=1 cordon" KEY

Everybody types ssh -t cordon@HOST and is on the list of runs. Entries come up
on the other screens within a second. What one types and has not recorded is
theirs: nobody else is shown it, nobody else's entry deletes it. After a lost
connection, connect again: what the screen called kept or saved is there.

What the line does:

  restrict         no forwarding, and no commands but this one
  pty              a terminal, which the screens need
  CORDON_AS        the name that the entries of this person carry
  CORDON_AS_FIXED  --as and :me are refused. No editor is run, as one can open
                   a shell; CORDON_EDITOR=rnano allows one that cannot

What one account protects: nobody records under another name by mistake, or
from the screens; and the key of a lost laptop is one line to take out.

What it does not: whoever gets a shell as the account, or writes its files in
another way, can change all that was recorded, and the names. The screens read
and write files of the account: evidence by its path, reports to a path. So
let nothing else lie there, let authorized_keys belong to root
(AuthorizedKeysFile in sshd_config), and seal the record or send its head
elsewhere: cordon help seal. The clock of the host dates all entries.

A line that opens a run: command="... cordon resume k7m2". Evidence from other
hosts is copied to the host, or piped in from an account with a shell: a line
with command= takes none.

On an account of one's own nothing of this is needed. Where a login is shared,
as root and ubuntu are, a person at it is asked once in a session who they are;
:me changes it. Under sudo the entry says "maria (as root)".`
