"""The city's own pages with sample values."""

from datetime import timedelta

from tanggap.journey.admin.agencies.pages import AgenciesPage, AgencyRow, RetirementPage
from tanggap.journey.admin.changes import ChangeRow, Line, Told
from tanggap.journey.admin.fields import FieldView, FormView, Section
from tanggap.journey.admin.pages import AdminPage, Tile
from tanggap.journey.admin.thing import Link, ThingPage
from tanggap.kit.words import Say, say
from tanggap.report.choices import Option, OptionGroup
from tests.look import samples as x


def index() -> AdminPage:
    return AdminPage(
        city="Kota Bekasi",
        tiles=(
            Tile(
                href="/admin/agencies",
                icon="buildings",
                word=say("Instansi dan unit"),
                note=say("Siapa yang menangani, di wilayah mana."),
                count=93,
            ),
            Tile(
                href="/admin/kinds",
                icon="list-magnifying-glass",
                word=say("Jenis laporan"),
                note=say("Apa yang bisa dilaporkan, dan apa yang ditanyakan."),
                count=56,
            ),
            Tile(
                href="/admin/people",
                icon="users-three",
                word=say("Petugas"),
                note=say("Siapa bertugas sebagai apa, di mana."),
                count=41,
            ),
            Tile(href="/admin/calendar", icon="calendar-blank", word=say("Kalender")),
        ),
        changes=_changes(),
    )


def agencies() -> AgenciesPage:
    return AgenciesPage(
        add="/admin/agencies/new",
        rows=(
            _agency(
                "Dinas Bina Marga dan Sumber Daya Air",
                "Bina marga dan jalan, Sumber daya air",
                units=(_agency("UPT Jembatan Penyeberangan", "Jembatan penyeberangan"),),
            ),
            _agency("Dinas Lingkungan Hidup", "Lingkungan hidup dan kebersihan"),
            _agency(
                "Kecamatan Bekasi Timur",
                "Kantor wilayah",
                units=(_agency("Kelurahan Margahayu", "Kantor wilayah"),),
            ),
            _agency("Dinas Kebakaran (lama)", "Pemadam kebakaran", retired=True),
        ),
    )


def agency() -> ThingPage:
    return ThingPage(
        title="UPT Jembatan Penyeberangan",
        back=Link(href="/admin/agencies", icon="arrow-left", word="Instansi dan unit"),
        form=FormView(
            href="/admin/agencies/upt-jpo",
            word=say("Simpan perubahan"),
            seen="a1",
            sections=(
                Section(
                    title=say("Identitas"),
                    fields=(
                        _text("name", say("Nama"), "UPT Jembatan Penyeberangan"),
                        _text("phone", say("Telepon"), "0812 / kantor"),
                    ),
                ),
                Section(
                    title=say("Tugas"),
                    fields=(
                        FieldView(
                            id="types",
                            sort="checks",
                            label=say("Jenis tugas"),
                            hint=say(
                                "Jenis laporan menunjuk tugas; laporan masuk ke instansi yang punya tugas itu."
                            ),
                            options=(
                                Option(value="a", name="Bina marga dan jalan"),
                                Option(value="b", name="Jembatan penyeberangan", chosen=True),
                                Option(value="c", name="Perumahan, permukiman dan pertanahan"),
                            ),
                        ),
                    ),
                ),
                Section(title=say("Wilayah"), closed=True, fields=(_areas(),)),
            ),
        ),
        acts=(Link(href="/admin/agencies/upt-jpo/retirement", icon="x-circle", word="Akhiri tugasnya"),),
        changes=_changes()[:1],
        errors={"phone": say("Tulis angka saja, seperti 021 8895 1234.")},
    )


def retirement() -> RetirementPage:
    return RetirementPage(
        name="UPT Jembatan Penyeberangan",
        back="/admin/agencies/upt-jpo",
        href="/admin/agencies/upt-jpo/retirement",
        seen="a1",
        held=214,
        staff=6,
        orphans=(say("Belum ada instansi untuk “{kind}”.", kind="damaged-footbridge"),),
        successors=(Option(value="dbmsda", name="Dinas Bina Marga dan Sumber Daya Air"),),
        errors={"reason": say("Tulis alasannya, tidak terlalu panjang.")},
    )


def _changes() -> tuple[ChangeRow, ...]:
    return (
        ChangeRow(
            at=x.ago(hours=3),
            who="Admin kota",
            reason="SK Wali Kota 12/2026",
            told=(
                Told(part=say("Jenis tugas"), name="Jembatan penyeberangan", new=True, lines=()),
                Told(
                    part=say("Instansi dan unit"),
                    name="UPT Jembatan Penyeberangan",
                    new=False,
                    lines=(
                        Line(word=say("Telepon"), before="", after="021 8895 1234"),
                        Line(word=say("Wilayah")),
                    ),
                ),
            ),
            takes_back=False,
            undo="/admin/changes/1/undoing",
        ),
        ChangeRow(
            at=x.NOW - timedelta(days=2),
            who="Admin kota",
            reason="Salah ketik",
            told=(
                Told(
                    part=say("Jenis laporan"),
                    name="Jalan rusak",
                    new=False,
                    lines=(Line(word=say("Nama"), before="Jalan rusk", after="Jalan rusak"),),
                ),
            ),
            takes_back=True,
            undo=None,
        ),
    )


def _agency(name: str, tasks: str, *, units: tuple[AgencyRow, ...] = (), retired: bool = False) -> AgencyRow:
    return AgencyRow(
        href="/admin/agencies/x", name=name, tasks=tasks, retired=retired, units=units, size=len(units)
    )


def _text(id: str, label: Say, value: str) -> FieldView:
    return FieldView(id=id, sort="text", label=label, value=value)


def _areas() -> FieldView:
    return FieldView(
        id="areas",
        sort="checks",
        label=say("Wilayah yang dilayani"),
        hint=say("Kosongkan untuk seluruh kota."),
        optional=True,
        groups=(
            OptionGroup(
                name="Bekasi Timur",
                options=(
                    Option(value="1", name="Seluruh Kecamatan Bekasi Timur"),
                    Option(value="2", name="Margahayu", chosen=True),
                ),
            ),
        ),
    )
