"""Pictures a browser sent before its report: kept for it, shown in the form, and claimed when that is sent."""

import re
from collections.abc import Sequence
from uuid import UUID

from tanggap.city.desk import Desk
from tanggap.journey.intake.uploads import store
from tanggap.kit.errors import Invalid
from tanggap.kit.web import Form
from tanggap.kit.words import say
from tanggap.report.report import PhotoId
from tanggap.report.views import photo_path

_ID = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.ASCII)


def kept_paths(photos: Sequence[PhotoId]) -> dict[str, str]:
    """For each picture by its id, where a small one of it is shown."""
    return {str(photo): photo_path(photo, 320, "jpeg") for photo in photos}


async def kept_of(desk: Desk, form: Form) -> tuple[PhotoId, ...]:
    """The pictures a form names by ``photo_id``, all of them this browser's. Raises Invalid for any other."""
    own = await still_kept(desk, form)
    if len(own) < len(set(form.all("photo_id"))):
        raise Invalid(say("Foto yang dibagikan sudah tidak ada. Pilih lagi fotonya."), field="photo")
    return own


async def still_kept(desk: Desk, form: Form) -> tuple[PhotoId, ...]:
    """Those of them that are here; what is no id names nothing."""
    named = [PhotoId(UUID(each)) for each in dict.fromkeys(form.all("photo_id")) if _ID.fullmatch(each)]
    if not named or desk.actor.seat is None:
        return ()
    return tuple(await store.own(desk.db, desk.city, named, sent_by=desk.actor.seat))
