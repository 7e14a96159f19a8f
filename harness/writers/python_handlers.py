"""The standard library's own file handlers, driven by lines of JSON: a writer as a command.

Each line of stdin is one execution: {"file", "rotation", "process", "records", "pausesMs"?}. Every record is
logged in turn through a fresh handler and answered with "ok <index>", or with "fail <index> <message>" where the
logging call itself raises. "closed" follows when the handler is closed. End of input ends the program.

An error inside the handler is not raised: logging swallows it and prints it on stderr (Handler.handleError), so such a
record is answered with "ok", exactly as the caller of logging.info sees it.

With --repeatable each execution draws the same random numbers, however many went before it.
"""

import json
import logging
import logging.handlers
import os
import sys
import time
import traceback


def open_file(file, rotation):
    return logging.FileHandler(file, encoding="utf-8")


def open_size(file, rotation):
    return logging.handlers.RotatingFileHandler(
        file, maxBytes=rotation["maxBytes"], backupCount=rotation["backups"], encoding="utf-8"
    )


def open_time(file, rotation):
    seconds, rest = divmod(rotation["periodMs"], 1000)
    if seconds < 1 or rest != 0:
        raise ValueError(f"time counts in whole seconds: periodMs is {rotation['periodMs']}, no multiple of 1000")
    return logging.handlers.TimedRotatingFileHandler(
        file, when="S", interval=seconds, backupCount=rotation["backups"], encoding="utf-8"
    )


def open_watched(file, rotation):
    return logging.handlers.WatchedFileHandler(file, encoding="utf-8")


def open_concurrent(file, rotation):
    # Of all handlers only this one is no part of the standard library.
    from concurrent_log_handler import ConcurrentRotatingFileHandler

    return ConcurrentRotatingFileHandler(
        file, maxBytes=rotation["maxBytes"], backupCount=rotation["backups"], encoding="utf-8"
    )


# By handler: the rotation it is for, and how to open it.
HANDLERS = {
    "file": ("none", open_file),
    "size": ("size", open_size),
    "time": ("time", open_time),
    "watched": ("none", open_watched),
    "concurrent": ("size", open_concurrent),
}


def answer(line):
    # One write past every buffer: each system call of this process may be a step of a schedule.
    os.write(1, (line + "\n").encode())


def fail(index, error):
    answer(f"fail {index} {type(error).__name__}: {error}".replace("\n", " "))


def open_handler(name, request):
    kind, open_named = HANDLERS[name]
    rotation = request["rotation"]
    if rotation["kind"] != kind:
        raise ValueError(f"the {name} handler takes a rotation of kind {kind}: got {rotation['kind']}")
    return open_named(request["file"], rotation)


def execute(name, request):
    records = request["records"]
    try:
        handler = open_handler(name, request)
    except Exception as error:
        # Without a log no record is logged: all of them fail, and stderr shows what a program would die of.
        traceback.print_exc()
        for index in range(len(records)):
            fail(index, error)
        answer("closed")
        return
    handler.setFormatter(logging.Formatter("%(message)s"))
    # A logger that no registry knows, so that nothing is left of it for the next execution.
    logger = logging.Logger("logtorture")
    logger.propagate = False
    logger.addHandler(handler)
    pauses = request.get("pausesMs", ())
    for index, record in enumerate(records):
        if index < len(pauses) and pauses[index] > 0:
            time.sleep(pauses[index] / 1000)
        try:
            logger.info(record)
        except Exception as error:
            fail(index, error)
        else:
            answer(f"ok {index}")
    logger.removeHandler(handler)
    try:
        handler.close()
    except Exception:
        traceback.print_exc()
    answer("closed")


def main():
    name, *flags = sys.argv[1:] or [""]
    if name not in HANDLERS or flags not in ([], ["--repeatable"]):
        sys.exit(f"usage: python_handlers.py {'|'.join(HANDLERS)} [--repeatable]")
    if name == "concurrent":
        # Before its first execution, which must be like all others.
        import concurrent_log_handler  # noqa: F401
    for line in sys.stdin.buffer:
        request = json.loads(line)
        if flags and "random" in sys.modules:
            sys.modules["random"].seed(request["process"])
        execute(name, request)


if __name__ == "__main__":
    main()
