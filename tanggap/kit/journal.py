"""The process log: one line an event, allow-listed values, never a person's words or a request's body."""

import structlog


def configure(*, json: bool) -> None:
    """Write to standard output, as JSON for machines or in columns for people. Tracebacks show no variables."""
    ending: list[structlog.typing.Processor] = (
        [structlog.processors.format_exc_info, structlog.processors.JSONRenderer()]
        if json
        else [structlog.dev.ConsoleRenderer(colors=False, exception_formatter=structlog.dev.plain_traceback)]
    )
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            *ending,
        ],
        cache_logger_on_first_use=True,
    )
