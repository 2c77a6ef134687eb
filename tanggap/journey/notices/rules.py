"""Who is told what, and in which words.

A notice says what happened and never who else is concerned: no reporter's name, words or place reach
another person by it.
"""

from functools import singledispatch

from tanggap.city.hearing import Topic
from tanggap.city.packs.pack import Sensitivity
from tanggap.journey.notices.about import About, News
from tanggap.journey.notices.pressing import pressed
from tanggap.kit.log import Happened
from tanggap.kit.words import say
from tanggap.report import events as e
from tanggap.report import number as numbers
from tanggap.report.report import Chase
from tanggap.report.transitions import Party


@singledispatch
def news(event: Happened, about: About) -> News:
    """Whom an event is told, and in which words."""
    return News()


@news.register
def _(event: e.Received, about: About) -> News:
    return News(reporter=say("Laporan {number} sudah kami terima.", number=about.number))


@news.register
def _(event: e.Disposed, about: About) -> News:
    agency = about.name(event.agency)
    return News(
        reporter=say("Laporan {number} diteruskan ke {agency}.", number=about.number, agency=agency),
        mail=event.rule is None,  # what a rule does at once stands on the receipt already
        staff=say("Laporan {number} masuk ke unit Anda.", number=about.number),
        agency=event.agency,
        calls=True,
    )


@news.register
def _(event: e.Relieved, about: About) -> News:
    if event.agency is None:
        return News(
            reporter=say("Laporan {number} akan diteruskan ke unit lain.", number=about.number), mail=False
        )
    return News(
        reporter=say(
            "Laporan {number} diteruskan ke {agency}.", number=about.number, agency=about.name(event.agency)
        ),
        staff=say("Laporan {number} masuk ke unit Anda.", number=about.number),
        agency=event.agency,
        calls=True,
    )


@news.register
def _(event: e.Offered, about: About) -> News:
    sender = about.name(event.sender)
    return News(
        staff=say("{agency} menawarkan laporan {number} ke unit Anda.", agency=sender, number=about.number),
        agency=event.target,
        calls=True,
    )


@news.register
def _(event: e.Accepted, about: About) -> News:
    agency = about.name(event.agency)
    return News(
        reporter=say("{agency} mulai mengerjakan laporan {number}.", agency=agency, number=about.number)
    )


@news.register(e.Asked)
@news.register(e.Questioned)
def _(event: Happened, about: About) -> News:
    return News(
        reporter=say("Ada pertanyaan untuk Anda tentang laporan {number}.", number=about.number),
        topic=Topic.QUESTIONS,
    )


@news.register(e.Answered)
@news.register(e.Replied)
def _(event: Happened, about: About) -> News:
    return News(
        staff=say("Pertanyaan tentang laporan {number} sudah dijawab.", number=about.number),
        agency=about.agency,
    )


@news.register
def _(event: e.Held, about: About) -> News:
    return News(
        reporter=say(
            "Pengerjaan laporan {number} ditunda dan dilihat lagi {day}.",
            number=about.number,
            day=event.review_on,
        )
    )


@news.register
def _(event: e.Rejected, about: About) -> News:
    return News(
        reporter=say("Laporan {number} tidak dapat ditangani. Baca alasannya di sana.", number=about.number)
    )


@news.register
def _(event: e.Merged, about: About) -> News:
    return News(
        reporter=say(
            "Laporan {number} digabung dengan laporan lain tentang hal yang sama.", number=about.number
        )
    )


@news.register
def _(event: e.Undone, about: About) -> News:
    return News(
        reporter=say(
            "Keputusan tentang laporan {number} dibatalkan. Laporan diperiksa lagi.", number=about.number
        )
    )


@news.register
def _(event: e.Split, about: About) -> News:
    other = numbers.show(about.number.partition("-")[0], event.number)
    # The letter is that of the new report, which came in.
    return News(
        reporter=say(
            "Laporan {number} memuat dua masalah. Yang kedua menjadi laporan {other}.",
            number=about.number,
            other=other,
        ),
        mail=False,
    )


