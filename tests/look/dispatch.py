"""The pages of teams with sample values."""

from datetime import time, timedelta

from msgspec.structs import replace

from tanggap.city.packs.rounds import Rounds
from tanggap.city.teams.rules import Presence
from tanggap.journey.dispatch.forms import WEEKDAYS, ShiftRow, TeamForm
from tanggap.journey.dispatch.pages import TeamPage, TeamRow, TeamsPage
from tanggap.journey.dispatch.sharing.views import Sharing
from tanggap.journey.dispatch.views import PRESENCE_WORDS, Day, Dispatching, Leg
from tanggap.kit.words import say
from tanggap.report.choices import Option
from tests.look import samples as x

SHARING = Sharing(on=True, until=x.NOW + timedelta(hours=6), at=x.NOW - timedelta(minutes=1))
SHARED_NOT = Sharing(on=False, until=SHARING.until)
SENDING = Dispatching(
    team="URC Timur",
    href="/teams/1",
    send="/tasks/1/team",
    options=(
        Option(
            value="1",
            name="URC Timur: bertugas sekarang, 3 tugas, 400 m dari titik (1 mnt lalu)",
            chosen=True,
        ),
        Option(value="2", name="Kru drainase: siaga, bisa dipanggil, 0 tugas"),
    ),
    because=say(
        "Disarankan {team}: {presence}, {far} dari titik, {n} tugas terbuka.",
        team="URC Timur",
        presence=PRESENCE_WORDS[Presence.ON_DUTY][0],
        far="400 m",
        n=3,
    ),
)


def row(number: int, name: str, presence: Presence, *, does: tuple[str, ...] = (), load: int = 0) -> TeamRow:
    word, tone = PRESENCE_WORDS[presence]
    return TeamRow(
        href=f"/teams/{number}",
        name=name,
        word=word,
        tone=tone,
        does=does,
        vehicle="Truk engkel, mesin gilas kecil",
        members=4,
        load=load,
    )


URC = row(1, "URC Timur", Presence.ON_DUTY, does=("Jalan dan jembatan", "Air dan banjir"), load=3)


def shift(
    n: int, *days: int, begins: time = time(7, 30), ends: time = time(16), call: bool = False
) -> ShiftRow:
    return ShiftRow(
        n=n,
        days=tuple(
            Option(value=str(day), name=word.text, chosen=day in days) for day, word in enumerate(WEEKDAYS)
        ),
        begins=begins.strftime("%H:%M"),
        ends=ends.strftime("%H:%M"),
        call=call,
    )


def form(href: str) -> TeamForm:
    return TeamForm(
        href=href,
        name="URC Timur",
        vehicle="Truk engkel, mesin gilas kecil",
        groups=(
            Option(value="roads", name="Jalan dan jembatan", chosen=True),
            Option(value="water", name="Air dan banjir", chosen=True),
            Option(value="waste", name="Sampah dan kebersihan"),
        ),
        members=(
            Option(value="1", name="Petugas lapangan 1", chosen=True),
            Option(value="2", name="Petugas lapangan 2", chosen=True),
            Option(value="3", name="Petugas lapangan 3"),
        ),
        shifts=(
            shift(0, 0, 1, 2, 3, 4),
            shift(1, 5, 6, begins=time(16), ends=time(6), call=True),
            shift(2),
        ),
        errors={},
    )


def teams() -> TeamsPage:
    return TeamsPage(
        agency="Dinas Bina Marga dan Sumber Daya Air",
        map=x.MAP,
        teams=(
            replace(URC, point=(106.9756, -6.2383), seen_at=x.NOW - timedelta(minutes=1), pin=1),
            row(2, "Kru drainase", Presence.ON_CALL),
            row(3, "Kru malam", Presence.OFF, load=1),
        ),
        form=replace(form("/teams"), name="", vehicle="", shifts=(shift(0),)),
        errors={},
    )


def no_teams() -> TeamsPage:
    return TeamsPage(agency="Dinas Lingkungan Hidup", map=None, teams=(), form=None, errors={})


def team() -> TeamPage:
    return TeamPage(
        agency="Dinas Bina Marga dan Sumber Daya Air",
        team=URC,
        members=("Petugas lapangan 1", "Petugas lapangan 2"),
        day=Day(
            stops=(
                Leg(
                    card=x.task(x.CARDS[1], x.due(say("sisa {span}", span=timedelta(hours=3)), hours=3)),
                    metres=420,
                ),
                Leg(
                    card=x.task(x.CARDS[4], x.due(say("sisa {span}", span=timedelta(hours=8)), hours=8)),
                    metres=640,
                ),
                Leg(
                    card=x.task(x.CARDS[0], x.due(say("lewat {span}", span=timedelta(hours=4)), hours=-4)),
                    metres=1240,
                ),
            ),
            nowhere=(),
            metres=2300,
            saved_m=2310,
            missed=1,
            more=0,
            begins=say("Mulai dari tempat tim ({ago}).", ago="1 mnt lalu"),
            rounds=Rounds(kmh=18, stop_minutes=45, source="catatan kendaraan Juli–September"),
        ),
        form=form("/teams/1"),
        retire="/teams/1/retirement",
        errors={},
    )
