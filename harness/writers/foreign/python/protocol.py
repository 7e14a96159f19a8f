"""The command protocol for Python 2.7 and later: lines of JSON in, an answer for each record out."""

import json
import os
import sys
import traceback


def answer(line):
    # One write past every buffer: each system call of this process may be a step of a schedule.
    os.write(1, (line + "\n").encode("utf-8"))


def fail(index, error):
    answer("fail %d %s: %s" % (index, type(error).__name__, str(error).replace("\n", " ")))


def execute(order, open_log):
    records = order["records"]
    try:
        append, close = open_log(order["file"], order["rotation"])
    except Exception as error:
        traceback.print_exc()
        for index in range(len(records)):
            fail(index, error)
        answer("closed")
        return
    for index, record in enumerate(records):
        try:
            append(record)
        except Exception as error:
            fail(index, error)
        else:
            answer("ok %d" % index)
    try:
        close()
    except Exception:
        traceback.print_exc()
    answer("closed")


def serve(open_log):
    """Answers each order with a log that `open_log(file, rotation)` gives as a pair of functions, `append(record)` and `close()`."""
    for line in iter(sys.stdin.readline, ""):
        execute(json.loads(line), open_log)
