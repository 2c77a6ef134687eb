"""The form of one rule: what can be chosen, and what is."""

from collections.abc import Iterable, Mapping

from msgspec import Struct

from tanggap.city.areas.sketch import Drawing
from tanggap.city.desk import Desk
from tanggap.city.ground import Ground
from tanggap.city.packs.routing import RoutingRule
from tanggap.city.terms import AreaCode
from tanggap.journey.routing import naming
from tanggap.journey.routing.naming import WAYS
from tanggap.journey.routing.ordering import filing, views
from tanggap.journey.routing.ordering.zone_text import write_zone
from tanggap.kit.web import Form
from tanggap.kit.words import Say, Tongue, say
from tanggap.report.choices import Option, OptionGroup
from tanggap.report.views import MapView, area_groups, group_options, kind_groups, map_view

TEXTS = ("name", "target", "zone", "opening", "opens", "closes", "words", "reason", "reason_en")
LISTS = ("kinds", "groups", "areas", "owners", "urgencies", "channels", "visibilities")


class Given(Struct, frozen=True, kw_only=True):
    """What stands in the form: texts and chosen values by field."""

    texts: Mapping[str, str]
    lists: Mapping[str, tuple[str, ...]]


class Many(Struct, frozen=True, kw_only=True):
    """A condition of which several values may be chosen; ``chosen`` how many are."""

    field: str
    word: Say
    groups: tuple[OptionGroup, ...]
    chosen: int


class RulePage(Struct, frozen=True, kw_only=True):
    """What routing/rule.html is given."""

    code: str
    title: str
    targets: tuple[OptionGroup, ...]
    what: tuple[Many, ...]
    more: tuple[Many, ...]
    openings: tuple[Option, ...]
    given: dict[str, str]
    drawing: Drawing | None
    map: MapView
    errors: dict[str, Say]


NEW = Given(texts={}, lists={})


def given_by(form: Form) -> Given:
    """What was typed and chosen in a form that was refused."""
    return Given(
        texts={name: form.text(name) or "" for name in TEXTS},
        lists={name: tuple(form.all(name)) for name in LISTS},
    )


def given_of(line: RoutingRule) -> Given:
    """A rule as its form holds it."""
    when, reason = line.when, line.reason
    return Given(
        texts={
            "name": line.name or "",
            "target": filing.target_of(line),
            "zone": write_zone(when.zone),
            "opening": when.opening or "",
            "opens": f"{when.window.opens:%H:%M}" if when.window is not None else "",
            "closes": f"{when.window.closes:%H:%M}" if when.window is not None else "",
            "words": ", ".join(when.words),
            "reason": reason.id if reason is not None else "",
            "reason_en": reason.en if reason is not None and reason.en != reason.id else "",
        },
        lists={name: getattr(when, name) for name in LISTS},
    )


def rule_page(
    desk: Desk, line: RoutingRule | None, given: Given, *, errors: Mapping[str, Say] | None = None
) -> RulePage:
    """The form of a rule, or of a new one."""
    ground, tongue = desk.ground, desk.tongue
    chosen = {name: frozenset(given.lists.get(name, ())) for name in LISTS}
    opening = given.texts.get("opening", "")
    return RulePage(
        code=line.called if line is not None else "",
        title=naming.spoken(naming.rule_name(line) if line is not None else say("Aturan baru"), tongue),
        targets=_targets(ground, tongue, given.texts.get("target", "")),
        what=(
            _many("kinds", say("Jenis"), kind_groups(ground, tongue), chosen),
            _many("groups", say("Kelompok jenis"), _flat(group_options(ground, tongue)), chosen),
            _many("areas", say("Wilayah"), _areas(ground), chosen),
        ),
        more=(
            _many("owners", say("Pemilik aset"), _flat(_owners(ground, tongue)), chosen),
            _many("urgencies", say("Urgensi"), _flat(_coded(naming.URGENCIES, tongue)), chosen),
            _many("channels", say("Lewat"), _flat(_coded(naming.CHANNELS, tongue)), chosen),
            _many("visibilities", say("Keterbukaan"), _flat(_coded(naming.VISIBILITIES, tongue)), chosen),
        ),
        openings=tuple(
            Option(value=value, name=tongue(word), chosen=value == opening)
            for value, word in naming.OPENINGS.items()
        ),
        given={name: given.texts.get(name, "") for name in TEXTS},
        drawing=views.drawing(ground, line) if line is not None and line.when.zone else None,
        map=map_view(ground),
        errors=dict(errors or {}),
    )


def _targets(ground: Ground, tongue: Tongue, chosen: str) -> tuple[OptionGroup, ...]:
    ways = ((f"way:{way}", tongue(word)) for way, word in WAYS.items())
    units = ((f"unit:{each.slug}", each.name) for each in ground.agencies.values() if not each.retired)
    types = (
        (f"type:{slug}", each.name.in_(tongue.language))
        for slug, each in ground.agency_types.items()
        if slug in ground.agencies_by_type
    )
    groups = ((say("Dicari per laporan"), ways), (say("Unit"), units), (say("Unit berjenis"), types))
    return tuple(
        OptionGroup(
            name=tongue(word),
            options=tuple(Option(value=value, name=name, chosen=value == chosen) for value, name in some),
        )
        for word, some in groups
    )


def _many(field: str, word: Say, groups: Iterable[OptionGroup], chosen: Mapping[str, frozenset[str]]) -> Many:
    marked = tuple(
        OptionGroup(
            name=group.name,
            options=tuple(
                Option(value=each.value, name=each.name, chosen=each.value in chosen[field])
                for each in group.options
            ),
        )
        for group in groups
        if group.options
    )
    return Many(field=field, word=word, groups=marked, chosen=len(chosen[field]))


def _flat(options: Iterable[Option]) -> tuple[OptionGroup, ...]:
    return (OptionGroup(name="", options=tuple(options)),)


def _areas(ground: Ground) -> tuple[OptionGroup, ...]:
    """Every kecamatan as a whole, then each one's kelurahan."""
    groups = area_groups(ground)
    above = {
        area.parent
        for group in groups
        for each in group.options
        if (area := ground.areas.get(AreaCode(each.value))) is not None
    }
    whole = tuple(
        Option(value=area.code, name=area.name)
        for code in sorted(each for each in above if each is not None)
        if (area := ground.areas.get(code)) is not None
    )
    return (OptionGroup(name="", options=whole), *groups)


def _owners(ground: Ground, tongue: Tongue) -> tuple[Option, ...]:
    """Whom some kind or answer names as owner."""
    named = {
        owner
        for kind in ground.kinds.values()
        for owner in (*kind.owners, *(o.owner for question in kind.questions for o in question.options))
        if owner
    }
    return tuple(Option(value=each, name=naming.owner_name(ground, each, tongue)) for each in sorted(named))


def _coded(words: Mapping[str, Say], tongue: Tongue) -> tuple[Option, ...]:
    return tuple(Option(value=code, name=tongue(word)) for code, word in words.items())
