"""Names of people in free text, as far as an honorific before them gives them away.

A list of names would cover half of the streets, so what counts is how people speak of somebody: "Pak Budi", "Ibu Siti
Aminah". A name by itself, or in small letters, is not found.
"""

import re
from collections.abc import Iterator

_HONORIFIC = (
    r"(?:[Pp]ak|[Bb]apak|[Bb]pk\.?|[Bb]u|[Ii]bu|[Ss]dri?\.?|[Ss]audara|[Ss]audari|[Mm]as|[Mm]ba|[Mm]bak|[Cc]ak|[Kk]ang"
    r"|[Hh]aji|[Hh]ajah|Hj?\.|[Uu]stadz?|[Uu]stadzah)"
)
_NAME = re.compile(
    rf"(?<![\w.]){_HONORIFIC}(?: {{1,2}}{_HONORIFIC})? {{1,2}}(?P<name>[A-Z][a-z]{{2,}}(?: [A-Z][a-z]{{2,}}){{0,2}})(?!\w)"
)
_WORD = re.compile(r"\w+")


def _words(listed: str) -> frozenset[str]:
    return frozenset(listed.split())


# What is called after people: streets, houses of prayer, schools, hospitals, estates.
_PLACES = _words(
    "jl jln jalan gg gang lorong masjid musholla mushola pasar taman sekolah sd smp sma smk rs rsud rsia klinik "
    "puskesmas perum perumahan griya puri villa gedung jembatan stadion makam ponpes pesantren yayasan toko warung "
    "terminal halte kampung desa gunung"
)
_TITLES = _words("dr ir drs dra prof k m r")
# What an honorific stands before without naming anybody: offices, and how the next sentence begins.
_NO_NAMES = _words(
    "lurah camat wali walikota bup bupati gubernur presiden menteri kepala ketua sekretaris bendahara polisi polri "
    "satuan satpol satpam dinas kota kabupaten kades kadis kabid sekda dewan guru dosen dokter bidan hakim jaksa babinsa "
    "bhabinkamtibmas petugas admin operator pengurus pejabat tni damkar warga tetangga bos anak kandung tiri pertiwi hamil "
    "rumah jalan laporan informasi mohon mhn minta mau saya kami kita aku terima tolong ada ini itu yang dan dengan untuk "
    "dari dalam sudah tapi tetapi apa apakah kapan bagaimana mengapa kenapa siapa dimana selamat pagi siang sore malam "
    "assalamualaikum pak bapak ibu mas mbak haji hajah ustad ustadz ustadzah agar supaya karena sebagai semoga lampu air "
    "sampah pohon banjir"
)


def names(text: str) -> Iterator[tuple[int, int]]:
    """Where in a text somebody is named, honorifics left out."""
    for found in _NAME.finditer(text):
        start, end = found.start("name"), found.start("name")
        for word in _WORD.finditer(text, start, found.end("name")):
            if word[0].casefold() in _NO_NAMES:
                break
            end = word.end()
        if end > start and _before(text, found.start()) not in _PLACES:
            yield start, end


def _before(text: str, start: int) -> str:
    """The word before a place of a text that is no title."""
    words = (each.casefold() for each in reversed(_WORD.findall(text, max(0, start - 30), start)))
    return next((each for each in words if each not in _TITLES), "")
