"""The process log: one line an event, allow-listed values, never a person's words or a request's body."""

import logging
import sys
from collections.abc import Callable
from time import monotonic
from typing import Any

import structlog

from tanggap.kit.db import AWAY

AGAIN_S = 1.0


class Seldom(logging.Filter):
    """Lets a cause be told once a second: a database that is away is one fact, however many ask for it."""

    def __init__(self, now: Callable[[], float] = monotonic) -> None:
        super().__init__()
        self._now = now
        self._told: dict[str, float] = {}

    def __call__(self, _: Any, __: str, event: structlog.typing.EventDict) -> structlog.typing.EventDict:
        """Pass an event on, unless it tells of a cause that was told just now."""
        if "cause" in event and not self._is_due(f"{event['event']} {event['cause']}"):
            raise structlog.DropEvent
        return event

    def filter(self, record: logging.LogRecord) -> bool:
        """The same for libraries; where in them it was noticed that the database is away tells nobody anything."""
        error = record.exc_info[1] if record.exc_info else None
        if isinstance(error, AWAY) or isinstance(getattr(error, "__cause__", None), AWAY):
            record.exc_info = None
        elif record.name != "psycopg.pool":
            return True
        return self._is_due(f"{record.name} {record.msg}")

    def _is_due(self, cause: str) -> bool:
        now = self._now()
        due = now - self._told.get(cause, -AGAIN_S) >= AGAIN_S
        if due:
            self._told[cause] = now
        return due


_seldom = Seldom()


def configure(*, json: bool) -> None:
    """Write to standard output, as JSON for machines or in columns for people. Tracebacks show no variables."""
    ending: list[structlog.typing.Processor] = (
        [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
        if json
        else [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)]
    )
    libraries = logging.StreamHandler(sys.stdout)
    libraries.addFilter(_seldom)
    logging.basicConfig(handlers=[libraries], format="%(levelname)s %(name)s: %(message)s")
    structlog.configure(
        processors=[
            _seldom,
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *ending,
        ],
        cache_logger_on_first_use=True,
    )
