"""What needs the mayor when the demo begins: told by the rules of the living, as all of its stories."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from functools import partial
from random import Random

from msgspec.structs import replace

from tanggap.app.demo.letters import Letters
from tanggap.app.demo.lives import Lives
from tanggap.app.demo.script import Trouble, Troubles
from tanggap.journey.intake.record import Record
from tanggap.report.report import Visibility


def tell(
    troubles: Troubles, letters: Letters, lives: Lives, chance: Random, *, now: datetime
) -> Iterator[Record]:
    """The stories of all that needs the mayor."""
    told: tuple[tuple[Trouble, Callable[..., Record]], ...] = (
        (troubles.late, partial(lives.left_lying, begun=True)),
        (troubles.silent, partial(lives.left_lying, begun=False)),
        (troubles.untrue, lives.disbelieved),
        (troubles.proven, lives.proven),
        (troubles.emergency, partial(lives.left_lying, begun=False)),
        (troubles.direct, lives.told_mayor),
    )
    for trouble, story in told:
        # What is quiet proves nothing of anybody and nobody is told of it; nothing of this is said in confidence.
        quiet = trouble in (troubles.emergency, troubles.direct)
        for at in sorted(_moment(trouble, chance, now=now) for _ in range(trouble.reports)):
            written = letters.write(trouble.kind, at)
            yield story(replace(written, quiet=quiet, visibility=Visibility.PUBLIC), at=at)


def _moment(trouble: Trouble, chance: Random, *, now: datetime) -> datetime:
    first, last = trouble.days
    return now - timedelta(days=chance.uniform(last, first))
