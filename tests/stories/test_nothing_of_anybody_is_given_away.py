"""What is given away holds nothing of anybody: signs are planted wherever a person may leave one, and none is found."""

import io
from typing import Any

import pytest
from arro3.io import read_parquet
from msgspec.structs import replace

from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.city.editing import actions as editing
from tanggap.city.editing.rules import Wish, digest
from tanggap.city.packs.open_data import OpenData
from tanggap.city.rights import Actor, Duty, Role
from tanggap.city.terms import PersonId
from tanggap.kit.clock import SetClock
from tanggap.kit.ids import new_id
from tanggap.report.events import Questioned
from tests.conftest import BEKASI, running
from tests.stories.leftovers import among
from tests.stories.sending import send
from tests.stories.test_a_citizen_has_the_last_word import happen
from tests.visitor import Visitor

pytestmark = pytest.mark.story

SIGNS = tuple(f"zqy{n:02}w" for n in range(12))
NIK, PHONE = "9901014508900001", "6281277700041"
TABLES = ("reports", "monthly", "areas", "kinds", "agencies")
ENDINGS = ("csv", "json", "geojson", "parquet")
PAGES = (
    "/open/data", *(f"/open/data/{each}" for each in TABLES), "/data.json", "/api/3/action/package_show?id=reports",
    *(f"/api/3/action/datastore_search?resource_id={each}" for each in TABLES),
)  # fmt: skip


async def everything(visitor: Visitor) -> bytes:
    """All that is given away, in every form, Parquet unpacked."""
    given = [(await visitor.client.get(path)).content for path in PAGES]
    for table in TABLES:
        for ending in ENDINGS:
            answer = await visitor.client.get(f"/open/data/{table}.{ending}")
            if answer.status_code == 200:
                content = answer.content
                if ending == "parquet":
                    read: Any = read_parquet(io.BytesIO(content)).read_all()
                    given += [repr([each.as_py() for each in column]).encode() for column in read.columns]
                given.append(content)
    return b"\n".join(given)


async def planted(visitor: Visitor, bench: Workbench, **how: Any) -> str:
    """A report with signs of its reporter in words, landmark, name, address, question and answer."""
    s = SIGNS
    number = await send(
        visitor,
        text=f"Saya {s[0]}, NIK {NIK}, telepon {PHONE}, =cmd {s[1]}",
        landmark=f"Rumah {s[2]}",
        name=f"Nama {s[3]}",
        contact=f"{s[4]}@contoh.example",
        **how,
    )
    await happen(bench, number, Questioned(), f"Apakah {s[5]} tinggal di sana?")
    await visitor.fill_in(f"/reports/{number}/answer", form_on=f"/reports/{number}", text=f"Ya, saya {s[6]}")
    return number


async def test_signs_of_people_are_in_no_file_no_page_and_no_answer(
    visitor: Visitor, bench: Workbench
) -> None:
    shown = await planted(visitor, bench)
    await planted(visitor.other(), bench, visibility="anonymous")
    sealed = await planted(visitor.other(), bench, visibility="confidential")

    given = await everything(visitor.other())

    assert shown.encode() in given
    assert sealed.encode() not in given
    assert among(given, [*SIGNS, NIK, PHONE]) == set()


async def test_a_city_that_gives_words_away_covers_what_is_personal_and_defuses_formulas(
    settings: Settings, bench: Workbench, clock: SetClock
) -> None:
    admin = Actor(person=PersonId(new_id()), duties=(Duty(role=Role.CITY_ADMIN),))
    async with bench.entrance.open_desk(BEKASI, actor=admin) as desk:
        city = (await editing.standing(desk)).city
        wish = Wish(part="city", thing=replace(city, open_data=OpenData(text=True)), seen=digest(city))
        await editing.change(desk, [wish], reason="Uji coba")

    async with running(settings, clock) as visitor:
        number = await send(visitor, text=f"=HYPERLINK(A1) {SIGNS[7]}, telepon {PHONE}", landmark=SIGNS[8])
        await send(visitor.other(), text=SIGNS[9], visibility="confidential")
        given = await everything(visitor)
        csv = (await visitor.client.get("/open/data/reports.csv")).text

    assert number.encode() in given
    assert among(given, [*SIGNS, PHONE]) == {SIGNS[7]}
    assert "'=HYPERLINK" in csv


async def test_what_is_hidden_or_withdrawn_is_gone_at_once(visitor: Visitor, bench: Workbench) -> None:
    withdrawn = await send(visitor)
    hidden = await send(visitor)
    stays = await send(visitor)
    await visitor.fill_in(
        f"/reports/{withdrawn}/withdrawal", form_on=f"/reports/{withdrawn}", reason="Sudah beres sendiri"
    )
    async with bench.app.transaction(BEKASI) as db:
        await db.run(
            "update report set listed = false, hidden = 'false' where city_id = %(city)s and number = %(n)s",
            city=BEKASI,
            n=int(hidden.replace("-", "")[3:13]),
        )

    given = await everything(visitor.other())

    assert stays.encode() in given
    assert withdrawn.encode() not in given
    assert hidden.encode() not in given
