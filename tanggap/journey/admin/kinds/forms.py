"""The form of a kind: what it asks, and how what was typed becomes a kind of the pack."""

from collections.abc import Iterable

from msgspec.structs import replace

from tanggap.city.desk import Desk
from tanggap.city.editing.rules import Wish, digest, thing
from tanggap.city.packs.pack import (
    Duplicates,
    Kind,
    Pack,
    Pillars,
    SearchWords,
    Sensitivity,
    Urgency,
)
from tanggap.city.packs.times import ReportType
from tanggap.city.terms import KindSlug
from tanggap.journey.admin import fields as f
from tanggap.journey.admin.agencies.rules import new_slug
from tanggap.journey.admin.fields import FieldView, FormView, Section
from tanggap.journey.admin.kinds import owning, rules
from tanggap.journey.admin.lengths import TYPES, read_length, tomorrow
from tanggap.kit.errors import Missing
from tanggap.kit.web import Form
from tanggap.kit.words import Say, say

ADDRESS = "/admin/kinds"
RADIUS_MOST_M, DAYS_MOST = 5000, 365
URGENCIES: dict[Urgency, Say] = {
    Urgency.LOW: say("Rendah"),
    Urgency.NORMAL: say("Biasa"),
    Urgency.HIGH: say("Tinggi"),
    Urgency.CRITICAL: say("Genting"),
}
SENSITIVITIES: dict[Sensitivity, Say] = {
    Sensitivity.PUBLIC: say("Semua orang"),
    Sensitivity.BLURRED: say("Semua orang, tempat dan jam disamarkan"),
    Sensitivity.INTERNAL: say("Petugas saja"),
    Sensitivity.SEALED: say("Petugas yang ditunjuk saja"),
}


def found(pack: Pack, slug: str) -> Kind:
    """The kind of this slug. Raises Missing."""
    kind: Kind | None = thing(pack, "kinds", slug)
    if kind is None:
        raise Missing(say("Jenis laporan ini tidak ditemukan."))
    return kind


def view(desk: Desk, pack: Pack, kind: Kind | None) -> FormView:
    """The form of a kind there is, or of one that is yet to be."""
    return FormView(
        href=f"{ADDRESS}/{kind.slug}" if kind else ADDRESS,
        word=say("Simpan perubahan") if kind else say("Tambah jenis"),
        seen=digest(kind),
        sections=(
            Section(title=say("Nama"), fields=tuple(_naming(desk, pack, kind))),
            Section(title=say("Siapa yang menangani"), fields=tuple(_handling(desk, pack, kind))),
            Section(title=say("Target waktu"), fields=tuple(_timing(desk, kind))),
            Section(title=say("Sifatnya"), fields=tuple(_nature(desk, kind))),
            Section(title=say("Gambar"), fields=(_icon(desk, pack, kind),), closed=True),
            Section(title=say("Lainnya"), fields=tuple(_rest(desk, pack, kind)), closed=kind is not None),
        ),
    )


def _naming(desk: Desk, pack: Pack, kind: Kind | None) -> Iterable[FieldView]:
    yield from f.names("name", say("Nama"), say("Nama dalam bahasa Inggris"), kind.name if kind else None)
    yield FieldView(
        id="group",
        sort="options",
        label=say("Kelompok"),
        options=f.options(
            ((each.slug, each.name) for each in pack.groups if not each.retired),
            desk.tongue,
            kind.group if kind else "",
        ),
    )
    for language, label in (("id", say("Kata pencarian")), ("en", say("Kata pencarian bahasa Inggris"))):
        words: tuple[str, ...] = getattr(kind.search, language) if kind else ()
        yield FieldView(
            id=f"search_{language}",
            sort="area",
            label=label,
            hint=say("Kata yang dipakai warga, dipisah koma."),
            value=", ".join(words),
        )


def _handling(desk: Desk, pack: Pack, kind: Kind | None) -> Iterable[FieldView]:
    types = [(each.slug, each.name) for each in pack.agency_types]
    lead, *others = kind.agency_types if kind else ("",)
    yield FieldView(
        id="lead",
        sort="options",
        label=say("Tugas siapa"),
        hint=say("Laporan masuk ke instansi yang punya tugas ini."),
        options=f.options(types, desk.tongue, lead),
    )
    yield FieldView(
        id="others",
        sort="checks",
        label=say("Bila tidak ada, tugas siapa"),
        optional=True,
        options=f.options(types, desk.tongue, *others),
    )
    yield from owning.owning(desk, pack, kind)


def _timing(desk: Desk, kind: Kind | None) -> Iterable[FieldView]:
    held = kind.targets[-1] if kind else None
    for id, label, limit in (
        ("response", say("Ditanggapi dalam"), held.response if held else None),
        ("resolution", say("Selesai dalam"), held.resolution if held else None),
    ):
        yield from f.length(id, label, limit, desk.tongue)
    yield FieldView(
        id="source",
        sort="text",
        label=say("Dasar target"),
        hint=say(
            "Target baru berlaku untuk laporan yang masuk mulai besok; yang sudah masuk memakai target lama."
        )
        if kind
        else None,
        value=held.source if held else "",
    )


