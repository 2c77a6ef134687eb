"""Writing and retiring replies, and saying one of the report at hand, in its reporter's language."""

from collections.abc import Callable, Mapping
from functools import cache
from uuid import UUID
from zoneinfo import ZoneInfo

from msgspec import Struct

from tanggap.city import audit
from tanggap.city.desk import Desk
from tanggap.journey.replies import rules, standard, store
from tanggap.journey.replies.rules import Reply, ReplyAct, Writing
from tanggap.kit.errors import Forbidden, Invalid, Missing
from tanggap.kit.ids import new_id
from tanggap.kit.shipped import shipped
from tanggap.kit.words import SOURCE_LANGUAGE, Say, Tongue, say, speakers
from tanggap.report import number, views
from tanggap.report.report import RejectReason, Report


class Ready(Struct, frozen=True, kw_only=True):
    """What can be said of a report: by which id it is asked for, what it is called, what it is for."""

    id: str
    title: str
    act: ReplyAct


class Said(Struct, frozen=True, kw_only=True):
    """A reply, said of one report."""

    act: ReplyAct
    reason: RejectReason | None
    text: str


async def write(desk: Desk, writing: Writing) -> Reply:
    """Keep a reply for everybody of the city. Raises Invalid."""
    if desk.actor.person is None:
        raise Forbidden(say("Langkah ini dikerjakan oleh petugas lain."))
    if writing.kind is not None and writing.kind not in desk.ground.kinds:
        raise Invalid(say("Jenis laporan ini tidak ada di kota ini."), field="kind")
    reply = rules.write(writing, reply=new_id(), at=desk.now())
    await store.add(desk.db, desk.city, reply, by=desk.actor.person)
    await audit.note(desk, "reply_written", thing=reply.id, purpose=reply.act, kind=reply.kind)
    return reply


async def retire(desk: Desk, reply: UUID) -> None:
    """Use a reply no longer; it stays for the record. Raises Missing."""
    if not await store.retire(desk.db, desk.city, reply, at=desk.now()):
        raise Missing(say("Balasan ini tidak ditemukan. Mungkin sudah dipensiunkan."))
    await audit.note(desk, "reply_retired", thing=reply)


async def ready(desk: Desk, report: Report, *acts: ReplyAct) -> tuple[Ready, ...]:
    """What can be said of a report, for each of these."""
    return tuple(
        Ready(id=str(each.id), title=each.title, act=each.act)
        for each in await store.in_use(desk.db, desk.city)
        if any(each.fits(act=act, kind=report.kind, status=report.status) for act in acts)
    )


async def said(desk: Desk, report: Report, reply: str) -> Said | None:
    """One reply said of a report, by its id; None for one that does not fit it, or is none."""
    for each in await store.in_use(desk.db, desk.city):
        if str(each.id) == reply and each.fits(act=each.act, kind=report.kind, status=report.status):
            return Said(act=each.act, reason=each.reason, text=await _told(desk, report, each))
    return None


async def refusal(desk: Desk, report: Report, reason: RejectReason | None) -> str | None:
    """What is said of a refusal where nobody writes more: the city's own reply for this code, else the standard one."""
    if reason is None:
        return None
    for each in await store.in_use(desk.db, desk.city):
        if each.reason is reason and each.fits(act=ReplyAct.REFUSE, kind=report.kind, status=report.status):
            return await _told(desk, report, each)
    speak = await _tongue(desk, report)
    return speak(standard.refusal(reason, _number(desk, report)))


async def _told(desk: Desk, report: Report, reply: Reply) -> str:
    speak = await _tongue(desk, report)
    text = reply.told_en if speak.language == "en" and reply.told_en else reply.told_id
    agency = desk.ground.agencies.get(report.agency) if report.agency is not None else None
    values: dict[str, str | Say] = {
        "number": _number(desk, report),
        "agency": agency.name if agency is not None else say("unit yang berwenang"),
        "due": speak.when(report.due_at) if report.due_at is not None else say("secepatnya"),
        "kind": views.kind_sign(desk.ground, report.kind, speak).name,
        "area": views.area_name(desk.ground, report.area, speak, out_of_area=report.out_of_area),
    }
    return rules.fill(
        text, {name: speak(each) if isinstance(each, Say) else each for name, each in values.items()}
    )


async def _tongue(desk: Desk, report: Report) -> Tongue:
    """The language in which the reporter is written to, which need not be that of whoever writes."""
    language = await store.language_of(desk.db, desk.city, report.id)
    known = _speakers()
    return known.get(language or SOURCE_LANGUAGE, known[SOURCE_LANGUAGE])(desk.ground.zone)


@cache
def _speakers() -> Mapping[str, Callable[[ZoneInfo], Tongue]]:
    return speakers(shipped("look") / "words")


def _number(desk: Desk, report: Report) -> str:
    return number.show(desk.ground.known.code, report.number)
