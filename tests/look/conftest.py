"""The pattern book, open at any page."""

from collections.abc import Iterator

import pytest

from tests.look.book import AddressOf, lay_out, put, served
from tests.look.contents import BOOK


@pytest.fixture(scope="module")
def address_of(tmp_path_factory: pytest.TempPathFactory) -> Iterator[AddressOf]:
    """Where a page of the book is, by its name."""
    folder = tmp_path_factory.mktemp("book")
    lay_out(folder)
    samples = {sample.name: sample for sample in BOOK}
    with served(folder) as address:
        yield lambda name: address + put(folder, samples[name])
