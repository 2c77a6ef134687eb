"""What can be done to rules that are put in order. Values only: the rules, in and out."""

import re
from collections.abc import Collection, Sequence
from typing import Literal

from msgspec.structs import replace

from tanggap.city.packs.routing import RoutingRule
from tanggap.city.terms import RuleName
from tanggap.journey.routing.naming import rule_name
from tanggap.kit.errors import Invalid, Refused
from tanggap.kit.words import Say, say

RULES_MOST = 200
"""In use at once; each is asked of every report that no rule before it took."""

Rules = tuple[RoutingRule, ...]
Move = Literal["up", "down", "retire", "restore"]


def in_use(rules: Sequence[RoutingRule]) -> list[RoutingRule]:
    """Those that decide, in order."""
    return [each for each in rules if not each.retired]


def put(rules: Rules, wanted: RoutingRule, *, instead_of: str | None, known: Collection[RuleName]) -> Rules:
    """The rules with one more at their head, or one in the place of another.

    What was in force (``known``) keeps its code and is retired, for reports name it; the other gets a code of its own.
    Raises Invalid when nothing changes, Refused when there are too many or the other has gone.
    """
    if instead_of is None:
        if len(in_use(rules)) >= RULES_MOST:
            raise Refused(say("Paling banyak {n} aturan. Gabungkan beberapa dulu.", n=RULES_MOST))
        return (replace(wanted, code=_code(wanted.name or "", rules)), *rules)
    old = _found(rules, instead_of)
    if replace(wanted, code=old.code, retired=old.retired) == old:
        raise Invalid(say("Tidak ada yang berubah."), field="name")
    if old.called not in known:
        return tuple(replace(wanted, code=old.code) if each is old else each for each in rules)
    new = replace(wanted, code=_code(re.sub(r"-\d+$", "", old.called), rules))
    return (*(new if each is old else each for each in rules), replace(old, retired=True))


def moved(rules: Rules, code: str, move: Move, *, known: Collection[RuleName]) -> Rules:
    """The rules with one asked earlier or later, no more, or again. What was never in force just goes."""
    found = _found(rules, code)
    used = [each for each in in_use(rules) if each is not found]
    rest = [each for each in rules if each.retired and each is not found]
    match move:
        case "retire":
            kept = (replace(found, retired=True),) if found.called in known else ()
            return (*used, *rest, *kept)
        case "restore" if found.retired:
            return (*used, replace(found, retired=False), *rest)
        case "up" | "down" if not found.retired:
            at = in_use(rules).index(found) + (1 if move == "down" else -1)
            used.insert(max(at, 0), found)
            return (*used, *rest)
        case _:
            return rules


def _found(rules: Rules, code: str) -> RoutingRule:
    found = next((each for each in rules if each.called == code), None)
    if found is None:
        raise Refused(say("Aturan ini sudah tidak ada di rancangan. Muat ulang halaman ini."))
    return found


def _code(name: str, rules: Rules) -> str:
    """A code that no rule has or had, made from a name."""
    stem = re.sub(r"[^a-z0-9_]+", "-", name.casefold()).strip("-_")[:40].strip("-_") or "aturan"
    taken = {each.called for each in rules}
    names = (stem, *(f"{stem}-{n}" for n in range(2, len(rules) + 3)))
    return next(each for each in names if each not in taken)


def changes(before: Sequence[RoutingRule], after: Sequence[RoutingRule]) -> tuple[Say, ...]:
    """What the second rules do otherwise than the first, a sentence each."""
    was = {each.called: each for each in in_use(before)}
    now = {each.called: each for each in in_use(after)}
    found = [
        say("Mulai dipakai: {rule}", rule=rule_name(each)) for name, each in now.items() if name not in was
    ]
    found += [
        say("Tidak dipakai lagi: {rule}", rule=rule_name(each))
        for name, each in was.items()
        if name not in now
    ]
    if [each for each in was if each in now] != [each for each in now if each in was]:
        found.append(say("Urutannya berubah."))
    return tuple(found)
