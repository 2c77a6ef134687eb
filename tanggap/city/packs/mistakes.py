"""What is wrong in a pack, where, and what to do about it."""

from msgspec import Struct

from tanggap.kit.errors import Invalid
from tanggap.kit.words import Say, say


class Mistake(Struct, frozen=True, kw_only=True):
    """One thing wrong in one file. A `warning` does not keep the pack from being used."""

    file: str
    line: int
    what: Say
    do: Say
    warning: bool = False


class Broken(Invalid):
    """A pack that cannot be used; `mistakes` names everything wrong in it."""

    def __init__(self, mistakes: list[Mistake]) -> None:
        first = mistakes[0]
        super().__init__(
            say(
                "Paket kota ini tidak dapat dipakai: ada {count} kesalahan. Yang pertama di {file} "
                "baris {line}: {what} {do}",
                count=len(mistakes),
                file=first.file,
                line=first.line,
                what=first.what,
                do=first.do,
            )
        )
        self.mistakes = mistakes
