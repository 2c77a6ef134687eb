"""What may be the same, and saying that one sees it too."""

from math import isfinite
from typing import Any

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.city.terms import AreaCode, KindSlug
from tanggap.journey.support import actions
from tanggap.journey.support.actions import Place
from tanggap.journey.support.views import Similar, similar
from tanggap.kit.web import Form, Page, Pages, Redirect, Request, get, post
from tanggap.kit.web.gate import Gate, Offer
from tanggap.kit.words import say
from tanggap.report import views
from tanggap.report.contacts import read_contact
from tanggap.report.finding import find, numbered


class SimilarPage(Struct, frozen=True, kw_only=True):
    """What support/similar.html is given."""

    alike: tuple[Similar, ...]


@get("/reports/similar", act="anyone")
async def show_similar(desk: Desk, *, kind: str = "", lon: str = "", lat: str = "", area: str = "") -> Page:
    """A piece of a page for the report form: what may be the same. Empty where nothing is, or the place is not known."""
    known = AreaCode(area) if desk.ground.area(AreaCode(area)) is not None else None
    east, north = _degrees(lon, 180), _degrees(lat, 90)
    if east is None or north is None:
        east = north = None
    elif known is None:
        found = desk.ground.areas.at(east, north)
        known = found.code if found is not None else None
    alike = await actions.alike_at(desk, KindSlug(kind), Place(lon=east, lat=north, area=known))
    return Page("support/similar.html", SimilarPage(alike=await similar(desk, alike)))


def _degrees(text: str, most: float) -> float | None:
    """A number of degrees an address names; None for anything else."""
    try:
        found = float(text)
    except ValueError:
        return None
    return found if isfinite(found) and abs(found) <= most else None


@post("/reports/{number:str}/support", act="anyone")
async def support(
    number: str, request: Request[Any, Any, Any], form: Form, desk: Desk, gate: Gate
) -> Redirect:
    """See the same, and hear how it goes on."""
    report, _ = await find(desk, number)
    contact = read_contact(None, form.text("contact"), language=desk.tongue.language)
    with gate.offered(Offer.of(request, door="support", city=desk.city, trusted=desk.actor.staff)):
        report = await actions.support(desk, report.id, contact=contact)
    done = say("Dukungan dicatat. Setiap langkahnya muncul di Kabar.")
    return Redirect(views.report_path(desk.ground, report.number), flash=done)


@post("/reports/{number:str}/support/withdrawal", act="anyone")
async def stop(number: str, desk: Desk) -> Redirect:
    """Take it back, also of a report that strangers may no longer read."""
    report = await numbered(desk, number)
    if await actions.supporting(desk, report.id) is None:
        await find(desk, number)
    await actions.stop(desk, report.id)
    there = views.report_path(desk.ground, report.number) if report.listed else "/notices"
    return Redirect(there, flash=say("Dukungan dicabut."))


PAGES = Pages(routes=[show_similar, support, stop])
