"""Every sentence the house says is translated, and nothing else is."""

from pathlib import Path

import pytest

from tanggap.kit.catalogue import WORDS_FOLDER, extract, placeholders
from tanggap.kit.words import read_catalogue

ROOT = Path(__file__).parents[2]
CATALOGUES = sorted((ROOT / WORDS_FOLDER).glob("*.po"))

every_catalogue = pytest.mark.parametrize("file", CATALOGUES, ids=lambda file: file.stem)


@pytest.fixture(scope="module")
def said() -> dict[str, list[str]]:
    """Every sentence of the house, with the places that say it."""
    return extract(ROOT)


def test_there_is_an_english_catalogue() -> None:
    assert "en" in {file.stem for file in CATALOGUES}


@every_catalogue
def test_every_sentence_is_translated(file: Path, said: dict[str, list[str]]) -> None:
    known = read_catalogue(file)

    missing = {text: places for text, places in said.items() if not known.get(text)}

    assert missing == {}, "run `python -m tanggap.kit.catalogue` and fill the gaps"


@every_catalogue
def test_every_translation_is_used(file: Path, said: dict[str, list[str]]) -> None:
    assert read_catalogue(file).keys() - said.keys() == set()


@every_catalogue
def test_a_translation_has_the_same_places_as_its_sentence(file: Path) -> None:
    unequal = {
        text: translation
        for text, translation in read_catalogue(file).items()
        if translation and placeholders(translation) != placeholders(text)
    }

    assert unequal == {}
