#!/bin/bash
# Keeps the log open, and opens it anew when it is told to by SIGHUP, as daemons do. The records are the lines of its input.
trap 'exec 3>>"$LOGTORTURE_FILE"' HUP
exec 3>>"$LOGTORTURE_FILE"
# Its number is asked for now, since it may be a copy of the one that was started; and as many bytes for each.
printf '%010d\n' "$BASHPID" >"$LOGTORTURE_DIR/$LOGTORTURE_PROCESS.pid"
while IFS= read -r record; do
  if printf '%s\n' "$record" >&3; then echo ok; else echo fail; fi
done
rm "$LOGTORTURE_DIR/$LOGTORTURE_PROCESS.pid"
