"""Beginning what may have to wait without a task for it: most lines have room, and a task for each of ten thousand costs more than the writing.

From Python 3.12 on this is what eager tasks do.
"""

import types
from collections.abc import Awaitable, Coroutine, Generator
from typing import Any


def begun(work: Awaitable[None]) -> Coroutine[Any, Any, None] | None:
    """Do what can be done at once, outside of any task; what is left of it where it has to wait.

    Raises what the work raises before it waits.
    """
    steps = work.__await__()
    try:
        waits_for = next(steps)
    except StopIteration:
        return None
    return _left(steps, waits_for)


async def _left(steps: Generator[Any, Any, None], waits_for: Any) -> None:
    await _go_on(steps, waits_for)


@types.coroutine
def _go_on(steps: Generator[Any, Any, None], waits_for: Any) -> Generator[Any, Any, None]:
    yield waits_for
    yield from steps
