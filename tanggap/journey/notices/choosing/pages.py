"""The page of choices, and the links in mails that end them."""

from msgspec import Struct

from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.hearing import Choices, Pace, Topic, Way, store
from tanggap.city.hearing.wishes import store as wishes
from tanggap.city.rights import Act
from tanggap.journey.notices.choosing import actions, rules
from tanggap.journey.notices.choosing.actions import Chooser
from tanggap.kit.web import Form, Page, Pages, Redirect, get, post
from tanggap.kit.words import Say, Tongue, say
from tanggap.report.choices import Option

PLACE = "notices"
SETTINGS = "/notices/settings"


class TopicChoice(Struct, frozen=True, kw_only=True):
    """One topic and what can be chosen for it; with one pace there is nothing to choose."""

    code: str
    word: Say
    ways: tuple[Option, ...]
    paces: tuple[Option, ...]


class SettingsPage(Struct, frozen=True, kw_only=True):
    """What notices/settings.html is given."""

    to: str | None
    whose: Say
    topics: tuple[TopicChoice, ...]
    digest: tuple[Option, ...]
    start: tuple[Option, ...]
    end: tuple[Option, ...]
    device: bool
    stopped: bool


class StopPage(Struct, frozen=True, kw_only=True):
    """What notices/stop.html is given."""

    href: str
    settings: str


@get("/notices/settings", act=Act.ANYONE)
async def show_settings(desk: Desk, *, to: str = "") -> Page:
    """What whoever sits here chose, or the address a mail was sent to."""
    by = await actions.chooser(desk, to or None)
    page = await _page(desk, by, await actions.chosen(desk, by), to=to or None)
    return Page("notices/settings.html", page, place=PLACE)


@post("/notices/settings", act=Act.ANYONE)
async def choose(desk: Desk, form: Form) -> Redirect:
    """Choose by which way and when."""
    to = form.text("to")
    by = await actions.chooser(desk, to)
    await actions.choose(desk, by, rules.read(form.text))
    return Redirect(f"{SETTINGS}?to={to}" if to else SETTINGS, flash=say("Pilihan disimpan."))


@get("/stop/{token:str}", act=Act.ANYONE)
async def show_stop(desk: Desk, token: str) -> Page:
    """What will end; a look alone ends nothing, for machines look at links too."""
    await actions.chooser(desk, token)
    return Page("notices/stop.html", StopPage(href=f"/stop/{token}", settings=f"{SETTINGS}?to={token}"))


@post("/stop/{token:str}", act=Act.ANYONE)
async def stop(desk: Desk, token: str) -> Redirect:
    """Write nothing more to this address."""
    await actions.stop(desk, token)
    return Redirect(f"{SETTINGS}?to={token}", flash=say("Tidak ada surel lagi ke alamat ini."))


@post("/api/v1/stop/{token:str}", act=Act.ANYONE, status_code=200, media_type="text/plain")
async def stop_at_once(open_desk: OpenDesk, token: str) -> str:
    """Write nothing more to the address this token was sent to (RFC 8058). The token is all the authority it needs."""
    async with open_desk() as desk:
        await actions.stop(desk, token)
    return "stopped\n"


async def _page(desk: Desk, by: Chooser, choices: Choices, *, to: str | None) -> SettingsPage:
    mine = await store.in_browser(desk.db, desk.city, desk.actor.session if to is None else None)
    stopped = await wishes.stopped(desk.db, desk.city, [by.lookup] if by.lookup is not None else [])
    return SettingsPage(
        to=to,
        whose=_whose(desk, to),
        topics=tuple(_topic(topic, word, choices, desk.tongue) for topic, word in rules.TOPICS.items()),
        digest=_hours(choices.digest_hour),
        start=_hours(choices.quiet.start),
        end=_hours(choices.quiet.end),
        device=bool(mine),
        stopped=bool(stopped),
    )


def _whose(desk: Desk, to: str | None) -> Say:
    if to is not None:
        return say("Untuk alamat surel ini.")
    if desk.actor.resident is not None:
        return say("Untuk akun Anda, di semua perangkat.")
    return say("Untuk peramban ini dan laporan yang dikirim darinya.")


def _topic(topic: Topic, word: Say, choices: Choices, tongue: Tongue) -> TopicChoice:
    way = choices.ways.get(topic, Way.ANY)
    pace = choices.paces.get(topic, Pace.AT_ONCE)
    return TopicChoice(
        code=topic,
        word=word,
        ways=tuple(
            Option(value=each, name=tongue(rules.WAYS[each]), chosen=each is way)
            for each in rules.ways(topic)
        ),
        paces=tuple(
            Option(value=each, name=tongue(rules.PACES[each]), chosen=each is pace)
            for each in rules.paces(topic)
        ),
    )


def _hours(chosen: int) -> tuple[Option, ...]:
    return tuple(Option(value=str(hour), name=f"{hour:02}.00", chosen=hour == chosen) for hour in range(24))


PAGES = Pages(routes=[show_settings, choose, show_stop, stop], api=[stop_at_once])
