"""Each filing of work is followed: compared with its complaint, drawn by lot when nobody looked, found true or not."""

from datetime import timedelta
from uuid import UUID

import pytest
from PIL import Image, ImageFilter

from tanggap.app.tools import Workbench
from tanggap.city.desk import Desk
from tanggap.city.rights import Actor
from tanggap.city.terms import AgencySlug
from tanggap.journey.resolution import actions as resolution
from tanggap.journey.resolution import store as resolutions
from tanggap.journey.resolution.filings import rules, store
from tanggap.journey.resolution.filings.actions import compare_proofs
from tanggap.journey.resolution.hints import SAME_POINTS
from tanggap.journey.resolution.rules import Spot
from tanggap.journey.resolution.views import verification_page
from tanggap.journey.work import actions as work
from tanggap.kit.errors import Forbidden, Invalid, Refused
from tanggap.kit.ids import new_id
from tanggap.report import store as reports
from tanggap.report.events import HelpAsked, HelpGiven
from tanggap.report.photos import files
from tanggap.report.photos import store as photos
from tanggap.report.photos.rules import Screening
from tanggap.report.report import PhotoId, Report, ReportId, ReturnReason, Status, TaskId
from tests.album import saved, scene
from tests.bekasi import CLEANSING, ROADS, ROADS_OFFICER, VERIFIER, WORKING_VERIFIER
from tests.conftest import BEKASI, NOW
from tests.journey.filed import closed_by_itself, finished, happen, heard
from tests.journey.office import Act, do, sent

KEY = bytes(32)
HERE = Spot(lon=106.9756, lat=-6.2383)


async def untrue(office: Workbench) -> tuple[int, int]:
    """How many proofs of the roads' unit turned out untrue, of how many."""
    async with office.entrance.open_desk(BEKASI) as desk:
        today = desk.now().date()
        first, last = today - timedelta(days=1), today + timedelta(days=1)
        (found,) = await store.record(
            desk.db, desk.city, first=first, last=last, zone="Asia/Jakarta", agency=ROADS
        )
        return found.false, found.filed


async def waits(office: Workbench, actor: Actor = VERIFIER) -> int:
    """How much work waits for somebody who checks it."""
    async with office.entrance.open_desk(BEKASI) as desk:
        units = actor.agencies(*(duty.role for duty in actor.duties))
        return await resolutions.waiting_count(
            desk.db, desk.city, areas=None, verifier=actor.person, units=units
        )


def test_the_lot_falls_on_one_in_ten_the_same_each_time_and_on_others_under_another_key() -> None:
    reports = [UUID(int=n * 7919) for n in range(3000)]

    drawn = {each for each in reports if rules.drawn(KEY, each, 9)}

    assert drawn == {each for each in reports if rules.drawn(KEY, each, 9)}
    assert 240 <= len(drawn) <= 360
    assert len(drawn & {each for each in reports if rules.drawn(bytes([1]) * 32, each, 9)}) < 80


async def test_what_closed_by_itself_waits_for_a_verifier_only_where_the_lot_fell(office: Workbench) -> None:
    drawn, other = await sent(office), await sent(office)
    await closed_by_itself(office, other, drawn=False)
    await closed_by_itself(office, drawn, drawn=True)
    for each in (drawn, other):
        await heard(office, each)

    assert await waits(office) == 1
    assert await waits(office, WORKING_VERIFIER) == 0, "nobody checks the work of their own unit"
    with pytest.raises(Refused):
        await do(office, VERIFIER, lambda d: resolution.close(d, other))
    with pytest.raises(Forbidden):
        await do(office, WORKING_VERIFIER, lambda d: resolution.close(d, drawn))
    looked = await do(office, VERIFIER, lambda d: resolution.close(d, drawn))
    await heard(office, drawn)

    assert looked.status is Status.CLOSED
    assert await waits(office) == 0
    assert await untrue(office) == (0, 2)


async def test_what_was_drawn_and_is_not_done_is_opened_for_the_same_unit_and_counted(
    office: Workbench,
) -> None:
    report = await sent(office)
    await closed_by_itself(office, report, drawn=True)
    await heard(office, report)

    opened = await do(
        office,
        VERIFIER,
        lambda d: resolution.give_back(d, report, reason=ReturnReason.NOT_FINISHED, text="Masih ada."),
    )
    await heard(office, report)

    assert opened.status is Status.REOPENED
    assert opened.lead is not None
    assert opened.lead.agency == ROADS
    assert await waits(office) == 0
    assert await untrue(office) == (1, 1)


@pytest.mark.parametrize(
    ("reason", "counted"),
    [
        (ReturnReason.WRONG_PLACE, 1),
        (ReturnReason.OLD_PHOTO, 1),
        (ReturnReason.REUSED, 1),
        (ReturnReason.NOT_FINISHED, 0),
        (ReturnReason.UNCLEAR_PHOTO, 0),
    ],
)
async def test_only_a_proof_that_was_not_true_counts_against_its_unit(
    office: Workbench, reason: ReturnReason, counted: int
) -> None:
    report = await sent(office)
    await finished(office, report)
    await do(office, VERIFIER, lambda d: resolution.give_back(d, report, reason=reason, text="Lihat foto."))
    await finished(office, report)
    await heard(office, report)

    assert await untrue(office) == (counted, 2)


