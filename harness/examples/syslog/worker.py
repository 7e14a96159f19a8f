"""Sends out a shop's newsletters, and logs each of them through syslog."""

import logging
import logging.handlers
import os
import sys

_, worker, letters = sys.argv

handler = logging.handlers.SysLogHandler(os.environ.get("SYSLOG", "/dev/log"))
handler.ident = "newsletter: "
log = logging.getLogger(f"worker-{worker}")
log.addHandler(handler)
log.setLevel(logging.INFO)

for letter in range(int(letters)):
    log.info("worker %s: letter %d sent", worker, letter)
