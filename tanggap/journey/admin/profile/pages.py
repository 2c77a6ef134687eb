"""The pages of the city itself: its profile, and its pack to take away."""

import asyncio
import zipfile
from collections.abc import Iterable
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from msgspec.structs import replace

from tanggap.city import store
from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.editing import actions as editing
from tanggap.city.editing.rules import Wish, digest
from tanggap.city.packs.check import LANGUAGES
from tanggap.city.packs.pack import City, Pack
from tanggap.city.packs.write import write_pack
from tanggap.city.terms import KindSlug
from tanggap.journey.admin import fields as f
from tanggap.journey.admin import thing
from tanggap.journey.admin.fields import FieldView, FormView, Section
from tanggap.journey.admin.profile import rules
from tanggap.journey.admin.rounds import read_rounds, rounds_fields
from tanggap.journey.admin.thing import Link, ThingPage
from tanggap.kit.errors import Invalid
from tanggap.kit.web import Form, Page, Pages, Redirect, Response, get, post
from tanggap.kit.words import Say, say
from tanggap.report.choices import OptionGroup

ADDRESS = "/admin/city"
EXPORT = "/admin/city/pack.zip"
FIRST_MOST, COUNT_MOST, DIRECT_MOST = 12, 1000, 50
SPEAKS: dict[str, Say] = {"id": say("Bahasa Indonesia"), "en": say("Bahasa Inggris")}


@get(ADDRESS, act="administer")
async def show_city(desk: Desk) -> Page:
    """What the city says of itself."""
    return await thing.show(desk, _draw, part="city", slug="")


