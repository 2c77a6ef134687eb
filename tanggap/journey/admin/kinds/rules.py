"""Kinds as they are typed: words, options of a question, and what may only become stricter. Values only."""

from collections.abc import Collection, Iterable, Sequence
from datetime import date

from tanggap.city.packs.dated import with_entry
from tanggap.city.packs.pack import SearchWords, Sensitivity, Target
from tanggap.city.packs.questions import AnswerOption, When
from tanggap.city.packs.times import Limit
from tanggap.journey.admin.agencies.rules import new_slug
from tanggap.kit.errors import Invalid
from tanggap.kit.words import Name, say

WORDS_MOST = 60
OPTIONS_MOST = 30


def with_target(targets: Sequence[Target], new: Target) -> tuple[Target, ...]:
    """A history with one more target, instead of one that began the same day; as it is where nothing is new."""
    if targets and (targets[-1].response, targets[-1].resolution) == (new.response, new.resolution):
        return tuple(targets)
    return with_entry(targets, new)


def read_words(text: str | None, *, field: str) -> tuple[str, ...]:
    """Words and phrases parted by commas or lines, each once. Raises Invalid for none or too many."""
    parts = (" ".join(each.split()).lower() for each in (text or "").replace("\n", ",").split(","))
    words = tuple(dict.fromkeys(filter(None, parts)))
    if not words or len(words) > WORDS_MOST or any(len(each) > WORDS_MOST for each in words):
        raise Invalid(say("Tulis kata yang dipakai warga, dipisah koma."), field=field)
    return words


def with_usual(usual: SearchWords | None, own: SearchWords) -> SearchWords:
    """A city's words behind the usual ones, which a city adds to and takes nothing from."""
    if usual is None:
        return own
    return SearchWords(id=tuple(dict.fromkeys(usual.id + own.id)), en=tuple(dict.fromkeys(usual.en + own.en)))


def check_sensitivity(before: Sensitivity | None, after: Sensitivity, *, sure: bool) -> None:
    """Let a kind become stricter, or more open when somebody says that they know. Raises Invalid."""
    if before is not None and after.value < before.value and not sure:
        raise Invalid(
            say(
                "Laporan jenis ini akan terlihat lebih banyak orang. Centang “boleh lebih terbuka” bila yakin."
            ),
            field="sensitivity",
        )


def read_options(
    lines: Iterable[str], before: Sequence[AnswerOption], *, owners: Collection[str], field: str
) -> tuple[AnswerOption, ...]:
    """The options of a question, one a line: `Tiang listrik | Power pole`, and `| pln` where it tells whose the thing is.

    One that is called as before, in one of the languages, keeps its slug. ``owners`` are the slugs of all that can
    own things. Raises Invalid.
    """
    slugs = {name: each.slug for each in before for name in (each.name.en, each.name.id)}
    found: list[AnswerOption] = []
    for line in lines:
        indonesian, english, owner, *more = [part.strip() for part in line.split("|")] + [""] * 2
        if not indonesian or not english or any(more):
            raise Invalid(say("Tulis satu pilihan per baris: Sebesar ban | As large as a tyre."), field=field)
        if owner and owner not in owners:
            raise Invalid(
                say("“{owner}” bukan nama pendek instansi atau jenis tugas.", owner=owner), field=field
            )
        taken = {each.slug for each in found}
        slug = slugs.get(indonesian) or slugs.get(english)
        if slug is None or slug in taken:
            slug = new_slug(indonesian, taken | set(slugs.values()), field=field)
        found.append(AnswerOption(slug=slug, name=Name(id=indonesian, en=english), owner=owner or None))
    if len(found) > OPTIONS_MOST:
        raise Invalid(say("Paling banyak {most} pilihan.", most=OPTIONS_MOST), field=field)
    return tuple(found)


def write_options(options: Iterable[AnswerOption]) -> str:
    """Options as `read_options` reads them."""
    return "\n".join(" | ".join(filter(None, (each.name.id, each.name.en, each.owner))) for each in options)


def read_when(chosen: Collection[str], *, field: str) -> When | None:
    """The condition of a question from what was ticked, each as `question/option`. Raises Invalid for two questions."""
    asked = {each.partition("/")[0] for each in chosen}
    if not asked:
        return None
    if len(asked) > 1:
        raise Invalid(say("Pilih jawaban dari satu pertanyaan saja."), field=field)
    return When(question=asked.pop(), is_=tuple(each.partition("/")[2] for each in chosen))


def target(response: Limit, resolution: Limit, *, valid_from: date, source: str) -> Target:
    """A target from a day on."""
    return Target(valid_from=valid_from, response=response, resolution=resolution, source=source)
