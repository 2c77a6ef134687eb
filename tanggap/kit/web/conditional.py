"""Answers somebody may have already: asked by their mark, or by the moment they last changed."""

from datetime import datetime
from email.utils import parsedate_to_datetime
from typing import Any

from litestar import Request


def already_there(request: Request[Any, Any, Any], etag: str, changed_at: datetime) -> bool:
    """Whether whoever asks has this already. Source: RFC 9110, section 13.2.2."""
    marks = request.headers.get("if-none-match")
    if marks is not None:
        known = [each.strip().removeprefix("W/") for each in marks.split(",")]
        return marks.strip() == "*" or etag.removeprefix("W/") in known
    try:
        since = parsedate_to_datetime(request.headers.get("if-modified-since", ""))
        return since >= changed_at.replace(microsecond=0)
    except (ValueError, TypeError):
        return False  # what is no date, or one without a zone, is as if nothing was said
