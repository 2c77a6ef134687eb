"""What the desk's filter offers to choose from."""

from datetime import date

from tanggap.city.areas.area import Level
from tanggap.city.desk import Desk
from tanggap.journey.routing.naming import CHANNELS, URGENCIES
from tanggap.kit.words import say
from tanggap.oversight.counts.rules import latest
from tanggap.oversight.operations_centre.desk.asked import Asked
from tanggap.oversight.operations_centre.desk.rules import QUICK_DAYS, Against
from tanggap.oversight.operations_centre.desk.scope import lies_in, reached
from tanggap.oversight.operations_centre.desk.views import Choices, Link
from tanggap.report import views
from tanggap.report.choices import Option, OptionGroup, choices
from tanggap.report.report import Status
from tanggap.report.transitions import status_word

_AGAINST = {
    Against.BEFORE: say("Masa sebelumnya"),
    Against.YEAR: say("Masa yang sama setahun lalu"),
    Against.CHOSEN: say("Masa pilihan sendiri"),
}


def offered(desk: Desk, asked: Asked) -> Choices:
    """Everything that can be asked for here, what is asked for chosen."""
    ground, tongue, those = desk.ground, desk.tongue, asked.wanted
    return Choices(
        kinds=views.kind_groups(ground, tongue, those.kind or ""),
        groups=views.group_options(ground, tongue, those.group or ""),
        agencies=views.agency_options(ground, those.agency or ""),
        areas=_areas(desk, those.area or ""),
        channels=tuple(
            Option(value=code, name=tongue(word), chosen=code == those.channel)
            for code, word in CHANNELS.items()
        ),
        statuses=tuple(
            Option(value=each, name=f"{tongue(status_word(each))}", chosen=each is those.status)
            for each in Status
        ),
        urgencies=tuple(
            Option(value=code, name=tongue(word), chosen=code == those.urgency)
            for code, word in URGENCIES.items()
        ),
        against=choices(_AGAINST, chosen=asked.against),
    )


def _areas(desk: Desk, chosen: str) -> tuple[OptionGroup, ...]:
    """Each kecamatan as a whole and its kelurahan, as far as whoever asks answers for them."""
    reach = reached(desk)
    here = sorted(
        (each for each in desk.ground.areas.all() if lies_in(each.code, reach)), key=lambda each: each.name
    )
    found: list[OptionGroup] = []
    for around in (each for each in here if each.level is Level.KECAMATAN):
        all_of_it = Option(
            value=around.code,
            name=desk.tongue(say("Semua: {group}", group=around.name)),
            chosen=around.code == chosen,
        )
        within = (
            Option(value=each.code, name=each.name, chosen=each.code == chosen)
            for each in here
            if each.parent == around.code
        )
        found.append(OptionGroup(name=around.name, options=(all_of_it, *within)))
    if found:
        return tuple(found)
    alone = tuple(
        Option(value=each.code, name=each.name, chosen=each.code == chosen)
        for each in here
        if each.level is Level.KELURAHAN
    )
    return (OptionGroup(name=desk.tongue(say("Kelurahan")), options=alone),) if alone else ()


def periods(asked: Asked, today: date) -> tuple[Link, ...]:
    """The quick choices of days."""
    return tuple(
        Link(
            href=asked.of_days(latest(today, days), days).href,
            word=say("Hari ini") if days == 1 else say("{days} hari terakhir", days=days),
            here=asked.period == latest(today, days),
        )
        for days in QUICK_DAYS
    )
