"""Push: only the device can read it, only this installation can have sent it, and it never leads into the house."""

from datetime import UTC, datetime
from pathlib import Path

import msgspec
import pytest

from tanggap.channels.push.channel import sending
from tanggap.city.offers import Delivery, Parcel
from tanggap.kit import webpush
from tanggap.kit.egress import fetch
from tanggap.kit.errors import Gone, Invalid, Unreachable
from tanggap.kit.secret import Secrets
from tanggap.kit.webpush import Signer
from tests.pushes import PushService

NOW = datetime(2026, 7, 1, 2, 0, tzinfo=UTC)


@pytest.fixture
def signer(tmp_path: Path) -> Signer:
    return Signer(Secrets(tmp_path))


@pytest.fixture
def service(signer: Signer) -> PushService:
    return PushService(signer.public, now=NOW)


def parcel(service: PushService, *, endpoint: str | None = None) -> Parcel:
    to = service.subscription
    if endpoint is not None:
        to = msgspec.structs.replace(to, endpoint=endpoint)
    return Parcel(
        dedupe="x",
        address=msgspec.json.encode(to).decode(),
        language="id",
        subject="Kabar laporan BKS-1",
        body="Bina Marga mulai mengerjakan laporan BKS-1.",
        short="Proses",
        link="https://lapor.example.go.id/kota-bekasi/reports/BKS-1",
        sent_at=NOW,
    )


def by(service: PushService, signer: Signer) -> Delivery:
    return sending(signer, subject="https://lapor.example.go.id", ask=service.ask)


async def test_a_device_is_shown_the_number_and_the_status_and_nothing_else(
    service: PushService, signer: Signer
) -> None:
    await by(service, signer)(parcel(service))

    assert service.shown == [
        {
            "title": "Kabar laporan BKS-1",
            "body": "Proses",
            "url": "https://lapor.example.go.id/kota-bekasi/reports/BKS-1",
        }
    ]


@pytest.mark.parametrize("status", [404, 410])
async def test_a_subscription_that_ended_is_gone(service: PushService, signer: Signer, status: int) -> None:
    service.status = status

    with pytest.raises(Gone):
        await by(service, signer)(parcel(service))


@pytest.mark.parametrize("status", [301, 400, 413, 429, 500, 503])
async def test_any_other_answer_is_tried_again(service: PushService, signer: Signer, status: int) -> None:
    service.status = status

    with pytest.raises(Unreachable) as failed:
        await by(service, signer)(parcel(service))
    assert not isinstance(failed.value, Gone)


@pytest.mark.parametrize(
    "endpoint", ["https://127.0.0.1/x", "https://10.0.0.1/x", "https://2130706433/x", "https://localhost/x"]
)
async def test_an_endpoint_inside_the_house_is_never_asked(
    service: PushService, signer: Signer, endpoint: str
) -> None:
    send = sending(signer, subject="https://lapor.example.go.id", ask=fetch)

    with pytest.raises(Gone):
        await send(parcel(service, endpoint=endpoint))


def test_the_key_stays_the_same_when_the_secret_gets_a_new_version(tmp_path: Path) -> None:
    before = Signer(Secrets(tmp_path)).public
    (tmp_path / "2.secret").write_bytes(b"2" * 32)

    assert Signer(Secrets(tmp_path)).public == before
    assert len(webpush.decoded(before)) == 65


@pytest.mark.parametrize(
    "change",
    [
        {"endpoint": "http://push.example/x"},
        {"endpoint": "https://push.example/" + "x" * 1000},
        {"endpoint": "https://[::1/x"},
        {"endpoint": "https://[::1]/x"},
        {"endpoint": "https://push.example:8443/x"},
        {"endpoint": "https://somebody@push.example/x"},
        {"endpoint": None},
        {"auth": "AAAA"},
        {"auth": "é"},
        {"p256dh": "BAAA"},
        {"p256dh": webpush.encoded(b"\x04" + b"\x07" * 64)},
    ],
)
def test_what_no_browser_would_say_is_refused(service: PushService, change: dict[str, str | None]) -> None:
    with pytest.raises(Invalid):
        webpush.checked(**(service.form | change))
