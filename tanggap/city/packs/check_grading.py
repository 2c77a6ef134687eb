"""Looks over how a pack grades its units."""

from collections.abc import Collection, Sequence

from tanggap.city.packs.check_times import check_history
from tanggap.city.packs.grading import LAST_PUBLISH_DAY, RANKED_BY, WEIGHT, Grading, Override
from tanggap.city.packs.reading import Spot
from tanggap.kit.words import say

NEAR = 0.001
"""Thirds do not add up to the last digit."""


def check_grading(history: Sequence[Grading], spot: Spot, measures: Collection[str] | None = None) -> None:
    """Name what is wrong with how a city grades; ``measures`` are the names there are, without them these go unchecked."""
    check_history([each.valid_from for each in history], spot, "scorecard")
    for grading in history:
        _check_weights(grading, spot)
        _check_names(grading, measures, spot)
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
        if not all(_is_a_line(each) for each in grading.overrides):
            spot.mistake(
                say("Batas rapor merah tidak dapat dipakai."),
                say("Tulis “below_percent” atau “above_percent”, tidak keduanya, 0 sampai 100."),
                at="scorecard",
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


def _check_weights(grading: Grading, spot: Spot) -> None:
    weights = grading.weights
    if not all(each >= 0 for each in weights.values()) or not weights.get(RANKED_BY, 0) > 0:
        spot.mistake(
            say("Bobot rapor tidak dapat dipakai."),
            say(
                "Tulis angka 0 atau lebih; “{name}” lebih dari 0, karena peringkat memakainya.",
                name=RANKED_BY,
            ),
            at="scorecard",
        )
    if not abs(sum(weights.values()) - WEIGHT) <= NEAR:
        spot.mistake(
            say("Jumlah bobot rapor {sum}, seharusnya 100.", sum=round(sum(weights.values()), 3)),
            say("Ubah bobotnya sampai jumlahnya 100."),
            at="scorecard",
        )


def _check_names(grading: Grading, measures: Collection[str] | None, spot: Spot) -> None:
    if measures is None:
        return
    for name in sorted({*grading.weights, *(each.measure for each in grading.overrides)} - set(measures)):
        spot.mistake(
            say("Tidak ada ukuran rapor bernama “{name}”.", name=name),
            say("Yang ada: {names}.", names=", ".join(sorted(measures))),
            at="scorecard",
        )


def _is_a_line(override: Override) -> bool:
    """Whether a red line is one: a number of reports, or one share between nought and a hundred percent."""
    shares = [each for each in (override.below_percent, override.above_percent) if each is not None]
    return len(shares) <= 1 and all(0 <= each <= 100 for each in shares)
