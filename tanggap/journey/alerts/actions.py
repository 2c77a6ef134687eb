"""Following an area or a circle, confirming it from the mail, and ending it."""

from datetime import timedelta
from uuid import UUID

from tanggap.city.desk import Desk
from tanggap.city.hearing import Way, tokens
from tanggap.city.hearing import store as ears
from tanggap.city.hearing.rules import MAIL
from tanggap.city.hearing.wishes import store as wishes
from tanggap.city.owed import Letter, NewLetter, owe
from tanggap.journey.alerts import store
from tanggap.journey.alerts.rules import ALERTS_MOST, UNCONFIRMED_MOST, Wish
from tanggap.journey.alerts.store import Kept, Owner
from tanggap.kit.errors import Invalid, Missing
from tanggap.kit.words import say

CONFIRMING, STOPPING = "alert-confirmation", "alert-stop"
"""The purposes of the two links an alert has."""
TO_CONFIRM = timedelta(days=2)


async def follow(desk: Desk, wish: Wish, *, email: str | None) -> None:
    """Follow from now on; by mail only after the link in a letter was opened and confirmed.

    Raises Invalid for one more than somebody may have.
    """
    actor = desk.actor
    await store.end(desk.db, desk.city, await store.stale(desk.db, desk.city, before=desk.now() - TO_CONFIRM))
    owner = Owner(seat=actor.seat, person=actor.person)
    if await store.count(desk.db, desk.city, seat=owner.seat, lookup=None) >= ALERTS_MOST:
        raise Invalid(
            say("Paling banyak {most} wilayah. Hentikan satu dulu.", most=ALERTS_MOST), field="area"
        )
    if wish.way is not Way.EMAIL or email is None:
        await store.add(desk.db, desk.city, wish, owner, at=desk.now(), confirmed=True)
        return
    await _follow_by_mail(desk, wish, owner, email)


async def _follow_by_mail(desk: Desk, wish: Wish, owner: Owner, email: str) -> None:
    db, city, secrets = desk.db, desk.city, desk.tools.secrets
    lookup = ears.lookup_of(secrets, email)
    await _require_room(desk, lookup)
    ear = await ears.add_address(db, secrets, city, email, language=desk.tongue.language, at=desk.now())
    owner = Owner(seat=owner.seat, person=owner.person, ear=ear, lookup=lookup)
    alert = await store.add(db, city, wish, owner, at=desk.now(), confirmed=False)
    # The letter somebody waits for is no disturbance: it goes out at any hour.
    await owe(
        db,
        city,
        [
            NewLetter(
                dedupe=f"{CONFIRMING}:{alert}",
                channel=MAIL,
                recipient=ear,
                letter=Letter(
                    subject=say("Pastikan alamat surel ini"),
                    body=say(
                        "Seseorang minta kabar laporan dikirim ke alamat ini. Kalau bukan Anda, abaikan saja. "
                        "Kalau benar, buka tautan ini:"
                    ),
                    path=f"/alerts/confirmation/{tokens.make(secrets, city, CONFIRMING, alert)}",
                ),
                due_at=desk.now(),
            )
        ],
        at=desk.now(),
    )


async def _require_room(desk: Desk, lookup: bytes) -> None:
    """Nobody is written to again and again because strangers type their address. Raises Invalid."""
    waiting = await store.count(desk.db, desk.city, seat=None, lookup=lookup, unconfirmed=True)
    all_of_them = await store.count(desk.db, desk.city, seat=None, lookup=lookup)
    if waiting >= UNCONFIRMED_MOST or all_of_them >= ALERTS_MOST:
        raise Invalid(
            say("Alamat ini belum menjawab surel kami, atau sudah mengikuti cukup banyak."), field="email"
        )


async def waiting(desk: Desk, token: str) -> Kept:
    """The alert a confirming link is for. Raises Missing for one that is no more."""
    alert = await store.one(desk.db, desk.city, tokens.read(desk.tools.secrets, desk.city, CONFIRMING, token))
    if alert is None:
        raise Missing(say("Tautan ini sudah kedaluwarsa. Ikuti wilayahnya sekali lagi."))
    return alert


async def confirm(desk: Desk, token: str) -> None:
    """The address is its owner's, and wants to be written to. Raises Missing."""
    alert = await waiting(desk, token)
    lookup = await store.confirm(desk.db, desk.city, alert.id, at=desk.now())
    if lookup is not None:
        await wishes.allow_mail(desk.db, desk.city, lookup)


async def stop(desk: Desk, alert: UUID) -> None:
    """End one alert of whoever asks. Raises Missing for anybody else's."""
    actor = desk.actor
    mine = await store.of_owner(desk.db, desk.city, actor.seat, actor.person)
    if alert not in {each.id for each in mine}:
        raise Missing(say("Wilayah ini tidak diikuti dari peramban ini."))
    await store.end(desk.db, desk.city, [alert])


def stop_path(desk: Desk, alert: UUID) -> str:
    """Where the link in an alert's mail leads to end it."""
    return f"/alerts/stop/{tokens.make(desk.tools.secrets, desk.city, STOPPING, alert)}"


def of_link(desk: Desk, token: str) -> UUID:
    """The alert a link to end it names. Raises Missing for a link that is not ours."""
    return tokens.read(desk.tools.secrets, desk.city, STOPPING, token)


async def stop_by_link(desk: Desk, token: str) -> None:
    """End the alert a mail came from. Safe to ask twice. Raises Missing for a link that is not ours."""
    await store.end(desk.db, desk.city, [of_link(desk, token)])
