"""The overview of the sample city: what its reports add up to."""

from datetime import date, timedelta

from tanggap.kit.words import say
from tanggap.oversight.counts import views as counts
from tanggap.report import views as v
from tests.look import samples as x
from tests.look import scores


def share(
    name: str, count: int, percent: float, *, of: v.KindSign | None = None, width: float = 100
) -> counts.Share:
    return counts.Share(
        name=name,
        colour=of.colour if of else None,
        icon=of.icon if of else None,
        count=count,
        percent=percent,
        width=width,
    )


def days() -> tuple[counts.DayCount, ...]:
    first = date(2015, 11, 11)
    return tuple(
        counts.DayCount(
            day=first + timedelta(days=n),
            received=12 + (n * 7) % 19 + (n % 7 == 0) * 9 if n % 23 else None,
            closed=10 + (n * 5) % 17,
        )
        for n in range(114)
    )


def section() -> counts.Section:
    each_day = days()
    return counts.Section(
        id="first",
        title=say("Riwayat"),
        first=each_day[0].day,
        last=each_day[-1].day,
        query="from=2015-11-11&to=2016-03-03",
        count=2216,
        per_day=19.438,
        later=137,
        finding=say(
            "Paling sering: {kind}, {percent}% dari semua laporan.", kind="Iklan / reklame liar", percent=30
        ),
        days=each_day,
        weekly=False,
        highest=max(day.received or 0 for day in each_day),
        kinds=(
            share("Iklan / reklame liar", 673, 30.370, of=x.ADVERT),
            share("Tumpukan sampah liar", 285, 12.861, of=x.GARBAGE, width=42.3),
            share("Jalan rusak / berlubang", 214, 9.657, of=x.ROAD, width=31.8),
            share("Saluran mampet", 120, 5.415, of=x.DRAIN, width=17.8),
        ),
        areas=(
            share("Margahayu", 201, 9.07),
            share("Kayuringin Jaya", 187, 8.438, width=93),
            share("Jatiasih", 102, 4.603, width=50.7),
        ),
        statuses=(share("Selesai", 2100, 94.765), share("Proses", 116, 5.235, width=5.5)),
    )


def overview() -> counts.OverviewPage:
    first = section()
    return counts.OverviewPage(
        as_of=x.NOW,
        totals=counts.Totals(open=112, closed=2241, late=9, on_time_percent=81.4, rating=4.2),
        periods=(
            counts.Link(href="/overview", word=say("Riwayat"), here=True),
            counts.Link(href="/overview?days=90", word=say("{days} hari terakhir", days=90)),
        ),
        chosen=False,
        first=first.first,
        last=first.last,
        today=x.NOW.date(),
        sections=(first,),
        approximate=True,
        agencies=scores.of_the_month(),
    )
