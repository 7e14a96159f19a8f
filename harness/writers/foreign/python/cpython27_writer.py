"""The handlers of CPython 2.7's own logging. What goes wrong in one is printed on stderr, and the call returns."""

import logging
import logging.handlers

from protocol import serve


def handler(file, rotation):
    if rotation["kind"] == "size":
        return logging.handlers.RotatingFileHandler(
            file, maxBytes=rotation["maxBytes"], backupCount=rotation["backups"], encoding="utf-8"
        )
    if rotation["kind"] == "time":
        return logging.handlers.TimedRotatingFileHandler(
            file, when="S", interval=rotation["periodMs"] // 1000, backupCount=rotation["backups"], encoding="utf-8"
        )
    return logging.FileHandler(file, encoding="utf-8")


def open_log(file, rotation):
    sink = handler(file, rotation)
    sink.setFormatter(logging.Formatter("%(message)s"))
    logger = logging.Logger("logtorture")
    logger.addHandler(sink)
    return logger.info, sink.close


serve(open_log)
