"""loguru: a record is acknowledged when the call returns. With `enqueue`, a thread of its own writes: then when the log is complete."""

import datetime
import os
import sys
from copy import deepcopy

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
    # Its retention goes through a set of names, whose order would follow the name of the directory if that were in them.
    os.chdir(os.path.dirname(file))
    file = os.path.basename(file)
    # Where a handler fails, it tells its own number and that of the process, both of which would be others in each execution.
    own = deepcopy(logger).patch(lambda record: record.update(process=None))
    # The record is the whole line. What fails is raised, but in a thread of its own: that would end, and everybody wait for it for ever.
    sink = own.add(file, format="{message}", catch=enqueue, enqueue=enqueue, **rotating(rotation))

    def append(record):
        own.info("{}", record)
        if enqueue:
            own.complete()

    return append, lambda: own.remove(sink)


logger.remove()
serve(open_log)
