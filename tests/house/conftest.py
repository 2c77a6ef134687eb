"""What the tests of the database's own promises stand on."""

from collections.abc import Iterator

import psycopg
import pytest
from psycopg.conninfo import conninfo_to_dict

from tanggap.kit.postgres.cluster import Cluster
from tests.conftest import Addresses
from tests.house.catalogue import TABLES, Connection, Table


@pytest.fixture
def catalogue(cluster: Cluster, addresses: Addresses) -> Iterator[Connection]:
    """The test's database, as its superuser: no wall stands in this one's way."""
    name = str(conninfo_to_dict(addresses.owner)["dbname"])
    with psycopg.connect(cluster.address("postgres", name), autocommit=True) as connection:
        connection.execute("set session_replication_role = replica")  # rows without what they point at
        yield connection


@pytest.fixture
def tables(catalogue: Connection) -> list[Table]:
    """Every table there is, but the ledger of migrations."""
    found = [Table(*row) for row in catalogue.execute(TABLES).fetchall()]
    return [table for table in found if table.name != "migration"]


@pytest.fixture
def tenants(tables: list[Table]) -> list[Table]:
    """The tables whose rows belong to a city."""
    return [table for table in tables if table.kind == "tenant"]
