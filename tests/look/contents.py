"""What is in the pattern book: every page template with sample values."""

from dataclasses import dataclass

from msgspec.structs import replace

from tanggap.kit.words import say
from tests.look import citizen, staff
from tests.look import pages as p
from tests.look import samples as x
from tests.look import shapes as s


@dataclass(frozen=True)
class Sample:
    """A page of the book: its name there, the template, and what the template is given."""

    name: str
    template: str
    page: p.Page


BOOK: tuple[Sample, ...] = (
    Sample("home", "web/home.html", citizen.home()),
    Sample("report-form", "web/report_form.html", citizen.form()),
    Sample("report-form-refused", "web/report_form.html", citizen.refused_form()),
    Sample("receipt", "web/receipt.html", citizen.receipt()),
    Sample(
        "track",
        "web/track.html",
        p.TrackPage(
            frame=x.frame("track"),
            number="BKS-48210-97315-2",
            errors={"number": say("Nomor ini salah ketik? Periksa lagi angkanya.")},
        ),
    ),
    Sample("help", "web/help.html", p.HelpPage(frame=x.frame(""))),
    Sample("offline", "web/offline.html", p.OfflinePage(frame=x.frame(""))),
    Sample("report", "web/report.html", citizen.report()),
    Sample("report-closed", "web/report.html", citizen.closed_report()),
    Sample("report-asked", "web/report.html", citizen.asked_report()),
    Sample("feed", "feed/feed.html", citizen.feed()),
    Sample("feed-empty", "feed/feed.html", replace(citizen.feed(), cards=(), count=0, filtered=True)),
    Sample(
        "sign-in",
        "people/sign_in.html",
        p.SignInPage(frame=x.frame(""), login="dian", then="/bench", errors={}),
    ),
    Sample("bench", "work/bench.html", staff.bench()),
    Sample("bench-empty", "work/bench.html", replace(staff.bench(), sections=(), next=None)),
    Sample("task", "work/task.html", staff.task()),
    Sample("task-new", "work/task.html", staff.new_task()),
    Sample("triage", "work/triage.html", staff.triage()),
    Sample("triage-one", "work/triage_one.html", staff.triage_one()),
    Sample("verification", "resolution/verification.html", staff.verification()),
    Sample("overview", "counts/overview.html", citizen.overview()),
    Sample(
        "error",
        "pages/error.html",
        p.ErrorPage(
            frame=x.frame(""),
            code=404,
            title=say("Tidak ditemukan"),
            words=say("Halaman ini tidak ada, atau tidak untuk umum."),
            trace=None,
            act=None,
        ),
    ),
    Sample(
        "message",
        "pages/message.html",
        p.MessagePage(
            frame=x.frame(""),
            title=say("Tercatat"),
            words=say("Laporan dicabut."),
            act=s.Act(href="/", word=say("Ke beranda")),
        ),
    ),
)
