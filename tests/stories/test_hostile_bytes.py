"""Whatever bytes come in at the front door, the answer is a sentence and never a mistake of ours."""

import asyncio
import json
from collections.abc import AsyncIterator
from io import BytesIO
from typing import Any

import httpx
import psycopg
import pytest
from PIL import Image

from tanggap.app.settings import Settings
from tanggap.kit.web import edge
from tests.visitor import ORIGIN, Visitor

pytestmark = pytest.mark.story

JSON = {"content-type": "application/json"}
FORM = {"content-type": "application/x-www-form-urlencoded", "origin": ORIGIN}
REPORT = {"kind": "road-damage", "text": "Jalan berlubang.", "lon": 106.9756, "lat": -6.2383}


def said(**fields: Any) -> bytes:
    return json.dumps(REPORT | fields).encode()


BODIES: dict[str, tuple[dict[str, str], bytes]] = {
    "nothing": (JSON, b""),
    "not JSON": (JSON, b"{"),
    "a list": (JSON, b"[]"),
    "null": (JSON, b"null"),
    "a number": (JSON, b"7"),
    "not UTF-8": (JSON, b'{"text": "\xff\xfe"}'),
    "UTF-16": (JSON, json.dumps(REPORT).encode("utf-16")),
    "latin-1": ({"content-type": "application/json; charset=latin-1"}, '{"text": "é"}'.encode("latin-1")),
    "a charset nobody knows": ({"content-type": "application/json; charset=klingon"}, b"\x80{"),
    "a lone surrogate": (JSON, b'{"text": "\\ud800", "lon": 106.9756, "lat": -6.2383}'),
    "a NUL": (JSON, said(text="a\x00b")),
    "a NUL in a code": (JSON, said(kind="road\x00damage")),
    "a NUL in a landmark": (JSON, said(landmark="\x00")),
    "very deep": (JSON, b'{"text":' + b"[" * 100_000 + b"]" * 100_000 + b"}"),
    "NaN": (JSON, b'{"text": "a", "lon": NaN, "lat": 1}'),
    "infinity": (JSON, b'{"text": "a", "lon": 1e999, "lat": 1}'),
    "a point off the earth": (JSON, said(lon=999.0)),
    "a huge number": (JSON, b'{"text": "a", "lon": ' + b"9" * 5000 + b', "lat": 1}'),
    "an unknown field": (JSON, said(admin=True)),
    "the wrong type": (JSON, said(text=["a"])),
    "a kind that is not there": (JSON, said(kind="no-such-kind")),
    "an area that is not there": (JSON, said(area="99.99.99.9999", lon=None, lat=None)),
    "a text without end": (JSON, said(text="a" * 250_000)),
    "more than is taken": (JSON, said(text="a" * 300_000)),
    "another content type": ({"content-type": "text/plain"}, said()),
    "no content type": ({}, b"\x00\x01\x02"),
    "a form where JSON belongs": (FORM, b"text=a&lon=1&lat=1"),
    "multipart without an end": (
        {"content-type": "multipart/form-data; boundary=x", "origin": ORIGIN},
        b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\nb',
    ),
}

FORMS: dict[str, tuple[dict[str, str], bytes]] = {
    "nothing": (FORM, b""),
    "not UTF-8": (FORM, b"text=%ff%fe&csrf=x"),
    "a NUL": (FORM, b"text=a%00b&csrf=x"),
    "200,000 fields": (FORM, b"&".join(b"a%d=1" % n for n in range(200_000))),
    "20,000 fields": (FORM, b"&".join(b"a%d=" % n for n in range(20_000))),
    "a charset nobody knows": (FORM | {"content-type": f"{FORM['content-type']}; charset=klingon"}, b"a=%ff"),
    "an empty boundary": (FORM | {"content-type": "multipart/form-data; boundary="}, b"--\r\n"),
    "no boundary": (FORM | {"content-type": "multipart/form-data"}, b"--x\r\n"),
    "a boundary that never comes": (
        FORM | {"content-type": "multipart/form-data; boundary=x"},
        b"a" * 100_000,
    ),
    "a header that never ends": (
        FORM | {"content-type": "multipart/form-data; boundary=x"},
        b"--x\r\nContent-Disposition: form-data; name=" + b"a" * 100_000,
    ),
    "a file name that climbs": (
        FORM | {"content-type": "multipart/form-data; boundary=x"},
        b'--x\r\nContent-Disposition: form-data; name="photos"; filename="../../x"\r\n\r\nb\r\n--x--\r\n',
    ),
}


