"""What a city must not be served with, and what could be better."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from tanggap.app.doctor.server import Server
from tanggap.app.settings import Settings
from tanggap.city.offers import Mistake
from tanggap.kit.words import say

SKEW_MOST = timedelta(seconds=5)
"""How far the machine's clock may be from the database's: due times come from one, order from the other."""

_LOOPBACK = ("127.", "::1", "localhost")


def of_server(server: Server, *, at: datetime) -> list[Mistake]:
    """What is wrong with a database server; ``at`` is what this machine's clock says."""
    found: list[Mistake] = []
    if server.strong:
        found.append(
            Mistake(
                what=say("Peran basis data {role} dapat melewati pemisahan antarkota.", role=server.role),
                do=say("Pakai peran biasa: bukan superuser, tanpa bypassrls."),
            )
        )
    if server.unwalled:
        found.append(
            Mistake(
                what=say("Tabel tanpa pemisahan antarkota: {tables}.", tables=", ".join(server.unwalled)),
                do=say("Jalankan `tanggap migrate` sebagai pemilik tabel."),
            )
        )
    if server.forgetful:
        found.append(
            Mistake(
                what=say(
                    "PostgreSQL boleh melupakan laporan yang sudah diterima: {settings} mati.",
                    settings=", ".join(server.forgetful),
                ),
                do=say("Nyalakan kembali setelan itu di postgresql.conf."),
            )
        )
    skew = abs(server.clock_at - at)
    if skew > SKEW_MOST:
        found.append(
            Mistake(
                what=say(
                    "Jam komputer ini dan jam basis data berselisih {seconds} detik.",
                    seconds=round(skew.total_seconds()),
                ),
                do=say("Samakan keduanya, misalnya dengan NTP."),
            )
        )
    return found


def of_folders(open_to_others: Sequence[str]) -> list[Mistake]:
    """What is wrong with folders that every account of the machine may read."""
    return [
        Mistake(
            what=say("Semua pengguna komputer ini dapat membaca {path}.", path=path),
            do=say("Jalankan: chmod -R o-rwx {path}", path=path),
        )
        for path in open_to_others
    ]


def of_settings(settings: Settings) -> list[Mistake]:
    """What is wrong with how an installation is set up."""
    found: list[Mistake] = []
    if not settings.host.startswith(_LOOPBACK) and not settings.secure:
        found.append(
            Mistake(
                what=say("Halaman dilayani ke luar komputer ini tanpa HTTPS."),
                do=say("Pasang perantara HTTPS di depannya dan isi TANGGAP_URL dengan alamat https."),
                serious=False,
            )
        )
    if settings.secure and settings.second_factor != "required":
        found.append(
            Mistake(
                what=say("Admin dan koordinator bisa masuk tanpa langkah kedua."),
                do=say("Hapus TANGGAP_SECOND_FACTOR dari setelan."),
                serious=False,
            )
        )
    if not settings.smtp_host:
        found.append(
            Mistake(
                what=say("Surat elektronik belum diatur; kabar hanya tampil di aplikasi."),
                do=say("Isi TANGGAP_SMTP_HOST, lalu coba `tanggap mail test`."),
                serious=False,
            )
        )
    return found
