"""What a form on a page of work comes to: done, or shown again with what was typed."""

from collections.abc import Awaitable, Callable, Mapping, Sequence

from tanggap.city.desk import Desk, OpenDesk
from tanggap.kit.errors import Refused
from tanggap.kit.web import Form, Page, Redirect
from tanggap.report.choices import FIELDS, Refusal, refusal
from tanggap.report.transitions import Need


async def carry_out(
    done: Callable[[Desk], Awaitable[object]],
    open_desk: OpenDesk,
    form: Form,
    *,
    name: str,
    fields: Sequence[str],
    needs: Mapping[Need, str] = FIELDS,
    then: Redirect,
    again: Callable[[Refusal], Awaitable[Page]],
) -> Page | Redirect:
    """Do what a form asks and go on; where one of its fields is to blame, show its page again with what was typed.

    ``name`` is the form's, ``needs`` the field each need is typed in.
    """
    try:
        async with open_desk() as desk:
            await done(desk)
    except Refused as refused:
        shown = refusal(name, refused, {field: form.text(field) for field in fields}, fields=needs)
        if shown is None:
            raise
        return await again(shown)
    return then
