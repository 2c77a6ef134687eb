"""Every event of a report in words: what happened, in which tone, and who did it, as far as the event says."""

from functools import singledispatch

from tanggap.city.ground import Ground
from tanggap.kit.log import Happened
from tanggap.kit.words import Say, say
from tanggap.report import events as e
from tanggap.report import number as numbers
from tanggap.report.transitions import Party
from tanggap.report.views import alongside, chases, signs
from tanggap.report.views.alongside import Told, name_of
from tanggap.report.views.codes import (
    DECLINE_WORDS,
    FLAG_WORDS,
    HIDE_WORDS,
    HOLD_WORDS,
    REJECT_WORDS,
    RETURN_WORDS,
)

REPORTER = say("Pelapor")
NEIGHBOUR = say("Warga")


@singledispatch
def told(event: Happened, ground: Ground) -> Told | None:
    """An event in words; None for one that nobody is told of."""
    return alongside.told(event, ground)


@told.register
def _(event: e.Received, ground: Ground) -> Told:
    return Told(words=say("Laporan diterima"), tone="waiting", who=REPORTER)


@told.register
def _(event: e.Verified, ground: Ground) -> Told:
    return Told(words=say("Laporan lengkap"), tone="waiting")


@told.register
def _(event: e.Disposed, ground: Ground) -> Told:
    return Told(words=say("Diteruskan ke {agency}", agency=name_of(ground, event.agency)))


@told.register(e.Asked)
@told.register(e.Questioned)
def _(event: Happened, ground: Ground) -> Told:
    return Told(words=say("Petugas bertanya kepada pelapor"), tone="waiting")


@told.register(e.Answered)
@told.register(e.Replied)
def _(event: Happened, ground: Ground) -> Told:
    return Told(words=say("Pelapor menjawab"), tone="waiting", who=REPORTER)


@told.register
def _(event: e.Rejected, ground: Ground) -> Told:
    return Told(words=say("Ditolak: {reason}", reason=REJECT_WORDS[event.reason]), tone="aside")


@told.register
def _(event: e.Merged, ground: Ground) -> Told:
    return Told(words=say("Digabung dengan laporan lain"), tone="aside")


@told.register
def _(event: e.Unmerged, ground: Ground) -> Told:
    return Told(words=say("Berdiri sendiri lagi"), tone="waiting")


@told.register
def _(event: e.Undone, ground: Ground) -> Told:
    return Told(words=say("Keputusan sebelumnya dibatalkan"), tone="waiting")


@told.register
def _(event: e.Split, ground: Ground) -> Told:
    other = numbers.show(ground.known.code, event.number)
    return Told(words=say("Dipecah: masalah yang lain menjadi laporan {number}", number=other), tone="aside")


@told.register
def _(event: e.SplitOff, ground: Ground) -> Told:
    other = numbers.show(ground.known.code, event.number)
    return Told(words=say("Dipecah dari laporan {number}", number=other), tone="aside")


@told.register
def _(event: e.Withdrawn, ground: Ground) -> Told:
    return Told(words=say("Dicabut oleh pelapor"), tone="aside", who=REPORTER)


@told.register
def _(event: e.Offered, ground: Ground) -> Told:
    return Told(
        words=say("Ditawarkan ke {agency}", agency=name_of(ground, event.target)),
        who=name_of(ground, event.sender),
    )


@told.register
def _(event: e.Declined, ground: Ground) -> Told:
    return Told(
        words=say("Tidak diterima: {reason}", reason=DECLINE_WORDS[event.reason]),
        tone="waiting",
        who=name_of(ground, event.target),
    )


@told.register
def _(event: e.Relieved, ground: Ground) -> Told:
    retired = name_of(ground, event.retired)
    if event.agency is None:
        return Told(
            words=say("{agency} tidak bertugas lagi; unit baru dicari", agency=retired), tone="waiting"
        )
    return Told(
        words=say(
            "{agency} tidak bertugas lagi; diteruskan ke {next}",
            agency=retired,
            next=name_of(ground, event.agency),
        )
    )


@told.register
def _(event: e.Accepted, ground: Ground) -> Told:
    return Told(words=say("Tugas diterima"), who=name_of(ground, event.agency))


@told.register
def _(event: e.Held, ground: Ground) -> Told:
    return Told(
        words=say(
            "Ditunda: {reason}. Ditinjau lagi {day}.", reason=HOLD_WORDS[event.reason], day=event.review_on
        )
    )


@told.register
def _(event: e.Resumed, ground: Ground) -> Told:
    return Told(words=say("Pekerjaan dilanjutkan"))


@told.register
def _(event: e.Resolved, ground: Ground) -> Told:
    words = say("Sudah dikerjakan")
    if event.last is not None:
        number = numbers.show(ground.known.code, event.last)
        words = say("Sudah dikerjakan. Masalah yang sama pernah selesai di {number}.", number=number)
    return Told(words=words, who=name_of(ground, event.agency))


