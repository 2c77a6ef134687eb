"""A rule as its form hands it in."""

import re
from datetime import time
from typing import Any

from msgspec.structs import replace

from tanggap.city.ground import Ground
from tanggap.city.packs.pack import Urgency
from tanggap.city.packs.routing import Conditions, Opening, RoutingRule
from tanggap.city.packs.times import Window
from tanggap.city.terms import AgencySlug, RuleName
from tanggap.journey.routing.naming import WAYS
from tanggap.journey.routing.ordering.zone_text import read_zone
from tanggap.kit.errors import Invalid
from tanggap.kit.web import Form
from tanggap.kit.words import Name, say
from tanggap.report.report import Channel, Visibility

NAME_MOST = 80
REASON_MOST = 200
WORDS_MOST = 40


def filed(ground: Ground, form: Form) -> RoutingRule:
    """The rule somebody wants, without a code. Raises Invalid, naming the field."""
    name = form.text("name")
    if name is None or len(name) > NAME_MOST:
        raise Invalid(say("Tulis nama aturannya, tidak terlalu panjang."), field="name")
    when = Conditions(
        kinds=_chosen(form, "kinds", ground.kinds),
        groups=_chosen(form, "groups", ground.groups),
        areas=_chosen(form, "areas", {area.code for area in ground.areas.all()}),
        zone=read_zone(form.text("zone") or ""),
        owners=_chosen(form, "owners", {*ground.agencies, *ground.agency_types}),
        opening=form.choice("opening", Opening),
        window=_window(form),
        urgencies=_chosen(form, "urgencies", tuple(Urgency)),
        channels=_chosen(form, "channels", tuple(Channel)),
        visibilities=_chosen(form, "visibilities", tuple(Visibility)),
        words=_words(form),
    )
    line = RoutingRule(rule=RuleName("by_case"), name=name, reason=_reason(form), when=when)
    return _to(ground, form.text("target") or "", line)


def _to(ground: Ground, target: str, line: RoutingRule) -> RoutingRule:
    """The rule with its target: a way that finds the unit itself, a unit, or a type of unit."""
    sort, _, name = target.partition(":")
    if sort == "way" and name in WAYS:
        return replace(line, rule=RuleName(name))
    way = RuleName(_way(line.when))
    if sort == "unit" and name in ground.agencies:
        return replace(line, rule=way, agency=AgencySlug(name))
    if sort == "type" and name in ground.agency_types:
        return replace(line, rule=way, agency_type=name)
    raise Invalid(say("Pilih unit tujuannya."), field="target")


def _way(when: Conditions) -> str:
    """By which way a rule that names its unit is told: by what is most particular of its conditions."""
    if when.zone:
        return "by_zone"
    return "by_hour" if when.opening is not None or when.window is not None else "by_case"


def target_of(line: RoutingRule) -> str:
    """A rule's target as the form names it."""
    if line.agency:
        return f"unit:{line.agency}"
    return f"type:{line.agency_type}" if line.agency_type else f"way:{line.rule}"


def _chosen(form: Form, field: str, known: Any) -> tuple[Any, ...]:
    values = tuple(dict.fromkeys(form.all(field)))
    if any(each not in known for each in values):
        raise Invalid(say("Pilih salah satu yang ada."), field=field)
    return values


def _window(form: Form) -> Window | None:
    opens, closes = form.text("opens"), form.text("closes")
    if opens is None and closes is None:
        return None
    try:
        window = Window(opens=time.fromisoformat(opens or ""), closes=time.fromisoformat(closes or ""))
    except ValueError:
        raise Invalid(say("Isi kedua jamnya, seperti 22:00."), field="closes") from None
    if window.opens == window.closes or window.opens.tzinfo or window.closes.tzinfo:
        raise Invalid(say("Jam mulai dan jam selesai harus berbeda."), field="closes")
    return window


def _words(form: Form) -> tuple[str, ...]:
    """Words and phrases, one after each comma or on each line, as reports are searched for them."""
    said = re.split(r"[,\n]", form.text("words") or "")
    words = tuple(
        dict.fromkeys(filter(None, (" ".join(re.findall(r"\w+", each.casefold())) for each in said)))
    )
    if len(words) > WORDS_MOST:
        raise Invalid(say("Paling banyak {n} kata.", n=WORDS_MOST), field="words")
    return words


def _reason(form: Form) -> Name | None:
    said, english = (_sentence(form, field) for field in ("reason", "reason_en"))
    if english and not said:
        raise Invalid(say("Tulis alasannya dalam bahasa Indonesia juga."), field="reason")
    return Name(id=said, en=english or said) if said else None


def _sentence(form: Form, field: str) -> str:
    text = " ".join((form.text(field) or "").split()).rstrip(".")
    if len(text) > REASON_MOST:
        raise Invalid(say("Paling banyak {n} huruf.", n=REASON_MOST), field=field)
    return text
