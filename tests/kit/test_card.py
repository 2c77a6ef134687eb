"""A share card is a picture of the right size that says what it was told, the same every time."""

from io import BytesIO

from msgspec.structs import replace
from PIL import Image

from tanggap.kit.pictures.card import HEIGHT, PAPER, WIDTH, Card, draw

CARD = Card(
    city="Kota Bekasi",
    title="Jalan rusak / berlubang",
    place="Margahayu, Bekasi Timur",
    icon="road-horizon",
    colour="#b4532a",
    status=("Proses", "half", "moving"),
)


def opened(card: Card) -> Image.Image:
    return Image.open(BytesIO(draw(card))).convert("RGB")


def test_a_card_has_the_size_chats_ask_for_and_carries_nothing_but_pixels() -> None:
    picture = Image.open(BytesIO(draw(CARD)))

    assert (picture.size, picture.format) == ((WIDTH, HEIGHT), "PNG")
    assert not picture.info.keys() - {"dpi"}
    assert len(draw(CARD)) < 300_000


def test_the_same_words_are_the_same_bytes_and_others_are_not() -> None:
    first = draw(CARD)
    draw.cache_clear()

    assert draw(CARD) == first
    assert draw(replace(CARD, status=("Selesai", "full", "done"))) != first


def test_a_long_title_stays_on_the_paper() -> None:
    long = replace(
        CARD, title="Pelanggaran pemakaian trotoar dan bahu jalan oleh kendaraan berat", status=None
    )
    picture = opened(long)
    paper = tuple(int(PAPER[at : at + 2], 16) for at in (1, 3, 5))

    # Beside the paper nothing is written, and its right edge stays clean.
    assert {picture.getpixel((1125, y)) for y in range(230, 540)} == {paper}
