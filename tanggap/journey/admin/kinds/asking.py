"""The form of a question of a kind, the form of a group, and how those who report see a question."""

from collections.abc import Iterable

from msgspec.structs import replace

from tanggap.city.desk import Desk
from tanggap.city.editing.rules import Wish, digest, thing
from tanggap.city.packs.pack import Group, Kind, Pack
from tanggap.city.packs.questions import AnswerType, Question
from tanggap.journey.admin import fields as f
from tanggap.journey.admin.agencies.rules import new_slug
from tanggap.journey.admin.fields import FieldView, FormView, Section
from tanggap.journey.admin.kinds import rules
from tanggap.journey.admin.kinds.forms import ADDRESS
from tanggap.journey.admin.thing import Asked
from tanggap.kit.errors import Invalid, Missing
from tanggap.kit.web import Form
from tanggap.kit.words import Say, Tongue, say
from tanggap.report.choices import Option, OptionGroup

GROUPS = "/admin/groups"
ANSWERS: dict[AnswerType, Say] = {
    AnswerType.SINGLE: say("Satu dari beberapa pilihan"),
    AnswerType.MULTIPLE: say("Beberapa pilihan sekaligus"),
    AnswerType.TEXT: say("Tulisan"),
    AnswerType.NUMBER: say("Angka"),
    AnswerType.DATE: say("Tanggal"),
}


def question_of(kind: Kind, slug: str) -> Question:
    """A question of a kind. Raises Missing."""
    found = next((each for each in kind.questions if each.slug == slug), None)
    if found is None:
        raise Missing(say("Pertanyaan ini tidak ditemukan."))
    return found


def question_view(desk: Desk, kind: Kind, question: Question | None) -> FormView:
    """The form of a question of a kind."""
    href = f"{ADDRESS}/{kind.slug}/questions"
    return FormView(
        href=f"{href}/{question.slug}" if question else href,
        word=say("Simpan perubahan") if question else say("Tambah pertanyaan"),
        seen=digest(kind),
        sections=(
            Section(title=say("Pertanyaan"), fields=tuple(_words(desk, question))),
            Section(
                title=say("Kapan ditanyakan"),
                fields=tuple(_conditions(desk, kind, question)),
            ),
        ),
    )


def _words(desk: Desk, question: Question | None) -> Iterable[FieldView]:
    yield from f.names(
        "name",
        say("Pertanyaan"),
        say("Pertanyaan dalam bahasa Inggris"),
        question.name if question else None,
        most=200,
    )
    yield FieldView(
        id="answer",
        sort="options",
        label=say("Jawabannya"),
        options=f.options(ANSWERS.items(), desk.tongue, question.answer if question else AnswerType.SINGLE),
    )
    yield FieldView(
        id="options",
        sort="area",
        label=say("Pilihan"),
        hint=say(
            "Satu per baris, dua bahasa: Sebesar ban | As large as a tyre. Bila jawaban menentukan pemilik aset, tambahkan nama pendeknya: Tiang listrik | Power pole | pln."
        ),
        value=rules.write_options(question.options if question else ()),
        optional=True,
    )
    yield FieldView(
        id="unit",
        sort="text",
        label=say("Satuan angka"),
        value=question.unit if question else "",
        optional=True,
        most=20,
    )


def _conditions(desk: Desk, kind: Kind, question: Question | None) -> Iterable[FieldView]:
    earlier = tuple(_earlier(kind, question))
    when = question.when if question else None
    chosen = {f"{when.question}/{option}" for option in when.is_} if when else set[str]()
    if earlier:
        yield FieldView(
            id="when",
            sort="checks",
            label=say("Hanya bila dijawab"),
            hint=say("Kosongkan bila selalu ditanyakan."),
            optional=True,
            groups=tuple(
                OptionGroup(
                    name=each.name.in_(desk.tongue.language),
                    options=f.options(
                        ((f"{each.slug}/{option.slug}", option.name) for option in each.options),
                        desk.tongue,
                        *chosen,
                    ),
                )
                for each in earlier
            ),
        )
    yield f.tick("required", say("Wajib dijawab"), on=bool(question and question.required))
    yield f.tick("public", say("Jawabannya boleh dilihat semua orang"), on=bool(question and question.public))
    if question is not None:
        yield f.tick(
            "removed",
            say("Tidak ditanyakan lagi"),
            on=False,
            hint=say("Jawaban di laporan lama tetap ada."),
        )


