"""How a city gives its data away, as its pack says."""

from msgspec import Struct


class OpenData(Struct, frozen=True, kw_only=True):
    """How a city's data are given away; with `text`, the words of listed reports go along, as the public reads them."""

    licence: str = "CC-BY-4.0"
    licence_url: str = "https://creativecommons.org/licenses/by/4.0/"
    text: bool = False
