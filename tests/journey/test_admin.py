"""What is typed in the city's own pages becomes what its pack says, and what is not touched stays."""

from datetime import date
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tanggap.app.tools import Workbench
from tanggap.city.desk import Desk
from tanggap.city.editing import actions as editing
from tanggap.city.editing import rules as pack_rules
from tanggap.city.editing.rules import Wish, digest
from tanggap.city.packs.dated import with_entry
from tanggap.city.packs.pack import Pack
from tanggap.city.packs.times import DatedLimit, Limit, Limits, Period
from tanggap.city.rights import Actor, Duty, Role
from tanggap.city.terms import PersonId
from tanggap.journey.admin import fields, lengths, opening
from tanggap.journey.admin.fields import FormView
from tanggap.journey.admin.hours import pages as hours
from tanggap.journey.admin.kinds import asking, forms, rules
from tanggap.journey.admin.limits import rules as limits
from tanggap.kit.errors import Invalid, Refused
from tanggap.kit.web import Form
from tests import bekasi
from tests.journey.office import do

ADMIN = Actor(person=PersonId(UUID(int=77)), duties=(Duty(role=Role.CITY_ADMIN),))
TODAY = date(2026, 7, 1)
PACK = bekasi.ground().pack
SHORTER = DatedLimit(valid_from=date(2026, 7, 2), limit=Limit(amount=5, clock="B"), source="Perwali")


def sent(view: FormView) -> Form:
    """A form as a browser sends it when nothing was touched."""
    texts: dict[str, list[str]] = {"seen": [view.seen]}
    for field in (field for section in view.sections for field in section.fields):
        offered = (*field.options, *(option for group in field.groups for option in group.options))
        chosen = [each.value for each in offered if each.chosen]
        if field.sort == "options" and not chosen and not field.nothing:
            chosen = [each.value for each in offered[:1]]
        texts[field.id] = chosen if field.sort in ("checks", "icons", "options") else [field.value]
    return Form(texts={id: values for id, values in texts.items() if values != [""]})


async def test_a_form_sent_back_untouched_changes_nothing(bench: Workbench) -> None:
    async def look(desk: Desk) -> tuple[Pack, list[Wish]]:
        pack = await editing.standing(desk)
        found = [w for k in pack.kinds for w in forms.read(desk, pack, sent(forms.view(desk, pack, k)), k)]
        found += [
            asking.read_question(pack, kind, sent(asking.question_view(desk, kind, question)), question)
            for kind in pack.kinds
            for question in kind.questions
        ]
        found += hours.read(desk, pack, sent(hours.draw(desk, pack).form))
        return pack, found

    pack, wishes = await do(bench, ADMIN, look)

    assert len(wishes) > len(pack.kinds)
    for wish in wishes:
        assert wish.thing == pack_rules.thing(pack, wish.part, wish.slug), wish.slug


def test_an_option_says_whose_the_thing_is_and_only_by_a_name_there_is() -> None:
    owners = {"pln", "power_utility"}
    read = rules.read_options(["Tiang | Pole | pln", "Kabel | Cable"], (), owners=owners, field="options")

    assert [each.owner for each in read] == ["pln", None]
    assert rules.write_options(read) == "Tiang | Pole | pln\nKabel | Cable"
    for wrong in ("Tiang | Pole | nobody", "Tiang", "Tiang |", "Tiang | Pole | pln | pln"):
        with pytest.raises(Invalid):
            rules.read_options([wrong], (), owners=owners, field="options")


@pytest.mark.parametrize("day", [TODAY, date(2020, 1, 1)])
def test_a_limit_begins_tomorrow_at_the_earliest(day: date) -> None:
    with pytest.raises(Invalid, match="besok"):
        limits.checked_start(day, today=TODAY)

    assert limits.checked_start(SHORTER.valid_from, today=TODAY) == SHORTER.valid_from


@pytest.mark.parametrize("typed", [[], [""], ["besok"], ["2026-13-01"]])
def test_a_day_that_is_asked_for_must_be_written(typed: list[str]) -> None:
    with pytest.raises(Invalid) as refused:
        fields.day(Form({"valid_from": typed}), "valid_from")

    assert refused.value.field == "valid_from"


def test_a_limit_that_is_to_hold_from_a_day_on_replaces_the_one_planned_for_that_day() -> None:
    longer = replace(SHORTER, limit=Limit(amount=9, clock="B"))

    planned = with_entry(with_entry(PACK.limits.complaint, SHORTER), longer)

    assert planned == (*PACK.limits.complaint, longer)
    assert limits.holding(planned, TODAY) == [PACK.limits.complaint[0], longer]


@pytest.mark.parametrize("typed", [None, "", "0", "100", "50 50", "lima", "50,-1", "1 2 3 4 5 6 7"])
def test_shares_are_whole_percents_each_said_once(typed: str | None) -> None:
    with pytest.raises(Invalid):
        limits.read_shares(typed)


def test_shares_stand_from_the_smallest_on() -> None:
    assert limits.read_shares("80 %, 50") == (50, 80)


def test_every_limit_something_is_counted_by_can_be_changed() -> None:
    assert {*lengths.LIMITS, *lengths.NOT_IN_USE} == set(Limits.__struct_fields__)


def wished(pack: Pack, *entries: DatedLimit) -> Pack:
    wish = Wish(part="limits", slug="complaint", thing=entries, seen=digest(pack.limits.complaint))
    return pack_rules.wished(pack, [wish])[0]


def test_a_limit_that_holds_is_not_changed_and_a_planned_one_may_be() -> None:
    usual = PACK.limits.complaint
    planned = wished(PACK, *usual, SHORTER)

    pack_rules.check_past(PACK, planned, TODAY)
    pack_rules.check_past(planned, PACK, TODAY)
    with pytest.raises(Refused):
        pack_rules.check_past(planned, PACK, SHORTER.valid_from)
    with pytest.raises(Refused):
        pack_rules.check_past(PACK, wished(PACK, replace(usual[0], limit=SHORTER.limit)), TODAY)


def test_the_target_of_a_kind_that_holds_is_not_changed_either() -> None:
    kind = PACK.kinds[0]
    other = replace(kind, targets=(replace(kind.targets[0], resolution=Limit(amount=1, clock="C")),))

    with pytest.raises(Refused):
        pack_rules.check_past(PACK, replace(PACK, kinds=(other, *PACK.kinds[1:])), TODAY)


@given(st.lists(st.tuples(st.dates(date(2026, 1, 1), date(2030, 1, 1)), st.integers(0, 40)), max_size=5))
def test_periods_are_read_as_they_were_written(spans: list[tuple[date, int]]) -> None:
    periods = [Period(first=first, last=date.fromordinal(first.toordinal() + n)) for first, n in spans]

    read = opening.read_periods(opening.write_periods(periods).splitlines(), field="when")

    assert sorted(read, key=repr) == sorted(periods, key=repr)


def test_a_week_is_read_as_it_was_written_and_a_line_without_a_day_is_refused() -> None:
    week = PACK.hours.week
    assert opening.read_week(opening.write_week(week).splitlines(), field="week") == week
    for wrong in ("senin", "senin buka", "monday 08:00-12:00", "senin 08:00-12:00 x"):
        with pytest.raises(Invalid):
            opening.read_week([wrong], field="week")
    with pytest.raises(Invalid):
        opening.read_periods(["2027-02-08"], field="when")
