"""Who guesses waits: each try counts before it is looked at, and is taken back when it was right."""

from tanggap.city.people.throttle.actions import Knock, TooSoon, forgive, knock, network

__all__ = ["Knock", "TooSoon", "forgive", "knock", "network"]
