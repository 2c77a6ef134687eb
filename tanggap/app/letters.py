"""What the postman carries: a message owed, opened, put into the reader's language and given its address."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from msgspec import Struct

from tanggap.city import owed as ledger
from tanggap.city.desk import Desk
from tanggap.city.hearing import store as ears
from tanggap.city.hearing import tokens
from tanggap.city.hearing.rules import MAIL, PUSH
from tanggap.city.offers import Addressed, Enclosure, Parcel
from tanggap.city.owed import Letter, NewLetter, store
from tanggap.city.owed.store import DIGEST, Owed
from tanggap.kit import mail
from tanggap.kit.words import Say, Tongue, say

NEWS = say("Ada kabar untuk Anda.")
SETTINGS = "/notices/settings"


class Packed(Struct, frozen=True, kw_only=True):
    """A message in an envelope, and whom it is for; None when they were forgotten."""

    id: UUID
    recipient: UUID
    letter: Letter
    to: Addressed | None


class Packing:
    """Makes parcels of one city's messages, at one desk."""

    def __init__(self, desk: Desk, *, tongue: Tongue, base_url: str) -> None:
        self._desk = desk
        self._tongue = tongue
        self._base = f"{base_url}/{desk.ground.known.slug}"
        self._api = f"{base_url}/{desk.ground.known.slug}/api/v1"

    async def parcel(self, owed: Owed, to: Addressed, inside: list[Packed]) -> Parcel:
        """One message as it goes out; with others inside, it tells each of them in a line."""
        letter, city = owed.message, self._desk.ground.known
        whole = letter.short is not None
        # An envelope's own recipient may be forgotten; what is in it is for the same address.
        choosing = inside[0].recipient if inside else owed.recipient
        token = tokens.make(self._desk.tools.secrets, city.id, tokens.HEARING, choosing)
        stop = letter.stop or f"/stop/{token}"
        foot = self._foot(stop, f"{SETTINGS}?to={token}") if to.chooses else ()
        return Parcel(
            dedupe=f"{city.id}:{owed.dedupe}",
            address=to.address,
            language=to.language,
            subject=self._said(letter.subject, to) if owed.channel == MAIL or whole else city.name,
            body=self._body(letter, to, inside, foot),
            sent_at=self._desk.now(),
            short=self._short(letter, inside),
            link=self._base + (letter.path if whole else "/notices"),
            stop_at_once=self._api + stop if to.chooses else None,
            html=self._html(letter, to) if letter.lines else "",
            enclosed=await self._enclosed(letter) if owed.channel == MAIL else None,
        )

    def _said(self, words: Say, to: Addressed) -> str:
        return self._tongue(_filled(words, to))

    def _short(self, letter: Letter, inside: list[Packed]) -> str:
        if inside:
            return self._tongue(say("{n} kabar baru.", n=len(inside)))
        return self._tongue(letter.short or NEWS)

    def _body(self, letter: Letter, to: Addressed, inside: list[Packed], foot: Sequence[str]) -> str:
        told = [f"{self._said(each.letter.body, to)}\n{self._base}{each.letter.path}" for each in inside]
        first = self._said(letter.body, to)
        lines = ["\n".join(f"- {self._said(line, to)}" for line in letter.lines)] if letter.lines else []
        links = [
            self._base + (to.path or letter.path),
            *(self._file(path) for path in (letter.file,) if path),
        ]
        said = [first, *told] if inside else [first, *lines, *links]
        return "\n\n".join([*said, "\n".join([self._desk.ground.known.name, *foot])]) + "\n"

    async def _enclosed(self, letter: Letter) -> Enclosure | None:
        """The sheet a letter names, as the room draws it whose it is."""
        for paper in self._desk.offers.papers:
            if letter.file is not None and letter.file.startswith(paper.begins):
                return await paper.draw(self._desk, letter.file, self._tongue)
        return None

    def _file(self, path: str) -> str:
        return self._tongue(say("Sebagai lembar PDF: {link}", link=self._base + path))

    def _html(self, letter: Letter, to: Addressed) -> str:
        city = self._desk.ground.known.name
        links = [(self._base + (to.path or letter.path), self._tongue(say("Buka di Tanggap")))]
        if letter.file is not None:
            links.append((self._base + letter.file, self._tongue(say("Buka sebagai PDF"))))
        return mail.page(
            language=to.language,
            title=f"{city}: {self._said(letter.subject, to)}",
            first=self._said(letter.body, to),
            lines=[self._said(line, to) for line in letter.lines],
            links=links,
            foot=city,
        )

    def _foot(self, stop: str, settings: str) -> tuple[str, ...]:
        return (
            self._tongue(say("Berhenti menerima surel ini: {link}", link=self._base + stop)),
            self._tongue(say("Atur kabar: {link}", link=self._base + settings)),
        )


async def addressed(desk: Desk, recipient: UUID) -> Addressed | None:
    """Where a recipient is reached; None when every room has forgotten them."""
    for addressee in desk.offers.addressees:
        found = await addressee.find(desk, recipient)
        if found is not None:
            return found
    return None


def _filled(words: Say, to: Addressed) -> Say:
    """A sentence with what only its addressee may read; it was never kept with the message."""
    return Say(
        words.text, words.values | {name: to.values[name] for name in to.values if name in words.values}
    )


async def inside(desk: Desk, owed: Owed) -> list[Packed]:
    """What is in an envelope, each with whom it is for."""
    if owed.message != DIGEST:
        return []
    found = await store.inside(desk.db, desk.city, owed.dedupe)
    known = {each: await addressed(desk, each) for each in {each.recipient for each in found}}
    return [
        Packed(id=each.id, recipient=each.recipient, letter=each.message, to=known[each.recipient])
        for each in found
    ]


async def owe_instead(desk: Desk, owed: Owed, *, at: datetime) -> None:
    """What a device can never be told any more is written by mail, where there is an address."""
    if owed.channel != PUSH:
        return
    lost = [owed.message, *(each.letter for each in await inside(desk, owed))]
    await ears.forget_ears(desk.db, desk.city, [owed.recipient])
    await ledger.owe(
        desk.db,
        desk.city,
        [
            NewLetter(
                dedupe=each.instead.dedupe,
                channel=MAIL,
                recipient=each.instead.recipient,
                letter=each,
                due_at=at,
            )
            for each in lost
            if each.instead is not None
        ],
        at=at,
    )