@news.register
def _(event: e.Moved, about: About) -> News:
    words = say("Petugas membetulkan letak laporan {number}.", number=about.number)
    return News(reporter=None if event.by is Party.REPORTER else words)


@news.register
def _(event: e.KindChanged, about: About) -> News:
    if event.by is Party.REPORTER:
        return News()
    # Whoever could read it until now and may no longer: the coordinator sees that somebody else does the work.
    sealed = say(
        "Laporan {number} ternyata berjenis rahasia. Pastikan ada yang menanganinya.", number=about.number
    )
    return News(
        reporter=say("Petugas membetulkan jenis laporan {number}.", number=about.number),
        staff=sealed if event.sensitivity is Sensitivity.SEALED else None,
        coordinator=True,
    )


@news.register
def _(event: e.Resolved, about: About) -> News:
    agency = about.name(event.agency)
    return News(
        reporter=say("{agency} menyatakan laporan {number} selesai.", agency=agency, number=about.number)
    )


@news.register
def _(event: e.Closed, about: About) -> News:
    return News(
        reporter=say(
            "Laporan {number} ditutup. Beri bintang, atau katakan kalau belum beres.", number=about.number
        )
    )


@news.register
def _(event: e.Reopened, about: About) -> News:
    reporter = say("Laporan {number} dibuka lagi.", number=about.number)
    return News(
        reporter=None if event.by is Party.REPORTER else reporter,
        staff=say("Laporan {number} dibuka lagi dan kembali ke unit Anda.", number=about.number),
        agency=event.agency,
        calls=True,
    )


@news.register
def _(event: e.Unmerged, about: About) -> News:
    return News(reporter=say("Laporan {number} berdiri sendiri lagi.", number=about.number))


@news.register
def _(event: e.Reminded, about: About) -> News:
    return News(
        staff=pressed(event, about),
        agency=event.agency,
        # Who waits for a part hears that it does not come; a mere reminder is its unit's own.
        waiting=about.agency if event.task is not None and event.chase is not Chase.REMINDER else None,
        pressing=event.reach,
        calls=True,
        # Where nobody holds it, or the heads may not know of it, it is the coordinator's to see to.
        coordinator=event.agency is None or about.guarded or event.chase is Chase.OFFER,
    )


@news.register
def _(event: e.HelpAsked, about: About) -> News:
    words = say("Unit Anda diminta membantu laporan {number}.", number=about.number)
    return News(staff=words, agency=event.agency, calls=True)


@news.register
def _(event: e.HelpWithdrawn, about: About) -> News:
    words = say("Bantuan unit Anda untuk laporan {number} tidak diperlukan lagi.", number=about.number)
    return News(staff=words, agency=event.agency)


@news.register
def _(event: e.HelpGiven, about: About) -> News:
    helper = about.name(event.agency)
    words = say("{agency} menyelesaikan bagiannya di laporan {number}.", agency=helper, number=about.number)
    return News(staff=words, agency=about.agency)


@news.register
def _(event: e.HelpDeclined, about: About) -> News:
    helper = about.name(event.agency)
    words = say("{agency} tidak bisa membantu laporan {number}.", agency=helper, number=about.number)
    return News(staff=words, agency=about.agency)


@news.register
def _(event: e.Hidden, about: About) -> News:
    # Read in the app: a letter would tell of every flag that a coordinator takes back a minute later.
    words = say("Laporan {number} diperiksa dulu sebelum tampil untuk umum.", number=about.number)
    if not event.reason.automatic:
        words = say("Laporan {number} tidak tampil untuk umum. Baca alasannya di sana.", number=about.number)
    return News(reporter=words, mail=False)


@news.register
def _(event: e.OutsideAnswered, about: About) -> News:
    return News(
        staff=say("Pihak luar menjawab tentang laporan {number}.", number=about.number), agency=about.agency
    )


@news.register
def _(event: e.Shown, about: About) -> News:
    return News(reporter=say("Laporan {number} tampil untuk umum.", number=about.number), mail=False)
