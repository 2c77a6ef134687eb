"""What residents meet of themselves: the way in, their reports, their account, their data."""

from datetime import timedelta

from tanggap.channels.web.mine import Elsewhere, MinePage
from tanggap.city.keeping import rules
from tanggap.city.keeping.pages import CopyPage, ErasedPage, ErasurePage, Section, Value
from tanggap.city.residents.pages import AccountPage, CodePage, PasskeyLine
from tanggap.journey.standing.rules import LEVEL_WORDS, Level
from tanggap.kit.words import Name, say
from tests.look import samples as x

ALIAS = "Warga Melati 42"


def code() -> CodePage:
    return CodePage(
        address="warga@contoh.example",
        then="/mine",
        errors={"code": say("Kode terdiri dari {digits} angka.", digits=6)},
    )


def account() -> AccountPage:
    return AccountPage(
        alias=ALIAS,
        address="warga@contoh.example",
        language="id",
        since=x.ago(days=40),
        passkeys=(
            PasskeyLine(
                id="0190a0b0-0000-7000-8000-000000000001",
                name="Ponsel",
                site="lapor.example.go.id",
                created_at=x.ago(days=30),
                used_at=x.ago(hours=3),
            ),
            PasskeyLine(
                id="0190a0b0-0000-7000-8000-000000000002",
                name="Komputer perpustakaan kelurahan",
                site="lapor.example.go.id",
                created_at=x.ago(days=2),
                used_at=None,
            ),
        ),
    )


def mine() -> MinePage:
    return MinePage(
        alias=ALIAS,
        level=LEVEL_WORDS[Level.HEARD],
        standing="/mine/standing",
        reports=x.CARDS[:3],
        elsewhere=(Elsewhere(name="Kota Depok", address="/kota-depok/mine"),),
    )


def mine_empty() -> MinePage:
    return MinePage(alias=None, level=None, standing="/mine/standing", reports=(), elsewhere=())


def held() -> CopyPage:
    words = Value(
        name=rules.FIELDS["text"], text="Lubang dalam di depan pasar, gelap kalau malam.\nHati-hati."
    )
    return CopyPage(
        at=x.NOW,
        sections=(
            Section(
                city=None,
                title=Name(id="Akun", en="Account"),
                rows=(
                    (
                        Value(name=rules.FIELDS["alias"], text=ALIAS),
                        Value(name=rules.FIELDS["email"], text="warga@contoh.example"),
                    ),
                ),
                files=(),
            ),
            Section(
                city="Kota Bekasi",
                title=Name(id="Laporan", en="Reports"),
                rows=(
                    (Value(name=rules.FIELDS["number"], text=x.NUMBER), words),
                    (Value(name=rules.FIELDS["number"], text=x.NUMBER), words),
                ),
                files=(),
            ),
            Section(
                city="Kota Bekasi",
                title=Name(id="Foto", en="Photos"),
                rows=((Value(name=rules.FIELDS["sent_at"], at=x.NOW - timedelta(days=1)),),),
                files=("foto/0190a0b0-0000-7000-8000-000000000003.jpeg",),
            ),
        ),
    )


def erasure() -> ErasurePage:
    return ErasurePage(
        gone=rules.GONE_WITH_ACCOUNT,
        stays=rules.STAYS_OF_ACCOUNT,
        errors={"sure": say("Centang dulu bahwa Anda yakin.")},
    )


def erased() -> ErasedPage:
    return ErasedPage(
        at=x.NOW,
        reports=3,
        account=True,
        number="",
        gone=rules.GONE_WITH_ACCOUNT,
        stays=rules.STAYS_OF_ACCOUNT,
    )