def _earlier(kind: Kind, question: Question | None) -> Iterable[Question]:
    for each in kind.questions:
        if question is not None and each.slug == question.slug:
            return
        if each.answer.chosen:
            yield each


def read_question(pack: Pack, kind: Kind, form: Form, question: Question | None) -> Wish:
    """The kind with a question more, changed or no longer asked. Raises Invalid."""
    seen = form.text("seen") or ""
    if question is not None and form.text("removed"):
        left = tuple(each for each in kind.questions if each.slug != question.slug)
        return Wish(part="kinds", slug=kind.slug, thing=replace(kind, questions=left), seen=seen)
    name = f.name(form, "name", most=200)
    taken = {each.slug for each in kind.questions}
    before = question.options if question else ()
    owners = {each.slug for each in (*pack.agencies, *pack.agency_types)}
    asked = Question(
        slug=question.slug if question else new_slug(name.en, taken, field="name_en"),
        name=name,
        answer=AnswerType(f.one_of(form, "answer", ANSWERS)),
        options=rules.read_options(f.lines(form, "options"), before, owners=owners, field="options"),
        unit=f.line(form, "unit", most=20, optional=True),
        when=rules.read_when(form.all("when"), field="when"),
        required=form.text("required") is not None,
        public=form.text("public") is not None,
    )
    questions = (
        tuple(asked if each.slug == question.slug else each for each in kind.questions)
        if question
        else (*kind.questions, asked)
    )
    return Wish(part="kinds", slug=kind.slug, thing=replace(kind, questions=questions), seen=seen)


def preview(kind: Kind, tongue: Tongue) -> tuple[Asked, ...]:
    """The questions of a kind as those who report see them."""
    return tuple(
        Asked(
            id=f"preview.{each.slug}",
            words=each.name.in_(tongue.language),
            sort=each.answer.value,
            unit=each.unit,
            options=tuple(
                Option(value=option.slug, name=option.name.in_(tongue.language)) for option in each.options
            ),
            value="",
            required=each.required,
            conditional=False,
        )
        for each in kind.questions
    )


def group_of(pack: Pack, slug: str) -> Group:
    """The group of this slug. Raises Missing."""
    group: Group | None = thing(pack, "groups", slug)
    if group is None:
        raise Missing(say("Kelompok ini tidak ditemukan."))
    return group


def group_view(desk: Desk, pack: Pack, group: Group | None) -> FormView:
    """The form of a group."""
    icons = sorted({each.icon for each in (*pack.groups, *pack.kinds)})
    return FormView(
        href=f"{GROUPS}/{group.slug}" if group else GROUPS,
        word=say("Simpan perubahan") if group else say("Tambah kelompok"),
        seen=digest(group),
        sections=(
            Section(
                title=say("Kelompok"),
                fields=(
                    *f.names(
                        "name", say("Nama"), say("Nama dalam bahasa Inggris"), group.name if group else None
                    ),
                    FieldView(
                        id="colour",
                        sort="text",
                        label=say("Warna"),
                        hint=say("Seperti #b4532a. Cukup gelap supaya gambar putih terbaca."),
                        value=group.colour if group else "",
                        most=7,
                    ),
                    f.tick("retired", say("Tidak dipakai lagi"), on=bool(group and group.retired)),
                ),
            ),
            Section(
                title=say("Gambar"),
                fields=(f.icons(icons, group.icon if group else icons[0]),),
                closed=True,
            ),
        ),
    )


def read_group(pack: Pack, form: Form, group: Group | None) -> Wish:
    """What the form asks for. Raises Invalid."""
    name = f.name(form, "name")
    slug = group.slug if group else new_slug(name.en, {g.slug for g in pack.groups}, field="name_en")
    retired = form.text("retired") is not None
    if retired and any(each.group == slug and not each.retired for each in pack.kinds):
        raise Invalid(say("Masih ada jenis di kelompok ini. Pindahkan dulu."), field="retired")
    wanted = Group(
        slug=slug,
        name=name,
        colour=f.line(form, "colour", most=7).lower(),
        icon=f.one_of(form, "icon", {each.icon for each in (*pack.groups, *pack.kinds)}) or "",
        retired=retired,
    )
    return Wish(part="groups", slug=slug, thing=wanted, seen=form.text("seen") or "")
