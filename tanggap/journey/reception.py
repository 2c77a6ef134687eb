"""Reception: the one way in for every door. A message goes in, a receipt comes out after the commit."""

import secrets as chance
from collections.abc import Mapping, Sequence

from tanggap.city.cities import Cities
from tanggap.city.ground import Ground
from tanggap.city.terms import CityId
from tanggap.journey import story
from tanggap.journey.intake import rules as intake
from tanggap.journey.intake.draft import Draft
from tanggap.journey.intake.mailroom import Mailroom
from tanggap.journey.intake.message import Message, Receipt, Taken
from tanggap.journey.routing.route import Rule
from tanggap.journey.story import Chance
from tanggap.kit.clock import Clock
from tanggap.kit.db import Database, Db
from tanggap.kit.errors import Missing
from tanggap.kit.ids import new_id
from tanggap.kit.secret import Secrets
from tanggap.kit.words import say
from tanggap.report import contacts, number
from tanggap.report.photos import store as pictures
from tanggap.report.questions import store as questions
from tanggap.report.report import Report, ReportId, TaskId

KEY_PURPOSE = "report-key"


class Reception:
    """What every door of one process shares."""

    def __init__(
        self,
        *,
        database: Database,
        cities: Cities,
        rules: Mapping[str, Rule],
        clock: Clock,
        secrets: Secrets,
        epoch: int,
    ) -> None:
        self._cities = cities
        self._rules = rules
        self._clock = clock
        self._secrets = secrets
        self.mailroom = Mailroom(
            database, clock=clock, epoch=epoch, redraft=self._redraft, before_commit=self._write_with
        )

    async def receive(self, message: Message, *, city: CityId) -> Taken:
        """Take a report in. A point decides the city; ``city`` is where the door stands.

        Raises Invalid when the message cannot be a report, Busy when there is no room.
        """
        checked = intake.check(message)
        if checked.lon is not None and checked.lat is not None:
            found = await self._cities.at(checked.lon, checked.lat, door=city)
            city = found.id if found is not None else city
        drawn = draw()
        draft = await self._draft(checked, city, drawn)
        kind = draft.report.kind
        ground = await self._cities.ground(city)
        emergency = kind is not None and ground.kinds[kind].emergency
        return await self.mailroom.post(draft, emergency=emergency)

    async def ground(self, city: CityId) -> Ground:
        """A city's snapshot."""
        return await self._cities.ground(city)

    def city_of(self, code: str) -> CityId:
        """The city whose numbers begin with this code. Raises Missing."""
        found = self._cities.find(code=code)
        if found is None:
            raise Missing(say("Laporan ini tidak ditemukan. Periksa lagi nomornya."))
        return found.id

    async def _draft(self, message: Message, city: CityId, drawn: Chance) -> Draft:
        ground = await self._cities.ground(city)
        return story.draft(ground, self._rules, message, at=self._clock.now(), chance=lambda: drawn)

    async def _redraft(self, draft: Draft) -> Draft:
        """Decide again on the newest ground, under the identities the draft was born with."""
        await self._cities.refresh()
        report = draft.report
        task = report.tasks[0].id if report.tasks else TaskId(new_id())
        same = Chance(report=report.id, task=task, number=report.number)
        return await self._draft(draft.message, report.city_id, same)

    async def _write_with(self, db: Db, drafts: Sequence[Draft]) -> None:
        """Pictures, contacts and answers, in the transaction of their report."""
        answers = {each.report.id: each.record.answers for each in drafts if each.record.answers}
        if answers:
            await questions.keep(db, drafts[0].report.city_id, answers)
        for draft in drafts:
            message, report = draft.message, draft.report
            if message.photos:
                await pictures.claim(db, report.city_id, report.id, message.photos, role="before")
            if message.sender is not None:
                await contacts.keep(
                    db, self._secrets, report.city_id, report.id, message.sender, at=report.received_at
                )

    def key(self, receipt: Receipt | Report) -> str:
        """The key that opens a report to the guest who sent it; drawn, never stored."""
        report = receipt.report if isinstance(receipt, Receipt) else receipt.id
        city = receipt.city if isinstance(receipt, Receipt) else receipt.city_id
        return number.key(self._secrets.key(KEY_PURPOSE), city, report)

    def opens(self, key: str, report: Report) -> bool:
        """Whether a key is this report's, under any version of the secret."""
        return any(
            number.same_key(key, number.key(self._secrets.key(KEY_PURPOSE, v), report.city_id, report.id))
            for v in self._secrets.versions
        )


def draw() -> Chance:
    """The identities and the number of a new report."""
    return Chance(report=ReportId(new_id()), task=TaskId(new_id()), number=number.draw(chance.randbelow))
