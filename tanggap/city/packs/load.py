"""A city's folder as one pack, or a clear no."""

from collections.abc import Collection
from pathlib import Path

from tanggap.city.packs.check import check_draft
from tanggap.city.packs.draft import read_draft
from tanggap.city.packs.mistakes import Broken
from tanggap.city.packs.pack import Pack


def load_pack(
    folder: Path, *, default_folder: Path | None = None, measures: Collection[str] | None = None
) -> Pack:
    """The pack in a city's folder, over the default taxonomy beside it (`_default`, which is a pack too).

    ``measures`` are the names units are graded by; without them these go unchecked. Raises Broken, with every
    mistake, when it cannot be used; warnings do not count.
    """
    draft = read_draft(folder, default_folder=default_folder)
    grave = [mistake for mistake in check_draft(draft, measures=measures) if not mistake.warning]
    pack = draft.pack()
    if grave or pack is None:
        raise Broken(grave)
    return pack
