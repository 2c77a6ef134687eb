"""The ways this house says no.

An expected no is a `Refused`: its sentence is shown to the person as it is, and
it becomes an HTTP answer in one place. An outside service that fails is
`Unreachable`. Anything else is a mistake and should crash loudly.
"""

from tanggap.kit.words import Say


class Refused(Exception):
    """What was asked cannot be done now; `say` tells why and what to do next.

    The exception's own text is the sentence without its values, so that no
    person's words reach a log file through a traceback.
    """

    status = 409

    def __init__(self, say: Say) -> None:
        super().__init__(say.text)
        self.say = say


class Forbidden(Refused):
    """This person may not do this."""

    status = 403


class SignInFirst(Forbidden):
    """This is for staff, and nobody is signed in on this browser, or not any more."""


class FactorFirst(Forbidden):
    """This is for those who have shown a second factor, and whoever is signed in has to set one up first."""


class Missing(Refused):
    """There is no such thing, or none that this person may know of."""

    status = 404


class Stale(Refused):
    """The thing has changed since this person looked at it."""

    status = 409


class Garbled(Refused):
    """What was sent cannot even be read: not the encoding it claims, or no end to its parts."""

    status = 400


class Slow(Refused):
    """The request did not arrive in time."""

    status = 408


class TooLarge(Refused):
    """The request, or a part of it, is larger than is taken here."""

    status = 413


class Invalid(Refused):
    """What was sent cannot be understood or taken; `field` names the part, if one is to blame."""

    status = 422

    def __init__(self, say: Say, *, field: str | None = None) -> None:
        super().__init__(say)
        self.field = field


class Busy(Refused):
    """There is no room at the moment; asking again after `retry_after_s` seconds may work."""

    status = 503

    def __init__(self, say: Say, *, retry_after_s: int) -> None:
        super().__init__(say)
        self.retry_after_s = retry_after_s


class TooMany(Busy):
    """Too much came from there; it waits, and nothing of it was kept."""

    status = 429


class Unreachable(Exception):
    """A service outside this house did not answer as it should; the job may try again."""


class Gone(Unreachable):
    """Who was to be reached is not there any more, and will not be."""
