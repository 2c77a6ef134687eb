"""Who takes along too much waits; and where the city's pages are for those who read them elsewhere."""

from tanggap.city.desk import Desk
from tanggap.kit.errors import TooMany
from tanggap.kit.web import Setting
from tanggap.kit.web.gate import Gate, Offer
from tanggap.kit.words import say


def let_in(gate: Gate, offer: Offer) -> None:
    """Count what is taken along. Raises TooMany where one network takes too much."""
    try:
        with gate.offered(offer):
            return
    except TooMany as refused:
        raise TooMany(
            say("Terlalu banyak unduhan dari jaringan ini. Coba lagi sebentar."),
            retry_after_s=refused.retry_after_s,
        ) from refused


def root_of(setting: Setting, desk: Desk) -> str:
    """The whole address of the city's pages."""
    return f"{setting.base_url}/{desk.ground.known.slug}"
