"""The pages of kinds: all of them under their groups, one of them, its questions, and a group."""

from msgspec import Struct

from tanggap.city.desk import Desk, OpenDesk
from tanggap.city.editing import actions as editing
from tanggap.city.packs.pack import Pack
from tanggap.journey.admin import thing
from tanggap.journey.admin.kinds import asking, forms
from tanggap.journey.admin.kinds.asking import GROUPS
from tanggap.journey.admin.kinds.forms import ADDRESS
from tanggap.journey.admin.thing import PLACE, Link, ThingPage
from tanggap.kit.web import Form, Page, Pages, Redirect, get, post
from tanggap.kit.words import Say, say


class KindRow(Struct, frozen=True, kw_only=True):
    """A kind in its group."""

    href: str
    name: str
    icon: str
    colour: str
    seen_by: Say
    questions: int
    retired: bool


class GroupRow(Struct, frozen=True, kw_only=True):
    """A group with its kinds."""

    href: str
    slug: str
    name: str
    retired: bool
    kinds: tuple[KindRow, ...]


class KindsPage(Struct, frozen=True, kw_only=True):
    """What admin/kinds.html is given."""

    groups: tuple[GroupRow, ...]
    add: str
    add_group: str


@get(ADDRESS, act="administer")
async def show_kinds(desk: Desk) -> Page:
    """Every kind of the city under its group."""
    page = _all(desk, await editing.standing(desk))
    return Page("admin/kinds.html", page, place=PLACE)


def _all(desk: Desk, pack: Pack) -> KindsPage:
    language = desk.tongue.language
    return KindsPage(
        groups=tuple(
            GroupRow(
                href=f"{GROUPS}/{group.slug}",
                slug=group.slug,
                name=group.name.in_(language),
                retired=group.retired,
                kinds=tuple(
                    KindRow(
                        href=f"{ADDRESS}/{kind.slug}",
                        name=kind.name.in_(language),
                        icon=kind.icon,
                        colour=group.colour,
                        seen_by=forms.SENSITIVITIES[kind.sensitivity],
                        questions=len(kind.questions),
                        retired=kind.retired,
                    )
                    for kind in pack.kinds
                    if kind.group == group.slug
                ),
            )
            for group in pack.groups
        ),
        add=f"{ADDRESS}/new",
        add_group=f"{GROUPS}/new",
    )


@get(f"{ADDRESS}/new", act="administer")
async def show_new(desk: Desk) -> Page:
    """The form of a kind that is yet to be."""
    return await thing.show(desk, _kind(None), part="kinds", slug=None)


@get(f"{ADDRESS}/{{slug:str}}", act="administer")
async def show_kind(slug: str, desk: Desk) -> Page:
    """One kind, what it asks, and what was changed of it."""
    return await thing.show(desk, _kind(slug), part="kinds", slug=slug)


