"""Who follows a place hears what the public may know of it: which report concerns whom, and what can be followed."""

from typing import Any
from uuid import uuid4

import msgspec
import pytest

from tanggap.city.hearing import Pace, Way
from tanggap.city.packs.pack import Sensitivity
from tanggap.journey.alerts import rules
from tanggap.journey.alerts.rules import Circle, Following, What, Wish, chain, concerns
from tanggap.kit.errors import Invalid
from tanggap.report.report import Visibility
from tests.journey.following import BROWSER, JAKASAMPURNA, MARKET, ROAD

ALL = Following(
    id=uuid4(),
    lon=None,
    lat=None,
    radius_m=None,
    kind=None,
    kind_group=None,
    fresh=True,
    done=False,
    way=Way.APP,
    pace=Pace.AT_ONCE,
    seat=BROWSER,
    person=None,
    ear=None,
    lookup=None,
)
CIRCLE: dict[str, Any] = {"lon": MARKET[0], "lat": MARKET[1] + 0.004, "radius_m": 500}
"""Some 445 m north of the market."""


@pytest.mark.parametrize(
    ("alert", "report", "expected"),
    [
        ({}, {}, True),
        ({"kind": "road-damage"}, {}, True),
        ({"kind": "garbage-pile"}, {}, False),
        ({"kind_group": "roads"}, {}, True),
        ({"kind_group": "waste"}, {}, False),
        ({"fresh": False, "done": True}, {}, False),
        (CIRCLE, {}, True),
        (CIRCLE | {"radius_m": 400}, {}, False),
        (CIRCLE, {"visibility": Visibility.ANONYMOUS}, False),
        (CIRCLE, {"sensitivity": Sensitivity.BLURRED}, False),
        (CIRCLE, {"lon": None, "lat": None}, False),
        ({}, {"sensitivity": Sensitivity.BLURRED}, True),
    ],
)
def test_which_report_concerns_whom(alert: dict[str, Any], report: dict[str, Any], expected: bool) -> None:  # noqa: FBT001 (a table's column)
    following, seen = msgspec.structs.replace(ALL, **alert), msgspec.structs.replace(ROAD, **report)

    assert concerns(following, seen, What.FRESH) is expected


def test_an_area_lies_in_its_kecamatan_and_its_city() -> None:
    assert chain(JAKASAMPURNA) == ["32.75", "32.75.02", "32.75.02.1005"]
    assert chain(None) == []


def read(**fields: str) -> Wish:
    return rules.read(
        fields.get,
        areas=lambda code: code == JAKASAMPURNA,
        kinds=lambda _: False,
        groups={"roads"}.__contains__,
    )


FORM = {"area": JAKASAMPURNA, "fresh": "yes", "way": "app"}


@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"area": "32.99"}, "area"),
        ({"lon": "106.9", "lat": "-6.2", "radius": "99"}, "radius"),
        ({"lon": "106.9", "lat": "-6.2", "radius": "5001"}, "radius"),
        ({"lon": "106.9", "lat": "-6.2", "radius": "²"}, "radius"),
        ({"lon": "nan", "lat": "-6.2", "radius": "500"}, "area"),
        ({"lon": "inf", "lat": "-6.2", "radius": "500"}, "area"),
        ({"about": "nothing"}, "about"),
        ({"fresh": ""}, "fresh"),
        ({"way": "pigeon"}, "way"),
        ({"way": "any"}, "way"),
    ],
)
def test_what_cannot_be_followed_is_refused_beside_its_field(change: dict[str, str], field: str) -> None:
    fields = {name: text for name, text in (FORM | change).items() if text}

    with pytest.raises(Invalid) as refused:
        read(**fields)
    assert refused.value.field == field


def test_a_circle_stands_above_an_area_and_a_group_is_no_kind() -> None:
    wish = read(**FORM, lon="106.9", lat="-6.2", radius="500", about="roads")

    assert (wish.area, wish.circle) == (None, Circle(lon=106.9, lat=-6.2, radius_m=500))
    assert (wish.kind, wish.group) == (None, "roads")


@pytest.mark.parametrize(
    "text", [None, "", "a", "a@b", "@b.id", "a@", "a b@c.id", "a@c.id\nBcc: x@y.id", "é" * 255]
)
def test_what_is_no_address_is_refused(text: str | None) -> None:
    with pytest.raises(Invalid):
        rules.address(text)
