"""The book speaks like the house: with sentences the house says, so that its English pictures are English."""

import json

import msgspec
from babel.messages.pofile import read_po

from tests.look.book import HOUSE
from tests.look.contents import BOOK


def test_every_sentence_of_the_book_is_one_of_the_house() -> None:
    with (HOUSE / "look/words/en.po").open("rb") as catalogue:
        known = {str(message.id) for message in read_po(catalogue)}
    said: set[str] = set()

    def listen(thing: dict[str, object]) -> None:
        if thing.get("type") == "say":
            said.add(str(thing["text"]))

    for sample in BOOK:
        json.loads(msgspec.json.encode((sample.page, sample.frame)), object_hook=listen)

    assert said
    assert sorted(said - known) == []
