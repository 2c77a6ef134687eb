"""The server's own settings: small, private, silent about what people wrote."""

from pathlib import Path

from tanggap.kit.postgres.store import ROLES, SUPERUSER

_SETTINGS = """\
# Written anew at every start. Your own settings go into local.conf beside this file.
hba_file = {hba}
ident_file = {ident}
listen_addresses = ''
unix_socket_directories = {socket}
unix_socket_permissions = 0700
cluster_name = 'tanggap'

max_connections = 120
shared_buffers = 128MB
huge_pages = off
jit = off
random_page_cost = 1.1
max_wal_size = 1GB
wal_compression = on
checkpoint_timeout = 10min
idle_in_transaction_session_timeout = 30s
timezone = 'UTC'

# The log holds no statement, no value and no row: reports are written by people.
log_timezone = 'UTC'
log_line_prefix = '%m [%p] '
log_min_messages = log
log_min_error_statement = panic
log_error_verbosity = terse
log_parameter_max_length = 0
log_parameter_max_length_on_error = 0
log_checkpoints = off
"""

_FORGETFUL = """
# For tests: nothing here has to survive the power going out.
fsync = off
synchronous_commit = off
full_page_writes = off
"""

_OWN = "\ninclude = 'local.conf'\n"


def write_settings(home: Path, *, socket: Path, durable: bool, visitors: set[str]) -> Path:
    """Write what a server reads when it starts; the path of the file that leads to the others.

    `visitors` are the accounts of this machine that may come in as any of our roles; the
    kernel vouches for them (`peer`), so there is no password to keep.
    """
    hba, ident, settings = (home / name for name in ("pg_hba.conf", "pg_ident.conf", "postgresql.conf"))
    hba.write_text("local all all peer map=ours\n")
    ident.write_text(
        "".join(f'ours "{visitor}" {role}\n' for visitor in sorted(visitors) for role in (SUPERUSER, *ROLES))
    )
    paths = _SETTINGS.format(
        hba=_quoted(str(hba)),
        ident=_quoted(str(ident)),
        # A list, in which a comma would part two folders were the path not quoted once more.
        socket=_quoted('"' + str(socket).replace('"', '""') + '"'),
    )
    own = _OWN if (home / "local.conf").exists() else ""
    settings.write_text(paths + ("" if durable else _FORGETFUL) + own)
    for path in (hba, ident, settings):
        path.chmod(0o644)
    return settings


def _quoted(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
