"""What the codes of an inquiry are called where people read them."""

from collections.abc import Mapping

from tanggap.journey.information.inquiry import (
    Answer,
    Delivery,
    Exemption,
    ObjectionGround,
    Outcome,
    RequesterKind,
    Status,
)
from tanggap.kit.words import Say, say
from tanggap.report.views import StatusMark

STATUS_MARKS: Mapping[Status, StatusMark] = {
    Status.OPEN: StatusMark(code="open", word=say("Menunggu jawaban"), shape="ring", tone="waiting"),
    Status.ANSWERED: StatusMark(code="answered", word=say("Dijawab"), shape="full", tone="done"),
    Status.OBJECTED: StatusMark(code="objected", word=say("Keberatan"), shape="half", tone="moving"),
    Status.DECIDED: StatusMark(code="decided", word=say("Keberatan diputus"), shape="full", tone="done"),
    Status.WITHDRAWN: StatusMark(code="withdrawn", word=say("Ditarik"), shape="struck", tone="aside"),
}
ANSWER_WORDS: Mapping[Answer, Say] = {
    Answer.GRANTED: say("Diberikan seluruhnya"),
    Answer.PART: say("Diberikan sebagian"),
    Answer.REFUSED: say("Ditolak"),
    Answer.NOT_HELD: say("Tidak dikuasai kota"),
    Answer.PUBLIC: say("Sudah terbuka untuk umum"),
}
OUTCOME_WORDS: Mapping[Outcome, Say] = {
    Outcome.UPHELD: say("Jawaban tetap"),
    Outcome.PART: say("Keberatan diterima sebagian"),
    Outcome.GRANTED: say("Keberatan diterima"),
}
EXEMPTION_WORDS: Mapping[Exemption, Say] = {
    Exemption.A: say("menghambat penegakan hukum"),
    Exemption.B: say("mengganggu hak kekayaan intelektual atau persaingan usaha yang sehat"),
    Exemption.C: say("membahayakan pertahanan dan keamanan negara"),
    Exemption.D: say("mengungkap kekayaan alam Indonesia"),
    Exemption.E: say("merugikan ketahanan ekonomi nasional"),
    Exemption.F: say("merugikan hubungan luar negeri"),
    Exemption.G: say("mengungkap isi akta pribadi atau wasiat seseorang"),
    Exemption.H: say("mengungkap rahasia pribadi seseorang"),
    Exemption.I: say("surat antarbadan publik yang menurut sifatnya dirahasiakan"),
    Exemption.J: say("dilarang dibuka oleh undang-undang lain"),
}
GROUND_WORDS: Mapping[ObjectionGround, Say] = {
    ObjectionGround.A: say("Ditolak dengan alasan dikecualikan"),
    ObjectionGround.B: say("Informasi yang wajib diumumkan berkala tidak tersedia"),
    ObjectionGround.C: say("Permohonan tidak ditanggapi"),
    ObjectionGround.D: say("Jawabannya tidak sesuai dengan yang diminta"),
    ObjectionGround.E: say("Yang diminta tidak dipenuhi"),
    ObjectionGround.F: say("Biayanya tidak wajar"),
    ObjectionGround.G: say("Jawabannya melewati batas waktu"),
}
KIND_WORDS: Mapping[RequesterKind, Say] = {
    RequesterKind.PERSON: say("Perorangan"),
    RequesterKind.LEGAL_BODY: say("Badan hukum"),
    RequesterKind.GROUP: say("Kelompok orang"),
}
DELIVERY_WORDS: Mapping[Delivery, Say] = {
    Delivery.HERE: say("Dibaca di sini"),
    Delivery.MAIL: say("Salinan dikirim lewat email"),
}
