"""Looks over the questions of a kind: every one can be answered, and every condition met."""

import re
from collections import Counter
from collections.abc import Mapping

from tanggap.city.packs.pack import Kind
from tanggap.city.packs.questions import AnswerType, Question
from tanggap.city.packs.reading import Spot
from tanggap.kit.words import say

OPTIONS_LEAST, QUESTIONS_MOST = 2, 12
SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def check_questions(kind: Kind, spot: Spot) -> None:
    """Name every mistake in a kind's questions at its line."""
    if len(kind.questions) > QUESTIONS_MOST:
        spot.mistake(
            say("Terlalu banyak pertanyaan untuk “{kind}”.", kind=kind.slug),
            say("Sisakan paling banyak {most}: laporan harus tetap cepat dikirim.", most=QUESTIONS_MOST),
            at="questions",
        )
    earlier: dict[str, Question] = {}
    for nth, question in enumerate(kind.questions):
        here = Spot(spot.source, (*spot.place, "questions", nth))
        _check_slug(question.slug, here, taken=question.slug in earlier)
        _check_options(question, here)
        _check_when(question, earlier, here)
        if question.unit and question.answer is not AnswerType.NUMBER:
            here.mistake(
                say("Satuan hanya untuk jawaban angka."),
                say('Hapus “unit”, atau pakai answer = "number".'),
                at="unit",
            )
        earlier[question.slug] = question


def _check_slug(slug: str, spot: Spot, *, taken: bool) -> None:
    if not SLUG.fullmatch(slug):
        spot.mistake(
            say("Nama pendek “{slug}” tidak dapat dipakai.", slug=slug),
            say("Pakai huruf kecil, angka, dan tanda hubung saja."),
            at="slug",
        )
    if taken:
        spot.mistake(
            say("“{slug}” sudah dipakai oleh yang lain.", slug=slug),
            say("Beri nama lain, atau hapus salah satunya."),
            at="slug",
        )


def _check_options(question: Question, spot: Spot) -> None:
    if not question.answer.chosen:
        if question.options:
            spot.mistake(
                say("Pertanyaan “{slug}” tidak memakai pilihan.", slug=question.slug),
                say('Hapus “options”, atau pakai answer = "single" atau "multiple".'),
                at="options",
            )
        return
    if len(question.options) < OPTIONS_LEAST:
        spot.mistake(
            say("Pertanyaan “{slug}” kurang pilihan.", slug=question.slug),
            say("Tulis sedikitnya dua pilihan di “options”."),
            at="options",
        )
    for slug, count in Counter(option.slug for option in question.options).items():
        _check_slug(slug, Spot(spot.source, (*spot.place, "options")), taken=count > 1)


def _check_when(question: Question, earlier: Mapping[str, Question], spot: Spot) -> None:
    when = question.when
    if when is None:
        return
    asked = earlier.get(when.question)
    if asked is None or not asked.answer.chosen:
        spot.mistake(
            say(
                "Syarat menunjuk “{question}”, yang bukan pertanyaan pilihan sebelumnya.",
                question=when.question,
            ),
            say("Tunjuk pertanyaan pilihan dari jenis yang sama yang berdiri lebih dulu."),
            at="when",
        )
        return
    for unknown in set(when.is_) - {option.slug for option in asked.options}:
        spot.mistake(
            say("“{slug}” bukan pilihan dari “{question}”.", slug=unknown, question=when.question),
            say("Pakai salah satu dari: {options}.", options=", ".join(o.slug for o in asked.options)),
            at="when",
        )
    if not when.is_:
        spot.mistake(
            say("Syarat pertanyaan “{slug}” tidak pernah terpenuhi.", slug=question.slug),
            say("Tulis pilihan yang membukanya di “is”."),
            at="when",
        )
