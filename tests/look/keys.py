"""What staff meet of their own keys: the second step, the page that looks after them, recovery codes."""

from tanggap.city.people.keys.pages import AppSetup, KeyLine, KeysPage, RecoveryPage
from tanggap.city.people.pages import FactorPage
from tanggap.kit import totp
from tanggap.kit.qr import qr
from tanggap.kit.words import say
from tests.look import samples as x

SECRET = b"12345678901234567890"


def factor() -> FactorPage:
    return FactorPage(
        then="",
        totp=True,
        passkeys=True,
        recovery=True,
        errors={"code": say("Ketik enam angka dari aplikasi, atau satu kode cadangan.")},
    )


def first() -> KeysPage:
    spelled = totp.spelled(SECRET)
    return KeysPage(
        first=True,
        needed=True,
        changeable=True,
        totp=False,
        setup=AppSetup(
            qr=qr(totp.address(SECRET, issuer="Tanggap Kota Bekasi", account="admin@kota.example")),
            spelled=" ".join(spelled[at : at + 4] for at in range(0, len(spelled), 4)),
        ),
        passkeys=(),
        recovery=0,
    )


def held() -> KeysPage:
    return KeysPage(
        first=False,
        needed=True,
        changeable=True,
        totp=True,
        setup=None,
        passkeys=(
            KeyLine(
                id="0190a0b0-0000-7000-8000-000000000001",
                name="Laptop kantor",
                site="lapor.example.go.id",
                created_at=x.ago(days=30),
                used_at=x.ago(hours=3),
            ),
        ),
        recovery=8,
    )


def locked() -> KeysPage:
    return KeysPage(
        first=False,
        needed=True,
        changeable=False,
        totp=True,
        setup=None,
        passkeys=(),
        recovery=10,
        reset_at=x.ago(days=2),
    )


def recovery() -> RecoveryPage:
    return RecoveryPage(codes=tuple(f"{n}k2m-x9wt-4qrs-hv8c" for n in range(10)), href="/staff/keys")
