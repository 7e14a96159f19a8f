#!/bin/sh
# One collector for all, which reads a FIFO. This shell keeps it open for writing, so that it does not end as soon as one writer has
# closed it and the next has not opened it yet; SIGTERM ends that, and then the collector.
most=$LOGTORTURE_MAX_BYTES
backups=$LOGTORTURE_BACKUPS

collect() {
  case $1 in
    svlogd)
      mkdir log
      printf 's%s\nn%s\n' "$most" "$backups" >log/config
      exec svlogd log
      ;;
    # While the clock stands still, two files that are put aside have one name: these complain, and try again.
    multilog) exec multilog "s$most" "n$((backups + 1))" ./log 2>/dev/null ;;
    s6-log) exec s6-log "n$backups" "s$most" ./log 2>/dev/null ;;
    rotatelogs) exec rotatelogs -n "$((backups + 1))" app.log "${most}B" ;;
    cronolog)
      cronolog 'app.log.%Y-%m-%d_%H-%M-%S'
      # So it ends when its input does.
      [ $? -eq 3 ]
      ;;
    tee) exec tee -a app.log >/dev/null ;;
  esac
}

mkfifo fifo
exec 3<>fifo
(
  exec <fifo 3>&-
  collect "$1"
) &
trap 'exec 3>&-' TERM
wait
wait $!
