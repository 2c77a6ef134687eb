"""The city's own pages with sample values."""

from datetime import timedelta

from tanggap.city.people.serving.pages import InvitationPage
from tanggap.journey.admin.agencies.pages import AgenciesPage, AgencyRow, RetirementPage
from tanggap.journey.admin.changes import ChangeRow, Line, Told
from tanggap.journey.admin.fields import FieldView, FormView, Section
from tanggap.journey.admin.kinds.pages import GroupRow, KindRow, KindsPage
from tanggap.journey.admin.pages import AdminPage, Tile
from tanggap.journey.admin.people.views import DutyForm, DutyRow, KeysView, PeoplePage, PersonPage, PersonRow
from tanggap.journey.admin.thing import Asked, Link, ThingPage
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


def kind() -> ThingPage:
    return ThingPage(
        title="Jembatan penyeberangan rusak",
        back=Link(href="/admin/kinds", icon="arrow-left", word="Jenis laporan"),
        note=say("Tidak dipakai lagi. Laporan lama tetap memakainya."),
        form=FormView(
            href="/admin/kinds/damaged-footbridge",
            word=say("Simpan perubahan"),
            seen="a1",
            sections=(
                Section(
                    title=say("Sifatnya"),
                    fields=(
                        FieldView(
                            id="urgency",
                            sort="options",
                            label=say("Urgensi"),
                            options=(
                                Option(value="a", name="Biasa"),
                                Option(value="b", name="Tinggi", chosen=True),
                            ),
                        ),
                        FieldView(
                            id="proof",
                            sort="tick",
                            label=say("Selesai hanya dengan foto sesudah dan tempatnya"),
                            value="yes",
                        ),
                        FieldView(
                            id="retired",
                            sort="tick",
                            label=say("Tidak dipakai lagi"),
                            hint=say("Warga tidak bisa memilihnya; laporan lama tetap memakainya."),
                        ),
                    ),
                ),
                Section(
                    title=say("Gambar"),
                    fields=(
                        FieldView(
                            id="icon",
                            sort="icons",
                            label=say("Gambar"),
                            options=tuple(
                                Option(value=each, name=each.replace("-", " "), chosen=each == "tree")
                                for each in ("road-horizon", "trash", "tree", "waves", "wrench")
                            ),
                        ),
                    ),
                ),
            ),
        ),
        links_title=say("Pertanyaan tambahan"),
        links=(
            Link(
                href="/admin/kinds/damaged-footbridge/questions/which-part",
                icon="question",
                word="Bagian mana?",
                note=say("Satu dari beberapa pilihan"),
            ),
        ),
        acts=(
            Link(href="/admin/kinds/damaged-footbridge/questions/new", icon="plus", word="Tambah pertanyaan"),
        ),
        preview=(
            _asked(
                "Bagian mana?", "single", Option(value="a", name="Tangga"), Option(value="b", name="Pagar")
            ),
            _asked("Berapa anak tangga yang patah?", "number"),
        ),
    )


def kinds() -> KindsPage:
    return KindsPage(
        add="/admin/kinds/new",
        add_group="/admin/groups/new",
        groups=(
            GroupRow(
                href="/admin/groups/roads",
                slug="roads",
                name="Jalan",
                retired=False,
                kinds=(
                    _kind(x.ROAD.name, x.ROAD.icon, questions=2),
                    _kind("Jembatan penyeberangan rusak", "road-horizon", retired=True),
                ),
            ),
            GroupRow(href="/admin/groups/old", slug="old", name="Lama", retired=True, kinds=()),
        ),
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


def _kind(name: str, icon: str, *, questions: int = 0, retired: bool = False) -> KindRow:
    return KindRow(
        href="/admin/kinds/x",
        name=name,
        icon=icon,
        colour="#b4532a",
        seen_by=say("Semua orang"),
        questions=questions,
        retired=retired,
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


def _asked(words: str, sort: str, *options: Option) -> Asked:
    return Asked(
        id=f"preview.{sort}",
        words=words,
        sort=sort,
        unit="",
        options=options,
        value="",
        required=False,
        conditional=False,
    )


def people() -> PeoplePage:
    return PeoplePage(rows=(_officer(), _invited()), add="/admin/people/new")


def person() -> PersonPage:
    return PersonPage(
        person=_officer(),
        form=_duty_form("/admin/people/1/duties"),
        leave="/admin/people/1/leaving",
        keys=KeysView(
            totp=True,
            passkeys=2,
            needed=False,
            reset="/admin/people/1/keys/ending",
            reset_at=x.ago(days=3),
            reason="Ponselnya hilang di lapangan.",
        ),
        errors={"agency": say("Peran ini perlu instansi.")},
    )


def invited_person() -> PersonPage:
    return PersonPage(
        person=_invited(),
        form=_duty_form("/admin/people/2/duties"),
        leave="/admin/people/2/leaving",
        invite="/admin/people/2/invitation",
        revoke="/admin/people/2/invitation/ending",
        link="https://kota.example/sign-in/invitation/contoh-tautan-undangan-yang-panjang",
    )


def new_person() -> PersonPage:
    return PersonPage(person=None, form=_duty_form("/admin/people"))


def invitation() -> InvitationPage:
    return InvitationPage(
        name="Koordinator baru",
        login="koordinator@kota.example",
        href="/sign-in/invitation/contoh",
        errors={"password": say("Kata sandi minimal {least} karakter.", least=12)},
    )


def _officer() -> PersonRow:
    return PersonRow(
        href="/admin/people/1",
        name="Petugas lapangan",
        email="petugas@kota.example",
        duties=(
            DutyRow(
                role=say("Petugas lapangan"),
                agency="Dinas Bina Marga dan Sumber Daya Air",
                area="",
                end="/admin/people/1/duties/1/ending",
            ),
            DutyRow(
                role=say("Pemeriksa hasil"),
                agency="",
                area="Bekasi Timur",
                end="/admin/people/1/duties/2/ending",
            ),
        ),
        last_seen_at=x.ago(hours=5),
        state=None,
    )


def _invited() -> PersonRow:
    return PersonRow(
        href="/admin/people/2",
        name="Koordinator baru",
        email="koordinator@kota.example",
        duties=(DutyRow(role=say("Koordinator"), agency="", area="", end="/admin/people/2/duties/3/ending"),),
        last_seen_at=None,
        state=say("diundang, belum masuk"),
    )


def _duty_form(href: str) -> DutyForm:
    return DutyForm(
        href=href,
        roles=(Option(value="field_officer", name="Petugas lapangan", chosen=True),),
        agencies=(Option(value="dbmsda", name="Dinas Bina Marga dan Sumber Daya Air"),),
        areas=(OptionGroup(name="Bekasi Timur", options=(Option(value="2", name="Margahayu"),)),),
    )
