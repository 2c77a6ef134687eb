"""Rules as people read them: what they are called, which cases they are for, to whom they send."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from tanggap.city.ground import Ground
from tanggap.city.packs.pack import Urgency
from tanggap.city.packs.routing import Opening, RoutingRule
from tanggap.city.terms import AgencySlug, AreaCode, KindSlug, RuleName
from tanggap.kit.words import Say, Tongue, say
from tanggap.report.report import Channel, Visibility

WAYS: Mapping[str, Say] = {
    "by_kind": say("Unit yang bertugas untuk jenisnya"),
    "by_area": say("Kantor wilayahnya"),
    "by_utility": say("Pemilik asetnya"),
}
"""The ways that find their agency themselves, as targets."""
_NAMES: Mapping[str, Say] = {
    "by_kind": say("Menurut jenis"),
    "by_area": say("Menurut wilayah"),
    "by_utility": say("Menurut pemilik aset"),
}

OPENINGS: Mapping[str, Say] = {
    Opening.OFFICE: say("Jam kantor"),
    Opening.CLOSED: say("Di luar jam kantor"),
    Opening.DAY_OFF: say("Hari libur dan akhir pekan"),
}
URGENCIES: Mapping[str, Say] = {
    Urgency.LOW: say("Rendah"),
    Urgency.NORMAL: say("Biasa"),
    Urgency.HIGH: say("Mendesak"),
    Urgency.CRITICAL: say("Gawat"),
}
CHANNELS: Mapping[str, Say] = {
    Channel.WEB: say("Situs ini"),
    Channel.APP: say("Aplikasi"),
    Channel.TELEGRAM: say("Telegram"),
    Channel.WHATSAPP: say("WhatsApp"),
    Channel.SMS: say("SMS"),
    Channel.EMAIL: say("Surel"),
    Channel.PHONE: say("Telepon"),
    Channel.CALL112: say("Panggilan 112"),
    Channel.COUNTER: say("Loket"),
    Channel.LETTER: say("Surat"),
    Channel.SOCIAL_X: say("X"),
    Channel.SOCIAL_FACEBOOK: say("Facebook"),
    Channel.SOCIAL_INSTAGRAM: say("Instagram"),
    Channel.MEDIA: say("Media"),
    Channel.LAPOR: say("SP4N-LAPOR!"),
    Channel.OPEN311: say("Open311"),
    Channel.CCTV: say("CCTV"),
    Channel.SENSOR: say("Sensor"),
    Channel.FIELD_OFFICER: say("Petugas lapangan"),
}
VISIBILITIES: Mapping[str, Say] = {
    Visibility.PUBLIC: say("Terbuka"),
    Visibility.ANONYMOUS: say("Anonim"),
    Visibility.CONFIDENTIAL: say("Rahasia"),
}


def rule_name(line: RoutingRule) -> str | Say:
    """What a rule is called: as the city named it, or else by the way it finds the unit."""
    return line.name or _NAMES.get(line.rule) or line.called


def spoken(words: str | Say, tongue: Tongue) -> str:
    """What somebody typed as it is, and a sentence of ours in the reader's language."""
    return words if isinstance(words, str) else tongue(words)


def rule_words(ground: Ground, rule: RuleName | None) -> Say:
    """Which rule sent a report on, for staff."""
    if rule is None:
        return say("Diteruskan oleh petugas, bukan oleh aturan.")
    line = ground.rules.get(rule)
    if line is None:
        return say("Diteruskan oleh aturan “{rule}”, yang sudah tidak dipakai.", rule=rule)
    if line.retired:
        return say("Diteruskan oleh aturan “{rule}”, yang sudah tidak dipakai.", rule=rule_name(line))
    return say("Diteruskan oleh aturan “{rule}”.", rule=rule_name(line))


def target(ground: Ground, line: RoutingRule) -> str | Say:
    """To whom a rule sends."""
    if line.agency:
        return agency_name(ground, line.agency)
    if line.agency_type:
        found = ground.agency_types.get(line.agency_type)
        return say("Unit berjenis {type}", type=found.name if found is not None else line.agency_type)
    return WAYS.get(line.rule) or line.rule


def agency_name(ground: Ground, agency: AgencySlug) -> str:
    """An agency by its name."""
    found = ground.agencies.get(agency)
    return found.name if found is not None else agency


def conditions(ground: Ground, line: RoutingRule, tongue: Tongue) -> tuple[Say, ...]:
    """What must hold of a report, a sentence for each condition; none for a rule that is for all."""
    return tuple(_conditions(ground, line, tongue))


def _conditions(ground: Ground, line: RoutingRule, tongue: Tongue) -> Iterator[Say]:
    when = line.when
    named = (
        (say("Jenis"), [_kind(ground, each, tongue) for each in when.kinds]),
        (say("Kelompok"), [_group(ground, each, tongue) for each in when.groups]),
        (say("Wilayah"), [_area(ground, each) for each in when.areas]),
        (say("Milik"), [owner_name(ground, each, tongue) for each in when.owners]),
        (say("Urgensi"), _coded(when.urgencies, URGENCIES, tongue)),
        (say("Lewat"), _coded(when.channels, CHANNELS, tongue)),
        (say("Keterbukaan"), _coded(when.visibilities, VISIBILITIES, tongue)),
        (say("Ada kata"), list(when.words)),
    )
    for word, values in named:
        if values:
            yield say("{what}: {values}", what=word, values=_listed(values))
    if when.zone:
        yield say("Di dalam kawasan dengan {n} titik sudut", n=len(when.zone))
    if when.opening is not None:
        yield OPENINGS[when.opening]
    if when.window is not None:
        yield say(
            "Pukul {opens} sampai {closes}",
            opens=f"{when.window.opens:%H.%M}",
            closes=f"{when.window.closes:%H.%M}",
        )


def _listed(values: Sequence[str]) -> str | Say:
    if len(values) == 1:
        return values[0]
    return say("{first} atau {last}", first=", ".join(values[:-1]), last=values[-1])


def _coded(codes: Iterable[str], words: Mapping[str, Say], tongue: Tongue) -> list[str]:
    return [tongue(words[each]) if each in words else each for each in codes]


def _kind(ground: Ground, slug: KindSlug, tongue: Tongue) -> str:
    found = ground.kinds.get(slug)
    return found.name.in_(tongue.language) if found is not None else slug


def _group(ground: Ground, slug: str, tongue: Tongue) -> str:
    found = ground.groups.get(slug)
    return found.name.in_(tongue.language) if found is not None else slug


def _area(ground: Ground, code: AreaCode) -> str:
    found = ground.area(code)
    return found.name if found is not None else code


def owner_name(ground: Ground, owner: str, tongue: Tongue) -> str:
    """Whose a thing may be: an agency, or agencies of a type."""
    found = ground.agency_types.get(owner)
    if found is None:
        return agency_name(ground, AgencySlug(owner))
    return found.name.in_(tongue.language)
