"""Where the switch is turned, and where a telephone says where it is."""

from msgspec import Struct

from tanggap.city.desk import Desk
from tanggap.journey.dispatch.sharing import actions
from tanggap.kit.web import Form, Pages, Redirect, post
from tanggap.kit.words import say


class Heard(Struct, frozen=True, kw_only=True):
    """Whether it is still told where one is: a telephone that hears False falls silent."""

    sharing: bool


@post("/bench/sharing", act="bench")
async def switch(form: Form, desk: Desk) -> Redirect:
    """Let it be known where one is until one's duty ends, or no more."""
    if form.text("sharing") == "on":
        await actions.begin(desk)
        return Redirect("/bench", flash=say("Posisi dibagikan sampai giliran selesai."))
    await actions.end(desk)
    return Redirect("/bench", flash=say("Posisi tidak dibagikan lagi. Yang terakhir sudah dihapus."))


@post("/bench/position", act="bench", status_code=200)
async def move(form: Form, desk: Desk) -> Heard:
    """Say where one is."""
    told = await actions.move(desk, form.number("lon"), form.number("lat"), form.number("accuracy_m"))
    return Heard(sharing=told)


PAGES = Pages(routes=[switch, move])
