"""The report form: what it offers, and what was typed in it."""

from collections.abc import Sequence
from uuid import uuid4

from msgspec import Struct

from tanggap.channels.web.asking import KindQuestions, answers_of, field_refused, kind_questions
from tanggap.channels.web.kept import kept_paths
from tanggap.city.desk import Desk
from tanggap.city.ground import Ground
from tanggap.city.terms import AreaCode, KindSlug
from tanggap.journey.intake.message import PHOTOS_MOST, TEXT_MOST, Message
from tanggap.journey.work.correcting.told import source_of
from tanggap.kit.errors import Invalid
from tanggap.kit.web import Form
from tanggap.kit.words import Say
from tanggap.report.choices import OptionGroup
from tanggap.report.contacts import read_contact
from tanggap.report.report import Channel, PhotoId, Visibility
from tanggap.report.views import MapView, area_groups, map_view
from tanggap.report.views.tiles import KindChoice, KindGroup, kind_choice, kind_tiles

# Which block of the page a refused field of the message stands in.
_BLOCKS = {"lon": "place", "lat": "place", "accuracy_m": "place", "photos": "photo", "key": "text"}


class ReportGiven(Struct, frozen=True, kw_only=True):
    """What was typed before a refusal; else empty, and "public"."""

    kind: str = ""
    lon: str = ""
    lat: str = ""
    accuracy_m: str = ""
    area: str = ""
    landmark: str = ""
    text: str = ""
    place_source: str = ""
    go_on: str = ""
    visibility: str = Visibility.PUBLIC.value
    originals: str = ""
    direct: str = ""
    name: str = ""
    contact: str = ""


class ReportFormPage(Struct, frozen=True, kw_only=True):
    """What web/report_form.html is given."""

    idempotency_key: str
    suggested: tuple[KindChoice, ...]
    challenge: str
    common: tuple[KindChoice, ...]
    groups: tuple[KindGroup, ...]
    groups_open: bool
    questions: tuple[KindQuestions, ...]
    questions_style: str
    areas: tuple[OptionGroup, ...]
    map: MapView
    given: ReportGiven
    errors: dict[str, Say]
    kept: dict[str, str] = {}
    direct: bool = False
    most_photos: int = PHOTOS_MOST
    longest_text: int = TEXT_MOST


def form_page(
    desk: Desk,
    form: Form,
    *,
    challenge: str,
    suggested: Sequence[KindSlug] = (),
    refused: Invalid | None = None,
    key: str | None = None,
    kept: Sequence[PhotoId] = (),
    direct: bool = False,
) -> ReportFormPage:
    """The form as this person left it; without ``key`` it is born with a new one.

    ``challenge`` is work its island does meanwhile, in case it is asked for. The ``suggested`` kinds stand before the
    city's most used, and none of them twice; ``kept`` are pictures that came before it, and
    ``direct`` says whether it may go to the mayor's room as well.
    """
    ground, tongue = desk.ground, desk.tongue
    given = _given(form)
    common = [slug for slug in ground.city.first_kinds if slug in ground.kinds and slug not in suggested]
    shown = {*suggested, *common}
    return ReportFormPage(
        idempotency_key=key or str(uuid4()),
        challenge=challenge,
        suggested=tuple(kind_choice(ground, ground.kinds[slug], tongue) for slug in suggested),
        common=tuple(kind_choice(ground, ground.kinds[slug], tongue) for slug in common),
        groups=kind_tiles(ground, tongue, beside=shown),
        groups_open=bool(given.kind) and given.kind not in shown,
        questions=kind_questions(ground, form, tongue),
        questions_style=f"/kinds/questions.css?v={ground.version}",
        map=map_view(ground),
        areas=area_groups(ground, given.area),
        given=given,
        errors={block_of(refused, given.kind): refused.say} if refused is not None else {},
        kept=kept_paths(kept),
        direct=direct,
    )


def block_of(refused: Invalid, kind: str) -> str:
    """Which block of the page a refused field of the message stands in."""
    field = refused.field or "text"
    return _BLOCKS.get(field) or field_refused(kind, field)


def message_of(form: Form, ground: Ground, *, scope: str, language: str) -> Message:
    """What a form says, without its pictures. Raises Invalid naming the field."""
    accuracy_m = form.number("accuracy_m")
    kind, area = form.text("kind"), form.text("area")
    return Message(
        channel=Channel.WEB,
        scope=scope,
        key=form.text("idempotency_key") or str(uuid4()),
        text=form.text("text"),
        kind=KindSlug(kind) if kind else None,
        lon=form.number("lon"),
        lat=form.number("lat"),
        accuracy_m=accuracy_m,
        place_source=source_of(form, accuracy_m),
        area=AreaCode(area) if area else None,
        landmark=form.text("landmark"),
        answers=answers_of(ground.kinds.get(KindSlug(kind)) if kind else None, form),
        sender=read_contact(form.text("name"), form.text("contact"), language=language),
        visibility=form.choice("visibility", Visibility) or Visibility.PUBLIC,
    )


def _given(form: Form) -> ReportGiven:
    visibility = form.text("visibility")
    typed = {name: form.text(name) or "" for name in ReportGiven.__struct_fields__}
    return ReportGiven(**(typed | {"visibility": visibility or Visibility.PUBLIC.value}))
