"""The doctor refuses what would lose reports or open walls, and only mentions the rest."""

from datetime import UTC, datetime, timedelta

import pytest
from msgspec.structs import replace

from tanggap.app.doctor import rules
from tanggap.app.doctor.look import look, refuse_serious
from tanggap.app.doctor.server import Server
from tanggap.app.settings import Settings
from tanggap.kit.errors import Refused

NOW = datetime(2026, 7, 1, 2, 0, tzinfo=UTC)
SOUND = Server(role="tanggap_app", strong=False, forgetful=[], unwalled=[], clock_at=NOW)


def test_a_sound_server_is_left_alone() -> None:
    assert rules.of_server(SOUND, at=NOW + timedelta(seconds=4)) == []


@pytest.mark.parametrize(
    "server",
    [
        replace(SOUND, strong=True),
        replace(SOUND, forgetful=["fsync"]),
        replace(SOUND, unwalled=["report"]),
        replace(SOUND, clock_at=NOW - timedelta(seconds=6)),
    ],
    ids=["too strong a role", "it forgets", "a wall is missing", "its clock is wrong"],
)
def test_a_server_that_cannot_be_trusted_is_serious(server: Server) -> None:
    (mistake,) = rules.of_server(server, at=NOW)

    assert mistake.serious


def test_serving_the_world_without_https_is_mentioned() -> None:
    inside = rules.of_settings(Settings(smtp_host="mail.example"))
    outside = rules.of_settings(Settings(smtp_host="mail.example", host="192.0.2.7"))
    behind = rules.of_settings(
        Settings(smtp_host="mail.example", host="192.0.2.7", url="https://lapor.example")
    )

    assert (inside, behind) == ([], [])
    assert [mistake.serious for mistake in outside] == [False]


async def test_a_test_database_that_forgets_is_not_served_from(settings: Settings) -> None:
    with pytest.raises(Refused) as refused:
        await refuse_serious(settings)

    assert "fsync" in str(refused.value.say.values["mistakes"])


async def test_secrets_that_others_may_read_are_serious(settings: Settings) -> None:
    secrets = settings.folder / "secrets"
    secrets.mkdir(parents=True)
    secrets.chmod(0o755)

    found = await look(settings)

    assert any(str(secrets) in mistake.what.values.values() for mistake in found if mistake.serious)
