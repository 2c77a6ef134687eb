"""Where phones bring what officers did without a signal."""

from functools import partial
from uuid import UUID

from msgspec import Struct

from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.terms import PersonId
from tanggap.journey.intake.uploads.actions import require_all
from tanggap.journey.intake.uploads.rules import SCOPE, upload
from tanggap.journey.work import steps
from tanggap.journey.work.shift import actions, rules
from tanggap.journey.work.shift.actions import Meanwhile
from tanggap.journey.work.shift.rules import Act
from tanggap.kit.errors import Busy, Invalid, Refused, Stale
from tanggap.kit.web import Form, Pages, Redirect, post
from tanggap.kit.web.pages import CHOICE_S, GLARE
from tanggap.kit.words import say
from tanggap.report.choices import FIELDS
from tanggap.report.report import Report, ReportId, TaskId
from tanggap.report.transitions import Lacking

PROOF = "proof"


class ActAnswer(Struct, frozen=True, kw_only=True):
    """What became of an act: it is done, or what stands in its way, the field to mend and what happened meanwhile."""

    done: bool
    said: str | None = None
    field: str | None = None
    meanwhile: tuple[Meanwhile, ...] = ()


@post("/bench/acts", act="work", status_code=200)
async def take_act(form: Form, open_desk: OpenDesk) -> ActAnswer:
    """Do what an officer did, as of when it was done. A no is an answer: the phone shows it beside what was written.

    Answers otherwise only what passes by waiting: nobody or somebody else is signed in, a photo is not here yet.
    """
    async with open_desk():  # who may take no step is not told what one needs
        act = _act(form)
    try:
        async with open_desk() as desk:
            await actions.once(desk, act, partial(_step, act, form))
    except (Stale, Busy):
        raise
    except Refused as refused:
        async with open_desk() as desk:
            return ActAnswer(
                done=False,
                said=desk.tongue(refused.say),
                field=_field(refused),
                meanwhile=await actions.meanwhile(desk, act),
            )
    return ActAnswer(done=True)


def _field(refused: Refused) -> str | None:
    """Which field is to be mended; None where nothing that was written is to blame."""
    if isinstance(refused, Lacking):
        return FIELDS.get(refused.need)
    return refused.field if isinstance(refused, Invalid) else None


def _act(form: Form) -> Act:
    step = form.text("step") or ""
    if step not in steps.STEPS and step != PROOF:
        raise Invalid(say("Langkah ini tidak dikenal."), field="step")
    return Act(
        key=rules.key(form.text("key")),
        task=TaskId(_id(form, "task")),
        step=step,
        ago=rules.ago(form.number("ago")),
        by=PersonId(_id(form, "by")),
    )


def _id(form: Form, name: str) -> UUID:
    try:
        return UUID(form.text(name) or "")
    except ValueError:
        raise Invalid(say("Langkah ini tidak dikenal."), field=name) from None


async def _step(act: Act, form: Form, desk: Desk, report: ReportId) -> Report:
    if act.step != PROOF:
        return await steps.STEPS[act.step](desk, report, form)
    sent = [upload(each, scope=SCOPE, key=act.key, sent_by=None).photo for each in form.all("photo_sha256")]
    await require_all(desk, sent)
    told = {name: form.text(name) for name in steps.OF_PROOF}
    return await steps.prove(desk, report, told, photo=sent[0] if sent else None)


@post("/bench/glare", act="anyone")
async def choose_glare(form: Form) -> Redirect:
    """Show this browser pages that can be read in the sun, or as usual again."""
    answer = Redirect("/bench")
    answer.set_cookie(
        GLARE, "on" if form.text("glare") == "on" else "off", max_age=CHOICE_S, httponly=True, samesite="lax"
    )
    return answer


PAGES = Pages(routes=[take_act, choose_glare])
