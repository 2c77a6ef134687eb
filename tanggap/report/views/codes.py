"""The sentences for the codes that events hold: why something was refused, declined, waits, is given back, is kept from the public, or how far it rose."""

from collections.abc import Mapping

from tanggap.kit.words import Say, say
from tanggap.report.report import (
    DeclineReason,
    FlagReason,
    HideReason,
    HoldReason,
    OutsideAnswer,
    Reach,
    RejectReason,
    ReturnReason,
)
from tanggap.report.screening.rules import Personal

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
    HoldReason.PARTLY_DONE: say("sebagian sudah dikerjakan, sisanya menyusul"),
}
RETURN_WORDS: Mapping[ReturnReason, Say] = {
    ReturnReason.WRONG_PLACE: say("tempatnya salah"),
    ReturnReason.NOT_FINISHED: say("belum selesai"),
    ReturnReason.UNCLEAR_PHOTO: say("fotonya tidak jelas"),
    ReturnReason.OLD_PHOTO: say("fotonya lama"),
    ReturnReason.REUSED: say("fotonya pernah dipakai"),
}
"""What a verifier says is wrong; that its reporter disputes it is no word of theirs."""
OUTSIDE_WORDS: Mapping[OutsideAnswer, Say] = {
    OutsideAnswer.ACCEPTED: say("Pihak luar menyanggupi"),
    OutsideAnswer.LATER: say("Pihak luar minta waktu"),
    OutsideAnswer.DONE: say("Pihak luar melapor selesai"),
    OutsideAnswer.NOT_OURS: say("Pihak luar: bukan urusannya"),
}
HIDE_WORDS: Mapping[HideReason, Say] = {
    HideReason.WORDS: say("ada kata yang diblokir kota"),
    HideReason.FLAGS: say("ditandai beberapa pembaca"),
    HideReason.FLOOD: say("masuk saat kiriman membanjir"),
    HideReason.PERSONAL_DATA: say("memuat data pribadi"),
    HideReason.INSULT: say("menghina atau mengancam"),
    HideReason.FALSE: say("isinya tidak benar"),
    HideReason.SAFETY: say("membahayakan seseorang"),
    HideReason.OTHER: say("alasan lain"),
}
REACH_WORDS: Mapping[Reach, Say] = {
    Reach.UNIT: say("koordinator"),
    Reach.UNIT_HEAD: say("kepala unit"),
    Reach.AGENCY_HEAD: say("kepala instansi"),
    Reach.EXECUTIVE: say("pimpinan kota"),
}
"""Up to whom a report that is over its limit has risen; where no head may know of it, to the coordinator."""
FLAG_WORDS: Mapping[FlagReason, Say] = {
    FlagReason.PERSONAL_DATA: say("memuat data pribadi"),
    FlagReason.INSULT: say("menghina atau mengancam"),
    FlagReason.FALSE: say("isinya tidak benar"),
    FlagReason.OTHER: say("alasan lain"),
}
PERSONAL_WORDS: Mapping[Personal, Say] = {
    Personal.PHONE: say("nomor telepon"),
    Personal.NIK: say("NIK"),
    Personal.EMAIL: say("alamat email"),
    Personal.PLATE: say("pelat nomor kendaraan"),
    Personal.ACCOUNT: say("nomor rekening atau nomor panjang lain"),
    Personal.NAME: say("nama orang"),
}
