"""What a form of the city's pages is made of, and how what was typed in it is read."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from tanggap.city.packs.times import Limit
from tanggap.journey.admin.lengths import UNITS, spelled
from tanggap.kit.errors import Invalid
from tanggap.kit.web import Form
from tanggap.kit.words import Name, Say, Tongue, say
from tanggap.report.choices import Option, OptionGroup

LINE_MOST, AREA_MOST, NAME_MOST = 200, 4000, 120

Sort = Literal["text", "number", "date", "area", "options", "checks", "icons", "tick"]


class FieldView(Struct, frozen=True, kw_only=True):
    """One field. ``options`` or ``groups`` are what can be chosen; ``most`` letters fit."""

    id: str
    sort: Sort
    label: Say
    value: str = ""
    hint: Say | None = None
    optional: bool = False
    options: tuple[Option, ...] = ()
    groups: tuple[OptionGroup, ...] = ()
    nothing: Say | None = None
    most: int = LINE_MOST


class Section(Struct, frozen=True, kw_only=True):
    """Fields that belong together; one that is rarely wanted opens when it is pressed."""

    title: Say
    fields: tuple[FieldView, ...]
    closed: bool = False


class FormView(Struct, frozen=True, kw_only=True):
    """A form that changes one thing: where it is posted, what was seen of the thing, and its buttons.

    ``look`` is the button that only tells what a change would do.
    """

    href: str
    word: Say
    look: Say | None = None
    sections: tuple[Section, ...]
    seen: str = ""
    reason: str = ""


def as_typed(view: FormView, typed: Form, errors: Mapping[str, Say]) -> FormView:
    """A form as it was sent, to be mended: what was typed and chosen, and the sections open in which something is wrong."""
    return replace(
        view,
        seen=typed.text("seen") or "",
        reason=typed.text("reason") or "",
        sections=tuple(
            replace(
                section,
                fields=tuple(_as_typed(field, typed) for field in section.fields),
                closed=section.closed and not any(field.id in errors for field in section.fields),
            )
            for section in view.sections
        ),
    )


def _as_typed(field: FieldView, typed: Form) -> FieldView:
    sent = typed.all(field.id)
    return replace(
        field,
        value=sent[-1] if sent else "",
        options=_chosen(field.options, sent),
        groups=tuple(replace(group, options=_chosen(group.options, sent)) for group in field.groups),
    )


def _chosen(options: Iterable[Option], values: Iterable[str]) -> tuple[Option, ...]:
    wanted = set(values)
    return tuple(replace(each, chosen=each.value in wanted) for each in options)


def tick(id: str, label: Say, *, on: bool, hint: Say | None = None) -> FieldView:
    """Something that is so or is not."""
    return FieldView(id=id, sort="tick", label=label, value="yes" if on else "", hint=hint, optional=True)


def names(
    id: str, label: Say, english: Say, name: Name | None, *, most: int = NAME_MOST
) -> tuple[FieldView, FieldView]:
    """A name in both languages: two fields, `{id}_id` and `{id}_en`."""
    return (
        FieldView(id=f"{id}_id", sort="text", label=label, value=name.id if name else "", most=most),
        FieldView(id=f"{id}_en", sort="text", label=english, value=name.en if name else "", most=most),
    )


def length(id: str, label: Say, limit: Limit | None, tongue: Tongue) -> tuple[FieldView, FieldView]:
    """A length of time: two fields, an amount in `{id}` and what it counts in `{id}_unit`."""
    amount, unit = spelled(limit) if limit is not None else ("", "working days")
    return (
        FieldView(id=id, sort="number", label=label, value=amount, most=6),
        FieldView(
            id=f"{id}_unit",
            sort="options",
            label=say("Satuan"),
            options=options(UNITS.items(), tongue, unit),
        ),
    )


def icons(names: Iterable[str], chosen: str) -> FieldView:
    """A picture to choose, by its name."""
    return FieldView(
        id="icon",
        sort="icons",
        label=say("Gambar"),
        options=tuple(
            Option(value=each, name=each.replace("-", " "), chosen=each == chosen) for each in sorted(names)
        ),
    )


def options(of: Iterable[tuple[str, str | Name | Say]], tongue: Tongue, *chosen: str) -> tuple[Option, ...]:
    """Values and their names, in the reader's language; some of them chosen."""
    return tuple(
        Option(value=value, name=_spoken(name, tongue), chosen=value in chosen) for value, name in of
    )


def _spoken(name: str | Name | Say, tongue: Tongue) -> str:
    if isinstance(name, Name):
        return name.in_(tongue.language)
    return tongue(name) if isinstance(name, Say) else name


def line(typed: Form, id: str, *, most: int = LINE_MOST, optional: bool = False) -> str:
    """A field as one line of printable text. Raises Invalid when it is empty or too long."""
    text = " ".join((typed.text(id) or "").split())
    if not text and not optional:
        raise Invalid(say("Isi dulu."), field=id)
    if len(text) > most or not text.isprintable():
        raise Invalid(say("Tulis paling banyak {most} huruf biasa.", most=most), field=id)
    return text


def lines(typed: Form, id: str, *, most: int = AREA_MOST) -> list[str]:
    """A field of several lines, without the empty ones. Raises Invalid when it is too long."""
    found = [" ".join(each.split()) for each in (typed.text(id) or "").splitlines()]
    if sum(map(len, found)) > most or not all(each.isprintable() for each in found):
        raise Invalid(say("Tulis paling banyak {most} huruf biasa.", most=most), field=id)
    return [each for each in found if each]


def day(typed: Form, id: str) -> date:
    """A field as a day. Raises Invalid when it is empty or none."""
    found = typed.day(id)
    if found is None:
        raise Invalid(say("Isi dulu."), field=id)
    return found


def name(typed: Form, id: str, *, most: int = NAME_MOST) -> Name:
    """A name in both languages. Raises Invalid without one of them."""
    return Name(id=line(typed, f"{id}_id", most=most), en=line(typed, f"{id}_en", most=most))


def one_of(typed: Form, id: str, known: Iterable[str], *, optional: bool = False) -> str | None:
    """What was chosen of what there is. Raises Invalid for anything else."""
    chosen = typed.text(id)
    if chosen is None and optional:
        return None
    if chosen is None or chosen not in set(known):
        raise Invalid(say("Pilih salah satu yang ada."), field=id)
    return chosen


def some_of(typed: Form, id: str, known: Iterable[str]) -> tuple[str, ...]:
    """What was ticked of what there is, in the order there is. Raises Invalid for anything else."""
    ticked, there = set(filter(None, typed.all(id))), list(known)
    if ticked - set(there):
        raise Invalid(say("Pilih salah satu yang ada."), field=id)
    return tuple(each for each in there if each in ticked)


def whole(typed: Form, id: str, *, least: int, most: int) -> int:
    """A whole number between two others. Raises Invalid."""
    number = typed.number(id)
    if number is None or number != number // 1 or not least <= number <= most:
        raise Invalid(say("Tulis angka bulat dari {least} sampai {most}.", least=least, most=most), field=id)
    return int(number)
