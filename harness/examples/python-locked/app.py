"""Makes thumbnails of uploaded pictures in several worker processes."""

import argparse
import fcntl
import logging
import logging.handlers
import multiprocessing
import os

log = logging.getLogger("thumbnails")


class LockedRotatingFileHandler(logging.handlers.RotatingFileHandler):
    """Opens, rotates and writes the file while it holds a lock that all processes take."""

    def emit(self, record):
        with open(self.baseFilename + ".lock", "w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            super().emit(record)
            self.stream.close()
            self.stream = None


def configure_logging():
    handler = LockedRotatingFileHandler(
        os.environ.get("LOG_FILE", "app.log"), maxBytes=50, backupCount=5, delay=True
    )
    handler.setFormatter(logging.Formatter("%(levelname)s %(processName)s %(message)s"))
    log.addHandler(handler)
    log.setLevel(logging.INFO)


def work(pictures):
    for picture in pictures:
        log.info("picture %d resized", picture)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--pictures", type=int, default=3, help="for each worker")
    options = parser.parse_args()

    configure_logging()
    workers = [
        multiprocessing.Process(
            name=f"worker-{n}",
            target=work,
            args=(range(n * options.pictures, (n + 1) * options.pictures),),
        )
        for n in range(options.workers)
    ]
    for worker in workers:
        worker.start()
    for worker in workers:
        worker.join()
