"""Share cards: the picture a chat shows of a page, 1200 by 630 pixels, drawn from values of ours."""

from collections.abc import Sequence
from functools import cache, lru_cache
from io import BytesIO
from typing import Literal

from msgspec import Struct
from PIL import Image, ImageChops, ImageDraw, ImageFont

from tanggap.kit.icons import SIDE, icon, image
from tanggap.kit.outline import Stroke, flat
from tanggap.kit.shipped import shipped

WIDTH, HEIGHT = 1200, 630
PETROL, KAWUNG, TURMERIC, PAPER, INK, QUIET, ON_PETROL = (
    *("#0b5c63", "#1f6b72", "#f2b035", "#faf8f4", "#1b1f24", "#59616b", "#d3e8e6"),
)
TONES = {"waiting": "#a33b20", "moving": "#8a5200", "done": "#1f6b3a", "aside": "#5c6670"}
# Outlines are drawn so many times too large and made smaller, which rounds their edges.
FINER = 3


class Card(Struct, frozen=True, kw_only=True):
    """What a card says, already in the reader's language: never a name, never a reporter's own words.

    ``status`` is a word, a shape (`ring`, `half`, `full`, `struck`) and a tone.
    """

    city: str
    title: str
    place: str
    icon: str
    colour: str
    status: (
        tuple[str, Literal["ring", "half", "full", "struck"], Literal["waiting", "moving", "done", "aside"]]
        | None
    ) = None


@lru_cache(maxsize=128)
def draw(card: Card) -> bytes:
    """The card as a PNG: the same bytes for the same words. Takes about a tenth of a second."""
    ground = _ground().copy()
    pen = ImageDraw.Draw(ground)
    pen.text((150, 50), "Tanggap", fill="#ffffff", font=_font("bold", 46))
    pen.text((152, 104), card.city, fill=ON_PETROL, font=_font("medium", 27))
    _sign(ground, card)
    down = _write(pen, card.title, (360, 232), weight="bold", pixels=62, colour=INK, rows=2)
    _write(pen, card.place, (362, down + 16), weight="medium", pixels=35, colour=QUIET, rows=1)
    if card.status is not None:
        word, shape, tone = card.status
        _mark(ground, shape, TONES[tone], (364, 478))
        pen.text((428, 474), word, fill=TONES[tone], font=_font("bold", 40))
    file = BytesIO()
    ground.save(file, "PNG", optimize=True)
    return file.getvalue()


@cache
def _ground() -> Image.Image:
    """What every card stands on: petrol with kawung lines, the mark, a sheet of paper."""
    ground = Image.new("RGB", (WIDTH, HEIGHT), PETROL)
    pen = ImageDraw.Draw(ground)
    tile = 92
    lines = [line for tiles in image("kawung") for line in flat(tiles)]
    for left in range(-tile // 4, WIDTH, tile):
        for top in range(-tile // 4, HEIGHT, tile):
            for line in lines:
                pen.line([(left + x * tile / 56, top + y * tile / 56) for x, y in line], fill=KAWUNG, width=2)
    for petals, colour in zip(image("mark"), ("#ffffff", TURMERIC), strict=True):
        _fill(ground, petals, colour, (60, 52), 74 / 36)
    sheet = Image.new("L", (1080 * FINER, 400 * FINER), 0)
    ImageDraw.Draw(sheet).rounded_rectangle((0, 0, 1080 * FINER - 1, 400 * FINER - 1), 36 * FINER, fill=255)
    ground.paste(PAPER, (60, 172), sheet.resize((1080, 400), Image.Resampling.LANCZOS))
    ImageDraw.Draw(ground).rounded_rectangle((112, 557, 360, 566), 4, fill=TURMERIC)
    return ground


@cache
def _font(weight: Literal["medium", "bold"], pixels: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(shipped("look") / "fonts" / f"plus-jakarta-sans-{weight}.ttf", pixels)


def _sign(ground: Image.Image, card: Card) -> None:
    side = 200
    mask = Image.new("L", (side * FINER, side * FINER), 0)
    ImageDraw.Draw(mask).rounded_rectangle((0, 0, side * FINER - 1, side * FINER - 1), 48 * FINER, fill=255)
    ground.paste(card.colour, (112, 232), mask.resize((side, side), Image.Resampling.LANCZOS))
    _fill(ground, icon(card.icon), "#ffffff", (144, 264), 136 / SIDE)


def _fill(
    ground: Image.Image, strokes: Sequence[Stroke], colour: str, at: tuple[int, int], scale: float
) -> None:
    """A filled outline; where it crosses itself it is hollow, as icons are drawn."""
    size = round(SIDE * scale)
    whole = Image.new("1", (size * FINER, size * FINER), 0)
    for polygon in flat(strokes):
        part = Image.new("1", whole.size, 0)
        if len(polygon) > 2:
            ImageDraw.Draw(part).polygon([(x * scale * FINER, y * scale * FINER) for x, y in polygon], fill=1)
        whole = ImageChops.logical_xor(whole, part)
    mask = whole.convert("L").resize((size, size), Image.Resampling.LANCZOS)
    ground.paste(colour, at, mask)


def _mark(ground: Image.Image, shape: str, colour: str, at: tuple[int, int]) -> None:
    """The shape of a status, as the pages draw it."""
    side, thick = 46 * FINER, 7 * FINER
    mask = Image.new("L", (side, side), 0)
    pen = ImageDraw.Draw(mask)
    box = (0, 0, side - 1, side - 1)
    pen.ellipse(box, fill=255 if shape == "full" else None, outline=255, width=thick)
    if shape == "half":
        pen.pieslice(box, -90, 90, fill=255)
    if shape == "struck":
        pen.line((side * 0.15, side * 0.85, side * 0.85, side * 0.15), fill=255, width=thick)
    ground.paste(colour, at, mask.resize((46, 46), Image.Resampling.LANCZOS))


def _write(
    pen: ImageDraw.ImageDraw,
    words: str,
    at: tuple[int, int],
    *,
    weight: Literal["medium", "bold"],
    pixels: int,
    colour: str,
    rows: int,
) -> int:
    """Text from a top edge down, smaller where it would not fit; how far down it reaches."""
    within = 1080 - at[0] + 20
    broken = _broken(words, _font(weight, pixels), within)
    while len(broken) > rows and pixels > 26:
        pixels -= 4
        broken = _broken(words, _font(weight, pixels), within)
    down = at[1]
    for line in broken[:rows]:
        pen.text((at[0], down), line, fill=colour, font=_font(weight, pixels))
        down += round(pixels * 1.22)
    return down


def _broken(words: str, font: ImageFont.FreeTypeFont, within: int) -> list[str]:
    found: list[str] = []
    for word in words.split():
        longer = f"{found[-1]} {word}" if found else word
        if found and font.getlength(longer) <= within:
            found[-1] = longer
        else:
            found.append(word)
    return found
