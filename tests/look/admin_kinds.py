"""The city's own pages of what can be reported, with sample values."""

from tanggap.journey.admin.fields import FieldView, FormView, Section
from tanggap.journey.admin.kinds.pages import GroupRow, KindRow, KindsPage
from tanggap.journey.admin.thing import Asked, Link, ThingPage
from tanggap.kit.words import say
from tanggap.report.choices import Option
from tests.look import samples as x


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
