"""logbook: FileHandler, RotatingFileHandler and TimedRotatingFileHandler. A record is acknowledged when the call returns."""

import logbook
from protocol import serve

# The record is the whole line.
whole = "{record.message}"


def handler(file, rotation):
    if rotation["kind"] == "size":
        # It refuses a threshold of less than a kibibyte, and to keep no backup.
        return logbook.RotatingFileHandler(
            file, max_size=rotation["maxBytes"], backup_count=max(1, rotation["backups"]), format_string=whole
        )
    if rotation["kind"] == "time":
        return logbook.TimedRotatingFileHandler(
            file, date_format="%Y-%m-%d_%H-%M-%S", backup_count=rotation["backups"], format_string=whole
        )
    return logbook.FileHandler(file, format_string=whole)


def open_log(file, rotation):
    sink = handler(file, rotation)
    logger = logbook.Logger("logtorture")

    def append(record):
        with sink.applicationbound(), logbook.Flags(errors="raise"):
            logger.info("{}", record)

    return append, sink.close


serve(open_log)
