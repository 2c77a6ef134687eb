"""What stays after an erasure and why, said to whoever asked for it. Values only."""

from collections.abc import Sequence

from msgspec import Struct

from tanggap.kit.words import Say, say


class Stays(Struct, frozen=True, kw_only=True):
    """Something that is kept, and why it may be."""

    what: Say
    why: Say


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
