"""A report comes in by JSON, is sent on with a reason, and answers to its number."""

from tests.visitor import Visitor


async def test_a_report_with_a_kind_and_a_point_goes_straight_to_the_agency(visitor: Visitor) -> None:
    receipt = await visitor.report(kind="road-damage")

    assert receipt["status"] == "disposed"
    assert receipt["agency"] == "dbmsda"
    assert "Jakasampurna" in receipt["reason"]


async def test_a_report_without_a_kind_waits_for_triage(visitor: Visitor) -> None:
    receipt = await visitor.report(kind=None)

    assert receipt["status"] == "received"
    assert receipt["agency"] is None


async def test_a_confidential_report_answers_as_if_there_were_none_without_its_key(visitor: Visitor) -> None:
    receipt = await visitor.report(visibility="confidential")

    stranger = await visitor.client.get(f"/api/v1/reports/{receipt['number']}")
    reporter = await visitor.client.get(
        f"/api/v1/reports/{receipt['number']}", headers={"Report-Key": receipt["key"]}
    )

    assert stranger.status_code == 404
    assert reporter.status_code == 200