def _nature(desk: Desk, kind: Kind | None) -> Iterable[FieldView]:
    yield FieldView(
        id="report_type",
        sort="options",
        label=say("Sifat laporan"),
        options=f.options(TYPES.items(), desk.tongue, kind.report_type if kind else ReportType.FIELD_ISSUE),
    )
    yield FieldView(
        id="urgency",
        sort="options",
        label=say("Urgensi"),
        options=f.options(URGENCIES.items(), desk.tongue, kind.urgency if kind else Urgency.NORMAL),
    )
    yield FieldView(
        id="sensitivity",
        sort="options",
        label=say("Siapa yang boleh melihat"),
        options=f.options(
            SENSITIVITIES.items(), desk.tongue, kind.sensitivity if kind else Sensitivity.PUBLIC
        ),
    )
    if kind is not None and kind.sensitivity is not Sensitivity.PUBLIC:
        yield f.tick("looser", say("Boleh lebih terbuka dari sebelumnya"), on=False)
    yield f.tick(
        "proof", say("Selesai hanya dengan foto sesudah dan tempatnya"), on=kind.proof if kind else True
    )


def _icon(desk: Desk, pack: Pack, kind: Kind | None) -> FieldView:
    usual = desk.tools.cities.taxonomy
    names = {each.icon for each in (*pack.kinds, *pack.groups, *usual.kinds, *usual.groups)}
    return f.icons(names | {"question"}, kind.icon if kind else "question")


def _rest(desk: Desk, pack: Pack, kind: Kind | None) -> Iterable[FieldView]:
    yield FieldView(
        id="radius_m",
        sort="number",
        label=say("Laporan kembar: jarak dalam meter"),
        value=str(kind.duplicates.radius_m if kind else 100),
        most=5,
    )
    yield FieldView(
        id="days",
        sort="number",
        label=say("Laporan kembar: umur dalam hari"),
        value=str(kind.duplicates.days if kind else 7),
        most=4,
    )
    yield FieldView(
        id="pillars",
        sort="options",
        label=say("Pilar kota cerdas"),
        hint=say("Menurut Jakarta / menurut Kominfo."),
        options=f.options(
            ((each, each) for each in _pillars(desk, pack)),
            desk.tongue,
            _pillar(kind.pillars) if kind else "",
        ),
    )
    if kind is not None:
        yield f.tick(
            "retired",
            say("Tidak dipakai lagi"),
            on=kind.retired,
            hint=say("Warga tidak bisa memilihnya; laporan lama tetap memakainya."),
        )


def _pillars(desk: Desk, pack: Pack) -> list[str]:
    return sorted({_pillar(each.pillars) for each in (*pack.kinds, *desk.tools.cities.taxonomy.kinds)})


def _pillar(pillars: Pillars) -> str:
    return f"{pillars.jakarta} / {pillars.kominfo}"


def read(desk: Desk, pack: Pack, form: Form, kind: Kind | None) -> list[Wish]:
    """What the form asks for. Raises Invalid."""
    name = f.name(form, "name")
    slug = kind.slug if kind else KindSlug(new_slug(name.en, {k.slug for k in pack.kinds}, field="name_en"))
    usual: Kind | None = thing(desk.tools.cities.taxonomy, "kinds", slug)
    sensitivity = Sensitivity(f.one_of(form, "sensitivity", SENSITIVITIES))
    rules.check_sensitivity(
        kind.sensitivity if kind else None, sensitivity, sure=form.text("looser") is not None
    )
    types = [each.slug for each in pack.agency_types]
    lead = f.one_of(form, "lead", types) or ""
    jakarta, _, kominfo = (f.one_of(form, "pillars", _pillars(desk, pack)) or "").partition(" / ")
    words = SearchWords(
        id=rules.read_words(form.text("search_id"), field="search_id"),
        en=rules.read_words(form.text("search_en"), field="search_en"),
    )
    wanted = Kind(
        slug=slug,
        group=f.one_of(form, "group", (each.slug for each in pack.groups)) or "",
        name=name,
        report_type=ReportType(f.one_of(form, "report_type", TYPES)),
        agency_types=(lead, *(each for each in f.some_of(form, "others", types) if each != lead)),
        urgency=Urgency(f.one_of(form, "urgency", URGENCIES)),
        sensitivity=sensitivity,
        pillars=Pillars(jakarta=jakarta, kominfo=kominfo),
        proof=form.text("proof") is not None,
        duplicates=Duplicates(
            radius_m=f.whole(form, "radius_m", least=1, most=RADIUS_MOST_M),
            days=f.whole(form, "days", least=1, most=DAYS_MOST),
        ),
        icon=f.one_of(form, "icon", (each.value for each in _icon(desk, pack, kind).options)) or "",
        search=rules.with_usual(usual.search if usual else None, words),
        targets=(),
        questions=kind.questions if kind else (),
        owners=owning.read_owners(pack, form, kind),
        retired=kind is not None and form.text("retired") is not None,
    )
    return [
        Wish(
            part="kinds",
            slug=slug,
            thing=replace(wanted, targets=_targets(desk, form, kind)),
            seen=form.text("seen") or "",
        )
    ]


def _targets(desk: Desk, form: Form, kind: Kind | None) -> tuple[rules.Target, ...]:
    today = desk.ground.calendar.day_of(desk.now())
    new = rules.target(
        read_length(form.text("response"), form.text("response_unit"), field="response"),
        read_length(form.text("resolution"), form.text("resolution_unit"), field="resolution"),
        valid_from=tomorrow(today) if kind else today,
        source=f.line(form, "source"),
    )
    return rules.with_target(kind.targets if kind else (), new)
