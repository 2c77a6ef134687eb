"""Where coordinators write what is ready to be said, and retire it."""

from uuid import UUID

from msgspec import Struct

from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.terms import KindSlug
from tanggap.journey.replies import actions, store
from tanggap.journey.replies.rules import FIELDS, Reply, ReplyAct, Writing
from tanggap.kit.errors import Invalid
from tanggap.kit.web import Form, Page, Pages, Redirect, get, post
from tanggap.kit.words import Say, say
from tanggap.report import views
from tanggap.report.choices import NO_REFUSAL, Choice, Option, OptionGroup, Refusal, choices, refusal
from tanggap.report.report import RejectReason, Status
from tanggap.report.transitions import status_word
from tanggap.report.views.codes import REJECT_WORDS

ACT_WORDS = {
    ReplyAct.ANSWER: say("menjawab setelah dikerjakan"),
    ReplyAct.REFUSE: say("menolak"),
    ReplyAct.ASK: say("bertanya kepada pelapor"),
}
_FORM = ("act", "kind", "status", "reason", "title", "told_id", "told_en")


class ReplyRow(Struct, frozen=True, kw_only=True):
    """One reply in use; ``only`` says of which kind, status or reason it is."""

    title: str
    act: Say
    only: tuple[str, ...]
    told_id: str
    told_en: str | None
    retire: str


class RepliesPage(Struct, frozen=True, kw_only=True):
    """What replies/replies.html is given."""

    rows: tuple[ReplyRow, ...]
    fields: tuple[str, ...]
    acts: tuple[Choice, ...]
    kinds: tuple[OptionGroup, ...]
    statuses: tuple[Option, ...]
    reasons: tuple[Option, ...]
    errors: dict[str, Say]
    given: dict[str, str]


@get("/replies", act="triage")
async def show_replies(desk: Desk) -> Page:
    """What is ready to be said."""
    return Page("replies/replies.html", await replies_page(desk), place="triage")


async def replies_page(desk: Desk, shown: Refusal = NO_REFUSAL) -> RepliesPage:
    """Every reply in use, and the form for another."""
    given = shown.given
    return RepliesPage(
        rows=tuple(_row(desk, each) for each in await store.in_use(desk.db, desk.city)),
        fields=tuple(f"{{{name}}}" for name in FIELDS),
        acts=choices(ACT_WORDS),
        kinds=views.kind_groups(desk.ground, desk.tongue, given.get("reply-kind", "")),
        statuses=tuple(
            Option(value=each, name=desk.tongue(status_word(each)), chosen=given.get("reply-status") == each)
            for each in Status
            if each.open
        ),
        reasons=tuple(
            Option(value=each, name=desk.tongue(word), chosen=given.get("reply-reason") == each)
            for each, word in REJECT_WORDS.items()
        ),
        errors=shown.errors,
        given=given,
    )


def _row(desk: Desk, reply: Reply) -> ReplyRow:
    tongue = desk.tongue
    only = [
        views.kind_sign(desk.ground, reply.kind, tongue).name if reply.kind is not None else None,
        tongue(status_word(reply.status)) if reply.status is not None else None,
        tongue(REJECT_WORDS[reply.reason]) if reply.reason is not None else None,
    ]
    return ReplyRow(
        title=reply.title,
        act=ACT_WORDS[reply.act],
        only=tuple(each for each in only if each is not None),
        told_id=reply.told_id,
        told_en=reply.told_en,
        retire=f"/replies/{reply.id}/retirement",
    )


@post("/replies", act="triage")
async def write(form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Keep another."""
    try:
        async with open_desk() as desk:
            await actions.write(desk, _writing(form))
    except Invalid as refused:
        shown = refusal("reply", refused, {name: form.text(name) for name in _FORM})
        if shown is None:
            raise
        async with open_desk() as desk:
            page = await replies_page(desk, shown)
        return Page("replies/replies.html", page, place="triage", status_code=422)
    return Redirect("/replies", flash=say("Balasan disimpan."))


def _writing(form: Form) -> Writing:
    kind = form.text("kind")
    return Writing(
        act=form.choice("act", ReplyAct),
        kind=KindSlug(kind) if kind else None,
        status=form.choice("status", Status),
        reason=form.choice("reason", RejectReason),
        title=form.text("title"),
        told_id=form.text("told_id"),
        told_en=form.text("told_en"),
    )


@post("/replies/{reply:uuid}/retirement", act="triage")
async def retire(reply: UUID, desk: Desk) -> Redirect:
    """Use it no longer."""
    await actions.retire(desk, reply)
    return Redirect("/replies", flash=say("Balasan dipensiunkan."))


PAGES = Pages(routes=[show_replies, write, retire])
