#!/bin/sh
# busybox's syslogd, as Debian compiles it: without a rotation. It receives by the socket that its copy in the folder $1 knows.
exec "$1/busybox" syslogd -n -S -O "$LOGTORTURE_FILE"
