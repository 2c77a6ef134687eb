"""A web process leaves in good order: streams get their end, and what was begun is answered."""

import http.client
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from tanggap.kit import serving
from tanggap.kit.errors import Refused

REPOSITORY = Path(__file__).parents[2]

WEB = """
import asyncio, os, sys
from tanggap.kit.serving import serve

port, on_stop, drain_s = int(sys.argv[1]), sys.argv[2], float(sys.argv[3])
fatal, stopping = asyncio.Event(), asyncio.Event()

async def app(scope, receive, send):
    if scope["type"] == "lifespan":
        await receive()
        if on_stop == "fail to start":
            return await send({"type": "lifespan.startup.failed", "message": "no database"})
        await send({"type": "lifespan.startup.complete"})
        print("open", flush=True)
        if on_stop == "die":
            await fatal.wait()
            raise RuntimeError("a mistake")
        await receive()
        print("lifespan over", flush=True)
        return await send({"type": "lifespan.shutdown.complete"})
    await send({"type": "http.response.start", "status": 200, "headers": []})
    if scope["path"] == "/fatal":
        fatal.set()
    if scope["path"] == "/stream":
        await send({"type": "http.response.body", "body": b"data: 1\\n\\n", "more_body": True})
        await stopping.wait()
    await send({"type": "http.response.body", "body": str(os.getpid()).encode()})

end_streams = (lambda: None) if on_stop == "ignore it" else stopping.set
print("in good order:", serve(app, host="127.0.0.1", port=port, on_stop=end_streams, drain_s=drain_s), flush=True)
"""


class Web:
    """A web process of its own."""

    def __init__(self, port: int, *, on_stop: str = "end streams", drain_s: float = 20) -> None:
        self.port = port
        self.process = subprocess.Popen(
            [sys.executable, "-c", WEB, str(port), on_stop, str(drain_s)],
            cwd=REPOSITORY,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )

    def listens(self) -> "Web":
        """Itself, once it answers; on a port that is shared another may answer before it."""
        assert self.process.stdout is not None
        assert self.process.stdout.readline() == "open\n"
        while not self._answers():
            pass
        return self

    def _answers(self) -> bool:
        try:
            return self.asked("/").read() == str(self.process.pid).encode()
        except ConnectionRefusedError:
            return False

    def asked(self, path: str) -> http.client.HTTPResponse:
        """The beginning of its answer, on a connection of its own."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port)
        connection.request("GET", path, headers={"Connection": "close"})
        return connection.getresponse()

    def last_words(self) -> list[str]:
        """What it still said, once it has ended."""
        said, _ = self.process.communicate()
        return said.splitlines()


@pytest.fixture
def port() -> int:
    with socket.socket() as trial:
        trial.bind(("127.0.0.1", 0))
        return trial.getsockname()[1]


def test_asked_to_stop_open_streams_end_properly_and_the_app_winds_up(port: int) -> None:
    web = Web(port).listens()
    streams = [web.asked("/stream") for _ in range(20)]
    assert all(stream.readline() == b"data: 1\n" for stream in streams)

    web.process.send_signal(signal.SIGTERM)

    assert {stream.read() for stream in streams} == {b"\n" + str(web.process.pid).encode()}
    assert web.last_words() == ["lifespan over", "in good order: True"]


def test_a_stream_nobody_ends_does_not_keep_the_process_for_ever(port: int) -> None:
    web = Web(port, on_stop="ignore it", drain_s=0.2).listens()
    stream = web.asked("/stream")

    web.process.send_signal(signal.SIGTERM)

    assert web.last_words() == ["in good order: False"]
    stream.close()


def test_an_app_that_cannot_start_is_not_left_in_good_order(port: int) -> None:
    web = Web(port, on_stop="fail to start")

    assert web.last_words() == ["in good order: False"]


def test_an_app_that_dies_is_served_no_longer_and_says_why(port: int) -> None:
    web = Web(port, on_stop="die").listens()
    stream = web.asked("/stream")

    web.asked("/fatal")

    *said, last = web.last_words()
    assert last == "in good order: False"
    assert "RuntimeError: a mistake" in said
    assert stream.read().endswith(str(web.process.pid).encode())


def test_processes_share_a_port_and_one_goes_on_when_the_other_is_killed(port: int) -> None:
    first, second = Web(port).listens(), Web(port).listens()
    answers = {first.asked("/").read() for _ in range(50)}

    first.process.kill()
    first.last_words()

    assert answers == {str(web.process.pid).encode() for web in (first, second)}
    assert {second.asked("/").read() for _ in range(20)} == {str(second.process.pid).encode()}
    second.process.send_signal(signal.SIGTERM)
    second.last_words()


def test_a_port_already_in_use_is_refused_even_where_it_could_be_shared(port: int) -> None:
    with socket.socket() as other:
        other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEPORT, 1)
        other.bind(("127.0.0.1", port))
        other.listen()

        with pytest.raises(Refused, match="sudah dipakai"):
            serving.refuse_taken_port("127.0.0.1", port)

    serving.refuse_taken_port("127.0.0.1", port)
