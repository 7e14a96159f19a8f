"""Sends the lines of its input by Python's SysLogHandler: unix | udp | tcp | tcp-nul. Each is acknowledged once it is sent.

Over TCP the handler ends a message with NUL, which receivers are to be told; rsyslog ends one with a line's end, as most do.
"""

import logging
import logging.handlers
import os
import socket
import sys

how = sys.argv[1]
datagram, stream = socket.SOCK_DGRAM, socket.SOCK_STREAM
address = os.path.join(os.environ["LOGTORTURE_DIR"], "socket") if how == "unix" else ("127.0.0.1", 5140)


class Raising(logging.handlers.SysLogHandler):
    def handleError(self, record):
        raise


handler = Raising(address, socktype=stream if how.startswith("tcp") else datagram)
handler.append_nul = how == "tcp-nul"
handler.setFormatter(logging.Formatter("app: %(message)s\n" if how == "tcp" else "app: %(message)s"))
for line in sys.stdin:
    try:
        handler.emit(logging.LogRecord("app", logging.INFO, "", 0, line.rstrip("\n"), (), None))
        os.write(1, b"ok\n")
    except OSError as error:
        os.write(1, f"fail {error}\n".encode())
handler.close()
