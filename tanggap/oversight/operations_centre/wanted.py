"""Which reports a screen of the operations centre is about, as the desk, its map and its lists have it in their address."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar
from urllib.parse import urlencode

from msgspec import Struct

from tanggap.city.ground import Ground
from tanggap.city.packs.pack import Urgency
from tanggap.city.terms import AgencySlug, AreaCode, GroupSlug, KindSlug
from tanggap.kit.errors import Invalid
from tanggap.kit.words import say
from tanggap.oversight.counts.rules import chosen, latest
from tanggap.oversight.counts.tally import ALWAYS, Period
from tanggap.report.report import Channel, Status

DAYS_MOST = 366
_Code = TypeVar("_Code", bound=str)


class Wanted(Struct, frozen=True, kw_only=True):
    """The reports somebody wants to see; what is None leaves nothing out.

    ``period`` is when they were received, None for whenever; ``kind`` and ``group`` narrow each other; ``area`` takes
    in what lies in it; ``urgency`` is that of the kind, raised by its supporters.
    """

    period: Period | None = None
    kind: KindSlug | None = None
    group: GroupSlug | None = None
    agency: AgencySlug | None = None
    area: AreaCode | None = None
    channel: Channel | None = None
    status: Status | None = None
    urgency: Urgency | None = None

    @property
    def days(self) -> Period:
        """The days of their receipt."""
        return self.period or ALWAYS

    @property
    def query(self) -> str:
        """The same as the query of an address; empty for all reports."""
        period = () if self.period is None else (("from", self.period.first), ("to", self.period.last))
        codes = (
            ("kind", self.kind),
            ("group", self.group),
            ("agency", self.agency),
            ("area", self.area),
            ("channel", self.channel),
            ("status", self.status),
            ("urgency", self.urgency),
        )
        return urlencode([*period, *((name, code) for name, code in codes if code is not None)])

    def kinds(self, ground: Ground) -> tuple[KindSlug, ...] | None:
        """The kinds it takes in, None for every kind and for what has none yet."""
        if self.kind is None and self.group is None:
            return None
        return tuple(
            slug
            for slug, kind in ground.kinds.items()
            if self.kind in (None, slug) and self.group in (None, kind.group)
        )


def wanted(query: Mapping[str, str], ground: Ground, *, today: date) -> Wanted:
    """What an address asks for; a field left empty asks for nothing. Raises Invalid for what this city does not know."""
    asked = {name: value.strip() for name, value in query.items() if value.strip()}
    days = last_days(query)
    return Wanted(
        period=latest(today, days) if days else chosen(asked.get("from"), asked.get("to"), today=today),
        kind=_known(asked, "kind", ground.kinds),
        group=_known(asked, "group", map(GroupSlug, ground.groups)),
        agency=_known(asked, "agency", ground.agencies),
        area=_known(asked, "area", (area.code for area in ground.areas.all())),
        channel=_known(asked, "channel", Channel),
        status=_known(asked, "status", Status),
        urgency=_known(asked, "urgency", Urgency),
    )


def last_days(query: Mapping[str, str]) -> int | None:
    """How many of the last days an address asks for, today among them; None where it names its days, or none.

    Raises Invalid.
    """
    text = query.get("days", "").strip()
    if not text or query.get("from", "").strip() or query.get("to", "").strip():
        return None
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:4]) <= DAYS_MOST):
        raise Invalid(say("Pilih masa paling lama {days} hari.", days=DAYS_MOST), field="days")
    return int(text[:4])


def _known(asked: Mapping[str, str], name: str, codes: Iterable[_Code]) -> _Code | None:
    """The code somebody asks for under a name, as this city knows it."""
    code = asked.get(name)
    if code is None:
        return None
    known = next((each for each in codes if each == code), None)
    if known is None:
        raise Invalid(say("Pilihan ini tidak dikenal: {code}.", code=code), field=name)
    return known
