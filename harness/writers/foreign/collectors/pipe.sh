#!/bin/sh
# A pipe for each process: what reads it is a collector of its own, and the records are the lines of its input.
own=$LOGTORTURE_DIR/p$LOGTORTURE_PROCESS
most=$LOGTORTURE_MAX_BYTES
backups=$LOGTORTURE_BACKUPS
case $1 in
  svlogd)
    mkdir "$own"
    printf 's%s\nn%s\n' "$most" "$backups" >"$own/config"
    exec svlogd "$own"
    ;;
  # While the clock stands still, two files that are put aside have one name: these complain, and try again.
  multilog) exec multilog "s$most" "n$((backups + 1))" "$own" 2>/dev/null ;;
  s6-log) exec s6-log "n$backups" "s$most" "$own" 2>/dev/null ;;
  # These write where the others write.
  rotatelogs) exec rotatelogs -n "$((backups + 1))" "$LOGTORTURE_FILE" "${most}B" ;;
  cronolog)
    cronolog "$LOGTORTURE_FILE.%Y-%m-%d_%H-%M-%S"
    # So it ends when its input does.
    [ $? -eq 3 ]
    ;;
  tee) exec tee -a "$LOGTORTURE_FILE" >/dev/null ;;
esac
