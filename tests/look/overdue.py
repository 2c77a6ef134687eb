"""The page of what is over its limit, with sample values."""

from datetime import timedelta

from msgspec.structs import replace

from tanggap.journey.deadlines.overdue.pages import LatePart, OverduePage, OverdueRow, UnitShare
from tanggap.kit.words import Say, say
from tanggap.report.views import Card
from tests.look import samples as x


def overdue() -> OverduePage:
    return OverduePage(
        count=17,
        units=(
            UnitShare(
                name="Dinas Bina Marga dan Sumber Daya Air",
                count=11,
                percent=64.7,
                width=100,
                href="/overdue?unit=dbmsda",
            ),
            UnitShare(
                name="Dinas Lingkungan Hidup", count=4, percent=23.5, width=36.4, href="/overdue?unit=dlh"
            ),
            UnitShare(name="Belum ada unit", count=2, percent=11.8, width=18.2, href=None),
        ),
        rows=(
            _row(x.CARDS[0], days=6, risen_to=say("pimpinan kota"), held=58),
            replace(
                _row(x.CARDS[1], days=1, risen_to=say("kepala instansi"), held=31),
                parts=(
                    _part("Dinas Lingkungan Hidup", answered=True),
                    _part("PLN UP3 Bekasi", answered=False),
                ),
            ),
            replace(
                _row(x.CARDS[4], days=0, risen_to=say("koordinator"), held=None),
                holder=say("Belum ada unit"),
            ),
        ),
        chosen=None,
        where=None,
        previous=None,
        next="/overdue?page=2",
    )


def of_a_unit() -> OverduePage:
    return replace(
        overdue(),
        count=11,
        chosen="Dinas Bina Marga dan Sumber Daya Air",
        where="Margahayu",
        rows=overdue().rows[:2],
        next=None,
    )


def none() -> OverduePage:
    return replace(overdue(), count=0, units=(), rows=(), next=None)


def _part(name: str, *, answered: bool) -> LatePart:
    late = x.due(say("lewat {span}", span=timedelta(days=2)), hours=-48)
    return LatePart(
        name=name,
        due=late,
        answered=answered,
        mandatory=answered,
        risen_to=say("kepala unit"),
        risen_at=x.ago(hours=30),
    )


def _row(card: Card, *, days: int, risen_to: Say, held: int | None) -> OverdueRow:
    late = x.due(say("lewat {span}", span=timedelta(days=days, hours=9)), hours=-24 * days - 9)
    return OverdueRow(
        card=replace(x.task(card, late), next=None),
        holder="Dinas Bina Marga dan Sumber Daya Air",
        risen_to=risen_to,
        risen_at=x.ago(days=days, hours=2),
        held_hours=held,
    )
