"""What proves that work is done, and what only looks like it."""

from datetime import timedelta
from uuid import UUID

import pytest

from tanggap.journey.resolution import hints, rules
from tanggap.journey.resolution.hints import HintCode, Used
from tanggap.journey.resolution.rules import Proof, Spot
from tanggap.kit.errors import Forbidden, Invalid, Refused
from tanggap.report import timeline
from tanggap.report.events import Accepted, Closed, Disposed, Resolved, Verified
from tanggap.report.parties import Handling, parties
from tanggap.report.report import PhotoId, Report, ReportId, ReturnReason, Status, TaskId
from tanggap.report.transitions import Party
from tests import bekasi
from tests.bekasi import CITY, NOW, ROADS, ROADS_OFFICER, VERIFIER, WORKING_VERIFIER

HERE = Spot(lon=106.9756, lat=-6.2383)
NEAR = Spot(lon=106.9756, lat=-6.2374)  # 100.1 m (TV-GEO-1)
FAR = Spot(lon=106.9776, lat=-6.2383)
PHOTO = PhotoId(UUID(int=7))
TASK = TaskId(UUID(int=1))


def at_work() -> Report:
    """A pothole the roads' officer works on."""
    report = timeline.born(CITY, ReportId(UUID(int=2)), bekasi.received(1), NOW)
    assert report.kind is not None
    assert report.kind_group is not None
    for event in (
        Verified(
            was=Status.RECEIVED,
            now=Status.VERIFIED,
            type=report.type,
            was_type=report.type,
            kind=report.kind,
            kind_group=report.kind_group,
            was_kind=report.kind,
            area=report.area,
            was_area=report.area,
            sensitivity=report.sensitivity,
            due_at=report.due_at,
            respond_by=None,
        ),
        Disposed(
            was=Status.VERIFIED, now=Status.DISPOSED, agency=ROADS, was_agency=None, task=TASK, rule=None
        ),
        Accepted(
            was=Status.DISPOSED,
            now=Status.IN_PROGRESS,
            task=TASK,
            officer=ROADS_OFFICER.person,
            agency=ROADS,
        ),
    ):
        report = timeline.after(report, event, NOW, ROADS_OFFICER.person)
    return report


def handled(report: Report, *by: Party) -> Handling:
    """A report as somebody of these parties holds it."""
    return Handling(report=report, by=frozenset(by))


def resolve(proof: Proof | None, *, reply: str | None = "Ditambal.", explained: bool = False) -> Report:
    """The pothole once this proof was filed."""
    report = at_work()
    event = rules.resolve(
        handled(report, Party.ACTING_UNIT),
        reply=reply,
        needs_proof=True,
        proof=proof,
        weighed=rules.weigh(proof, report=HERE, at=NOW) if proof is not None else None,
        explained=explained,
    )
    return timeline.after(report, event, NOW, WORKING_VERIFIER.person)


def test_a_photo_taken_there_and_then_leaves_no_doubt() -> None:
    weighed = rules.weigh(Proof(photo=PHOTO, spot=NEAR, taken_at=NOW), report=HERE, at=NOW)

    assert weighed.distance_m == pytest.approx(100.1, abs=0.1)
    assert weighed.hints == ()


@pytest.mark.parametrize(
    "proof",
    [
        Proof(photo=PHOTO, spot=FAR, taken_at=NOW),
        Proof(photo=PHOTO, spot=HERE, taken_at=NOW - timedelta(hours=25)),
        Proof(photo=PHOTO, spot=None, taken_at=NOW),
    ],
    ids=["far away", "long ago", "nobody knows where"],
)
def test_a_doubtful_photo_is_taken_only_with_an_explanation(proof: Proof) -> None:
    with pytest.raises(Invalid) as asked:
        resolve(proof)

    assert asked.value.field == "note"
    assert resolve(proof, explained=True).status is Status.RESOLVED


@pytest.mark.parametrize("needs_proof", [True, False])
def test_a_photo_used_before_is_taken_only_with_an_explanation_whatever_the_kind(
    needs_proof: bool,  # noqa: FBT001 (a parameter of the test)
) -> None:
    proof = Proof(photo=PHOTO, spot=NEAR, taken_at=NOW)
    earlier = Used(number="BKS-1", here=False, sent_at=NOW - timedelta(days=19))
    weighed = rules.weigh(proof, report=HERE, at=NOW, used=[earlier])

    def file(*, explained: bool) -> Resolved:
        return rules.resolve(
            handled(at_work(), Party.ACTING_UNIT),
            reply="Ditambal.",
            needs_proof=needs_proof,
            proof=proof,
            weighed=weighed,
            explained=explained,
        )

    with pytest.raises(Invalid, match="sudah dipakai") as asked:
        file(explained=False)

    assert asked.value.field == "note"
    assert file(explained=True).now is Status.RESOLVED


def test_a_guarded_report_is_not_named_where_its_photo_was_used_again() -> None:
    guarded = Used(number=None, here=False, sent_at=NOW)
    own = Used(number="BKS-1", here=True, sent_at=NOW)

    assert set(hints.used_before(guarded).values) == {"at"}
    assert "laporan ini" in hints.used_before(own).text


def test_the_place_of_a_photo_does_not_matter_where_the_report_has_none() -> None:
    weighed = rules.weigh(Proof(photo=PHOTO, spot=None), report=None, at=NOW)

    assert {each.code for each in weighed.hints} == {HintCode.UNDATED}


def test_work_whose_kind_asks_for_proof_is_not_done_without_a_photo() -> None:
    with pytest.raises(Invalid, match="foto") as asked:
        resolve(None)

    assert asked.value.field == "photo"


def test_work_is_not_done_without_a_word_about_it() -> None:
    with pytest.raises(Refused, match="Tulis"):
        resolve(Proof(photo=PHOTO, spot=HERE), reply=None)


def test_who_did_the_work_neither_closes_it_nor_gives_it_back() -> None:
    report = resolve(Proof(photo=PHOTO, spot=HERE))
    doer = handled(report, *parties(bekasi.ground(), WORKING_VERIFIER, report))

    with pytest.raises(Forbidden):
        rules.close(doer)
    with pytest.raises(Forbidden):
        rules.give_back(doer, reason=ReturnReason.NOT_FINISHED, text="Belum.", task=TASK)


def test_work_is_not_given_back_without_a_word_about_it() -> None:
    report = resolve(Proof(photo=PHOTO, spot=HERE))

    with pytest.raises(Refused, match="Tulis"):
        rules.give_back(
            handled(report, Party.VERIFIER), reason=ReturnReason.NOT_FINISHED, text=None, task=TASK
        )


def test_another_verifier_closes_it() -> None:
    report = resolve(Proof(photo=PHOTO, spot=HERE))

    closed = rules.close(handled(report, *parties(bekasi.ground(), VERIFIER, report)))

    assert isinstance(closed, Closed)
    assert closed.by is Party.VERIFIER


def test_what_nobody_looked_at_is_closed_by_the_system() -> None:
    closed = rules.close(handled(resolve(Proof(photo=PHOTO, spot=HERE)), Party.SYSTEM))

    assert isinstance(closed, Closed)
    assert closed.by is Party.SYSTEM


def test_a_verifier_does_not_speak_for_the_reporter() -> None:
    report = resolve(Proof(photo=PHOTO, spot=HERE))

    with pytest.raises(Invalid):
        rules.give_back(
            handled(report, Party.VERIFIER), reason=ReturnReason.DISPUTED, text="Belum.", task=TASK
        )
