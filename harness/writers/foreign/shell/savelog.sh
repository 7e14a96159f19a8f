#!/bin/bash
# >> to append, and debianutils' savelog once the log is full. Its records are the lines of its input.
while IFS= read -r record; do
  if ((${LOGTORTURE_MAX_BYTES:-0} > 0)) && [[ -e $LOGTORTURE_FILE ]] &&
    (($(stat -c %s "$LOGTORTURE_FILE") >= LOGTORTURE_MAX_BYTES)); then
    savelog -q -l -n -c "$((LOGTORTURE_BACKUPS + 1))" "$LOGTORTURE_FILE" >/dev/null
  fi
  if printf '%s\n' "$record" >>"$LOGTORTURE_FILE"; then echo ok; else echo fail; fi
done
