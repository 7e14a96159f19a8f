#!/bin/sh
# The real logrotate, which rotates a log that is not empty, so many times: logrotate.sh 2 'create\n compress'.
printf '"%s" {\nsize 1\nrotate 20\nmissingok\nnodateext\n%b\n}\n' "$LOGTORTURE_FILE" "$2" >logrotate.conf
# It reads none that others might write.
chmod 644 logrotate.conf
for _ in $(seq "$1"); do
  /usr/sbin/logrotate -s logrotate.state logrotate.conf || exit
done
