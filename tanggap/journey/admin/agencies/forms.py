"""The form of an agency: what it asks, and how what was typed becomes an agency of the pack."""

from collections.abc import Iterable

from msgspec.structs import replace

from tanggap.city.desk import Desk
from tanggap.city.editing.rules import Wish, digest, thing
from tanggap.city.packs.pack import Agency, AgencyType, Pack
from tanggap.city.packs.times import Hours
from tanggap.city.terms import AgencySlug, AreaCode
from tanggap.journey.admin import fields as f
from tanggap.journey.admin.agencies import rules
from tanggap.journey.admin.fields import FieldView, FormView, Section
from tanggap.journey.admin.opening import read_week, write_week
from tanggap.journey.admin.rounds import read_own_rounds, rounds_fields
from tanggap.kit.errors import Missing
from tanggap.kit.web import Form
from tanggap.kit.words import say
from tanggap.report.choices import Option, OptionGroup
from tanggap.report.views.choices import area_groups

ADDRESS = "/admin/agencies"


def found(pack: Pack, slug: str) -> Agency:
    """The agency of this slug. Raises Missing."""
    agency: Agency | None = thing(pack, "agencies", slug)
    if agency is None:
        raise Missing(say("Instansi ini tidak ditemukan."))
    return agency


def view(desk: Desk, pack: Pack, agency: Agency | None) -> FormView:
    """The form of an agency there is, or of one that is yet to be."""
    return FormView(
        href=f"{ADDRESS}/{agency.slug}" if agency else ADDRESS,
        word=say("Simpan perubahan") if agency else say("Tambah instansi"),
        seen=digest(agency),
        sections=(
            Section(title=say("Identitas"), fields=tuple(_identity(desk, pack, agency))),
            Section(title=say("Tugas"), fields=tuple(_tasks(desk, pack, agency))),
            Section(title=say("Wilayah"), fields=(_areas(desk, agency),), closed=True),
            Section(title=say("Jam buka sendiri"), fields=(_hours(agency),), closed=True),
            Section(title=say("Tim di lapangan"), fields=tuple(_crews(agency)), closed=True),
        ),
    )


def _identity(desk: Desk, pack: Pack, agency: Agency | None) -> Iterable[FieldView]:
    yield FieldView(id="name", sort="text", label=say("Nama"), value=agency.name if agency else "", most=120)
    yield FieldView(
        id="short", sort="text", label=say("Singkatan"), value=agency.short if agency else "", most=40
    )
    yield FieldView(
        id="parent",
        sort="options",
        label=say("Bagian dari"),
        hint=say("Untuk unit: instansi yang membawahinya."),
        nothing=say("Berdiri sendiri"),
        optional=True,
        options=in_service(pack, desk, but=agency, chosen=agency.parent if agency else None),
    )
    yield FieldView(
        id="phone",
        sort="text",
        label=say("Telepon"),
        value=agency.phone if agency else "",
        optional=True,
        most=24,
    )
    yield FieldView(
        id="source",
        sort="text",
        label=say("Sumber"),
        hint=say("Misalnya peraturan daerah yang menetapkannya."),
        value=agency.source if agency else "",
        optional=True,
    )


def _tasks(desk: Desk, pack: Pack, agency: Agency | None) -> Iterable[FieldView]:
    yield FieldView(
        id="types",
        sort="checks",
        label=say("Jenis tugas"),
        hint=say("Jenis laporan menunjuk tugas; laporan masuk ke instansi yang punya tugas itu."),
        optional=True,
        options=f.options(
            ((each.slug, each.name) for each in pack.agency_types),
            desk.tongue,
            *(agency.types if agency else ()),
        ),
    )
    yield from (
        FieldView(id=id, sort="text", label=label, optional=True, most=80, hint=hint)
        for id, label, hint in (
            ("type_id", say("Tugas lain"), say("Bila belum ada di daftar. Jenis laporan bisa menunjuknya.")),
            ("type_en", say("Tugas lain dalam bahasa Inggris"), None),
        )
    )


