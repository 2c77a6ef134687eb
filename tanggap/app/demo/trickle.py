"""`python -m tanggap.app.demo.trickle`: live reports, sent slowly through the same door as everybody's."""

import os
import random
import time
import uuid
from contextlib import closing
from http.client import HTTPConnection, HTTPException

from tanggap.app.settings import Settings, read_settings

LETTERS = "demo-letters.jsonl"
LEAST_S, MOST_S = 20, 40


def trickle(settings: Settings) -> None:
    """Send the letters written for this demo one by one, for ever; whoever does not answer is tried again later."""
    letters = (settings.folder / LETTERS).read_bytes().splitlines()
    while True:
        time.sleep(random.uniform(LEAST_S, MOST_S))  # noqa: S311 - no pattern is wanted, no secret either
        try:
            send(settings.host, settings.port, random.choice(letters))  # noqa: S311 - as above
        except (OSError, HTTPException):
            continue


def send(host: str, port: int, letter: bytes) -> int:
    """Send one report as JSON; the status of the answer."""
    headers = {"Content-Type": "application/json", "Idempotency-Key": str(uuid.uuid4())}
    with closing(HTTPConnection(host, port, timeout=10)) as connection:
        connection.request("POST", "/api/v1/reports", letter, headers)
        return connection.getresponse().status


if __name__ == "__main__":
    trickle(read_settings(os.environ))
