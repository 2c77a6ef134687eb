"""Hears what happens to reports and decides who is told in the app; `outside` tells them on devices and by mail."""

from collections.abc import Iterator, Mapping, Sequence

from msgspec.structs import replace

from tanggap.city.desk import Desk
from tanggap.journey.notices import duty, outside, staff, store
from tanggap.journey.notices.about import About
from tanggap.journey.notices.beside import KINDS, to_followers, to_supporters
from tanggap.journey.notices.concerned import store as reports
from tanggap.journey.notices.concerned.store import Concerned, Follower
from tanggap.journey.notices.rules import news
from tanggap.journey.notices.store import Audience, NewNotice
from tanggap.journey.notices.told import Audible, Told
from tanggap.kit.log import Happened, Heard, Listener
from tanggap.report import number
from tanggap.report.events import EVENTS
from tanggap.report.parties import guarded
from tanggap.report.report import ReportId
from tanggap.report.supporters import store as supporters
from tanggap.report.supporters.store import Seated
from tanggap.report.views import Reader, promised_at


async def on_events(desk: Desk, events: Sequence[Heard]) -> None:
    """Tell everybody concerned of these events, each of them once."""
    told = await _told(desk, events)
    serving = await staff.serving(desk, told)
    told = [replace(each, staff=staff.hearing(desk.ground, each, serving)) for each in told]
    teams, local = await duty.teams_of(desk, told), desk.now().astimezone(desk.ground.zone)
    told = [replace(each, called=duty.called(desk.ground, each, serving, teams, local)) for each in told]
    supporting = await supporters.of_reports(
        desk.db, desk.city, {every.report.id for each in told for every in each.beside if every.report.listed}
    )
    notices = [notice for each in told for notice in _notices(each, supporting)]
    if notices:
        await store.tell(desk.db, desk.city, notices)
    await outside.tell(desk, told, supporting)


async def _told(desk: Desk, events: Sequence[Heard]) -> list[Told]:
    concerned = await reports.concerned(desk.db, desk.city, {ReportId(heard.thing) for heard in events})
    followers = await reports.followers(desk.db, desk.city, concerned)
    told: list[Told] = []
    for heard in events:
        report = concerned.get(ReportId(heard.thing))
        event = EVENTS.read(heard)
        if report is None or event is None:
            continue
        about = _about(desk, report)
        told.append(
            Told(
                heard=heard,
                report=report,
                about=about,
                event=event,
                news=news(event, about),
                beside=tuple(_beside(desk, heard, event, report, followers)),
                at=promised_at(heard.happened_at, report, reader=Reader.PUBLIC, zone=desk.ground.zone),
            )
        )
    return told


def _beside(
    desk: Desk, heard: Heard, event: Happened, report: Concerned, followers: Sequence[Follower]
) -> Iterator[Audible]:
    """Whose people hear of an event beside the report's own reporter."""
    about = _about(desk, report)
    words = to_supporters(event, about) if report.listed else None
    if words is not None:
        yield Audible(report=report, number=about.number, words=words, follows=False)
    for each in followers:
        about = _about(desk, each)
        words = to_followers(event, about, listed=report.listed)
        if each.source == report.id and words is not None and heard.happened_at >= each.since:
            yield Audible(report=each, number=about.number, words=words, follows=True)


def _about(desk: Desk, report: Concerned) -> About:
    return About(
        number=number.show(desk.ground.known.code, report.number),
        agency=report.agency,
        agencies=desk.ground.agencies,
        guarded=guarded(report),
    )


def _notices(told: Told, supporting: Mapping[ReportId, Sequence[Seated]]) -> Iterator[NewNotice]:
    """What people find in the app: the reporter, the agency's staff, and those who say the same."""
    source, nth, at = told.report.id, told.heard.nth, told.heard.happened_at
    if told.news.reporter is not None:
        yield NewNotice(
            report=source,
            source=source,
            nth=nth,
            audience=Audience.REPORTER,
            message=told.news.reporter,
            at=at,
        )
    if told.news.staff is not None:
        for person in sorted(told.staff):
            yield NewNotice(
                report=source,
                source=source,
                nth=nth,
                audience=Audience.PERSON,
                person=person,
                message=told.news.staff,
                at=at,
            )
    for each in told.beside:
        audiences = [Audience.REPORTER] if each.follows else []
        if each.report.id in supporting:
            audiences.append(Audience.SUPPORTERS)
        for audience in audiences:
            # Told no sooner than strangers may know it.
            yield NewNotice(
                report=each.report.id,
                source=source,
                nth=nth,
                audience=audience,
                message=each.words,
                at=told.at,
            )


LISTENER = Listener(name="notices", kinds=KINDS, on_events=on_events)
