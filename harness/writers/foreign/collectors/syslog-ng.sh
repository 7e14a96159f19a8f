#!/bin/sh
# syslog-ng, which receives by unix, udp or tcp, and writes the text of each message alone. Debian's package conflicts with that of
# rsyslog, so that install-subjects.sh unpacks it beside the system.
unpacked=/usr/local/lib/logtorture/syslog-ng-core
modules=$(echo $unpacked/usr/lib/syslog-ng/[0-9]*)
case $1 in
  unix) source="unix-dgram(\"$LOGTORTURE_DIR/socket\")" ;;
  udp | tcp) source="network(ip(\"127.0.0.1\") port(5140) transport(\"$1\") log-msg-size(2097152))" ;;
esac
cat >syslog-ng.conf <<END
@version: ${modules##*/}
options { stats-freq(0); use-dns(no); dns-cache(no); log-msg-size(2097152); };
source sent { $source; };
destination kept { file("$LOGTORTURE_FILE" template("\${MESSAGE}\n")); };
log { source(sent); destination(kept); };
END
# It maps a file into its memory, where its stores would not be controlled, and another one holds the number of its process. Neither says
# anything of the log.
state=$LOGTORTURE_DIR.syslog-ng
rm -f "$state"*
export LD_LIBRARY_PATH="$unpacked/usr/lib/syslog-ng"
exec "$unpacked/usr/sbin/syslog-ng" --foreground --no-caps --cfgfile=syslog-ng.conf --module-path="$modules" \
  --persist-file="$state" --control="$LOGTORTURE_DIR/syslog-ng.ctl" --pidfile="$state.pid"
