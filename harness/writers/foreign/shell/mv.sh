#!/bin/bash
# What a shell does without a tool: >> to append, and mv along the chain once the log is full. Its records are the lines of its input.
while IFS= read -r record; do
  if ((${LOGTORTURE_MAX_BYTES:-0} > 0)) && [[ -e $LOGTORTURE_FILE ]] &&
    (($(stat -c %s "$LOGTORTURE_FILE") >= LOGTORTURE_MAX_BYTES)); then
    for ((number = LOGTORTURE_BACKUPS - 1; number > 0; number--)); do
      [[ -e $LOGTORTURE_FILE.$number ]] && mv "$LOGTORTURE_FILE.$number" "$LOGTORTURE_FILE.$((number + 1))"
    done
    mv "$LOGTORTURE_FILE" "$LOGTORTURE_FILE.1"
  fi
  if printf '%s\n' "$record" >>"$LOGTORTURE_FILE"; then echo ok; else echo fail; fi
done
