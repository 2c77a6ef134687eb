"""PostgreSQL inside the house: found, started, watched and stopped by us, over a folder.

    cluster = Cluster(Path("data/database"))
    cluster.start()
    connect(cluster.address("tanggap_app"))

It listens on a unix socket in a private folder, only to the account that started it,
and needs no password. It never runs as root and never outlives the process that
started it.
"""

from tanggap.kit.postgres.cluster import Cluster, write_to_stderr
from tanggap.kit.postgres.programs import Programs, find_programs, installed_programs, wheel_programs
from tanggap.kit.postgres.store import ROLES

__all__ = [
    "ROLES",
    "Cluster",
    "Programs",
    "find_programs",
    "installed_programs",
    "wheel_programs",
    "write_to_stderr",
]