def _areas(desk: Desk, agency: Agency | None) -> FieldView:
    chosen = set(agency.areas if agency else ())
    groups = tuple(
        OptionGroup(
            name=group.name,
            options=tuple(
                replace(each, chosen=each.value in chosen)
                for each in (*_around(desk, group.options), *group.options)
            ),
        )
        for group in area_groups(desk.ground)
    )
    return FieldView(
        id="areas",
        sort="checks",
        label=say("Wilayah yang dilayani"),
        hint=say("Kosongkan untuk seluruh kota."),
        optional=True,
        groups=groups,
    )


def _around(desk: Desk, inside: tuple[Option, ...]) -> Iterable[Option]:
    """The kecamatan around some kelurahan, to be chosen as a whole."""
    area = desk.ground.area(AreaCode(inside[0].value))
    around = desk.ground.area(area.parent) if area is not None else None
    if around is not None:
        yield Option(value=around.code, name=desk.tongue(say("Seluruh Kecamatan {name}", name=around.name)))


def _hours(agency: Agency | None) -> FieldView:
    return FieldView(
        id="hours",
        sort="area",
        label=say("Satu hari per baris"),
        hint=say("senin 07:30-12:00 13:00-16:00. Kosongkan bila sama dengan jam kantor kota."),
        value=write_week(agency.hours.week) if agency and agency.hours else "",
        optional=True,
        most=600,
    )


def _own_hours(form: Form, *, kept: Hours | None) -> Hours | None:
    """The hours that were typed, with the seasons there were."""
    week = read_week(f.lines(form, "hours", most=600), field="hours")
    return Hours(week=week, seasons=kept.seasons if kept else ()) if week else None


def _crews(agency: Agency | None) -> Iterable[FieldView]:
    yield FieldView(
        id="depot",
        sort="text",
        label=say("Pangkalan tim"),
        hint=say("Lintang lalu bujur: -6.2383, 106.9756. Dari sini urutan kerja dimulai."),
        value=rules.write_point(agency.depot if agency else None),
        optional=True,
        most=40,
    )
    yield from rounds_fields(agency.rounds if agency else None, optional=True)


def in_service(pack: Pack, desk: Desk, *, but: Agency | None, chosen: str | None) -> tuple[Option, ...]:
    """The agencies in service besides one, by name."""
    others = [each for each in pack.agencies if not each.retired and each != but]
    return f.options(
        ((each.slug, each.name) for each in sorted(others, key=lambda each: each.name)),
        desk.tongue,
        *((chosen,) if chosen else ()),
    )


def read(desk: Desk, pack: Pack, form: Form, agency: Agency | None) -> list[Wish]:
    """What the form asks for: the agency, and a task that was not there yet. Raises Invalid."""
    name = f.line(form, "name", most=120)
    types = f.some_of(form, "types", (each.slug for each in pack.agency_types))
    wishes: list[Wish] = []
    if form.text("type_id"):
        called = f.name(form, "type", most=80)
        taken = {each.slug for each in pack.agency_types}
        slug = rules.new_slug(called.id, taken, field="type_id")
        wishes.append(Wish(part="agency_types", slug=slug, thing=AgencyType(slug=slug, name=called), seen=""))
        types = (*types, slug)
    taken = {each.slug for each in pack.agencies}
    slug = agency.slug if agency else AgencySlug(rules.new_slug(name, taken, field="name"))
    parent = f.one_of(form, "parent", taken, optional=True)
    known_areas = [area.code for area in desk.ground.areas.all()]
    was = agency or Agency(slug=slug, name=name, short=name, types=types)
    wanted = replace(
        was,
        name=name,
        short=f.line(form, "short", most=40),
        types=types,
        areas=tuple(AreaCode(each) for each in f.some_of(form, "areas", known_areas)),
        source=f.line(form, "source", optional=True),
        phone=f.line(form, "phone", most=24, optional=True),
        parent=AgencySlug(parent) if parent else None,
        depot=rules.read_point(f.line(form, "depot", most=40, optional=True), field="depot"),
        rounds=read_own_rounds(form),
        hours=_own_hours(form, kept=was.hours),
    )
    return [*wishes, Wish(part="agencies", slug=slug, thing=wanted, seen=form.text("seen") or "")]
