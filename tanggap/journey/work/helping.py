"""Supporting tasks as pages show them: which units help, with what, how far they are; and those on a bench."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from msgspec import Struct
from msgspec.structs import replace

from tanggap.city.desk import Desk
from tanggap.city.ground import Ground
from tanggap.journey.work import store
from tanggap.journey.work.store import Seat
from tanggap.kit.log import Heard
from tanggap.kit.words import Say, say
from tanggap.report import events as e
from tanggap.report import views
from tanggap.report.dossier import Dossier
from tanggap.report.report import Task, TaskId, TaskOutcome, TaskRole
from tanggap.report.store import Note
from tanggap.report.transitions import Party

_ENDED: Mapping[TaskOutcome, tuple[Say, views.Tone]] = {
    TaskOutcome.RESOLVED: (say("sudah selesai"), "done"),
    TaskOutcome.PASSED_ON: (say("memegang laporan ini sendiri"), "moving"),
    TaskOutcome.STOPPED: (say("tidak jadi"), "aside"),
    TaskOutcome.DECLINED: (say("tidak bisa membantu"), "aside"),
    TaskOutcome.WITHDRAWN: (say("permintaan ditarik"), "aside"),
}


class HelperLine(Struct, frozen=True, kw_only=True):
    """A unit that helps or helped; ``withdraw`` is where its task is ended, ``form`` what that form is called."""

    name: str
    word: Say
    tone: views.Tone
    mandatory: bool
    due: views.DueClock | None
    what: str | None
    answer: str | None
    form: str
    withdraw: str | None


class Helpers(Struct, frozen=True, kw_only=True):
    """What partners/asked.html is given; ``ask`` is where a unit is asked, ``awaited`` who keeps the work from its end."""

    lines: tuple[HelperLine, ...]
    awaited: tuple[str, ...]
    ask: str | None


def helpers(desk: Desk, dossier: Dossier, by: frozenset[Party], *, ask: str | None) -> Helpers | None:
    """The units that help with a report, the last asked first; None where there is nobody, and nobody to ask."""
    report = dossier.report
    supporting = [task for task in report.tasks if task.role is TaskRole.SUPPORT]
    if not supporting and ask is None:
        return None
    lets_go = bool(by & {Party.ACTING_UNIT, Party.COORDINATOR})
    return Helpers(
        lines=tuple(_line(desk, dossier, task, lets_go=lets_go) for task in reversed(supporting)),
        awaited=tuple(name_of(desk.ground, task) for task in report.awaited),
        ask=ask,
    )


def _line(desk: Desk, dossier: Dossier, task: Task, *, lets_go: bool) -> HelperLine:
    word, tone = how_far(task)
    due = task.due_at if task.ended_at is None else None
    return HelperLine(
        name=name_of(desk.ground, task),
        word=word,
        tone=tone,
        mandatory=task.mandatory,
        due=views.due_clock(dossier.report.status, due, desk.now()),
        what=asked_words(dossier.history, dossier.notes, task.id),
        answer=_answer(dossier, task.id),
        form=f"withdrawal{task.id.hex}",
        withdraw=f"/partners/{task.id}/withdrawal" if lets_go and task.ended_at is None else None,
    )


def how_far(task: Task) -> tuple[Say, views.Tone]:
    """How far a supporting task is, in a word and a tone."""
    if task.outcome is not None:
        return _ENDED[task.outcome]
    return (say("sedang mengerjakan"), "moving") if task.accepted_at else (say("belum menjawab"), "waiting")


def name_of(ground: Ground, task: Task) -> str:
    """What the unit of a task is called."""
    found = ground.agencies.get(task.agency)
    return found.name if found is not None else task.agency


def asked_words(history: Sequence[Heard], notes: Mapping[int, Note], task: TaskId) -> str | None:
    """What a supporting task asks for; of one asked again, the words of the first time."""
    asked = {
        event.task: (heard.nth, event.again)
        for heard in history
        if isinstance(event := e.EVENTS.read(heard), e.HelpAsked)
    }
    nth, before = asked.get(task, (0, None))
    while before is not None:
        nth, before = asked.get(before, (0, None))
    note = notes.get(nth)
    return note.text if note is not None else None


def _answer(dossier: Dossier, task: TaskId) -> str | None:
    for heard in dossier.history:
        event = e.EVENTS.read(heard)
        if isinstance(event, e.HelpGiven | e.HelpDeclined) and event.task == task:
            note = dossier.notes.get(heard.nth)
            return note.text if note is not None else None
    return None


async def on_bench(desk: Desk, seat: Seat) -> list[views.TaskCard]:
    """What other units need of this one, as cards: each with its own term, or else the report's."""
    held = await store.supporting(desk.db, desk.city, seat)
    seen = {each.id: each for each in await views.glimpses(desk.db, desk.city, [one.report for one in held])}
    return [
        views.task_card(
            desk.ground,
            _due(seen[each.report], each.due_at),
            desk.tongue,
            desk.now(),
            href=f"/partners/{each.task}",
            next_step=views.accepting(f"/partners/{each.task}") if each.accepted_at is None else None,
        )
        for each in held
        if each.report in seen
    ]


def _due(seen: views.Glimpse, due_at: datetime | None) -> views.Glimpse:
    return replace(seen, due_at=due_at) if due_at is not None else seen
