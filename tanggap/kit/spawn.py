"""Start programs that do not outlive this one."""

import ctypes
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import IO

_PR_SET_PDEATHSIG = 1
_libc = ctypes.CDLL(None, use_errno=True)


def spawn(
    command: Sequence[str | Path],
    *,
    env: Mapping[str, str],
    last_signal: signal.Signals,
    cwd: Path | None = None,
    uid: int | None = None,
    gid: int | None = None,
    output: IO[bytes] | None = None,
) -> subprocess.Popen[bytes]:
    """A running child that gets `last_signal` when this process dies, however it dies.

    The child has a session of its own, so that Ctrl-C reaches only us. With `uid` and
    `gid` of another account it runs as that one, in no other group. `output` takes what it prints.

    Linux sends the signal when the *thread* that called this ends: call it from the main thread.
    """
    parent = os.getpid()
    another = uid is not None and uid != os.geteuid()

    def in_child() -> None:
        # After the change of account, which would have cleared the wish.
        signal.pthread_sigmask(signal.SIG_SETMASK, [])
        if sys.platform == "linux":
            _libc.prctl(_PR_SET_PDEATHSIG, int(last_signal))
        if os.getppid() != parent:
            os._exit(1)  # the parent died before it could be watched

    return subprocess.Popen(
        command,
        env=env,
        cwd=cwd,
        user=uid if another else None,
        group=gid if another else None,
        extra_groups=[] if another else None,
        stdin=subprocess.DEVNULL,
        stdout=output,
        stderr=output,
        start_new_session=True,
        preexec_fn=in_child,  # noqa: PLW1509 - the processes that start children here have one thread
    )
