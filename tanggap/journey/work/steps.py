"""The steps of a task as forms ask for them: from its page, or from a phone that kept them until there was a signal."""

from collections.abc import Awaitable, Callable, Mapping
from datetime import UTC, datetime

from tanggap.city.desk import Desk
from tanggap.journey.resolution import actions as resolution
from tanggap.journey.resolution.rules import Spot
from tanggap.journey.work import actions
from tanggap.kit.errors import Invalid, Refused
from tanggap.kit.web import Form
from tanggap.report import number as numbers
from tanggap.report import parties
from tanggap.report.report import DeclineReason, HoldReason, PhotoId, Report, ReportId

OF_PROOF = ("text", "note", "last", "lon", "lat", "accuracy_m", "captured_at")
"""What is told with a proof: beside its words where the telephone was, how sure it is of that, when its camera was used."""
ACCURACY_MOST_M = 100_000

Step = Callable[[Desk, ReportId, Form], Awaitable[Report]]


async def accept(desk: Desk, report: ReportId, _: Form) -> Report:
    """Take it on; what another unit offered becomes this unit's first."""
    if (await parties.handled(desk, report)).offered_to is not None:
        return await actions.accept_offer(desk, report)
    return await actions.accept(desk, report)


async def decline(desk: Desk, report: ReportId, form: Form) -> Report:
    """Not take what another unit offered."""
    reason = form.choice("reason", DeclineReason)
    return await actions.decline(desk, report, reason=reason, text=form.text("text"))


async def hand_over(desk: Desk, report: ReportId, form: Form) -> Report:
    """Offer it to another unit: one of those suggested, or any other."""
    target = actions.agency(desk, form.text("agency") or form.text("other"))
    return await actions.offer(desk, report, target=target, reason=form.text("reason"))


async def hold(desk: Desk, report: ReportId, form: Form) -> Report:
    """Let it wait until a day."""
    return await actions.hold(
        desk,
        report,
        reason=form.choice("reason", HoldReason),
        review_on=form.day("until"),
        text=form.text("note"),
    )


async def resume(desk: Desk, report: ReportId, form: Form) -> Report:
    """Go on with it."""
    return await actions.resume(desk, report, text=form.text("note"))


async def question(desk: Desk, report: ReportId, form: Form) -> Report:
    """Ask its reporter something."""
    return await actions.question(desk, report, text=form.text("text"))


async def note(desk: Desk, report: ReportId, form: Form) -> Report:
    """Write something down for those who work on it."""
    return await actions.note(desk, report, text=form.text("text"))


async def prove(
    desk: Desk, report: ReportId, told: Mapping[str, str | None], *, photo: PhotoId | None
) -> Report:
    """Say what was done, and show it; ``told`` is what came with it, by the names of `OF_PROOF`."""
    return await resolution.resolve(
        desk,
        report,
        reply=told["text"],
        photo=photo,
        spot=spot(told),
        captured_at=moment(told["captured_at"]),
        explanation=told["note"],
        last=_number(told["last"]),
    )


STEPS: Mapping[str, Step] = {
    "acceptance": accept,
    "refusal": decline,
    "handover": hand_over,
    "hold": hold,
    "resumption": resume,
    "question": question,
    "note": note,
}
"""By the last part of the address their forms post to; a proof comes with a photo, and stands apart."""


def _number(text: str | None) -> int | None:
    """The digits of a report's number. Raises Invalid."""
    try:
        return numbers.read(text).digits if text else None
    except Refused as unread:
        raise Invalid(unread.say, field="last") from None


def spot(told: Mapping[str, str | None]) -> Spot | None:
    """Where a telephone says it was; None for nowhere on earth."""
    try:
        lon, lat = float(told["lon"] or ""), float(told["lat"] or "")
    except ValueError:
        return None
    if not (-180 <= lon <= 180 and -90 <= lat <= 90):
        return None
    return Spot(lon=lon, lat=lat, accuracy_m=_metres(told["accuracy_m"]))


def _metres(text: str | None) -> float | None:
    try:
        metres = float(text or "")
    except ValueError:
        return None
    return metres if 0 <= metres <= ACCURACY_MOST_M else None


def moment(text: str | None) -> datetime | None:
    """A moment as browsers write it, in UTC; None for anything else."""
    try:
        found = datetime.fromisoformat(text) if text else None
        return found.astimezone(UTC) if found is not None and found.tzinfo is not None else None
    except (ValueError, OverflowError):
        return None
