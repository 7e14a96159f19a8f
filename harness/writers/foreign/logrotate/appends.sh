#!/bin/sh
# Opens the log anew for each record, as >> does. The records are the lines of its input.
while IFS= read -r record; do
  if printf '%s\n' "$record" >>"$LOGTORTURE_FILE"; then echo ok; else echo fail; fi
done
