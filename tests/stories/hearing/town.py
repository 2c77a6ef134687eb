"""A town in which what happens is heard and carried to people, a step at a time."""

import re
from email.message import EmailMessage
from typing import Any

from tanggap.app.deliver import Postman
from tanggap.app.settings import Settings
from tanggap.app.tools import Workbench
from tanggap.channels.email.channel import deliver as by_mail
from tanggap.channels.push.channel import sending as by_push
from tanggap.kit.clock import SetClock
from tanggap.kit.log import Reactor, Ticker
from tanggap.kit.webpush import Signer
from tests.conftest import BEKASI
from tests.mailbox import Mailbox
from tests.pushes import PushService
from tests.visitor import ORIGIN, Visitor

LINK = re.compile(r"http://\S+")


class Town:
    """Everything that follows from what people do, a step at a time."""

    def __init__(self, bench: Workbench, mailbox: Mailbox, clock: SetClock) -> None:
        self.bench = bench
        self.mailbox = mailbox
        signer = Signer(bench.secrets)
        self.push = PushService(signer.public, now=clock.now())
        mail = by_mail(
            Settings(
                smtp_host="127.0.0.1",
                smtp_port=mailbox.port,
                smtp_security="none",
                smtp_sender="kota@example.id",
            )
        )
        assert mail is not None
        device = by_push(signer, subject="http://tanggap.test", ask=self.push.ask)
        self._postman = Postman(bench, {"email": mail, "push": device})

    async def hear(self) -> int:
        """Let what happened be heard and carried; how many messages were tried."""
        bench = self.bench
        await Ticker(app=bench.app, reader=bench.reader, epoch=bench.tools.epoch).tick()
        await Reactor(
            app=bench.app,
            reader=bench.reader,
            listeners=[each for each in bench.offers.listeners if each.name in ("notices", "alerts")],
            open_desk=lambda _: bench.entrance.open_desk(BEKASI),
            epoch=bench.tools.epoch,
        ).catch_up()
        return await self._postman.round()

    def mails(self) -> list[EmailMessage]:
        """The mails that came since this was last asked."""
        came = list(self.mailbox.mails)
        self.mailbox.mails.clear()
        return came


async def reporter(visitor: Visitor, **fields: Any) -> str:
    """Somebody reports and keeps the report in their browser; its number."""
    receipt = await visitor.report(**fields)
    await visitor.fill_in("/track", number=receipt["number"], key=receipt["key"])
    return str(receipt["number"])


def link(mail: EmailMessage, part: str) -> str:
    """The path of the one link in a mail that has this in it."""
    [found] = [each for each in LINK.findall(mail.get_content()) if part in each]
    return str(found).removeprefix(ORIGIN)


def stop_at_once(mail: EmailMessage) -> str:
    """Where a mail program posts when its reader wants no more (RFC 8058)."""
    return str(mail["List-Unsubscribe"]).strip("<>").removeprefix(ORIGIN)
