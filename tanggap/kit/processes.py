"""A tree of processes that stands together: what dies is started again, and all of it ends with us."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from typing import Protocol

from msgspec import Struct

from tanggap.kit.postgres import Cluster, write_to_stderr
from tanggap.kit.spawn import spawn
from tanggap.kit.words import Say, say

_ENDINGS = {signal.SIGTERM, signal.SIGINT, signal.SIGHUP}
_WATCHED = _ENDINGS | {signal.SIGCHLD}
_READY_POLL_S = 0.05
_IDLE_S = 60.0


class Child(Struct, frozen=True, kw_only=True):
    """A program to keep running; `ready` tells whether it does its work yet (None: as soon as it runs)."""

    name: str
    command: Sequence[str]
    env: Mapping[str, str]
    ready: Callable[[], bool] | None = None


class Limits(Struct, frozen=True, kw_only=True):
    """How long things may take, in seconds."""

    stop_s: float = 15.0
    """Children still there this long after they were asked to stop are killed."""
    steady_s: float = 3.0
    """What ran this long and dies is started again at once; what did not, after a pause that grows."""
    first_pause_s: float = 0.25
    longest_pause_s: float = 5.0


_USUAL = Limits()


def pause_s(before_s: float, *, lived_s: float, limits: Limits = _USUAL) -> float:
    """How long to wait before what lived `lived_s` is started again, in seconds; `before_s` was the last wait."""
    if lived_s >= limits.steady_s:
        return 0.0
    return min(max(limits.first_pause_s, before_s * 2), limits.longest_pause_s)


def run_tree(
    children: Sequence[Child],
    *,
    cluster: Cluster | None,
    on_ready: Callable[[], None] = lambda: None,
    tell: Callable[[Say], None] = write_to_stderr,
    limits: Limits = _USUAL,
) -> int:
    """Run everything until SIGTERM, SIGINT or SIGHUP; the exit code of it all.

    The cluster is started first, if it does not run yet, and stopped last. Each child is
    started when those before it are ready, so that starting the others does not slow it
    down. `on_ready` is called once, when everybody is ready. Who dies before that is a
    mistake that starting again would not mend: then everything stops, with 1.

    Belongs to the main thread of a process with no other thread.
    """
    before = signal.pthread_sigmask(signal.SIG_BLOCK, set())
    processes = [_Process(child) for child in children]
    kept = [_Kept(child.name, process, limits) for child, process in zip(children, processes, strict=True)]
    try:
        if cluster is not None:
            if not cluster.alive():
                cluster.start()
            kept.insert(0, _Kept("postgres", cluster, limits))
        signal.pthread_sigmask(signal.SIG_BLOCK, _WATCHED)
        return _watch(kept, on_ready, tell)
    finally:
        _stop(processes, limits)
        if cluster is not None:
            cluster.stop()
        while signal.sigtimedwait(_WATCHED, 0) is not None:
            pass  # asked to stop once more, while stopping
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _watch(kept: Sequence["_Kept"], on_ready: Callable[[], None], tell: Callable[[Say], None]) -> int:
    """Keep everything running until a signal asks us to end."""
    all_were_ready = False
    while True:
        now = time.monotonic()
        for each in kept:
            if each.has_died(now):
                if not all_were_ready:
                    tell(say("{name} berhenti sebelum siap; semuanya dihentikan.", name=each.name))
                    return 1
                tell(say("{name} berhenti dan dijalankan lagi.", name=each.name))
            each.start_when_due(now)
            if not all_were_ready and not each.thing.ready():
                wait_s = _READY_POLL_S
                break  # those after it wait for it
        else:
            wait_s = min(_IDLE_S, *(each.due_in_s(now) for each in kept))
            if not all_were_ready:
                all_were_ready = True
                on_ready()
        heard = signal.sigtimedwait(_WATCHED, wait_s)
        if heard is not None and heard.si_signo in _ENDINGS:
            return 0


def _stop(processes: Sequence["_Process"], limits: Limits) -> None:
    for process in processes:
        process.end()
    patient_until = time.monotonic() + limits.stop_s
    while any(process.alive() for process in processes):
        if signal.sigtimedwait(_WATCHED, max(0.0, patient_until - time.monotonic())) is None:
            break
    for process in processes:
        process.kill()


class _Thing(Protocol):
    """What can be kept running: a child, or the cluster."""

    def launch(self) -> None: ...
    def alive(self) -> bool: ...
    def ready(self) -> bool: ...


class _Process:
    """A child program, started and ended by us."""

    def __init__(self, child: Child) -> None:
        self._child = child
        self._process: subprocess.Popen[bytes] | None = None

    def launch(self) -> None:
        self._process = spawn(self._child.command, env=self._child.env, last_signal=signal.SIGKILL)

    def alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def ready(self) -> bool:
        return self.alive() and (self._child.ready is None or self._child.ready())

    def end(self) -> None:
        """Ask it to end."""
        if self._process is not None:
            self._process.terminate()

    def kill(self) -> None:
        """End it, and what it started, if they are still there."""
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal.SIGKILL)
            self._process.wait()


class _Kept:
    """One thing that is started again when it dies: at once, then more and more slowly."""

    def __init__(self, name: str, thing: _Thing, limits: Limits) -> None:
        self.name = name
        self.thing = thing
        self._limits = limits
        self._started_at = time.monotonic()
        self._pause_s = 0.0
        self._due_at: float | None = None if thing.alive() else self._started_at

    def has_died(self, now: float) -> bool:
        """Whether it died since it was last asked; then it is due again after its pause."""
        if self._due_at is not None or self.thing.alive():
            return False
        self._pause_s = pause_s(self._pause_s, lived_s=now - self._started_at, limits=self._limits)
        self._due_at = now + self._pause_s
        return True

    def start_when_due(self, now: float) -> None:
        if self._due_at is not None and now >= self._due_at:
            self.thing.launch()
            self._started_at, self._due_at = now, None

    def due_in_s(self, now: float) -> float:
        """Seconds until it has to be started; infinite while it runs."""
        return float("inf") if self._due_at is None else max(0.0, self._due_at - now)
