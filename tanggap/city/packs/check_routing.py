"""Looks over a pack's rules of routing: what they name is there, and their codes tell one from another."""

import re
from collections.abc import Collection, Iterable

from tanggap.city.areas.zone import is_zone
from tanggap.city.packs.draft import Draft
from tanggap.city.packs.pack import Urgency
from tanggap.city.packs.reading import Spot
from tanggap.city.packs.routing import RoutingRule
from tanggap.kit.words import say

CODE = re.compile(r"[a-z0-9]+([-_][a-z0-9]+)*")


def check_routing(draft: Draft, rules: Collection[str] | None) -> None:
    """Name what is wrong with a pack's rules; ``rules`` are the ways there are, without them these go unchecked."""
    spot = draft.spot("routing")
    if not draft.routing:
        spot.mistake(say("Belum ada aturan penerusan."), say('Tambahkan [[order]] dengan rule = "by_area".'))
    taken: set[str] = set()
    for nth, line in enumerate(draft.routing):
        here = Spot(spot.source, ("order", nth))
        if rules is not None:
            _check_known((line.rule,), rules, here, "rule")
        _check_code(line, taken, here)
        _check_line(draft, line, here)
        taken.add(line.called)


def _check_code(line: RoutingRule, taken: Collection[str], spot: Spot) -> None:
    if not CODE.fullmatch(line.called):
        spot.mistake(
            say("Nama pendek “{slug}” tidak dapat dipakai.", slug=line.called),
            say("Pakai huruf kecil, angka, dan tanda hubung saja."),
            at="code",
        )
    if line.called in taken:
        spot.mistake(
            say("“{slug}” sudah dipakai oleh yang lain.", slug=line.called),
            say("Beri nama lain, atau hapus salah satunya."),
            at="code" if line.code else "rule",
        )


def _check_line(draft: Draft, line: RoutingRule, spot: Spot) -> None:
    when = line.when
    having = {**draft.agencies, **draft.agency_types}
    _check_known((line.agency,) if line.agency else (), draft.agencies, spot, "agency")
    _check_known((line.agency_type,) if line.agency_type else (), draft.agency_types, spot, "agency_type")
    _check_known(when.kinds, draft.kinds, spot, "when.kinds")
    _check_known(when.groups, draft.groups, spot, "when.groups")
    _check_known(when.areas, draft.areas, spot, "when.areas")
    _check_known(when.owners, having, spot, "when.owners")
    _check_known(when.urgencies, tuple(Urgency), spot, "when.urgencies")
    if when.zone and not is_zone(when.zone):
        spot.mistake(
            say("Kawasan ini bukan poligon yang sah."),
            say("Tulis 3 sampai 500 titik [bujur, lintang] berurutan, tanpa garis yang bersilangan."),
            at="when.zone",
        )


def _check_known(names: Iterable[str], known: Collection[str], spot: Spot, field: str) -> None:
    for name in names:
        if name not in known:
            spot.mistake(
                say("“{name}” di “{field}” tidak dikenal.", name=name, field=field),
                say("Perbaiki ejaannya, atau tambahkan “{name}” di tempatnya.", name=name),
                at=field,
            )
