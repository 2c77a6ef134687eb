"""What a requester is written of each step. Words of people are put in only for the moment of sending."""

from datetime import date

from tanggap.city.owed import Letter
from tanggap.journey.information.inquiry import Answer, Outcome
from tanggap.journey.information.words import ANSWER_WORDS, OUTCOME_WORDS
from tanggap.kit.words import Say, say

# Filled by the addressee when a letter leaves, and never kept with it.
REASON, COPY, DECISION = "reason", "copy", "decision"


def letter(number: str, body: Say) -> Letter:
    """A letter that leads to where number and key open the inquiry."""
    return Letter(
        subject=say("Permohonan informasi {number}", number=number),
        body=body,
        path=f"/information/track?number={number}",
    )


def received(number: str, answer_by: date) -> Say:
    """It came in."""
    return say(
        "Permohonan informasi {number} kami terima. Jawaban paling lambat {day}. Buka dengan nomor itu dan kunci dari tanda terima.",
        number=number,
        day=answer_by,
    )


def extended(number: str, answer_by: date) -> Say:
    """It takes longer, and why."""
    return say(
        "Waktu jawaban untuk permohonan informasi {number} diperpanjang satu kali, sampai {day}. Alasannya: {reason}",
        number=number,
        day=answer_by,
        reason="",
    )


def answered(number: str, answer: Answer, *, copied: bool) -> Say:
    """There is an answer; copied into the letter where that was asked for."""
    if copied:
        return say(
            "Permohonan informasi {number} sudah dijawab: {answer}.\n\n{copy}",
            number=number,
            answer=ANSWER_WORDS[answer],
            copy="",
        )
    return say(
        "Permohonan informasi {number} sudah dijawab: {answer}. Baca di halamannya, dengan nomor dan kunci.",
        number=number,
        answer=ANSWER_WORDS[answer],
    )


def objected(number: str, decide_by: date) -> Say:
    """The objection came in."""
    return say(
        "Keberatan atas permohonan informasi {number} kami terima. Diputus atasan paling lambat {day}.",
        number=number,
        day=decide_by,
    )


def decided(number: str, outcome: Outcome, dispute_by: date) -> Say:
    """The superior decided, and says why."""
    return say(
        "Keberatan atas permohonan informasi {number} sudah diputus: {outcome}.\n\n{decision}\n\n"
        "Kalau belum puas, sengketa bisa dibawa ke Komisi Informasi paling lambat {day}.",
        number=number,
        outcome=OUTCOME_WORDS[outcome],
        decision="",
        day=dispute_by,
    )
