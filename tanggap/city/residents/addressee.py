"""Whoever asked for a code can be written to, until its time is over."""

from uuid import UUID

from tanggap.city.desk import Desk
from tanggap.city.offers import Addressed, Addressee
from tanggap.city.residents import actions, store


async def find(desk: Desk, recipient: UUID) -> Addressed | None:
    """Where a code goes, and the code itself; None when it is no use to anybody any more."""
    code = await store.code_by_id(desk.db, recipient, now=desk.now())
    if code is None:
        return None
    post = actions.open_post(desk.tools.secrets, code)
    return Addressed(address=post.address, language=code.language, values={"code": post.code}, chooses=False)


ADDRESSEE = Addressee(name="code", find=find)
