"""Whose the things of a kind are, in its form: an agency or a utility, or whoever has a task."""

from collections.abc import Iterable

from tanggap.city.desk import Desk
from tanggap.city.packs.pack import Kind, Pack
from tanggap.journey.admin import fields as f
from tanggap.journey.admin.fields import FieldView
from tanggap.kit.web import Form
from tanggap.kit.words import say
from tanggap.report.choices import OptionGroup


def owning(desk: Desk, pack: Pack, kind: Kind | None) -> Iterable[FieldView]:
    """The fields that say whose things of a kind are."""
    first, *others = (kind.owners if kind else ()) or ("",)
    yield FieldView(
        id="owner",
        sort="options",
        label=say("Milik siapa"),
        hint=say("Untuk aturan menurut pemilik aset, misalnya pipa milik perusahaan air minum."),
        nothing=say("Tidak ditentukan"),
        optional=True,
        groups=_owners(desk, pack, first),
    )
    yield FieldView(
        id="owners",
        sort="checks",
        label=say("Bila kota tidak memilikinya, milik siapa"),
        optional=True,
        groups=_owners(desk, pack, *others),
    )


def _owners(desk: Desk, pack: Pack, *chosen: str) -> tuple[OptionGroup, ...]:
    """Whoever things can belong to: agencies in service, and the tasks agencies have."""
    there = {each.slug for each in pack.agencies}
    agencies = [(each.slug, each.name) for each in pack.agencies if not each.retired or each.slug in chosen]
    tasks = [(each.slug, each.name) for each in pack.agency_types if each.slug not in there]
    return (
        OptionGroup(name=desk.tongue(say("Jenis tugas")), options=f.options(tasks, desk.tongue, *chosen)),
        OptionGroup(
            name=desk.tongue(say("Instansi dan unit")),
            options=f.options(sorted(agencies, key=lambda each: each[1]), desk.tongue, *chosen),
        ),
    )


def read_owners(pack: Pack, form: Form, kind: Kind | None) -> tuple[str, ...]:
    """Whose things of a kind are, the first first. Raises Invalid."""
    known = [*(each.slug for each in pack.agency_types), *(each.slug for each in pack.agencies)]
    first = f.one_of(form, "owner", known, optional=True)
    ticked = f.some_of(form, "owners", known)
    # The order there was stays: the first that the city has is the owner.
    before = [each for each in (kind.owners if kind else ()) if each in ticked]
    return tuple(dict.fromkeys((*filter(None, [first]), *before, *ticked)))