async def test_a_proof_is_compared_with_the_photos_of_its_complaint(office: Workbench) -> None:
    street = scene(1).effect_spread(3)
    mended = street.copy()
    mended.paste(street.crop((180, 120, 300, 240)).filter(ImageFilter.GaussianBlur(20)), (180, 120))
    proofs = (mended, scene(2).effect_spread(3), None)
    found: list[ReportId] = []
    for proof in proofs:
        report = await sent(office)
        await put(office, report, street, role="before")
        photo = await put(office, report, proof, role="after") if proof is not None else None
        await finished(office, report, photo=photo)
        await heard(office, report)
        found.append(report)

    await compare_proofs(office.entrance.open_desk, BEKASI)

    same, other, none = [
        await do(office, VERIFIER, lambda d, report=report: shared(d, report)) for report in found
    ]
    assert same is not None
    assert same >= SAME_POINTS
    assert other is not None
    assert other < SAME_POINTS
    assert none is None


async def shared(desk: Desk, report: ReportId) -> int | None:
    """What the filing a report stands on shares with its complaint."""
    filing = max((await store.of_report(desk.db, desk.city, report)).values(), key=lambda each: each.nth)
    assert filing is not None
    return filing.points


async def put(
    office: Workbench, report: ReportId, image: Image.Image, *, role: str, claimed: bool = True
) -> PhotoId:
    """A photo of a report, kept as if it had been developed, and put to it or not yet."""
    photo = photos.Photo(
        id=PhotoId(new_id()),
        role=role,
        width=image.width,
        height=image.height,
        colour="#888888",
        taken_at=None,
        sent_at=NOW,
        screening=Screening.CLEAR,
        covers=(),
    )
    key = files.own(photo.id, screening=photo.screening, covered=False, version=0)
    await office.files.put(key, saved(image, "jpeg"), "image/jpeg")
    async with office.entrance.open_desk(BEKASI) as desk:
        await photos.keep(desk.db, desk.city, photo, digest=photo.id.bytes, sent_by=None)
        if claimed:
            await photos.claim(desk.db, desk.city, report, [photo.id], role=role)
    return photo.id


async def test_what_was_finished_here_before_is_offered_and_linked_and_nothing_else(
    office: Workbench,
) -> None:
    first, other_kind = await sent(office), await sent(office, kind="garbage-pile")
    far = await sent(office, lat=-6.2374)  # 100 m (TV-GEO-1)
    for each in (first, other_kind, far):
        await closed_by_itself(office, each, drawn=False)
    again = await sent(office)
    await do(office, ROADS_OFFICER, lambda d: work.accept(d, again))

    offered = await do(office, ROADS_OFFICER, lambda d: offered_for(d, again))
    number, unlike = await number_of(office, first), await number_of(office, other_kind)
    photo = await put(office, again, scene(1), role="after", claimed=False)

    def resolve(last: int) -> Act:
        return lambda d: resolution.resolve(
            d, again, reply="Ditambal lagi.", photo=photo, spot=HERE, last=last
        )

    with pytest.raises(Invalid) as refused:
        await do(office, ROADS_OFFICER, resolve(unlike))
    await do(office, ROADS_OFFICER, resolve(number))
    shown = await do(office, VERIFIER, verification_page)

    assert offered == [number]
    assert refused.value.field == "last"
    assert shown.item is not None
    assert shown.item.last_href is not None
    assert str(shown.item.timeline[0].words.values["number"]) == shown.item.last


async def offered_for(desk: Desk, report: ReportId) -> list[int]:
    """The numbers that are offered as the last time."""
    found = await resolution.last_times(desk, await reports.get(desk.db, desk.city, report))
    return [each.number for each in found]


async def number_of(office: Workbench, report: ReportId) -> int:
    """The digits of a report's number."""
    async with office.entrance.open_desk(BEKASI) as desk:
        return (await reports.get(desk.db, desk.city, report)).number


async def test_a_part_is_a_filing_of_its_own_unit_and_only_whose_proof_was_untrue_is_counted(
    office: Workbench,
) -> None:
    report = await sent(office)
    part = TaskId(new_id())
    await happen(
        office,
        report,
        HelpAsked(task=part, agency=CLEANSING, mandatory=True, due_at=None, again=None),
        HelpGiven(task=part, agency=CLEANSING, photo=None),
    )
    await finished(office, report)
    with pytest.raises(Invalid, match="daftar"):
        await do(office, VERIFIER, lambda d: back(d, report, whose=AgencySlug("dishub")))
    await do(office, VERIFIER, lambda d: back(d, report, whose=CLEANSING))
    await heard(office, report)

    async with office.entrance.open_desk(BEKASI) as desk:
        today = desk.now().date()
        first, last = today - timedelta(days=1), today + timedelta(days=1)
        found = await store.record(desk.db, desk.city, first=first, last=last, zone="Asia/Jakarta")
    assert {each.agency: (each.false, each.filed) for each in found} == {CLEANSING: (1, 1), ROADS: (0, 1)}


async def back(desk: Desk, report: ReportId, *, whose: AgencySlug) -> Report:
    return await resolution.give_back(
        desk, report, reason=ReturnReason.REUSED, text="Foto lama.", whose=whose
    )
