"""The process in which strangers' bytes are decoded: `python -m tanggap.kit.pictures.child PARENT`.

It reads orders from its input and writes answers to its output until the input ends.
Before the first picture it gives up what it does not need: memory, network, core
dumps, large files, priority. It ends with its parent.
"""

import ctypes
import os
import resource
import signal
import sys
from typing import BinaryIO

from tanggap.kit.pictures.develop import Unfit, develop
from tanggap.kit.pictures.picture import (
    LENGTH_BYTES,
    Answer,
    Compared,
    Comparison,
    Flawed,
    Order,
    order_from_wire,
    to_wire,
)

MEMORY_BYTES = 768 << 20
LARGEST_FILE_BYTES = 16 << 20
CPU_SECONDS = 10
"""For one picture."""

_CLONE_NEWUSER, _CLONE_NEWNET = 0x10000000, 0x40000000  # <linux/sched.h>
_PR_SET_PDEATHSIG = 1  # <linux/prctl.h>


def main() -> None:
    """Answer orders, one after the other, until there are no more."""
    # Whatever a library prints must not end up among the answers.
    answers = os.fdopen(os.dup(1), "wb")
    os.dup2(2, 1)
    _confine(parent=int(sys.argv[1]))
    while length := sys.stdin.buffer.read(LENGTH_BYTES):
        message = sys.stdin.buffer.read(int.from_bytes(length))
        # An empty one only asks whether anybody is there.
        _say(answers, to_wire.encode(_answer(order_from_wire.decode(message))) if message else b"")


def _confine(parent: int) -> None:
    libc = ctypes.CDLL(None)
    # Root may simply leave the network; others need a user namespace of their own to do so, where
    # the system grants one. Where neither is allowed the other walls must do.
    if libc.unshare(_CLONE_NEWNET):
        libc.unshare(_CLONE_NEWUSER | _CLONE_NEWNET)
    # After the namespaces: a change of rights forgets this.
    libc.prctl(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        sys.exit("The workshop has gone.")
    for limit, most in (
        (resource.RLIMIT_AS, MEMORY_BYTES),
        (resource.RLIMIT_FSIZE, LARGEST_FILE_BYTES),
        (resource.RLIMIT_CORE, 0),
    ):
        resource.setrlimit(limit, (most, most))
    # Pictures wait for people, not the other way about.
    os.nice(10)


def _answer(order: Order | Comparison) -> Answer:
    used = resource.getrusage(resource.RUSAGE_SELF)
    until = int(used.ru_utime + used.ru_stime) + 1 + CPU_SECONDS
    resource.setrlimit(resource.RLIMIT_CPU, (until, resource.RLIM_INFINITY))
    try:
        if isinstance(order, Comparison):
            return _compared(order)
        return develop(order.source, order.into, order.covers)
    except Unfit as unfit:
        return Flawed(flaw=unfit.flaw)
    except MemoryError:
        return Flawed(flaw="memory")
    except Exception:  # noqa: BLE001 (decoders raise anything over hostile bytes; all of it means one thing)
        return Flawed(flaw="broken")


def _compared(order: Comparison) -> Compared:
    # Not at the top: a machine on which this does not load still takes photos.
    from tanggap.kit.pictures.scene import shared_points  # noqa: PLC0415 (see above)

    return Compared(points=shared_points(order.one, order.others))


def _say(answers: BinaryIO, message: bytes) -> None:
    answers.write(len(message).to_bytes(LENGTH_BYTES) + message)
    answers.flush()


if __name__ == "__main__":
    main()