def in_words(answer: httpx.Response) -> bool:
    """Whether it is a no in words: a sentence as JSON or as a page."""
    if "json" in answer.headers.get("content-type", ""):
        return len(answer.json()["error"].split()) > 2
    return "<h1" in answer.text


async def test_no_bytes_sent_as_a_report_are_more_than_refused_in_words(visitor: Visitor) -> None:
    wrong: dict[str, Any] = {}

    for name, (headers, body) in BODIES.items():
        answer = await visitor.client.post("/api/v1/reports", content=body, headers=headers)
        if not 400 <= answer.status_code < 500 or not in_words(answer):
            wrong[name] = (answer.status_code, answer.text[:200])

    assert wrong == {}


async def test_no_bytes_posted_as_a_form_are_more_than_refused_in_words(visitor: Visitor) -> None:
    wrong: dict[str, Any] = {}

    for path in ("/reports", "/language", "/sign-in"):
        for name, (headers, body) in FORMS.items():
            answer = await visitor.client.post(path, content=body, headers=headers)
            if not 400 <= answer.status_code < 500 or not in_words(answer):
                wrong[f"{name} at {path}"] = (answer.status_code, answer.text[:200])

    assert wrong == {}


async def test_no_address_and_no_header_is_a_mistake_of_ours(visitor: Visitor) -> None:
    paths = [
        "/reports/%00",
        "/reports/%ff",
        "/api/v1/reports/%F0%9F%98%80",
        "/reports/" + "9" * 3000,
        "//",
        "/%2e%2e/",
    ]
    headers = [
        {"accept-language": "\xff"}, {"cookie": "session=\xff; csrf"}, {"host": "\xff"}, {"report-key": "\x80"},
        {"idempotency-key": "a" * 5000}, {"idempotency-key": ""}, {"x": "a" * 60_000},
    ]  # fmt: skip

    statuses = [(await visitor.client.get(path)).status_code for path in paths]
    for each in headers:
        raw = [(name.encode(), value.encode("latin-1")) for name, value in (each | JSON).items()]
        request = visitor.client.build_request("POST", "/api/v1/reports", content=said(), headers=raw)
        statuses.append((await visitor.client.send(request)).status_code)

    assert all(status < 500 for status in statuses), statuses


async def test_hostile_text_that_is_text_comes_back_as_it_was(visitor: Visitor) -> None:
    text = "<script>alert(1)</script> {{7*7}} ' -- \u202eطريق\u202c 👩‍👩‍👧 ꦗꦮ %s \\ \" =cmd|"

    receipt = await visitor.report(text=text)

    answer = await visitor.client.get(f"/api/v1/reports/{receipt['number']}")
    assert answer.json()["text"] == text


async def test_a_body_that_stops_half_way_is_ended_with_408(
    visitor: Visitor, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(edge, "BODY_S", 0.05)

    async def half() -> AsyncIterator[bytes]:
        yield b'{"text": '
        await asyncio.Event().wait()

    answer = await visitor.client.post("/api/v1/reports", content=half(), headers=JSON)

    assert answer.status_code == 408
    assert in_words(answer)


FAILING_COMMIT = """
create function fail() returns trigger language plpgsql as $$ begin raise exception 'no commit'; end $$;
create constraint trigger fail_report after insert on report
  deferrable initially deferred for each row execute function fail();
create constraint trigger fail_photo after insert on photo
  deferrable initially deferred for each row execute function fail();
"""


async def test_what_could_not_be_committed_is_never_acknowledged(
    visitor: Visitor, settings: Settings
) -> None:
    with psycopg.connect(settings.database_owner_url, autocommit=True) as connection:
        connection.execute(FAILING_COMMIT)
    picture = BytesIO()
    Image.new("RGB", (640, 480), "grey").save(picture, "JPEG")

    report = await visitor.client.post("/api/v1/reports", content=said(), headers=JSON)
    photo = await visitor.client.post(
        "/api/v1/photos", content=picture.getvalue(), headers={"content-type": "image/jpeg"}
    )

    assert (report.status_code, photo.status_code) == (500, 500)
    assert in_words(report)
