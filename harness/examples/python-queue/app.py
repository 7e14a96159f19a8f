"""Makes thumbnails in several worker processes; the main process writes the log for all of them."""

import argparse
import logging
import logging.handlers
import multiprocessing
import os

log = logging.getLogger("thumbnails")


def work(queue, pictures):
    log.addHandler(logging.handlers.QueueHandler(queue))
    log.setLevel(logging.INFO)
    for picture in pictures:
        log.info("picture %d resized", picture)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--pictures", type=int, default=3, help="for each worker")
    options = parser.parse_args()

    handler = logging.handlers.RotatingFileHandler(
        os.environ.get("LOG_FILE", "app.log"), maxBytes=50, backupCount=5
    )
    handler.setFormatter(logging.Formatter("%(levelname)s %(processName)s %(message)s"))
    queue = multiprocessing.Queue()
    workers = [
        multiprocessing.Process(
            name=f"worker-{n}",
            target=work,
            args=(queue, range(n * options.pictures, (n + 1) * options.pictures)),
        )
        for n in range(options.workers)
    ]
    for worker in workers:
        worker.start()
    listener = logging.handlers.QueueListener(queue, handler)
    listener.start()
    for worker in workers:
        worker.join()
    listener.stop()
