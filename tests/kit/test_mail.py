"""Mail with type in it says what it is given, and nothing in it is taken for a command."""

import re

from tanggap.kit import mail

HOSTILE = '<img src=x onerror="alert(1)">{title}'


def test_whatever_stands_in_a_mail_is_text() -> None:
    page = mail.page(
        language="id",
        title=HOSTILE,
        first=HOSTILE,
        lines=[HOSTILE, "11 laporan"],
        links=[("https://lapor.example/decisions", HOSTILE)],
        foot=HOSTILE,
    )

    assert "<img" not in page
    assert page.count("&lt;img") == 6, "the title stands twice"
    assert "11 laporan" in page


def test_a_mail_fetches_nothing() -> None:
    page = mail.page(
        language="id", title="Ringkasan", first="Dua hal.", lines=[], links=[("https://a.example/", "Buka")], foot="Kota"
    )  # fmt: skip

    assert re.findall(r'(?:src|href)="([^"]+)"', page) == ["https://a.example/"]
    assert not re.search(r"<(script|img|link|style|iframe)", page)
