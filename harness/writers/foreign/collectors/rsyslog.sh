#!/bin/sh
# rsyslogd, which receives by unix, udp or tcp, and writes the text of each message alone.
case $1 in
  unix)
    module='imuxsock" SysSock.Use="off'
    input="type=\"imuxsock\" Socket=\"$LOGTORTURE_DIR/socket\" CreatePath=\"off\" RateLimit.Interval=\"0\""
    ;;
  udp | tcp)
    module="im$1"
    input="type=\"im$1\" address=\"127.0.0.1\" port=\"5140\""
    ;;
esac
cat >rsyslog.conf <<END
global(workDirectory="$LOGTORTURE_DIR" maxMessageSize="2m")
module(load="$module")
input($input)
template(name="text" type="string" string="%msg:2:\$%\n")
action(type="omfile" file="$LOGTORTURE_FILE" template="text")
END
exec /usr/sbin/rsyslogd -n -f "$LOGTORTURE_DIR/rsyslog.conf" -iNONE
