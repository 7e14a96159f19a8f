#!/bin/sh
# Sends each line of its input by logger, which is started anew for each, through unix, udp or tcp.
case $1 in
  unix) to="--socket $LOGTORTURE_DIR/socket" ;;
  *) to="--$1 --server 127.0.0.1 --port 5140 --rfc3164" ;;
esac
while IFS= read -r record; do
  if logger $to --tag app -- "$record"; then echo ok; else echo fail; fi
done
