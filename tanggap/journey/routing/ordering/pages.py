"""The rules' pages: those in force, the draft and its rules one by one, what it would have done, switching it on."""

from collections.abc import Mapping
from typing import cast, get_args
from uuid import UUID

from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.editing.rules import Edit, read
from tanggap.city.editing.store import Change, changes
from tanggap.city.packs.routing import RoutingRule
from tanggap.city.people import store as people
from tanggap.journey.routing.ordering import actions, rules, views
from tanggap.journey.routing.ordering.actions import Ordering
from tanggap.journey.routing.ordering.filing import filed
from tanggap.journey.routing.ordering.rule_form import NEW, given_by, given_of, rule_page
from tanggap.journey.routing.ordering.rules import Move, Rules
from tanggap.journey.routing.ordering.views import (
    ADDRESS,
    ChangeRow,
    DraftPage,
    PreviewPage,
    RoutingPage,
    RuleRow,
)
from tanggap.kit.errors import Invalid, Missing
from tanggap.kit.web import Entry, Form, Page, Pages, Redirect, get, post
from tanggap.kit.words import Say, say
from tanggap.report.views.maps import map_page

PLACE = "routing"
DRAFT = f"{ADDRESS}/draft"


@get(ADDRESS, act="administer")
async def show_rules(desk: Desk) -> Page:
    """The rules in force, how often each decided, and what was changed."""
    found = await actions.ordering(desk)
    made = await changes(desk.db, desk.city, part="routing")
    names = await people.names(desk.db, {each.person for each in made}) if made else {}
    used, retired = await _lists(desk, found, found.live)
    page = RoutingPage(
        rules=used,
        retired=retired,
        fallback=views.FALLBACK,
        drafting=found.draft is not None,
        changes=tuple(_change(each, names.get(each.person, "")) for each in made),
    )
    return Page("routing/routing.html", page, place=PLACE)


@get(DRAFT, act="administer")
async def show_draft(desk: Desk) -> Page:
    """The rules as they are being put in order."""
    found = await actions.ordering(desk)
    used, retired = await _lists(desk, found, found.rules)
    page = DraftPage(
        rules=used,
        retired=retired,
        changes=rules.changes(found.live, found.rules),
        begun=found.draft is not None,
        stale=found.stale,
    )
    return Page("routing/draft.html", page, place=PLACE)


async def _lists(
    desk: Desk, found: Ordering, lines: Rules
) -> tuple[tuple[RuleRow, ...], tuple[RuleRow, ...]]:
    """Those of these rules that are in use, and those that are not, as lists show them."""
    often, flaws = await actions.often(desk), await actions.flaws(desk, lines)
    rows = views.rule_rows(
        desk.ground,
        lines,
        desk.tongue,
        often=often,
        known=frozenset(each.called for each in found.live),
        flaws=flaws,
    )
    retired = {each.called for each in lines if each.retired}
    return (
        tuple(row for row in rows if row.code not in retired),
        tuple(row for row in rows if row.code in retired),
    )


@get(f"{DRAFT}/rule", act="administer")
async def show_rule(desk: Desk, code: str = "") -> Page:
    """The form of one rule, or of a new one."""
    line = _line(await actions.ordering(desk), code) if code else None
    page = rule_page(desk, line, given_of(line) if line is not None else NEW)
    return map_page(desk.ground, "routing/rule.html", page, place=PLACE)


@post(f"{DRAFT}/rule", act="administer")
async def put_rule(form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Draft a rule as its form says."""
    code = form.text("code")
    try:
        async with open_desk() as desk:
            await actions.put(desk, filed(desk.ground, form), instead_of=code)
    except Invalid as refused:
        async with open_desk() as desk:
            line = _line(await actions.ordering(desk), code) if code else None
            page = rule_page(desk, line, given_by(form), errors={refused.field or "name": refused.say})
            ground = desk.ground
        return map_page(ground, "routing/rule.html", page, place=PLACE, status_code=refused.status)
    return Redirect(DRAFT, flash=say("Tersimpan di rancangan. Belum berlaku."))


@post(f"{DRAFT}/moves", act="administer")
async def move_rule(form: Form, desk: Desk) -> Redirect:
    """Draft a rule earlier, later, no more, or again."""
    how = form.text("move")
    if how not in get_args(Move):
        raise Invalid(say("Pilih salah satu yang ada."), field="move")
    await actions.move(desk, form.text("code") or "", cast("Move", how))
    return Redirect(DRAFT)


@post(f"{DRAFT}/discarding", act="administer")
async def discard(desk: Desk) -> Redirect:
    """Throw the draft away."""
    await actions.discard(desk)
    return Redirect(ADDRESS, flash=say("Rancangan dibuang. Aturan yang berlaku tetap."))


@get(f"{ADDRESS}/preview", act="administer")
async def show_preview(open_desk: OpenDesk) -> Page:
    """What the draft would have done to the newest reports, before it is switched on."""
    return Page("routing/preview.html", await _preview(open_desk), place=PLACE)


@post(f"{ADDRESS}/changes", act="administer")
async def switch_on(form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Let the draft be in force."""
    reason = form.text("reason")
    try:
        async with open_desk() as desk:
            await actions.switch_on(desk, reason=reason)
    except Invalid as refused:
        page = await _preview(open_desk, reason=reason or "", errors={"reason": refused.say})
        return Page("routing/preview.html", page, place=PLACE, status_code=refused.status)
    return Redirect(ADDRESS, flash=say("Aturan baru berlaku untuk laporan berikutnya."))


@post(f"{ADDRESS}/undoing", act="administer")
async def undo(form: Form, desk: Desk) -> Redirect:
    """Take a change back."""
    try:
        change = UUID(form.text("change") or "")
    except ValueError:
        raise Invalid(say("Perubahan ini tidak ditemukan."), field="change") from None
    await actions.undo(desk, change)
    return Redirect(ADDRESS, flash=say("Perubahan dibatalkan. Aturan sebelumnya berlaku lagi."))


async def _preview(
    open_desk: OpenDesk, *, reason: str = "", errors: Mapping[str, Say] | None = None
) -> PreviewPage:
    # What takes long holds no transaction: the desk is put away before the reports are routed anew.
    async with open_desk() as desk:
        found, past = await actions.ordering(desk), await actions.past(desk)
    ran, flaws = await actions.run(desk, found, past), await actions.flaws(desk, found.rules)
    return views.preview_page(desk, found, ran, flaws, reason=reason, errors=errors or {})


def _line(found: Ordering, code: str) -> RoutingRule:
    line = next((each for each in found.rules if each.called == code), None)
    if line is None:
        raise Missing(say("Aturan ini sudah tidak ada di rancangan. Muat ulang halaman ini."))
    return line


def _change(made: Change, who: str) -> ChangeRow:
    return ChangeRow(
        at=made.at,
        who=who,
        reason=made.reason,
        edits=tuple(words for edit in made.edits if edit.part == "routing" for words in _edited(edit)),
        takes_back=made.undoes is not None,
        id=None if made.undone else made.id,
    )


def _edited(edit: Edit) -> tuple[Say, ...]:
    return rules.changes(read("routing", edit.before), read("routing", edit.after))


PAGES = Pages(
    routes=[show_rules, show_draft, show_rule, put_rule, move_rule, discard, show_preview, switch_on, undo],
    menu=[
        Entry(
            place=PLACE,
            href=ADDRESS,
            icon="arrow-bend-up-right",
            word=say("Aturan penerusan"),
            act="administer",
            order=62,
        )
    ],
)
