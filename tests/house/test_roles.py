"""Each role of the database may do no more than it needs."""

from tanggap.kit.migrate import role_of
from tests.conftest import Addresses
from tests.house.catalogue import Connection, Table

READER_MAY_SELECT = {"event", "tick", "log_epoch", "owed"}
APPEND_ONLY = {"event", "audit", "audit_chain"}


def test_what_is_only_added_to_cannot_be_changed_by_who_runs_the_city(
    catalogue: Connection, addresses: Addresses, tables: list[Table]
) -> None:
    marked = {table.name for table in tables if table.append_only}
    allowed = [
        (name, privilege)
        for name in sorted(marked)
        for privilege in ("update", "delete", "truncate")
        if _may(catalogue, addresses.app, name, privilege)
    ]

    assert marked >= APPEND_ONLY
    assert allowed == []


def test_who_runs_the_city_owns_nothing_and_steps_over_no_wall(
    catalogue: Connection, addresses: Addresses
) -> None:
    for role in (role_of(addresses.app), role_of(addresses.reader)):
        strong = catalogue.execute(
            "select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication from pg_roles where rolname = %s",
            [role],
        ).fetchone()
        owned = catalogue.execute(
            "select relname from pg_class where relowner = %s::regrole", [role]
        ).fetchall()
        others = catalogue.execute(
            "select roleid::regrole::text from pg_auth_members where member = %s::regrole", [role]
        ).fetchall()
        creates = catalogue.execute("select has_schema_privilege(%s, 'public', 'create')", [role]).fetchone()

        assert strong == (False,) * 5
        assert (owned, others, creates) == ([], [], (False,))


def test_who_reads_the_log_of_all_cities_may_do_nothing_else(
    catalogue: Connection, addresses: Addresses, tables: list[Table]
) -> None:
    allowed = {
        (table.name, privilege)
        for table in tables
        for privilege in ("select", "insert", "update", "delete", "truncate", "references", "trigger")
        if _may(catalogue, addresses.reader, table.name, privilege)
    }

    assert allowed == {(name, "select") for name in READER_MAY_SELECT}


def _may(catalogue: Connection, address: str, table: str, privilege: str) -> bool:
    row = catalogue.execute(
        "select has_table_privilege(%s, %s, %s)", [role_of(address), f"public.{table}", privilege]
    ).fetchone()
    return row == (True,)


def test_no_view_and_no_function_lends_somebody_elses_rights(catalogue: Connection) -> None:
    views = catalogue.execute(
        "select relname from pg_class where relnamespace = 'public'::regnamespace and relkind in ('v', 'm')"
        " and not coalesce('security_invoker=true' = any(reloptions), false)"
    ).fetchall()
    functions = catalogue.execute(
        "select proname from pg_proc where pronamespace = 'public'::regnamespace and prosecdef"
    ).fetchall()

    assert (views, functions) == ([], [])
