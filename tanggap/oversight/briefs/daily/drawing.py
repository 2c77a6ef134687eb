"""The daily brief as a sheet."""

from tanggap.kit.words import Tongue, say
from tanggap.oversight.briefs.daily.rules import Brief
from tanggap.oversight.briefs.sheet import Figure, Sheet


def draw(brief: Brief, tongue: Tongue, *, city: str) -> bytes:
    """A day's brief as a PDF: the same bytes for the same brief."""
    title = tongue(say("Ringkasan {day}", day=brief.day))
    sheet = Sheet(title=f"{city}: {title}", author=city, foot=f"{city} · {title}")
    sheet.cover(city=city, title=title, under=tongue(say("Untuk yang memimpin kota")), height=62)
    usual = tongue(say("biasanya {usual}", usual=brief.usual))
    sheet.figures(
        (
            Figure(word=tongue(say("masuk kemarin")), value=tongue.number(brief.came_in), note=usual),
            Figure(word=tongue(say("selesai kemarin")), value=tongue.number(brief.closed)),
            Figure(word=tongue(say("terbuka")), value=tongue.number(brief.open)),
            Figure(
                word=tongue(say("lewat batas")),
                value=tongue.number(brief.late),
                note=tongue(say("{n} di meja wali kota", n=brief.risen)),
            ),
        )
    )
    sheet.heading(tongue(say("Perlu keputusan")))
    if not brief.lines:
        sheet.text(tongue(say("Tidak ada yang perlu diputuskan hari ini.")))
    sheet.numbered([(tongue(each.says), f"{tongue(each.why)} {tongue(each.since)}") for each in brief.lines])
    if brief.more:
        sheet.text(tongue(say("{n} hal lain menunggu di belakang sepuluh ini.", n=brief.more)), quiet=True)
    return sheet.finished()
