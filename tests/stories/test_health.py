"""Whether a process lives, whether it may be sent people, and what it measures."""

import psycopg
import pytest
from psycopg import sql
from psycopg.conninfo import conninfo_to_dict

from tanggap.app.settings import Settings
from tanggap.kit.clock import SetClock
from tanggap.kit.postgres.cluster import Cluster
from tests.conftest import running
from tests.visitor import Visitor

pytestmark = pytest.mark.story


async def test_a_process_that_is_up_says_so(visitor: Visitor) -> None:
    assert (await visitor.client.get("/health/live")).status_code == 200


async def test_ready_means_the_database_answers_and_has_every_migration(visitor: Visitor) -> None:
    answer = await visitor.client.get("/health/ready")

    assert (answer.status_code, answer.text) == (200, "ready\n")


async def test_without_its_database_a_process_lives_but_is_not_ready(
    visitor: Visitor, settings: Settings, cluster: Cluster
) -> None:
    database = str(conninfo_to_dict(settings.database_url)["dbname"])
    name = sql.Identifier(database)
    with psycopg.connect(cluster.address("postgres", "postgres"), autocommit=True) as connection:
        connection.execute(sql.SQL("alter database {} with allow_connections false").format(name))
        connection.execute(
            "select pg_terminate_backend(pid) from pg_stat_activity where datname = %s", (database,)
        )
        try:
            ready = await visitor.client.get("/health/ready")
            live = await visitor.client.get("/health/live")
        finally:
            connection.execute(sql.SQL("alter database {} with allow_connections true").format(name))

    assert (ready.status_code, live.status_code) == (503, 200)


async def test_with_a_migration_not_yet_taken_a_process_is_not_ready(
    visitor: Visitor, settings: Settings
) -> None:
    with psycopg.connect(settings.database_owner_url, autocommit=True) as connection:
        connection.execute("delete from migration where nth = (select max(nth) from migration)")

    answer = await visitor.client.get("/health/ready")

    assert (answer.status_code, answer.text) == (503, "migrations pending\n")


async def test_figures_are_told_on_this_machine_and_count_routes_not_addresses(visitor: Visitor) -> None:
    receipt = await visitor.report()
    await visitor.client.get(f"/api/v1/reports/{receipt['number']}")

    figures = (await visitor.client.get("/metrics")).text

    assert 'tanggap_requests_total{route="/api/v1/reports",status="201"} 1.0' in figures
    assert receipt["number"] not in figures
    assert "tanggap_intake_waiting 0.0" in figures
    assert "tanggap_owed_pending 0.0" in figures


async def test_figures_are_nobodys_business_who_comes_through_a_proxy(visitor: Visitor) -> None:
    answer = await visitor.client.get("/metrics", headers={"x-forwarded-for": "203.0.113.9"})

    assert answer.status_code == 404


async def test_an_installation_without_a_city_can_be_asked_how_it_is(
    settings: Settings, clock: SetClock
) -> None:
    with psycopg.connect(settings.database_owner_url, autocommit=True) as connection:
        connection.execute("truncate city cascade")

    async with running(settings, clock) as somebody:
        assert (await somebody.client.get("/health/ready")).status_code == 200
