"""Drawing pages: templates from every room, words through the reader's tongue, addresses from the build."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import ChoiceLoader, Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from tanggap.kit.words import Tongue


class Painter:
    """Draws templates. ``folders`` are searched in order; ``built`` is the folder Vite built into.

    Without built files pages stand unstyled but readable.
    """

    def __init__(self, folders: Iterable[Path], *, look: Path) -> None:
        self._environment = _environment(tuple(folders))
        self._manifest: Mapping[str, Any] = _manifest(look / "dist" / "manifest.json")
        self._icon = cache(self._draw_icon)

    def draw(
        self,
        template: str,
        *,
        page: Any,
        frame: Any,
        tongue: Tongue,
        prefix: str,
        token: Callable[[], str],
        now: datetime,
    ) -> str:
        """A page as HTML."""

        def path(href: str) -> str:
            return prefix + href

        def csrf() -> Markup:
            return Markup('<input type="hidden" name="csrf" value="{}">').format(token())

        def ago(moment: datetime) -> str:
            return tongue.ago(moment, now)

        return self._environment.get_template(template).render(
            page=page,
            frame=frame,
            _=tongue,
            when=tongue.when,
            day=tongue.day,
            month=tongue.month,
            ago=ago,
            span=tongue.span,
            number=tongue.number,
            percent=tongue.percent,
            distance=tongue.distance,
            path=path,
            asset=self.asset,
            icon=self._icon,
            csrf=csrf,
        )

    def asset(self, name: str) -> str:
        """The address of a built file by the name it has in `look/`."""
        entry = self._manifest.get(name)
        return f"/assets/{entry['file']}" if entry else f"/assets/{name}"

    def _draw_icon(self, name: str) -> Markup:
        return Markup('<svg class="icon" aria-hidden="true"><use href="{}#{}"/></svg>').format(
            self.asset("icons/sprite.svg"), name
        )


@cache
def _environment(folders: tuple[Path, ...]) -> Environment:
    """The templates of these folders; whoever opens the house more than once translates each of them once."""
    return Environment(
        loader=ChoiceLoader([FileSystemLoader(folder) for folder in folders]),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
    )


def _manifest(path: Path) -> Mapping[str, Any]:
    if not path.exists():
        return {}
    found: Mapping[str, Any] = json.loads(path.read_text("utf-8"))
    return found