@told.register
def _(event: e.Closed, ground: Ground) -> Told:
    if event.by is Party.VERIFIER:
        return Told(words=say("Diperiksa dan dinyatakan selesai"), tone="done")
    if event.by is Party.SYSTEM:
        return Told(words=say("Selesai, ditutup otomatis"), tone="done")
    return Told(words=say("Selesai"), tone="done")


@told.register
def _(event: e.Reopened, ground: Ground) -> Told:
    reason = RETURN_WORDS.get(event.reason)
    if reason is None:
        return Told(words=say("Dibuka kembali oleh pelapor"), tone="waiting", who=REPORTER)
    return Told(words=say("Dikembalikan: {reason}", reason=reason), tone="waiting")


@told.register
def _(event: e.Moved, ground: Ground) -> Told:
    return Told(words=say("Tempat dibetulkan"), who=_corrector(event, ground))


@told.register
def _(event: e.KindChanged, ground: Ground) -> Told:
    words = say("Jenis dibetulkan: {kind}", kind=signs.kind_name(ground, event.kind))
    return Told(words=words, who=_corrector(event, ground))


def _corrector(event: e.Moved | e.KindChanged, ground: Ground) -> str | Say | None:
    """Who put it right: its reporter, or the unit that held it; of a coordinator's only staff is told whose it was."""
    if event.agency is not None:
        return name_of(ground, event.agency)
    return REPORTER if event.by is Party.REPORTER else None


@told.register
def _(event: e.Recounted, ground: Ground) -> Told:
    if event.due_at is None:
        return Told(words=say("Batas waktu dihitung ulang: kalender kota berubah"), tone="aside")
    day = ground.calendar.day_of(event.due_at)
    return Told(words=say("Batas waktu menjadi {day}: kalender kota berubah", day=day), tone="aside")


@told.register
def _(event: e.Reminded, ground: Ground) -> Told:
    who = name_of(ground, event.agency) if event.agency is not None else None
    return Told(words=chases.words(event), tone="waiting", who=who)


@told.register
def _(event: e.KindDoubted, ground: Ground) -> Told:
    return Told(
        words=say("Pelapor menyebut jenis lain: {kind}", kind=signs.kind_name(ground, event.kind)),
        tone="waiting",
        who=REPORTER,
    )


@told.register
def _(event: e.Confirmed, ground: Ground) -> Told:
    if event.done:
        return Told(words=say("Warga sekitar melihat ini sudah beres"), tone="done", who=NEIGHBOUR)
    return Told(words=say("Warga sekitar melihat ini belum beres"), tone="waiting", who=NEIGHBOUR)


@told.register
def _(event: e.Upheld, ground: Ground) -> Told:
    return Told(words=say("Diperiksa lagi: tetap selesai"), tone="done")


@told.register
def _(event: e.Audited, ground: Ground) -> Told:
    if event.fine:
        return Told(words=say("Diperiksa acak sesudah menutup sendiri: memang selesai"), tone="done")
    return Told(words=say("Diperiksa acak sesudah menutup sendiri: ternyata belum"), tone="waiting")


@told.register
def _(event: e.Noted, ground: Ground) -> Told:
    return Told(words=say("Catatan petugas"), tone="aside")


@told.register
def _(event: e.Rated, ground: Ground) -> Told:
    return Told(
        words=say("Pelapor memberi {stars} dari 5 bintang", stars=event.stars), tone="done", who=REPORTER
    )


@told.register
def _(event: e.PhotoAdded, ground: Ground) -> Told:
    return Told(words=say("Foto ditambahkan"), who=None)


@told.register
def _(event: e.Erased, ground: Ground) -> Told:
    return Told(words=say("Data pelapor dihapus atas permintaan pelapor"), tone="aside")


@told.register
def _(event: e.Hidden, ground: Ground) -> Told:
    return Told(words=say("Disembunyikan dari umum untuk diperiksa"), tone="aside")


@told.register
def _(event: e.Shown, ground: Ground) -> Told:
    return Told(words=say("Diperiksa dan ditampilkan untuk umum"), tone="moving")


@told.register
def _(event: e.Flagged, ground: Ground) -> Told:
    return Told(words=say("Ditandai pembaca: {reason}", reason=FLAG_WORDS[event.reason]), tone="aside")


@told.register
def _(event: e.ToldMayor, ground: Ground) -> Told:
    return Told(words=say("Dikirim juga langsung ke meja wali kota"), who=REPORTER)


@told.register
def _(event: e.PhotoHidden, ground: Ground) -> Told:
    return Told(
        words=say("Satu foto disembunyikan dari umum: {reason}", reason=HIDE_WORDS[event.reason]),
        tone="aside",
    )


@told.register
def _(event: e.PhotoShown, ground: Ground) -> Told:
    return Told(words=say("Satu foto ditampilkan lagi untuk umum"), tone="aside")


@told.register
def _(event: e.PhotoCovered, ground: Ground) -> Told:
    return Told(words=say("Bagian foto yang disamarkan diubah"), tone="aside")
