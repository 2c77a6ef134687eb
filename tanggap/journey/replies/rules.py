"""What a reply may hold, when it fits a report, and what it says of one. Values only."""

import re
from collections.abc import Mapping
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from msgspec import Struct

from tanggap.city.terms import KindSlug
from tanggap.kit.errors import Invalid
from tanggap.kit.words import say
from tanggap.report.report import RejectReason, Status

TITLE_MOST, TEXT_MOST = 80, 2000
FIELDS = ("number", "agency", "due", "kind", "area")
"""What can be told of the report at hand."""
_FIELD = re.compile(r"\{([^{}]*)\}")


class ReplyAct(StrEnum):
    """What a reply is for: telling what was done, refusing, asking the reporter."""

    ANSWER = "answer"
    REFUSE = "refuse"
    ASK = "ask"


class Reply(Struct, frozen=True, kw_only=True):
    """What is ready to be said; for one kind, one status, one reason of refusing where they are named."""

    id: UUID
    act: ReplyAct
    kind: KindSlug | None
    status: Status | None
    reason: RejectReason | None
    title: str
    told_id: str
    told_en: str | None
    written_at: datetime

    def fits(self, *, act: ReplyAct, kind: KindSlug | None, status: Status) -> bool:
        """Whether it may be said of a report of this kind and status."""
        return self.act is act and self.kind in (None, kind) and self.status in (None, status)


class Writing(Struct, frozen=True, kw_only=True):
    """A reply as somebody writes it."""

    act: ReplyAct | None
    kind: KindSlug | None = None
    status: Status | None = None
    reason: RejectReason | None = None
    title: str | None = None
    told_id: str | None = None
    told_en: str | None = None


def write(writing: Writing, *, reply: UUID, at: datetime) -> Reply:
    """A reply that can be used. Raises Invalid for what is missing, too long, or names a field there is not."""
    if writing.act is None:
        raise Invalid(say("Pilih gunanya."), field="act")
    if not writing.title or len(writing.title) > TITLE_MOST:
        raise Invalid(say("Beri judul, paling panjang {n} huruf.", n=TITLE_MOST), field="title")
    return Reply(
        id=reply,
        act=writing.act,
        kind=writing.kind,
        status=writing.status,
        reason=writing.reason if writing.act is ReplyAct.REFUSE else None,
        title=writing.title,
        told_id=_checked(writing.told_id or "", field="told_id"),
        told_en=_checked(writing.told_en, field="told_en") if writing.told_en else None,
        written_at=at,
    )


def _checked(text: str, *, field: str) -> str:
    if not text or len(text) > TEXT_MOST:
        raise Invalid(say("Tulis teksnya, paling panjang {n} huruf.", n=TEXT_MOST), field=field)
    unknown = next((each for each in _FIELD.findall(text) if each not in FIELDS), None)
    if unknown is not None:
        raise Invalid(say("Isian {field} tidak dikenal.", field=f"{{{unknown}}}"), field=field)
    return text


def fill(text: str, values: Mapping[str, str]) -> str:
    """A text with what its fields stand for; braces around anything else stay as they are."""
    return _FIELD.sub(lambda found: values.get(found[1], found[0]), text)
