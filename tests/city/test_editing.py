"""A city changes its own pack: whole or not at all, seen by every process, and taken back as it was."""

from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import TypeVar
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec.structs import replace

from tanggap.app import house
from tanggap.app.commands.city import write_out
from tanggap.app.tools import Workbench
from tanggap.city.cities import Cities
from tanggap.city.desk import Desk
from tanggap.city.editing import actions, rules
from tanggap.city.editing.rules import Edit, Unfit, Wish
from tanggap.city.editing.store import Change, changes
from tanggap.city.packs.load import load_pack
from tanggap.city.packs.pack import Agency, AgencyType, Pack
from tanggap.city.rights import Actor, Duty, Role
from tanggap.city.terms import AgencySlug, KindSlug, PersonId
from tanggap.kit.errors import Invalid, Refused, Stale
from tanggap.kit.words import Name
from tests.conftest import BEKASI

ADMIN = Actor(person=PersonId(UUID(int=77)), duties=(Duty(role=Role.CITY_ADMIN),))
PACK = load_pack(house.shipped("cities") / "kota-bekasi")
RULES = house.offers(pages=False).rules
LIGHTS = Agency(
    slug=AgencySlug("upt-pju"), name="UPT Penerangan Jalan", short="UPT PJU", types=("public_works_roads",)
)

T = TypeVar("T")


def kind(pack: Pack, **said: object) -> Wish:
    """The kind of damaged roads with something said anew."""
    now = rules.thing(pack, "kinds", "road-damage")
    return Wish(part="kinds", slug="road-damage", thing=replace(now, **said), seen=rules.digest(now))


def named(name: str) -> Name:
    return Name(id=name, en=name)


async def do(bench: Workbench, act: Callable[[Desk], Awaitable[T]]) -> T:
    async with bench.entrance.open_desk(BEKASI, actor=ADMIN) as desk:
        return await act(desk)


async def stands(bench: Workbench) -> Pack:
    """The pack in the database, without areas: those stand apart."""
    return replace(await do(bench, actions.standing), areas=())


async def change(bench: Workbench, *wishes: Wish) -> Change:
    return await do(bench, lambda desk: actions.change(desk, wishes, reason="SK Wali Kota 12/2026"))


def test_a_thing_changed_since_it_was_looked_at_is_not_overwritten() -> None:
    wish = kind(PACK, name=named("Jalan rusak berat"))
    since, _ = rules.wished(PACK, [kind(PACK, name=named("Aspal rusak"))])

    with pytest.raises(Stale):
        rules.wished(since, [wish])


def test_two_who_change_different_things_do_not_meet() -> None:
    since, _ = rules.wished(PACK, [kind(PACK, name=named("Aspal rusak"))])

    after, _ = rules.wished(since, [Wish(part="agencies", slug=LIGHTS.slug, thing=LIGHTS, seen="")])

    assert LIGHTS in after.agencies


def test_a_slug_is_taken_for_ever() -> None:
    wish = Wish(part="agencies", slug="dbmsda", thing=replace(LIGHTS, slug=AgencySlug("dbmsda")), seen="")

    with pytest.raises(Stale):
        rules.wished(PACK, [wish])


@pytest.mark.parametrize(
    "said", [{"group": "no-such-group"}, {"agency_types": ("no-such-type",)}, {"targets": ()}]
)
def test_what_the_checks_of_a_pack_would_refuse_is_refused_here(said: dict[str, object]) -> None:
    after, _ = rules.wished(PACK, [kind(PACK, **said)])

    found = rules.new_flaws(PACK, after, areas=PACK.areas, rules=RULES, measures=house.measured())

    assert [(each.part, each.slug, each.field) for each in found if not each.warning] == [
        ("kinds", "road-damage", next(iter(said)))
    ]


def test_an_old_mistake_keeps_nobody_from_mending_another() -> None:
    broken, _ = rules.wished(PACK, [kind(PACK, group="no-such-group")])
    after, _ = rules.wished(broken, [Wish(part="agencies", slug=LIGHTS.slug, thing=LIGHTS, seen="")])

    assert rules.new_flaws(broken, after, areas=PACK.areas, rules=RULES, measures=house.measured()) == ()


def test_nobody_makes_another_city_of_it() -> None:
    other = replace(PACK.city, code="XYZ")

    with pytest.raises(Invalid):
        rules.wished(PACK, [Wish(part="city", thing=other, seen=rules.digest(PACK.city))])


