"""Drafting months, telling the heads of the units, publishing, correcting, and answering beside a score."""

from datetime import date

from tanggap.city import audit
from tanggap.city.desk import Desk, OpenCity
from tanggap.city.hearing import store as ears
from tanggap.city.hearing.rules import MAIL
from tanggap.city.owed import Letter, NewLetter, owe
from tanggap.city.people import store as people
from tanggap.city.rights import Act, Role, can
from tanggap.city.terms import AgencySlug, CityId
from tanggap.journey.notices.concerned import store as concerned
from tanggap.kit.errors import Forbidden, Invalid, Missing, Refused
from tanggap.kit.ids import new_id
from tanggap.kit.words import say
from tanggap.oversight.scorecards.measuring import store as measuring
from tanggap.oversight.scorecards.months import rules, store
from tanggap.oversight.scorecards.months.rules import Card, Subject
from tanggap.oversight.scorecards.months.store import Version
from tanggap.oversight.scorecards.stints import store as stints

HEADS = (Role.UNIT_HEAD, Role.AGENCY_HEAD)
ANSWER_LONGEST = 2000
REASON_LONGEST = 500
ANSWERS_MOST = 5
"""All of them stay; whoever corrects their answer writes another."""


async def keep_up(open_desk: OpenCity, city: CityId) -> None:
    """Draft each month that is over, publish each whose day has come; may be done twice."""
    async with open_desk(city) as desk:
        today = desk.ground.calendar.day_of(desk.now())
        known = {each.month for each in await store.versions(desk.db, city, published=False)}
        over = await store.months(desk.db, city, before=rules.month_of(today))
        wanted = [each for each in over if each not in known and rules.to_draft(desk.ground, each, today)]
    for month in wanted:
        async with open_desk(city) as desk:
            await draft(desk, month)
    async with open_desk(city) as desk:
        await store.publish(desk.db, city, today=today, at=desk.now())


async def draft(desk: Desk, month: date) -> None:
    """Draft the scores of a month and tell the heads of its units, once.

    A month that was over before anybody could be shown a draft is published as it is counted.
    """
    await stints.hold(desk.db, desk.city)
    if any(each.month == month for each in await store.versions(desk.db, desk.city, published=False)):
        return
    today = desk.ground.calendar.day_of(desk.now())
    late = rules.long_over(month, today)
    version = _version(desk, month, 1, publish_on=today if late else None)
    cards = await _add(desk, version)
    if not late:
        await _tell_heads(desk, version, cards)


async def correct(desk: Desk, month: date, reason: str) -> None:
    """Publish a month anew as it is counted now, with the reason; what was published before is kept.

    Raises Forbidden, Invalid, Missing.
    """
    if not may_correct(desk):
        raise Forbidden(say("Hanya pimpinan kota yang menerbitkan rapor lagi."))
    reason = reason.strip()
    if not reason or len(reason) > REASON_LONGEST:
        raise Invalid(
            say(
                "Tulis alasannya, paling panjang {most} huruf; ikut terbit bersama nilai yang baru.",
                most=REASON_LONGEST,
            ),
            field="reason",
        )
    await stints.hold(desk.db, desk.city)
    found = await store.versions(desk.db, desk.city, first=month, last=month)
    if not found:
        raise Missing(say("Rapor bulan itu belum terbit."))
    today, nth = desk.ground.calendar.day_of(desk.now()), found[0].version + 1
    version = _version(desk, month, nth, publish_on=today, reason=reason)
    await _add(desk, version)
    await store.publish(desk.db, desk.city, today=today, at=desk.now())
    await audit.note(desk, "scorecard_corrected", month=month.isoformat(), version=nth)


def may_correct(desk: Desk) -> bool:
    """Whether who is at this desk may have a month published anew."""
    return can(desk.actor, Act.DECIDE)


