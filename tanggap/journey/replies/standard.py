"""The standard refusals (DOMAIN 5.2): a good text for every code, in both languages, said where nobody writes another."""

from tanggap.kit.words import Say, say
from tanggap.report.report import RejectReason


def refusal(reason: RejectReason, number: str) -> Say:
    """What the reporter is told of a refusal: why, and what they can do now."""
    return {
        RejectReason.NOT_AUTHORITY: say(
            "Laporan {number} bukan wewenang pemerintah kota, jadi kami tidak bisa menanganinya. "
            "Sampaikan kepada instansi yang berwenang, atau lewat lapor.go.id.",
            number=number,
        ),
        RejectReason.INCOMPLETE: say(
            "Keterangan untuk laporan {number} belum cukup untuk ditindaklanjuti. "
            "Kirim laporan baru dengan keterangan atau foto yang lebih lengkap.",
            number=number,
        ),
        RejectReason.SPAM: say(
            "Kiriman {number} tidak berisi laporan tentang kota. "
            "Kalau ada masalah yang perlu ditangani, silakan kirim laporan baru.",
            number=number,
        ),
        RejectReason.DUPLICATE: say(
            "Masalah dalam laporan {number} sudah dilaporkan dan sedang ditangani. "
            "Dukung laporan yang sudah ada supaya mendapat kabarnya.",
            number=number,
        ),
        RejectReason.ABUSIVE: say(
            "Laporan {number} memuat kata yang menghina atau mengancam. "
            "Kirim lagi masalahnya dengan kata yang sopan, dan kami akan menanganinya.",
            number=number,
        ),
        RejectReason.NO_LOCATION: say(
            "Tempat dalam laporan {number} tidak bisa kami temukan. "
            "Kirim laporan baru dengan titik di peta atau patokan yang jelas.",
            number=number,
        ),
        RejectReason.IN_COURT: say(
            "Masalah dalam laporan {number} sedang diperiksa pengadilan. "
            "Selama itu kami tidak boleh ikut memutuskannya.",
            number=number,
        ),
        RejectReason.PRIVATE_DISPUTE: say(
            "Laporan {number} menyangkut perselisihan antarwarga, di luar wewenang pemerintah kota. "
            "RT, RW atau kelurahan bisa membantu mempertemukan, atau tempuh jalur hukum.",
            number=number,
        ),
        RejectReason.ALREADY_DONE: say(
            "Masalah dalam laporan {number} sudah selesai sebelum laporan ini masuk. "
            "Kalau ternyata masih ada, kirim laporan baru dengan foto terkini.",
            number=number,
        ),
        RejectReason.PRIVACY_VIOLATION: say(
            "Laporan {number} memuat data atau foto pribadi orang lain, jadi tidak bisa kami proses. "
            "Kirim lagi tanpa data itu.",
            number=number,
        ),
        RejectReason.EMERGENCY_REDIRECTED: say(
            "Laporan {number} adalah keadaan darurat dan sudah diteruskan ke nomor darurat. "
            "Kalau masih ada bahaya, segera telepon 112.",
            number=number,
        ),
    }[reason]
