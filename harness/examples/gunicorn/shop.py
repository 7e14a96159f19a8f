"""A shop's orders. Run it with: gunicorn --workers 2 shop:app"""

import logging
import logging.handlers
import os

handler = logging.handlers.RotatingFileHandler(
    os.environ.get("LOG_FILE", "shop.log"), maxBytes=60, backupCount=5
)
handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(message)s"))
log = logging.getLogger("shop")
log.addHandler(handler)
log.setLevel(logging.INFO)


def app(environ, start_response):
    log.info("%s %s", environ["REQUEST_METHOD"], environ["PATH_INFO"])
    start_response("200 OK", [("Content-Type", "text/plain")])
    return [b"thank you\n"]
