"""What stays after an erasure and why, said to whoever asked for it. Values only."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from tanggap.kit.words import Say, say


class Stays(Struct, frozen=True, kw_only=True):
    """Something that is kept, and why it may be."""

    what: Say
    why: Say


FIELDS: Mapping[str, Say] = {
    "accuracy_m": say("ketelitian titik (m)"),
    "alias": say("nama samaran"),
    "answer_link": say("tautan jawaban"),
    "answer_text": say("jawaban"),
    "area": say("wilayah"),
    "at": say("waktu"),
    "channel": say("saluran"),
    "code": say("kode"),
    "created_at": say("dibuat"),
    "decision_link": say("tautan putusan"),
    "decision_text": say("putusan"),
    "delivery": say("cara menerima"),
    "done": say("sudah beres"),
    "elsewhere": say("dikuasai oleh"),
    "email": say("email"),
    "extension_reason": say("alasan perpanjangan"),
    "file": say("berkas"),
    "identity": say("nomor identitas"),
    "kind": say("jenis"),
    "landmark": say("patokan"),
    "language": say("bahasa"),
    "last_seen_at": say("terakhir masuk"),
    "lat": say("lintang"),
    "lon": say("bujur"),
    "name": say("nama"),
    "number": say("nomor"),
    "objection": say("keberatan"),
    "phone": say("telepon"),
    "purpose": say("untuk apa"),
    "question": say("yang diminta"),
    "read_at": say("dibaca"),
    "received_at": say("diterima"),
    "report": say("laporan"),
    "role": say("untuk"),
    "sent_at": say("dikirim"),
    "signed_in_at": say("perangkat yang sedang masuk"),
    "site": say("situs"),
    "stars": say("bintang"),
    "status": say("status"),
    "summary": say("ringkasan register"),
    "taken_at": say("dipotret"),
    "text": say("isi"),
    "used_at": say("dipakai"),
    "visibility": say("siapa yang boleh melihat"),
    "what": say("kejadian"),
    "words": say("kata-kata"),
}
"""What fields are called where people read them; the values for programs keep their own names."""

GONE: Sequence[Say] = (
    say("isi laporan, patokan, dan titik lokasinya"),
    say("jawaban, komentar, dan tanya jawab dengan petugas"),
    say("foto yang dikirim pelapor, dengan semua berkasnya"),
    say("nama, nomor telepon, dan alamat, dengan kunci pembukanya"),
    say("kabar dan surel yang belum terkirim"),
    say("tautan antara laporan dan perangkat atau akun pelapor"),
)
GONE_WITH_ACCOUNT: Sequence[Say] = (
    say("akun, nama samaran, kunci sandi, dan semua sesi masuk"),
    *GONE,
    say("isi permohonan informasi dan siapa yang mengajukannya; yang belum dijawab ditarik"),
    say("yang disimpan ponsel ini: draf, laporan yang belum terkirim, tempat terakhir"),
)
STAYS: Sequence[Stays] = (
    Stays(
        what=say("nomor, jenis, wilayah, status, tanggal, dan bintang laporan"),
        why=say("supaya kota tetap bisa mempertanggungjawabkan apa yang dikerjakannya"),
    ),
    Stays(
        what=say("balasan dan foto hasil kerja petugas"),
        why=say("itu catatan kerja kota, bukan data pelapor"),
    ),
    Stays(
        what=say("jejak audit: kapan laporan rahasia dibuka dan kapan data dihapus"),
        why=say("hanya kode tanpa nama, supaya penyalahgunaan tetap ketahuan"),
    ),
    Stays(
        what=say("kode acak kiriman"),
        why=say("supaya kiriman lama yang tertunda tidak menghidupkan laporan lagi"),
    ),
    Stays(
        what=say("salinan cadangan dari sebelum penghapusan"),
        why=say("diganti berkala oleh pengelola; sampai itu, hanya dibuka untuk memulihkan sistem"),
    ),
)
STAYS_OF_ACCOUNT: Sequence[Stays] = (
    *STAYS,
    Stays(
        what=say("nomor, tanggal, ringkasan, dan jawaban permohonan informasi"),
        why=say("register permohonan terbuka untuk umum dan tidak memuat nama"),
    ),
)
