"""Residents who come in through the front door, and the mail that brings them their codes."""

import re

from tanggap.app.deliver import Postman
from tanggap.app.tools import Workbench
from tanggap.city.offers import Parcel
from tests.visitor import Visitor

WITH_MAIL = {"smtp_host": "127.0.0.1", "smtp_sender": "kota@example.id"}
"""Settings of an installation that can write to people; the letters are taken here before any leaves."""
CODE = re.compile(r"\b\d{6}\b")


class Letters:
    """Every mail that went out, in its order."""

    def __init__(self, bench: Workbench) -> None:
        self.sent: list[Parcel] = []
        self._postman = Postman(bench, {"email": self._take})

    async def _take(self, parcel: Parcel) -> None:
        self.sent.append(parcel)

    async def bring(self) -> None:
        """Deliver what is owed by now."""
        while await self._postman.round():
            pass

    async def code(self, address: str) -> str:
        """The newest code this address was sent."""
        await self.bring()
        found = next(each for each in reversed(self.sent) if each.address == address.casefold())
        code = CODE.search(found.body)
        assert code
        return code[0]


async def come_in(visitor: Visitor, letters: Letters, address: str, *, then: str = "") -> str:
    """Sign in by a code; where it leads."""
    await visitor.fill_in("/sign-in/codes", address=address, then=then)
    code = await letters.code(address)
    answer = await visitor.fill_in("/sign-in/code", form_on="/sign-in/code", code=code, then=then)
    return answer.headers["location"]
