"""The queue of inquiries by what is due, and the page on which one is handled."""

from collections.abc import Awaitable, Callable, Sequence

from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.rights import Act, can
from tanggap.journey.information.actions import number_of
from tanggap.journey.information.handling import actions
from tanggap.journey.information.handling.views import ADDRESS, handling_page, inquiries_page
from tanggap.journey.information.inquiry import Answer, Exemption, Inquiry, Outcome, Status
from tanggap.journey.information.store import inquiries
from tanggap.kit.errors import Invalid, Refused
from tanggap.kit.web import Entry, Form, Page, Pages, Redirect, get, post
from tanggap.kit.words import Say, say
from tanggap.report.choices import NO_REFUSAL, Refusal, refusal

PLACE = "inquiries"
PAGES_MOST = 400
_TEST = ("part", "grounds", "law", "harm", "interest", "until")
_ANSWER = ("answer", "text", "link", "elsewhere")


@get(ADDRESS, act=Act.READ_INQUIRIES)
async def show_inquiries(desk: Desk, page: int = 1) -> Page:
    """What waits, and everything there was."""
    actions.require_duty(desk, Act.READ_INQUIRIES)
    shown = await inquiries_page(desk, max(1, min(page, PAGES_MOST)))
    return Page("information/inquiries.html", shown, place=PLACE)


@get(ADDRESS + "/{inquiry:str}", act=Act.READ_INQUIRIES)
async def show_handling(inquiry: str, desk: Desk) -> Page:
    """One, with what can be done about it."""
    return await _page(desk, inquiry, NO_REFUSAL)


@post(ADDRESS + "/{inquiry:str}/identity", act=Act.ANSWER_INQUIRIES)
async def show_identity(inquiry: str, form: Form, desk: Desk) -> Page:
    """The same with the requester's identity number as it is; that it was looked at stands in the trail."""
    return await _page(desk, inquiry, NO_REFUSAL, whole=True)


async def _page(desk: Desk, written: str, shown: Refusal, *, whole: bool = False) -> Page:
    page = await handling_page(desk, written, shown, whole=whole)
    status = Invalid.status if shown.errors else 200
    return Page("information/handling.html", page, place=PLACE, status_code=status)


@post(ADDRESS + "/{inquiry:str}/extension", act=Act.ANSWER_INQUIRIES)
async def extend(inquiry: str, form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Take the one further term."""
    return await _do(
        inquiry,
        open_desk,
        lambda desk: actions.extend(desk, inquiry, reason=form.text("reason")),
        form=form,
        name="extend",
        fields=("reason",),
        said=say("Diperpanjang. Pemohon diberi tahu."),
    )


@post(ADDRESS + "/{inquiry:str}/tests", act=Act.ANSWER_INQUIRIES)
async def weigh(inquiry: str, form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Write down the test of one part."""

    async def done(desk: Desk) -> Inquiry:
        return await actions.weigh(
            desk,
            inquiry,
            part=form.text("part"),
            grounds=_grounds(form.all("grounds")),
            law=form.text("law"),
            harm=form.text("harm"),
            interest=form.text("interest"),
            until=form.day("until"),
        )

    return await _do(
        inquiry,
        open_desk,
        done,
        form=form,
        name="test",
        fields=_TEST,
        said=say("Uji konsekuensi tersimpan."),
    )


@post(ADDRESS + "/{inquiry:str}/answer", act=Act.ANSWER_INQUIRIES)
async def answer(inquiry: str, form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Answer it."""
    return await _do(
        inquiry,
        open_desk,
        lambda desk: actions.answer(
            desk,
            inquiry,
            form.choice("answer", Answer),
            text=form.text("text"),
            link=form.text("link"),
            elsewhere=form.text("elsewhere"),
        ),
        form=form,
        name="answer",
        fields=_ANSWER,
        said=say("Dijawab. Pemohon diberi tahu."),
    )


@post(ADDRESS + "/{inquiry:str}/summary", act=Act.ANSWER_INQUIRIES)
async def summarise(inquiry: str, form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Say in the public register what was asked."""
    return await _do(
        inquiry,
        open_desk,
        lambda desk: actions.summarise(desk, inquiry, summary=form.text("summary")),
        form=form,
        name="show",
        fields=("summary",),
        said=say("Ringkasan untuk register tersimpan."),
    )


@post(ADDRESS + "/{inquiry:str}/decision", act=Act.DECIDE_OBJECTIONS)
async def decide(inquiry: str, form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Decide about the objection."""
    return await _do(
        inquiry,
        open_desk,
        lambda desk: actions.decide(
            desk, inquiry, form.choice("outcome", Outcome), text=form.text("text"), link=form.text("link")
        ),
        form=form,
        name="decide",
        fields=("outcome", "text", "link"),
        said=say("Keberatan diputus. Pemohon diberi tahu."),
    )


async def _do(
    inquiry: str,
    open_desk: OpenDesk,
    done: Callable[[Desk], Awaitable[Inquiry]],
    *,
    form: Form,
    name: str,
    fields: Sequence[str],
    said: Say,
) -> Page | Redirect:
    try:
        async with open_desk() as desk:
            href = f"{ADDRESS}/{number_of(desk.ground, (await done(desk)).number)}"
    except Refused as refused:
        typed = {field: " ".join(form.all(field)) or None for field in fields}
        shown = refusal(name, refused, typed)
        if shown is None:
            raise
        async with open_desk() as desk:
            return await _page(desk, inquiry, shown)
    return Redirect(href, flash=said)


def _grounds(written: Sequence[str]) -> list[Exemption]:
    try:
        return [Exemption(each) for each in written]
    except ValueError:
        raise Invalid(say("Pilih salah satu yang ada."), field="grounds") from None


async def _count(desk: Desk) -> int:
    """How many wait for whoever asks."""
    statuses = [
        *([Status.OPEN] if can(desk.actor, Act.ANSWER_INQUIRIES) else []),
        *([Status.OBJECTED] if can(desk.actor, Act.DECIDE_OBJECTIONS) else []),
    ]
    return await inquiries.count(desk.db, desk.city, statuses) if statuses else 0


PAGES = Pages(
    routes=[show_inquiries, show_handling, show_identity, extend, weigh, answer, summarise, decide],
    menu=[
        Entry(
            place=PLACE,
            href=ADDRESS,
            icon="folder-open",
            word=say("Permohonan"),
            act=Act.READ_INQUIRIES,
            order=65,
            count=_count,
        )
    ],
)
