"""The process tree heals what dies and leaves nothing behind. Everything here is a real process."""

import os
import select
import signal
import subprocess
import sys
from pathlib import Path

import psycopg
import pytest

from tanggap.kit.postgres import Cluster
from tanggap.kit.processes import pause_s

REPOSITORY = Path(__file__).parents[2]

# Every child says its name and number, and then does nothing for ever. One named "late" never gets ready,
# one named "slow" when it has left its mark.
SAY = "import os, signal, sys; open(sys.argv[1], 'w').write(f'{sys.argv[2]} {os.getpid()}\\n'); "
QUIET = SAY + "signal.pause()"
POLITE = (
    "import signal, sys; "
    "signal.signal(signal.SIGTERM, lambda *_: sys.exit(open(sys.argv[1], 'w').write(f'bye {os.getpid()}\\n') and 0)); "
    + QUIET
)
STUBBORN = (
    "import signal; signal.signal(signal.SIGTERM, signal.SIG_IGN); " + SAY + "signal.pause(); signal.pause()"
)
SLOW = SAY + "open(sys.argv[1] + '.mark', 'w').close(); signal.pause()"
AFTER = "import os, sys; os.path.exists(sys.argv[1] + '.mark') or sys.exit(3); " + QUIET

TREE = """
import os, sys
from pathlib import Path
from tanggap.kit.postgres import Cluster
from tanggap.kit.processes import Child, Limits, run_tree

told, folder, *named = sys.argv[1:]
cluster = Cluster(Path(folder), durable=False) if folder else None
ready = {"late": lambda: False, "slow": lambda: os.path.exists(told + ".mark")}

def tell_ready():
    with open(told, "w") as pipe:
        print("ready", cluster.pid if cluster else 0, file=pipe)

sys.exit(
    run_tree(
        [
            Child(
                name=name,
                command=[sys.executable, "-c", code, told, name],
                env=os.environ,
                ready=ready.get(name),
            )
            for name, code in zip(named[::2], named[1::2])
        ],
        cluster=cluster,
        on_ready=tell_ready,
        limits=Limits(stop_s=1),
    )
)
"""


class Tree:
    """A process tree of its own, and what its members tell."""

    def __init__(self, told: Path, *, folder: Path | None = None, **children: str) -> None:
        os.mkfifo(told)
        self._told = os.fdopen(os.open(told, os.O_RDWR), "r")
        arguments = [str(told), str(folder or ""), *(word for child in children.items() for word in child)]
        self.process = subprocess.Popen(
            [sys.executable, "-c", TREE, *arguments], cwd=REPOSITORY, stderr=subprocess.PIPE, text=True
        )
        self._heard: dict[str, list[int]] = {}

    def next_pid(self, name: str) -> int:
        """The process that says this name next, or has said it unheard; waits for it."""
        while not self._heard.get(name):
            said, pid = self._told.readline().split()
            self._heard.setdefault(said, []).append(int(pid))
        return self._heard[name].pop(0)

    def ended(self) -> int:
        """The exit code, once everything is over."""
        code = self.process.wait()
        self._told.close()
        assert self.process.stderr is not None
        self.process.stderr.close()
        return code


@pytest.fixture
def told(tmp_path: Path) -> Path:
    return tmp_path / "told"


def ends(pid: int) -> bool:
    """Whether a process, perhaps not our child, is over within half a minute."""
    try:
        watched = os.pidfd_open(pid)
    except ProcessLookupError:
        return True
    over, _, _ = select.select([watched], [], [], 30)
    os.close(watched)
    return bool(over)


def test_asked_to_stop_everybody_leaves_and_all_is_well(told: Path) -> None:
    tree = Tree(told, web=POLITE, worker=POLITE)
    everybody = [tree.next_pid("web"), tree.next_pid("worker")]
    tree.next_pid("ready")

    tree.process.send_signal(signal.SIGTERM)

    assert {tree.next_pid("bye"), tree.next_pid("bye")} == set(everybody)
    assert tree.ended() == 0
    assert all(ends(pid) for pid in everybody)


def test_ctrl_c_stops_the_tree_like_any_other_wish_to_stop(told: Path) -> None:
    tree = Tree(told, web=QUIET)
    web = tree.next_pid("web")
    tree.next_pid("ready")

    tree.process.send_signal(signal.SIGINT)

    assert tree.ended() == 0
    assert ends(web)


def test_who_does_not_want_to_leave_is_killed(told: Path) -> None:
    tree = Tree(told, web=QUIET, worker=STUBBORN)
    stubborn = tree.next_pid("worker")
    tree.next_pid("ready")

    tree.process.send_signal(signal.SIGTERM)

    assert tree.ended() == 0
    assert ends(stubborn)


def test_who_dies_is_started_again_and_again_and_the_others_stay(told: Path) -> None:
    tree = Tree(told, web=QUIET, worker=QUIET)
    web, worker = tree.next_pid("web"), tree.next_pid("worker")
    tree.next_pid("ready")

    for _ in range(3):
        os.kill(web, signal.SIGKILL)
        again = tree.next_pid("web")
        assert again != web
        web = again

    os.kill(worker, 0)
    tree.process.send_signal(signal.SIGTERM)
    assert tree.ended() == 0


def test_each_is_started_when_those_before_it_are_ready(told: Path) -> None:
    tree = Tree(told, slow=SLOW, web=AFTER)
    tree.next_pid("ready")

    tree.process.send_signal(signal.SIGTERM)

    assert tree.ended() == 0


def test_who_dies_before_everybody_is_ready_ends_it_all_and_is_named(told: Path) -> None:
    tree = Tree(told, web=QUIET, worker="raise SystemExit(3)", late=QUIET)

    assert tree.process.stderr is not None
    assert "worker berhenti sebelum siap" in tree.process.stderr.readline()
    assert tree.ended() == 1


def test_what_ran_steadily_is_started_again_at_once_and_what_did_not_ever_more_slowly() -> None:
    pauses = [0.0]
    for _ in range(7):
        pauses.append(pause_s(pauses[-1], lived_s=0.1))

    assert pauses == [0.0, 0.25, 0.5, 1.0, 2.0, 4.0, 5.0, 5.0]
    assert pause_s(5.0, lived_s=60) == 0.0


def test_a_killed_parent_leaves_neither_children_nor_a_database_behind(told: Path, place: Path) -> None:
    tree = Tree(told, folder=place, web=QUIET, worker=STUBBORN)
    everybody = [tree.next_pid("web"), tree.next_pid("worker"), tree.next_pid("ready")]

    tree.process.kill()

    tree.ended()
    assert all(ends(pid) for pid in everybody)


def test_a_killed_database_is_started_again_under_the_same_address_and_stops_with_the_tree(
    told: Path, place: Path
) -> None:
    tree = Tree(told, folder=place, web=QUIET)
    database = tree.next_pid("ready")
    address = Cluster(place).address("tanggap_app")
    with psycopg.connect(address):
        pass

    os.kill(database, signal.SIGKILL)

    assert tree.process.stderr is not None
    assert tree.process.stderr.readline().startswith("postgres berhenti")
    while not Cluster(place).answers():
        pass  # each question waits for its answer; the test's own time limit ends a hopeless one
    with psycopg.connect(address) as connection:
        again = (Cluster(place).data / "postmaster.pid").read_text().split()[0]
        assert connection.execute("select 1").fetchone() == (1,)
    tree.process.send_signal(signal.SIGTERM)
    assert tree.ended() == 0
    assert int(again) != database
    assert ends(int(again))
