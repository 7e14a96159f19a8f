"""Writes each line of its input into the FIFO by one call, and acknowledges it then."""

import os
import sys

fifo = os.open(os.path.join(os.environ["LOGTORTURE_DIR"], "fifo"), os.O_WRONLY)
for line in sys.stdin.buffer:
    left = line
    while left:
        left = left[os.write(fifo, left) :]
    os.write(1, b"ok\n")
