"""The pages of the city's limits, hours and areas with sample values."""

from datetime import date

from tanggap.journey.admin.areas.pages import AreaGroup, AreaRow, AreasPage
from tanggap.journey.admin.fields import FieldView, FormView, Section
from tanggap.journey.admin.limits.pages import LimitRow, LimitsPage
from tanggap.journey.admin.thing import Held, Link, ThingPage
from tanggap.kit.words import Say, say
from tanggap.report.choices import Option
from tests.look import samples as x

FOURTEEN = Held(
    since=date(2015, 1, 1),
    words=say("{amount} {unit}", amount="14", unit=say("hari kerja")),
    source="Permen PANRB 62/2018, sebagaimana dimuat pemerintah daerah",
)
FIVE = Held(
    since=date(2026, 7, 2),
    words=say("{amount} {unit}", amount="5", unit=say("hari kerja")),
    source="Perwali 9/2026",
)


def limits() -> LimitsPage:
    return LimitsPage(
        types=(
            LimitRow(href="/admin/limits/complaint", word=say("Pengaduan layanan"), held=(FOURTEEN, FIVE)),
            LimitRow(href="/admin/limits/aspiration", word=say("Aspirasi"), held=(FOURTEEN,)),
        ),
        steps=(
            LimitRow(
                href="/admin/limits/alert_executive",
                word=say("Meja wali kota mendengar laporan yang belum disentuh"),
                held=(FIVE,),
            ),
        ),
        inquiries=(
            LimitRow(href="/admin/limits/inquiry_answer", word=say("Permohonan dijawab"), held=(FIVE,)),
        ),
    )


def limit() -> ThingPage:
    return ThingPage(
        title="Pengaduan layanan",
        back=Link(href="/admin/limits", icon="arrow-left", word="Batas waktu"),
        form=FormView(
            href="/admin/limits/complaint",
            word=say("Simpan batas baru"),
            seen="a1",
            sections=(
                Section(
                    title=say("Batas baru"),
                    fields=(
                        FieldView(id="amount", sort="number", label=say("Paling lama"), value="14"),
                        FieldView(
                            id="amount_unit",
                            sort="options",
                            label=say("Satuan"),
                            options=(Option(value="a", name="hari kerja", chosen=True),),
                        ),
                        FieldView(
                            id="valid_from", sort="date", label=say("Berlaku mulai"), value="2026-07-01"
                        ),
                        FieldView(id="source", sort="text", label=say("Dasar"), value="Perwali 9/2026"),
                    ),
                ),
            ),
        ),
        held_title=say("Yang berlaku"),
        held=(FIVE, FOURTEEN),
        errors={
            "valid_from": say("Paling cepat besok: yang masuk hari ini sudah dijanjikan menurut batas lama.")
        },
    )


def hours() -> ThingPage:
    usual = "senin 07:30-12:00 13:00-16:00\nselasa 07:30-12:00 13:00-16:00\njumat 07:30-11:30 13:00-16:30"
    return ThingPage(
        title="Jam kantor",
        back=Link(href="/admin", icon="arrow-left", word="Kelola kota"),
        note=say(
            "Laporan terbuka yang batas waktunya mundur: {later}. Yang maju: {earlier}.", later=12, earlier=3
        ),
        form=FormView(
            href="/admin/hours",
            word=say("Simpan perubahan"),
            look=say("Lihat akibatnya"),
            seen="a1",
            sections=(
                Section(title=say("Minggu biasa"), fields=(_area("week", say("Jam buka"), usual),)),
                Section(
                    title=say("Masa {season}", season="Ramadan"),
                    fields=(
                        _area("periods_0", say("Kapan"), "2027-02-08 2027-03-09"),
                        _area("week_0", say("Jam buka"), "senin 08:00-12:00 12:30-15:00"),
                    ),
                ),
                Section(
                    title=say("Tambah masa lain"),
                    closed=True,
                    fields=(_area("week_new", say("Jam buka"), ""),),
                ),
            ),
        ),
        links_title=say("Unit dengan jam sendiri"),
        links=(Link(href="/admin/agencies/damkar", icon="clock", word="Dinas Pemadam Kebakaran"),),
    )


def areas() -> AreasPage:
    return AreasPage(
        groups=(
            AreaGroup(
                area=_row("32.75.01", "Bekasi Timur"),
                inside=(
                    _row("32.75.01.1001", "Aren Jaya", office="Kelurahan Aren Jaya"),
                    _row("32.75.01.1002", "Margahayu"),
                ),
            ),
        ),
        map=x.MAP,
    )


def _row(code: str, name: str, *, office: str = "") -> AreaRow:
    return AreaRow(
        href=f"/admin/areas/{code}",
        code=code,
        name=name,
        office=office,
        office_href="/admin/agencies/x" if office else "",
        border=say("batas perkiraan"),
    )


def _area(id: str, label: Say, value: str) -> FieldView:
    return FieldView(id=id, sort="area", label=label, value=value)
