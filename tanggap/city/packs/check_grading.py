"""Looks over how a pack grades its units."""

from collections.abc import Sequence

from tanggap.city.packs.check_times import check_history
from tanggap.city.packs.grading import LAST_PUBLISH_DAY, Grading
from tanggap.city.packs.reading import Spot
from tanggap.kit.words import say


def check_grading(history: Sequence[Grading], spot: Spot) -> None:
    """Name what is wrong with how a city grades."""
    check_history([each.valid_from for each in history], spot, "scorecard")
    for grading in history:
        if min(grading.weights.values(), default=0) < 0 or sum(grading.weights.values()) <= 0:
            spot.mistake(
                say("Bobot rapor tidak dapat dipakai."),
                say("Tulis angka 0 atau lebih; satu di antaranya lebih dari 0."),
                at="scorecard",
            )
        if not 0 <= grading.yellow_from < grading.green_from <= 100:
            spot.mistake(
                say("Batas warna rapor tidak berurutan."),
                say("Tulis “yellow_from” di bawah “green_from”, keduanya 0 sampai 100."),
                at="scorecard",
            )
        if grading.fewest < 1 or any(each.at_least < 1 for each in grading.overrides):
            spot.mistake(
                say("Nilai tanpa laporan tidak berarti apa-apa."), say("Tulis 1 atau lebih."), at="scorecard"
            )
        if (
            not 1 <= grading.publish_day <= LAST_PUBLISH_DAY
            or not 0 <= grading.draft_days < grading.publish_day
        ):
            spot.mistake(
                say("Tanggal terbit rapor tidak dapat dipakai."),
                say("Tulis tanggal 1 sampai 28, dan konsepnya sesudah bulan itu berakhir."),
                at="scorecard",
            )
