"""Before any room is asked: who is really calling, for which city, and the cookie the answer owes."""

from collections.abc import Mapping
from ipaddress import ip_address, ip_network

from litestar.types import ASGIApp, Message, Receive, Scope, Send

from tanggap.app.settings import Settings
from tanggap.city.cities import Cities
from tanggap.city.store import KnownCity
from tanggap.kit.web import sessions

CITY, PREFIX, COOKIE = "city", "city_prefix", "cookie"
"""What is laid into the request's state: the city it names, its path's prefix, a cookie to be given."""


_NOT_FOR_SEARCH = (b"x-robots-tag", b"noindex, nofollow")


def hidden(state: Mapping[str, object]) -> bool:
    """Whether a request is for a training city, which nobody sees but those who practise there."""
    city = state.get(CITY)
    return isinstance(city, KnownCity) and city.training


class Doors:
    """Finds the city a request is for: by host name, else by the path's first part, else the default city.

    Behind a proxy the settings trust, the caller is whom that proxy says.
    """

    def __init__(self, app: ASGIApp, *, cities: Cities, settings: Settings) -> None:
        self._app = app
        self._cities = cities
        self._secure = settings.secure
        self._proxies = [ip_network(each) for each in settings.trusted_proxies.replace(",", " ").split()]

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on, dressed."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        headers = dict(scope["headers"])
        state = scope.setdefault("state", {})
        self._find_city(scope, headers.get(b"host", b"").decode("latin-1"), state)
        if self._proxies:
            self._find_caller(scope, headers.get(b"x-forwarded-for", b"").decode("latin-1"))

        async def sending(message: Message) -> None:
            cookie = state.get(COOKIE)
            if message["type"] == "http.response.start" and cookie:
                header = sessions.set_cookie(cookie, secure=self._secure)
                message["headers"] = [*message.get("headers", []), (b"set-cookie", header)]
            if message["type"] == "http.response.start" and hidden(state):
                message["headers"] = [*message.get("headers", []), _NOT_FOR_SEARCH]
            await send(message)

        await self._app(scope, receive, sending)

    def _find_city(self, scope: Scope, host: str, state: dict[str, object]) -> None:
        city = self._cities.find(host=host.rsplit(":", 1)[0])
        if city is None:
            first, _, rest = scope["path"].lstrip("/").partition("/")
            city = self._cities.find(slug=first) if first else None
            if city is not None:
                scope["path"] = "/" + rest
                scope["raw_path"] = scope["path"].encode()
                state[PREFIX] = f"/{first}"
        state[CITY] = city

    def _find_caller(self, scope: Scope, forwarded: str) -> None:
        """The last address in the chain that is not a proxy of ours."""
        client = scope["client"]
        chain = [each.strip() for each in forwarded.split(",") if each.strip()]
        caller = client[0] if client else ""
        while chain and self._trusts(caller):
            caller = chain.pop()
        if client and caller != client[0]:
            scope["client"] = (caller, 0)

    def _trusts(self, address: str) -> bool:
        try:
            return any(ip_address(address) in network for network in self._proxies)
        except ValueError:  # an unknown caller, as a proxy may say, is nobody's proxy
            return False
