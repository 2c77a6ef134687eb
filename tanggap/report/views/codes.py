"""The sentences for the codes that events hold: why something was refused, declined, or waits."""

from collections.abc import Mapping

from tanggap.kit.words import Say, say
from tanggap.report.report import DeclineReason, HoldReason, RejectReason

REJECT_WORDS: Mapping[RejectReason, Say] = {
    RejectReason.NOT_AUTHORITY: say("bukan wewenang kota"),
    RejectReason.INCOMPLETE: say("keterangan tidak dilengkapi"),
    RejectReason.SPAM: say("bukan laporan"),
    RejectReason.DUPLICATE: say("sudah pernah dilaporkan"),
    RejectReason.ABUSIVE: say("isinya menghina"),
    RejectReason.NO_LOCATION: say("tempatnya tidak ditemukan"),
    RejectReason.IN_COURT: say("sedang di pengadilan"),
    RejectReason.PRIVATE_DISPUTE: say("perselisihan pribadi"),
    RejectReason.ALREADY_DONE: say("sudah selesai sebelumnya"),
    RejectReason.PRIVACY_VIOLATION: say("melanggar privasi orang lain"),
    RejectReason.EMERGENCY_REDIRECTED: say("diteruskan ke nomor darurat"),
}
DECLINE_WORDS: Mapping[DeclineReason, Say] = {
    DeclineReason.WRONG_AREA: say("bukan wilayahnya"),
    DeclineReason.WRONG_AGENCY: say("bukan tugasnya"),
    DeclineReason.NEEDS_OTHER_AGENCY: say("perlu unit lain"),
    DeclineReason.NOT_FOUND_ON_SITE: say("tidak ditemukan di lokasi"),
}
HOLD_WORDS: Mapping[HoldReason, Say] = {
    HoldReason.BUDGET_NEXT_YEAR: say("menunggu anggaran tahun depan"),
    HoldReason.MATERIAL: say("menunggu bahan"),
    HoldReason.THIRD_PARTY_UTILITY: say("menunggu pihak lain"),
    HoldReason.WEATHER: say("menunggu cuaca"),
    HoldReason.PERMIT: say("menunggu izin"),
    HoldReason.SECURITY: say("menunggu keadaan aman"),
}
