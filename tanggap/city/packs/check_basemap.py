"""Looks over what a pack says of the ground its maps are drawn on."""

import re

from tanggap.city.packs.pack import Basemap
from tanggap.city.packs.reading import Spot
from tanggap.kit.words import say

TILES = re.compile(r"https://[a-z0-9.-]+(:[0-9]+)?/[^\s\"'<>;,]*")
HOST = re.compile(r"https://[a-z0-9.-]+(:[0-9]+)?")


def check_basemap(basemap: Basemap, spot: Spot) -> None:
    """Name what is wrong with the ground a city's maps are drawn on."""
    if basemap.style == "shapes":
        return
    _check_streets(basemap, spot)
    if not basemap.credit.strip():
        spot.mistake(
            say("Sumber peta dasar belum disebut."),
            say("Isi “credit” dengan kalimat yang diminta pembuat petanya."),
            at="basemap.credit",
        )


def _check_streets(basemap: Basemap, spot: Spot) -> None:
    places = ("{z}", "{x}", "{y}")
    templated = TILES.fullmatch(basemap.url) and all(each in basemap.url for each in places)
    if basemap.style == "raster" and not templated:
        spot.mistake(
            say("Alamat peta dasar “{url}” tidak dapat dipakai.", url=basemap.url),
            say("Tulis alamat https dengan {places}.", places=", ".join(places)),
            at="basemap.url",
        )
    if basemap.style == "vector" and not TILES.fullmatch(basemap.url):
        spot.mistake(
            say("Alamat peta dasar “{url}” tidak dapat dipakai.", url=basemap.url),
            say("Tulis alamat https dari berkas gaya petanya."),
            at="basemap.url",
        )
    if basemap.style == "pmtiles" and basemap.url:
        spot.mistake(
            say("Peta dasar dari berkas sendiri tidak punya alamat."),
            say("Hapus “url”, dan simpan berkasnya di folder instalasi."),
            at="basemap.url",
        )
    for host in basemap.hosts:
        if not HOST.fullmatch(host):
            spot.mistake(
                say("Alamat “{host}” tidak dapat dipakai.", host=host),
                say("Tulis https:// dan nama hostnya saja, seperti https://peta.example."),
                at="basemap.hosts",
            )