@post(ADDRESS, act="administer")
async def change(form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Change what the city says of itself."""
    return await thing.save(open_desk, form, _read, _draw, leads_to=lambda _: ADDRESS)


@get(EXPORT, act="administer")
async def export(desk: Desk) -> Response[Any]:
    """The city's pack as a folder in one file, as `tanggap city load` reads it."""
    pack = await editing.standing(desk)
    pack = replace(pack, areas=tuple(await store.areas(desk.db, desk.city)))
    return Response(
        content=await asyncio.to_thread(packed, pack),
        media_type="application/zip",
        headers={"Content-Disposition": f'attachment; filename="{pack.city.slug}.zip"'},
    )


def packed(pack: Pack) -> bytes:
    """A pack's folder as the bytes of a zip file."""
    with TemporaryDirectory() as there:
        folder = Path(there) / pack.city.slug
        write_pack(pack, folder)
        body = BytesIO()
        with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in sorted(each for each in folder.rglob("*") if each.is_file()):
                archive.write(file, file.relative_to(there))
        return body.getvalue()


def _draw(desk: Desk, pack: Pack) -> ThingPage:
    word = desk.tongue
    return ThingPage(
        title=pack.city.name,
        back=Link(href="/admin", icon="arrow-left", word=word(say("Kelola kota"))),
        form=FormView(
            href=ADDRESS,
            word=say("Simpan perubahan"),
            seen=digest(pack.city),
            sections=(
                Section(title=say("Profil kota"), fields=tuple(_profile(desk, pack.city))),
                Section(title=say("Cara kerja"), fields=tuple(_ways(pack.city))),
                Section(title=say("Tim di lapangan"), fields=tuple(_crews(pack.city))),
                Section(title=say("Yang ditahan dari umum"), fields=tuple(_held(pack.city))),
                Section(title=say("Jenis yang tampil pertama"), fields=(_first(desk, pack),), closed=True),
            ),
        ),
        acts=(Link(href=EXPORT, icon="download-simple", word=word(say("Unduh paket kota"))),),
    )


def _profile(desk: Desk, city: City) -> Iterable[FieldView]:
    yield FieldView(id="name", sort="text", label=say("Nama"), value=city.name, most=80)
    yield FieldView(
        id="emergency_numbers",
        sort="area",
        label=say("Nomor darurat"),
        hint=say("Satu per baris: 112 semua darurat | all emergencies. Tampil di setiap halaman."),
        value=rules.write_numbers(city.emergency_numbers),
    )
    yield FieldView(
        id="languages",
        sort="checks",
        label=say("Bahasa"),
        options=f.options(SPEAKS.items(), desk.tongue, *city.languages),
    )


def _ways(city: City) -> Iterable[FieldView]:
    yield f.tick(
        "triage_first",
        say("Semua laporan lewat antrean"),
        on=city.triage_first,
        hint=say("Koordinator melihat setiap laporan sebelum diteruskan."),
    )
    yield f.tick("standing", say("Warga melihat hasil laporannya"), on=city.standing)
    yield FieldView(
        id="urgent_above",
        sort="number",
        label=say("Lebih mendesak di atas berapa dukungan"),
        value=str(city.support.urgent_above),
        most=4,
    )
    yield FieldView(
        id="direct_a_week",
        sort="number",
        label=say("Laporan langsung ke wali kota dalam tujuh hari"),
        hint=say("Berapa kali seorang warga yang masuk akun boleh melakukannya. 0: tidak ada."),
        value=str(city.direct_a_week),
        most=2,
    )


def _crews(city: City) -> Iterable[FieldView]:
    yield f.tick(
        "positions",
        say("Petugas boleh membagikan posisi selama bertugas"),
        on=city.positions,
        hint=say(
            "Masing-masing menyalakannya sendiri. Hanya penghubung unitnya yang melihat, dan tidak ada jejak yang disimpan."
        ),
    )
    yield from rounds_fields(city.rounds)


def _held(city: City) -> Iterable[FieldView]:
    yield FieldView(
        id="flags_to_hide",
        sort="number",
        label=say("Ditahan setelah berapa tanda dari pembaca"),
        value=str(city.flags_to_hide),
        most=4,
    )
    yield FieldView(
        id="blocked_words",
        sort="area",
        label=say("Kata yang ditahan"),
        hint=say("Satu per baris. Laporan dengan kata ini diperiksa dulu sebelum tampil untuk umum."),
        value="\n".join(city.blocked_words),
        optional=True,
    )


def _first(desk: Desk, pack: Pack) -> FieldView:
    return FieldView(
        id="first_kinds",
        sort="checks",
        label=say("Jenis yang tampil pertama"),
        hint=say("Paling banyak {most}; yang lain ada di balik “Jenis lainnya”.", most=FIRST_MOST),
        optional=True,
        groups=tuple(
            OptionGroup(
                name=group.name.in_(desk.tongue.language),
                options=f.options(
                    (
                        (kind.slug, kind.name)
                        for kind in pack.kinds
                        if kind.group == group.slug and not kind.retired
                    ),
                    desk.tongue,
                    *pack.city.first_kinds,
                ),
            )
            for group in pack.groups
        ),
    )


def _read(desk: Desk, pack: Pack, form: Form) -> list[Wish]:
    city = pack.city
    ticked = f.some_of(form, "first_kinds", (kind.slug for kind in pack.kinds))
    # The order there is stays; what is new stands behind it.
    first = [each for each in city.first_kinds if each in ticked]
    first += [KindSlug(each) for each in ticked if each not in city.first_kinds]
    if len(first) > FIRST_MOST:
        raise Invalid(say("Pilih paling banyak {most}.", most=FIRST_MOST), field="first_kinds")
    wanted = replace(
        city,
        name=f.line(form, "name", most=80),
        emergency_numbers=rules.read_numbers(f.lines(form, "emergency_numbers"), field="emergency_numbers"),
        languages=f.some_of(form, "languages", LANGUAGES),
        triage_first=form.text("triage_first") is not None,
        standing=form.text("standing") is not None,
        support=replace(city.support, urgent_above=f.whole(form, "urgent_above", least=1, most=COUNT_MOST)),
        direct_a_week=f.whole(form, "direct_a_week", least=0, most=DIRECT_MOST),
        positions=form.text("positions") is not None,
        rounds=read_rounds(form),
        flags_to_hide=f.whole(form, "flags_to_hide", least=1, most=COUNT_MOST),
        blocked_words=rules.read_blocked(f.lines(form, "blocked_words"), field="blocked_words"),
        first_kinds=tuple(first),
    )
    return [Wish(part="city", thing=wanted, seen=form.text("seen") or "")]


PAGES = Pages(routes=[show_city, change, export])
