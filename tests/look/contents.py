"""What is in the pattern book: every page template with sample values."""

from dataclasses import dataclass

from msgspec import Struct
from msgspec.structs import replace

from tanggap.app import frame as frames
from tanggap.app.answers import ErrorPage
from tanggap.channels.web.outbox import OutboxPage
from tanggap.channels.web.pages import PlainPage
from tanggap.channels.web.track import TrackPage
from tanggap.city.people.pages import SignInPage
from tanggap.kit.words import say
from tanggap.oversight.counts.telling import METHOD
from tests.look import (
    account,
    admin,
    admin_time,
    calendar,
    citizen,
    correcting,
    dispatch,
    figures,
    hearing,
    information,
    keys,
    looking,
    outside,
    overdue,
    protected,
    routing,
    staff,
    telling,
    triage,
)
from tests.look import samples as x


@dataclass(frozen=True)
class Sample:
    """A page of the book: its name there, the template, what stands around it, and what it is given."""

    name: str
    template: str
    frame: frames.Frame
    page: Struct


BOOK: tuple[Sample, ...] = (
    Sample("home", "web/home.html", x.frame("home"), citizen.home()),
    Sample("report-form", "web/report_form.html", x.frame("new"), citizen.form()),
    Sample("report-form-refused", "web/report_form.html", x.frame("new"), citizen.refused_form()),
    Sample("receipt", "web/receipt.html", x.frame("new"), citizen.receipt()),
    Sample("home-training", "web/home.html", x.frame("home", training=True), citizen.home()),
    Sample(
        "track",
        "web/track.html",
        x.frame("track"),
        TrackPage(
            number="BKS-48210-97315-2",
            errors={"number": say("Nomor ini salah ketik? Periksa lagi angka-angkanya.")},
        ),
    ),
    Sample("help", "web/help.html", x.frame(""), PlainPage()),
    Sample("how", "web/how.html", x.frame(""), telling.how()),
    Sample("areas", "areas/areas.html", x.frame("areas"), telling.areas()),
    Sample("area", "areas/area.html", x.frame("areas"), telling.area()),
    Sample(
        "neighbourhood",
        "neighbourhood/neighbourhood.html",
        x.staff("neighbourhood"),
        telling.neighbourhood(),
    ),
    Sample("standing", "standing/standing.html", x.frame(""), telling.standing()),
    Sample("posters", "posters/posters.html", x.frame(""), telling.posters()),
    Sample("offline", "web/offline.html", x.frame(""), PlainPage()),
    Sample("outbox", "web/outbox.html", x.frame("outbox"), OutboxPage()),
    Sample("report-form-shared", "web/report_form.html", x.frame("new"), citizen.shared_form()),
    Sample("report", "web/report.html", x.frame("feed"), citizen.report()),
    Sample("report-supported", "web/report.html", x.frame("feed"), citizen.supported_report()),
    Sample("report-closed", "web/report.html", x.frame("track"), citizen.closed_report()),
    Sample("report-saving", "web/report.html", x.frame("track", saving=True), citizen.closed_report()),
    Sample("report-asked", "web/report.html", x.frame("track"), citizen.asked_report()),
    Sample("report-of-a-neighbour", "web/report.html", x.frame("feed"), citizen.neighbours_report()),
    Sample("report-moderated", "web/report.html", x.staff("triage"), citizen.moderated_report()),
    Sample("correction", "web/correction.html", x.frame("track"), citizen.correction()),
    Sample("feed", "feed/feed.html", x.frame("feed"), citizen.feed()),
    Sample(
        "feed-empty",
        "feed/feed.html",
        x.frame("feed"),
        replace(citizen.feed(), cards=(), filtered=True),
    ),
    Sample("feed-searched", "feed/feed.html", x.frame("feed"), citizen.searched_feed()),
    Sample(
        "feed-nothing-found",
        "feed/feed.html",
        x.frame("feed"),
        replace(citizen.searched_feed(), cards=(), total=None, said=None, first=None, older=None),
    ),
    Sample(
        "sign-in",
        "people/sign_in.html",
        x.frame(""),
        SignInPage(login="dian", then="/bench", lax=True, provider="/sign-in/provider"),
    ),
    Sample("second-step", "people/factor.html", x.frame(""), keys.factor()),
    Sample("keys-first", "people/keys.html", x.frame("keys", person="Admin kota"), keys.first()),
    Sample("keys", "people/keys.html", x.staff("keys"), keys.held()),
    Sample("keys-locked", "people/keys.html", x.staff("keys"), keys.locked()),
    Sample("recovery-codes", "people/recovery.html", x.staff("keys"), keys.recovery()),
    Sample(
        "sign-in-refused",
        "people/sign_in.html",
        x.frame(""),
        SignInPage(
            address="warga@contoh",
            errors={
                "address": say("Tulis alamat email yang lengkap, misalnya nama@contoh.id."),
                "passkey": say(
                    "Kunci sandi ini tidak dikenal di sini. Masuk dengan cara lain, lalu pasang kunci sandi lagi."
                ),
            },
        ),
    ),
    Sample("sign-in-code", "residents/code.html", x.frame(""), account.code()),
    Sample("mine", "web/mine.html", x.resident("mine"), account.mine()),
    Sample("mine-empty", "web/mine.html", x.frame("mine"), account.mine_empty()),
    Sample("account", "residents/account.html", x.resident("account"), account.account()),
    Sample("account-data", "keeping/data.html", x.resident("account"), account.held()),
    Sample("account-erasure", "keeping/erasure.html", x.resident("account"), account.erasure()),
    Sample("account-erased", "keeping/erased.html", x.frame(""), account.erased()),
    Sample(
        "bench",
        "work/bench.html",
        x.staff("bench", frames.Flash(words="Tugas diterima.", tone="done")),
        staff.bench(),
    ),
    Sample(
        "bench-empty",
        "work/bench.html",
        x.staff("bench"),
        replace(staff.bench(), sections=(), next=None, sharing=dispatch.SHARED_NOT),
    ),
    Sample(
        "bench-glare",
        "work/bench.html",
        replace(x.staff("bench"), theme="sun"),
        replace(staff.bench(), glare=True),
    ),
    Sample("bench-map", "work/map.html", x.staff("bench"), staff.bench_map()),
    Sample("bench-map-empty", "work/map.html", x.staff("bench"), replace(staff.bench_map(), tasks=())),
    Sample("bench-archive", "work/archive.html", x.staff("bench"), staff.archive()),
    Sample(
        "bench-archive-empty",
        "work/archive.html",
        x.staff("bench"),
        replace(staff.archive(), q="trotoar", tasks=(), next=None),
    ),
    Sample("task", "work/task.html", x.staff("bench"), staff.task()),
    Sample("task-corrected", "work/task.html", x.staff("bench"), staff.corrected_task()),
    Sample("correcting", "correcting/correction.html", x.staff("bench"), correcting.page()),
    Sample("task-doubted", "work/task.html", x.staff("bench"), staff.doubted_task()),
    Sample("task-shared", "work/task.html", x.staff("bench"), staff.shared_task()),
    Sample("teams", "dispatch/teams.html", x.staff("teams"), dispatch.teams()),
    Sample("teams-none", "dispatch/teams.html", x.staff("teams"), dispatch.no_teams()),
    Sample("team", "dispatch/team.html", x.staff("teams"), dispatch.team()),
    Sample("part", "partners/task.html", x.staff("bench"), staff.part()),
    Sample("part-doubted", "partners/task.html", x.staff("bench"), staff.doubted_part()),
    Sample("task-new", "work/task.html", x.staff("bench"), staff.new_task()),
    Sample("learning", "learning/learning.html", x.staff("learning"), triage.learned()),
    Sample("learning-badly", "learning/learning.html", x.staff("learning"), triage.learned_badly()),
    Sample("overdue", "overdue/overdue.html", x.staff("overdue"), overdue.overdue()),
    Sample("overdue-of-a-unit", "overdue/overdue.html", x.staff("overdue"), overdue.of_a_unit()),
    Sample("overdue-none", "overdue/overdue.html", x.staff("overdue"), overdue.none()),
    Sample("triage", "work/triage.html", x.staff("triage"), triage.triage()),
    Sample("replies", "replies/replies.html", x.staff("triage"), triage.replies()),
    Sample("batch", "work/batch.html", x.staff("triage"), triage.batch()),
    Sample("triage-one", "work/triage_one.html", x.staff("triage"), triage.triage_one()),
    Sample("held", "moderation/held.html", x.staff("held"), looking.held()),
    Sample("held-one", "moderation/held_one.html", x.staff("held"), looking.held_one()),
    Sample("held-photo", "moderation/photo.html", x.staff("held"), looking.held_photo()),
    Sample("admin", "admin/index.html", x.staff("admin"), admin.index()),
    Sample("admin-agencies", "admin/agencies.html", x.staff("admin"), admin.agencies()),
    Sample("admin-agency", "admin/thing.html", x.staff("admin"), admin.agency()),
    Sample("admin-limits", "admin/limits.html", x.staff("admin"), admin_time.limits()),
    Sample("admin-limit", "admin/thing.html", x.staff("admin"), admin_time.limit()),
    Sample("admin-hours", "admin/thing.html", x.staff("admin"), admin_time.hours()),
    Sample("admin-areas", "admin/areas.html", x.staff("admin"), admin_time.areas()),
    Sample("admin-retirement", "admin/retirement.html", x.staff("admin"), admin.retirement()),
    Sample("admin-kinds", "admin/kinds.html", x.staff("admin"), admin.kinds()),
    Sample("admin-kind", "admin/thing.html", x.staff("admin"), admin.kind()),
    Sample("admin-people", "admin/people.html", x.staff("admin"), admin.people()),
    Sample("admin-person", "admin/person.html", x.staff("admin"), admin.person()),
    Sample("admin-person-invited", "admin/person.html", x.staff("admin"), admin.invited_person()),
    Sample("admin-person-new", "admin/person.html", x.staff("admin"), admin.new_person()),
    Sample("invitation", "people/invitation.html", x.frame(""), admin.invitation()),
    Sample("calendar", "calendar/calendar.html", x.staff("calendar"), calendar.year()),
    Sample("calendar-preview", "calendar/preview.html", x.staff("calendar"), calendar.preview()),
    Sample("routing", "routing/routing.html", x.staff("routing"), routing.rules()),
    Sample("routing-draft", "routing/draft.html", x.staff("routing"), routing.draft()),
    Sample("routing-rule", "routing/rule.html", x.staff("routing"), routing.rule()),
    Sample("routing-preview", "routing/preview.html", x.staff("routing"), routing.preview()),
    Sample("verification", "resolution/verification.html", x.staff("verification"), looking.verification()),
    Sample(
        "verification-shared",
        "resolution/verification.html",
        x.staff("verification"),
        looking.shared_verification(),
    ),
    Sample("audit", "resolution/verification.html", x.staff("verification"), looking.audit()),
    Sample("originals", "protected/originals.html", x.staff("triage"), protected.asked()),
    Sample("originals-open", "protected/originals.html", x.staff("triage"), protected.opened()),
    Sample("opening", "protected/opening.html", x.staff("bench"), protected.opening()),
    Sample("protected", "protected/protected.html", x.staff("protected"), protected.looks()),
    Sample("outside", "outside/outside.html", x.staff("bench"), outside.unit()),
    Sample("outside-party", "outside/party.html", x.frame(""), outside.party()),
    Sample("outside-ended", "outside/party.html", x.frame(""), outside.ended()),
    Sample("information", "information/information.html", x.frame("information"), information.register()),
    Sample(
        "information-empty",
        "information/information.html",
        x.frame("information"),
        information.empty_register(),
    ),
    Sample("inquiry-form", "information/form.html", x.frame("information"), information.form()),
    Sample("inquiry-receipt", "information/receipt.html", x.frame("information"), information.receipt()),
    Sample("inquiry-track", "information/track.html", x.frame("information"), information.track()),
    Sample("inquiry", "information/inquiry.html", x.frame("information"), information.answered()),
    Sample("inquiry-late", "information/inquiry.html", x.frame("information"), information.late()),
    Sample("inquiry-decided", "information/inquiry.html", x.frame("information"), information.decided()),
    Sample("inquiries", "information/inquiries.html", x.staff("inquiries"), information.waiting()),
    Sample("inquiries-none", "information/inquiries.html", x.staff("inquiries"), information.none_waiting()),
    Sample("handling", "information/handling.html", x.staff("inquiries"), information.handling()),
    Sample("handling-objection", "information/handling.html", x.staff("inquiries"), information.objection()),
    Sample("handling-not-yours", "information/handling.html", x.staff("inquiries"), information.not_theirs()),
    Sample("notices", "notices/notices.html", x.frame("notices"), citizen.notices()),
    Sample("hearing", "notices/settings.html", x.frame("notices"), hearing.settings()),
    Sample("hearing-mail", "notices/settings.html", x.frame("notices"), hearing.mail_settings()),
    Sample("stop", "notices/stop.html", x.frame(""), hearing.stop()),
    Sample("alerts", "alerts/alerts.html", x.frame("notices"), hearing.alerts()),
    Sample("alerts-refused", "alerts/alerts.html", x.frame("notices"), hearing.refused_alerts()),
    Sample("alert-link", "alerts/link.html", x.frame(""), hearing.confirmation()),
    Sample(
        "notices-empty",
        "notices/notices.html",
        x.frame("notices"),
        replace(citizen.notices(), reports=(), fresh=0),
    ),
    Sample("overview", "counts/overview.html", x.frame("overview"), figures.overview()),
    Sample("method", "counts/method.html", x.frame("overview"), METHOD),
    Sample(
        "error",
        "pages/error.html",
        x.frame(""),
        ErrorPage(
            code=404,
            title=say("Tidak ditemukan"),
            words=say("Halaman ini tidak ada."),
        ),
    ),
)
