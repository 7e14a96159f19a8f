"""Sends the lines of its input by Python's SysLogHandler: unix | udp | tcp | tcp-nul, and then, for udp, what file tells that the receiver is there.

Each is acknowledged once it is sent. Over TCP the handler ends a message with NUL, which receivers are to be told; rsyslog ends one with a
line's end, as most do.
"""

import logging
import logging.handlers
import os
import socket
import sys
import time

how = sys.argv[1]
datagram, stream = socket.SOCK_DGRAM, socket.SOCK_STREAM
address = os.path.join(os.environ["LOGTORTURE_DIR"], "socket") if how == "unix" else ("127.0.0.1", 5140)


class Raising(logging.handlers.SysLogHandler):
    def handleError(self, record):
        raise


def connected():
    handler = Raising(address, socktype=stream if how.startswith("tcp") else datagram)
    # Where nobody listens at a path, the handler says so only when it sends.
    if how == "unix":
        handler.socket.getpeername()
    return handler


# What receives may take some time until it listens.
while True:
    try:
        if len(sys.argv) > 2:
            os.stat(os.path.join(os.environ["LOGTORTURE_DIR"], sys.argv[2]))
        handler = connected()
        break
    except OSError:
        time.sleep(0.01)
handler.append_nul = how == "tcp-nul"
handler.setFormatter(logging.Formatter("app: %(message)s\n" if how == "tcp" else "app: %(message)s"))
for line in sys.stdin:
    try:
        handler.emit(logging.LogRecord("app", logging.INFO, "", 0, line.rstrip("\n"), (), None))
        os.write(1, b"ok\n")
    except OSError as error:
        os.write(1, f"fail {error}\n".encode())
handler.close()