@post(ADDRESS, act="administer")
async def add(form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Add a kind."""
    return await thing.save(
        open_desk,
        form,
        lambda desk, pack, typed: forms.read(desk, pack, typed, None),
        _kind(None),
        leads_to=lambda wishes: f"{ADDRESS}/{wishes[-1].slug}",
    )


@post(f"{ADDRESS}/{{slug:str}}", act="administer")
async def change(slug: str, form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Change a kind."""
    return await thing.save(
        open_desk,
        form,
        lambda desk, pack, typed: forms.read(desk, pack, typed, forms.found(pack, slug)),
        _kind(slug),
        leads_to=lambda _: f"{ADDRESS}/{slug}",
    )


@get(f"{ADDRESS}/{{slug:str}}/questions/new", act="administer")
async def show_new_question(slug: str, desk: Desk) -> Page:
    """The form of a question that is yet to be asked."""
    return await thing.show(desk, _question(slug, None), part="kinds", slug=None)


@get(f"{ADDRESS}/{{slug:str}}/questions/{{question:str}}", act="administer")
async def show_question(slug: str, question: str, desk: Desk) -> Page:
    """One question of a kind, and how it looks."""
    return await thing.show(desk, _question(slug, question), part="kinds", slug=None)


@post(f"{ADDRESS}/{{slug:str}}/questions", act="administer")
async def add_question(slug: str, form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Let a kind ask one thing more."""
    return await thing.save(
        open_desk,
        form,
        lambda _, pack, typed: [asking.read_question(pack, forms.found(pack, slug), typed, None)],
        _question(slug, None),
        leads_to=lambda _: f"{ADDRESS}/{slug}",
    )


@post(f"{ADDRESS}/{{slug:str}}/questions/{{question:str}}", act="administer")
async def change_question(slug: str, question: str, form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Change what a kind asks, or let it ask no more."""

    def read(_: Desk, pack: Pack, typed: Form) -> list[thing.Wish]:
        kind = forms.found(pack, slug)
        return [asking.read_question(pack, kind, typed, asking.question_of(kind, question))]

    return await thing.save(
        open_desk, form, read, _question(slug, question), leads_to=lambda _: f"{ADDRESS}/{slug}"
    )


@get(f"{GROUPS}/new", act="administer")
async def show_new_group(desk: Desk) -> Page:
    """The form of a group that is yet to be."""
    return await thing.show(desk, _group(None), part="groups", slug=None)


@get(f"{GROUPS}/{{slug:str}}", act="administer")
async def show_group(slug: str, desk: Desk) -> Page:
    """One group."""
    return await thing.show(desk, _group(slug), part="groups", slug=slug)


@post(GROUPS, act="administer")
async def add_group(form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Add a group."""
    return await thing.save(
        open_desk,
        form,
        lambda _, pack, typed: [asking.read_group(pack, typed, None)],
        _group(None),
        leads_to=lambda _: ADDRESS,
    )


@post(f"{GROUPS}/{{slug:str}}", act="administer")
async def change_group(slug: str, form: Form, open_desk: OpenDesk) -> Page | Redirect:
    """Change a group."""
    return await thing.save(
        open_desk,
        form,
        lambda _, pack, typed: [asking.read_group(pack, typed, asking.group_of(pack, slug))],
        _group(slug),
        leads_to=lambda _: ADDRESS,
    )


def _kind(slug: str | None) -> thing.Draw:
    def draw(desk: Desk, pack: Pack) -> ThingPage:
        kind = forms.found(pack, slug) if slug is not None else None
        new = desk.tongue(say("Jenis laporan baru"))
        href = f"{ADDRESS}/{slug}/questions"
        return ThingPage(
            title=kind.name.in_(desk.tongue.language) if kind else new,
            back=Link(href=ADDRESS, icon="arrow-left", word=desk.tongue(say("Jenis laporan"))),
            form=forms.view(desk, pack, kind),
            note=say("Tidak dipakai lagi. Laporan lama tetap memakainya.") if kind and kind.retired else None,
            links_title=say("Pertanyaan tambahan") if kind else None,
            links=tuple(
                Link(
                    href=f"{href}/{each.slug}",
                    icon="question",
                    word=each.name.in_(desk.tongue.language),
                    note=asking.ANSWERS[each.answer],
                )
                for each in (kind.questions if kind else ())
            ),
            acts=(Link(href=f"{href}/new", icon="plus", word=desk.tongue(say("Tambah pertanyaan"))),)
            if kind
            else (),
            preview=asking.preview(kind, desk.tongue) if kind else (),
        )

    return draw


def _question(slug: str, question: str | None) -> thing.Draw:
    def draw(desk: Desk, pack: Pack) -> ThingPage:
        kind = forms.found(pack, slug)
        asked = asking.question_of(kind, question) if question is not None else None
        new = desk.tongue(say("Pertanyaan baru"))
        return ThingPage(
            title=asked.name.in_(desk.tongue.language) if asked else new,
            back=Link(href=f"{ADDRESS}/{slug}", icon="arrow-left", word=kind.name.in_(desk.tongue.language)),
            form=asking.question_view(desk, kind, asked),
            preview=asking.preview(kind, desk.tongue),
        )

    return draw


def _group(slug: str | None) -> thing.Draw:
    def draw(desk: Desk, pack: Pack) -> ThingPage:
        group = asking.group_of(pack, slug) if slug is not None else None
        new = desk.tongue(say("Kelompok baru"))
        return ThingPage(
            title=group.name.in_(desk.tongue.language) if group else new,
            back=Link(href=ADDRESS, icon="arrow-left", word=desk.tongue(say("Jenis laporan"))),
            form=asking.group_view(desk, pack, group),
        )

    return draw


PAGES = Pages(
    routes=[
        show_kinds,
        show_new,
        show_kind,
        add,
        change,
        show_new_question,
        show_question,
        add_question,
        change_question,
        show_new_group,
        show_group,
        add_group,
        change_group,
    ]
)
