"""In the sun everything that is written stands out: measured on the very tokens the pages are coloured by."""

import re

import pytest

from tests.look.book import HOUSE

LEAST = 7.0
"""Source: UI 6; WCAG 2.2, 1.4.6."""
TOKENS = (HOUSE / "look/styles/tokens.css").read_text("utf-8")
SUN = re.search(r'data-theme="sun"\] \{(.*?)\}', TOKENS, re.DOTALL)
GROUNDS = ("page", "card", "sunk")


def colours() -> dict[str, str]:
    """Each token as it is in the sun: its own there, else that of the light theme."""
    assert SUN
    light = dict(
        re.findall(r"--([\w-]+): (?:light-dark\()?(#[0-9a-f]{3,6})", TOKENS.split(":root[data-saving]")[0])
    )
    return light | dict(re.findall(r"--([\w-]+): (#[0-9a-f]{3,6});", SUN[1]))


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1. Source: WCAG 2.2."""
    digits = colour[1:] if len(colour) == 7 else "".join(2 * each for each in colour[1:])
    parts = [int(digits[n : n + 2], 16) / 255 for n in (0, 2, 4)]
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """From 1 to 21."""
    dark, bright = sorted((luminance(one), luminance(other)))
    return (bright + 0.05) / (dark + 0.05)


@pytest.mark.parametrize(
    "text", ["ink", "quiet", "brand", "waiting", "moving", "done", "aside", "late", "danger", "focus", "edge"]
)
def test_every_text_and_border_stands_out_from_every_ground(text: str) -> None:
    found = colours()

    assert min(contrast(found[text], found[ground]) for ground in GROUNDS) >= LEAST


@pytest.mark.parametrize(
    ("text", "ground"),
    [("on-brand", "brand"), ("on-call", "call"), ("on-head", "head"), ("on-head-quiet", "head")]
    + [("on-tone", tone) for tone in ("waiting", "moving", "done", "aside", "late", "danger")],
)
def test_what_is_written_on_colours_stands_out_from_them(text: str, ground: str) -> None:
    found = colours()

    assert contrast(found[text], found[ground]) >= LEAST
