"""Imports orders, and logs each of them. logrotate looks after the log."""

import argparse
import logging
import logging.handlers
import os

parser = argparse.ArgumentParser(description=__doc__)
parser.add_argument("--orders", type=int, default=4)
parser.add_argument("--reopen", action="store_true", help="open the log again after logrotate has moved it")
options = parser.parse_args()

file = os.environ.get("LOG_FILE", "orders.log")
handler = logging.handlers.WatchedFileHandler(file) if options.reopen else logging.FileHandler(file)
logging.basicConfig(level=logging.INFO, format="%(levelname)s %(message)s", handlers=[handler])

for order in range(options.orders):
    logging.info("order %d imported", order)
