"""loguru: a record is acknowledged when the call returns. With `enqueue`, a thread of its own writes: then when the log is complete."""

import datetime
import sys

from loguru import logger
from protocol import serve

enqueue = sys.argv[1:] == ["enqueue"]


def rotating(rotation):
    if rotation["kind"] == "size":
        return {"rotation": rotation["maxBytes"], "retention": rotation["backups"]}
    if rotation["kind"] == "time":
        period = datetime.timedelta(milliseconds=rotation["periodMs"])
        return {"rotation": period, "retention": rotation["backups"]}
    return {}


def open_log(file, rotation):
    # The record is the whole line. What fails is raised, but in a thread of its own: that would end, and everybody wait for it for ever.
    sink = logger.add(file, format="{message}", catch=enqueue, enqueue=enqueue, **rotating(rotation))

    def append(record):
        logger.info("{}", record)
        if enqueue:
            logger.complete()

    return append, lambda: logger.remove(sink)


logger.remove()
serve(open_log)
