"""A browser's device, kept and forgotten."""

import msgspec

from tanggap.city.desk import Desk
from tanggap.city.hearing import store
from tanggap.kit.webpush import Subscription


async def subscribe(desk: Desk, subscription: Subscription) -> None:
    """Tell the device of the browser that asks. One without a cookie has nothing to be told of."""
    actor = desk.actor
    if actor.session is None or actor.seat is None:
        return
    await store.add_device(
        desk.db,
        desk.tools.secrets,
        desk.city,
        msgspec.json.encode(subscription).decode(),
        endpoint=subscription.endpoint,
        browser=actor.session,
        seat=actor.seat,
        person=actor.person,
        language=desk.tongue.language,
        at=desk.now(),
    )


async def unsubscribe(desk: Desk) -> None:
    """Forget the device of the browser that asks."""
    mine = await store.in_browser(desk.db, desk.city, desk.actor.session)
    await store.forget_ears(desk.db, desk.city, mine)
