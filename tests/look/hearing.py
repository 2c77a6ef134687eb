"""What somebody chose to hear of, and the areas they follow, as samples."""

from msgspec.structs import replace

from tanggap.journey.alerts.pages import AlertsPage, AlertView, FoundView, LinkPage
from tanggap.journey.notices.choosing import rules
from tanggap.journey.notices.choosing.pages import SettingsPage, StopPage, TopicChoice
from tanggap.kit.words import say
from tanggap.report.choices import Choice, Option, OptionGroup
from tests.look import asking
from tests.look import samples as x

TOKEN = "0192f0c1d2e37a1b8c4d5e6f708192a3" * 2


def settings() -> SettingsPage:
    return SettingsPage(
        to=None,
        whose=say("Untuk peramban ini dan laporan yang dikirim darinya."),
        topics=tuple(
            TopicChoice(
                code=topic,
                word=word,
                ways=tuple(Option(value=each, name=rules.WAYS[each].text) for each in rules.ways(topic)),
                paces=tuple(Option(value=each, name=rules.PACES[each].text) for each in rules.paces(topic)),
            )
            for topic, word in rules.TOPICS.items()
        ),
        digest=_hours(7),
        start=_hours(21),
        end=_hours(6),
        device=True,
        stopped=False,
    )


def mail_settings() -> SettingsPage:
    return replace(settings(), to=TOKEN, whose=say("Untuk alamat surel ini."), device=False, stopped=True)


def stop() -> StopPage:
    return StopPage(href=f"/stop/{TOKEN}", settings=f"/notices/settings?to={TOKEN}")


def alerts() -> AlertsPage:
    found = FoundView(
        href=f"/reports/{x.NUMBER}",
        number=x.NUMBER,
        what=say("Laporan baru"),
        kind=x.ROAD.name,
        at=x.ago(hours=2),
    )
    return AlertsPage(
        alerts=(
            AlertView(
                where="Margahayu",
                href="/areas/32.75.01.1002",
                about=(
                    say("{about}: laporan baru", about="Jalan"),
                    say("{about}: laporan selesai", about="Jalan"),
                    say("Pengumuman"),
                ),
                how=say("{way} · {pace}", way="Surel", pace="Sekali sehari"),
                confirmed=True,
                stop="/alerts/1/removal",
                found=(found,),
            ),
            AlertView(
                where="500 m di sekitar satu titik",
                href=None,
                about=(say("{about}: laporan baru", about="Semua jenis"),),
                how=say("{way} · {pace}", way="Surel", pace="Langsung"),
                confirmed=False,
                stop="/alerts/2/removal",
                found=(),
            ),
        ),
        areas=asking.AREAS,
        about=(
            OptionGroup(
                name="Jalan",
                options=(
                    Option(value="roads", name="Semua Jalan"),
                    Option(value=x.ROAD.slug, name=x.ROAD.name),
                ),
            ),
        ),
        radii=(Option(value="250", name="250 m"), Option(value="1000", name="1,0 km")),
        ways=(
            Choice(value="email", word=say("Surel"), chosen=True),
            Choice(value="push", word=say("Ponsel ini")),
            Choice(value="app", word=say("Hanya di halaman ini")),
        ),
        paces=(
            Choice(value="at_once", word=say("Langsung"), chosen=True),
            Choice(value="daily", word=say("Sekali sehari")),
        ),
        email="",
        fresh=True,
        announced=True,
        done=False,
        errors={},
    )


def refused_alerts() -> AlertsPage:
    errors = {
        "email": say("Alamat surel ini tidak lengkap."),
        "fresh": say("Pilih setidaknya satu macam kabar. Pengumuman hanya untuk wilayah."),
    }
    return replace(alerts(), alerts=(), fresh=False, email="warga@", errors=errors)


def confirmation() -> LinkPage:
    return LinkPage(
        href=f"/alerts/confirmation/{TOKEN}",
        title=say("Pastikan alamat surel"),
        words=say("Laporan dari {where} akan dikirim ke alamat surel Anda.", where="Margahayu"),
        act=say("Ya, kirim kabar ke alamat saya"),
    )


def _hours(chosen: int) -> tuple[Option, ...]:
    return tuple(Option(value=str(hour), name=f"{hour:02}.00", chosen=hour == chosen) for hour in range(24))
