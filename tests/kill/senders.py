"""People who send reports by different doors and do not give up, and the ledger of what they were answered."""

import asyncio
import os
import re
import uuid
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping
from io import BytesIO
from pathlib import Path
from random import Random
from time import monotonic

import httpx
import msgspec
from msgspec import Struct
from PIL import Image

from tests.kill.installed import breathe

CITY = "/kota-bekasi"
THINK_S = 0.2
TRY_AGAIN_S = 0.15
YES, LATER, REFUSED = (201, 303), (503,), (422,)
POINT = {"lon": 106.9756, "lat": -6.2383}
REPORT = {
    "kind": "road-damage",
    "text": "Jalan berlubang di depan pasar, dalam dan gelap kalau malam.",
} | POINT
# Of an emergency people are told by night too, so that this test may run at any hour.
EMERGENCY = {"kind": "traffic-accident", "text": "Dua motor bertabrakan di simpang, jalan tertutup."} | POINT


class Sending(Struct, frozen=True, kw_only=True):
    """One report as it goes over the wire, the same at every try."""

    sender: int
    key: str
    path: str
    headers: dict[str, str]
    body: bytes
    mail_to: str | None = None
    photos: int = 0


class Answer(Struct, frozen=True, kw_only=True):
    """What must be the same for the same key."""

    status: int
    location: str | None
    body: bytes


class Entry(Struct, frozen=True, kw_only=True):
    """A report that was acknowledged, at the try that began at ``tried_at``; seconds of the monotonic clock."""

    sending: Sending
    answer: Answer
    tried_at: float
    at: float


class Ledger:
    """What was acknowledged, written down where no kill reaches it."""

    def __init__(self, path: Path) -> None:
        self.entries: list[Entry] = []
        self._file = path.open("ab", buffering=0)

    def write(self, entry: Entry) -> None:
        """Write an entry down. It is on the disk when this returns."""
        self._file.write(msgspec.json.encode(entry) + b"\n")
        os.fsync(self._file.fileno())
        self.entries.append(entry)

    def close(self) -> None:
        """No more is written."""
        self._file.close()


class Sender(ABC):
    """Sends one report after the other by one door, each until it is answered."""

    def __init__(self, number: int, http: httpx.AsyncClient, chance: Random) -> None:
        self.strange: list[str] = []
        """Answers that were neither yes nor `try again`."""
        self.number = number
        self.http = http
        self._chance = chance
        self._tried_at = 0.0

    @abstractmethod
    async def arrive(self) -> None:
        """Do what this door asks for before the first report."""

    @abstractmethod
    async def compose(self) -> Sending:
        """A new report under a new key."""

    async def send_on(self, ledger: Ledger, over: asyncio.Event) -> None:
        """Send reports until it is over, each begun one to its end."""
        while not over.is_set():
            sending = await self.compose()
            answer = await self.send(sending)
            ledger.write(Entry(sending=sending, answer=answer, tried_at=self._tried_at, at=monotonic()))
            await breathe(self._chance.uniform(0, THINK_S))

    async def send(self, sending: Sending) -> Answer:
        """Send a report until it is acknowledged; the same report again gets the same answer."""
        answer = await self._insist(sending.path, sending.headers, sending.body)
        return Answer(status=answer.status_code, location=answer.headers.get("location"), body=answer.content)

    async def try_once(self, sending: Sending) -> int:
        """The status a report is answered with, whatever it is."""
        answer = await self.http.post(sending.path, headers=sending.headers, content=sending.body)
        return answer.status_code

    async def _insist(
        self, path: str, headers: Mapping[str, str], body: bytes, *, later: Iterable[int] = LATER
    ) -> httpx.Response:
        while True:
            self._tried_at = monotonic()
            try:
                answer = await self.http.post(path, headers=headers, content=body)
            except httpx.TransportError:
                answer = None
            if answer is not None and answer.status_code in YES:
                return answer
            if answer is not None and answer.status_code not in later:
                self.strange.append(f"{path} {answer.status_code} {answer.text[:300]}")
            await breathe(self._chance.uniform(TRY_AGAIN_S, 2 * TRY_AGAIN_S))

    def _picture(self) -> bytes:
        """A small photo unlike any other."""
        photo, made = Image.frombytes("RGB", (64, 48), self._chance.randbytes(64 * 48 * 3)), BytesIO()
        photo.save(made, "JPEG")
        return made.getvalue()


class Program(Sender):
    """Sends JSON; some reports leave an address, some name a photo that was sent before."""

    async def arrive(self) -> None:
        """Nothing: a program needs no form."""

    async def compose(self) -> Sending:
        """A report as JSON."""
        key = str(uuid.uuid4())
        mail_to, photos, report = None, [], dict[str, object](REPORT)
        draw = self._chance.random()
        if draw < 0.2:
            mail_to = f"{key}@example.id"
            report = EMERGENCY | {"sender": {"email": mail_to}}
        elif draw < 0.25:
            photos = [await self._photo()]
        return Sending(
            sender=self.number,
            key=key,
            path=f"{CITY}/api/v1/reports",
            headers={"Idempotency-Key": key, "Content-Type": "application/json"},
            body=msgspec.json.encode(report | {"photos": photos}),
            mail_to=mail_to,
            photos=len(photos),
        )

    async def _photo(self) -> str:
        """The id of a photo that was taken in; one whose developer was killed over it is sent once more."""
        answer = await self._insist(
            f"{CITY}/api/v1/photos",
            {"Content-Type": "image/jpeg"},
            self._picture(),
            later=(*LATER, *REFUSED),
        )
        photo: str = answer.json()["id"]
        return photo


class Browser(Sender):
    """Fills in the form; some reports bring a photo with them."""

    _token = ""

    async def arrive(self) -> None:
        """Open the form, which gives this browser its cookie and its token."""
        answer = await self.http.get(f"{CITY}/reports/new", headers={"accept": "text/html"})
        found = re.search(r'name="csrf" value="([^"]+)"', answer.text)
        assert found is not None
        self._token = found[1]

    async def compose(self) -> Sending:
        """A report as a filled-in form."""
        key = str(uuid.uuid4())
        photo = self._picture() if self._chance.random() < 0.05 else None
        form = self.http.build_request(
            "POST",
            f"{CITY}/reports",
            data={"csrf": self._token, "idempotency_key": key} | REPORT,
            files={"photo": ("foto.jpg", photo, "image/jpeg")} if photo else None,
        )
        return Sending(
            sender=self.number,
            key=key,
            path=f"{CITY}/reports",
            headers={"Content-Type": form.headers["content-type"], "Accept": "text/html"},
            body=form.read(),
        )