async def answer(desk: Desk, agency: AgencySlug, month: date, text: str) -> None:
    """Say something in public beside a unit's score of a month, as its head. Raises Forbidden, Invalid, Missing, Refused."""
    if desk.actor.person is None or not may_answer(desk, agency):
        raise Forbidden(say("Hanya kepala unit ini yang menjawab di samping nilainya."))
    text = text.strip()
    if not text or len(text) > ANSWER_LONGEST:
        raise Invalid(say("Tulis jawaban, paling panjang {most} huruf.", most=ANSWER_LONGEST), field="text")
    known = {each.month for each in await store.versions(desk.db, desk.city, published=False)}
    if month not in known:
        raise Missing(say("Rapor bulan itu belum terbit."))
    said = await store.answers(desk.db, desk.city, agency, first=month)
    if sum(each.month == month for each in said) >= ANSWERS_MOST:
        raise Refused(say("Unit ini sudah menjawab {most} kali untuk bulan itu.", most=ANSWERS_MOST))
    await store.answer(
        desk.db,
        desk.city,
        new_id(),
        month=month,
        agency=agency,
        text=text,
        by=desk.actor.person,
        at=desk.now(),
    )


def may_answer(desk: Desk, agency: AgencySlug) -> bool:
    """Whether who is at this desk heads this unit, or the agency it belongs to."""
    led = desk.actor.agencies(*HEADS)
    return any(each in led for each in rules.offices_of(desk.ground, agency))


def _version(
    desk: Desk, month: date, nth: int, *, publish_on: date | None, reason: str | None = None
) -> Version:
    grading = rules.grading_of(desk.ground, month)
    today = desk.ground.calendar.day_of(desk.now())
    return Version(
        month=month,
        version=nth,
        stood_at=rules.as_of_its_end(desk.ground, month).at,
        drafted_at=desk.now(),
        publish_on=publish_on or rules.publish_on(grading, month, today),
        published_at=None,
        reason=reason,
        grading=grading,
    )


async def _add(desk: Desk, version: Version) -> list[Card]:
    """Keep a version as it is counted now, each card with that of the twelve months that end with it."""
    time = rules.as_of_its_end(desk.ground, version.month)
    before = await store.histories(
        desk.db,
        desk.city,
        Subject,
        first=rules.year_before(version.month),
        last=version.month - rules.ONE_DAY,
        published=False,
    )
    cards = rules.cards(
        desk.ground,
        {each.name: await each.count(desk, time) for each in desk.offers.measures},
        await measuring.backlogs(
            desk.db, desk.city, rules.above(desk.ground), at=time.at, recent=time.at - measuring.HISTORY_WAITS
        ),
        grading=version.grading,
        measures=desk.offers.measures,
        known=before,
    )
    years = rules.years(desk.ground, cards, before, grading=version.grading, measures=desk.offers.measures)
    await store.add(desk.db, desk.city, version, cards, years)
    return cards


async def _tell_heads(desk: Desk, version: Version, cards: list[Card]) -> None:
    units = {AgencySlug(each.key) for each in cards if each.subject is Subject.AGENCY}
    serving = [
        each for each in await concerned.serving(desk.db, desk.city, units, HEADS) if each.agency is not None
    ]
    addresses = await people.addresses(desk.db, {each.person for each in serving})
    letters: list[NewLetter] = []
    for each in serving:
        if (address := addresses.get(each.person)) is None or each.agency is None:
            continue
        ear = await ears.add_address(
            desk.db, desk.tools.secrets, desk.city, address, language=desk.tongue.language, at=desk.now()
        )
        letters.append(
            NewLetter(
                dedupe=f"scorecard:{version.month}:{each.agency}:{each.person}",
                channel=MAIL,
                recipient=ear,
                letter=Letter(
                    subject=say("Konsep rapor unit"),
                    body=say(
                        "Rapor bulan {month} terbit {day}. Konsepnya sudah bisa dilihat, dan jawaban unit dapat "
                        "ditulis di sampingnya:",
                        month=version.month.isoformat()[:7],
                        day=version.publish_on.isoformat(),
                    ),
                    path=f"/open/agencies/{each.agency}",
                ),
                due_at=desk.now(),
            )
        )
    if letters:
        await owe(desk.db, desk.city, letters, at=desk.now())