@given(st.lists(st.sampled_from(["Aspal rusak", "Jalan rusak", "Jalan bolong"]), min_size=1, max_size=4))
def test_changes_taken_back_from_the_last_on_leave_the_pack_as_it_was(names: list[str]) -> None:
    pack, made = PACK, list[tuple[Edit, ...]]()
    for name in names:
        if rules.thing(pack, "kinds", "road-damage").name != named(name):
            pack, edits = rules.wished(pack, [kind(pack, name=named(name))])
            made.append(edits)

    for edits in reversed(made):
        pack, _ = rules.wished(pack, rules.undone(pack, edits))

    assert pack == PACK


def test_what_was_added_is_retired_when_it_is_taken_back_and_what_cannot_be_stays() -> None:
    after, edits = rules.wished(PACK, [Wish(part="agencies", slug=LIGHTS.slug, thing=LIGHTS, seen="")])
    back, _ = rules.wished(after, rules.undone(after, edits))
    assert rules.thing(back, "agencies", LIGHTS.slug).retired

    lights = AgencyType(slug="street-lights", name=named("Lampu jalan"))
    after, edits = rules.wished(PACK, [Wish(part="agency_types", slug=lights.slug, thing=lights, seen="")])
    with pytest.raises(Refused):
        rules.undone(after, edits)
    after, more = rules.wished(after, [Wish(part="agencies", slug=LIGHTS.slug, thing=LIGHTS, seen="")])
    back, _ = rules.wished(after, rules.undone(after, (*edits, *more)))
    assert rules.thing(back, "agency_types", lights.slug) == lights
    assert rules.thing(back, "agencies", LIGHTS.slug).retired


async def test_every_process_takes_a_change_and_its_undoing(bench: Workbench) -> None:
    other = Cities(bench.app, house.taxonomy())
    await other.refresh()
    before = (await other.ground(BEKASI)).kinds[KindSlug("road-damage")]

    made = await change(bench, kind(PACK, name=named("Aspal rusak")))
    await other.refresh()
    assert (await other.ground(BEKASI)).kinds[KindSlug("road-damage")].name.id == "Aspal rusak"

    await do(bench, lambda desk: actions.undo(desk, made.id))
    await other.refresh()
    assert (await other.ground(BEKASI)).kinds[KindSlug("road-damage")] == before
    with pytest.raises(Refused):
        await do(bench, lambda desk: actions.undo(desk, made.id))


async def test_what_would_break_the_pack_changes_nothing(bench: Workbench) -> None:
    good = Wish(part="agencies", slug=LIGHTS.slug, thing=LIGHTS, seen="")

    with pytest.raises(Unfit) as unfit:
        await change(bench, good, kind(PACK, group="no-such-group"))

    assert unfit.value.field == "group"
    assert await stands(bench) == replace(PACK, areas=())


async def test_a_change_keeps_its_words_and_the_trail_only_codes(bench: Workbench) -> None:
    made = await change(bench, kind(PACK, name=named("Aspal rusak")))

    async with bench.entrance.open_desk(BEKASI) as desk:
        noted = await desk.db.one(
            dict[str, object],
            "select body from audit where city_id = %(city)s and act = 'city.change' and thing = %(thing)s",
            city=BEKASI,
            thing=made.id,
        )
        kept = await changes(desk.db, desk.city, part="kinds", slug="road-damage")
        others = await changes(desk.db, desk.city, part="kinds", slug="flood")
    assert noted is not None
    assert (noted["part"], noted["slug"]) == ("kinds", "road-damage")
    assert "Aspal rusak" not in str(noted)
    assert [(each.reason, each.edits[0].after["name"]["id"]) for each in kept] == [
        ("SK Wali Kota 12/2026", "Aspal rusak")
    ]
    assert others == []


async def test_a_changed_city_goes_out_as_a_pack_and_comes_in_equal(bench: Workbench, tmp_path: Path) -> None:
    hole = rules.thing(PACK, "kinds", "road-damage")
    assert hole.questions, "the usual kind asks something, so that taking it away must be written out"
    await change(
        bench,
        Wish(part="agencies", slug=LIGHTS.slug, thing=LIGHTS, seen=""),
        kind(PACK, name=named('Aspal "rusak" \\ berat'), questions=(), retired=True),
        Wish(
            part="city",
            thing=replace(PACK.city, name="Kota Bekasi Baru", triage_first=True),
            seen=rules.digest(PACK.city),
        ),
    )
    await bench.cities.refresh()

    await write_out(bench, "kota-bekasi", tmp_path / "out")

    exported = load_pack(tmp_path / "out", default_folder=house.shipped("cities") / "_default")
    assert replace(exported, areas=()) == await stands(bench)
    assert [replace(each, shape=None) for each in exported.areas] == [
        replace(each, shape=None, name="Kota Bekasi Baru" if each.level == "city" else each.name)
        for each in PACK.areas
    ]
