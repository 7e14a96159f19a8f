"""Imports the orders of one shop. Each importer has a log of its own."""

import logging
import logging.handlers
import sys

_, shop, orders, file = sys.argv

handler = logging.handlers.RotatingFileHandler(file, maxBytes=50, backupCount=5)
handler.setFormatter(logging.Formatter("%(levelname)s %(name)s %(message)s"))
log = logging.getLogger(f"shop-{shop}")
log.addHandler(handler)
log.setLevel(logging.INFO)

for order in range(int(orders)):
    log.info("order %d imported", order)
