"""The photos of the sample city, drawn."""

from pathlib import Path

from PIL import Image, ImageDraw


def draw_photos(folder: Path) -> None:
    """Simple street scenes as JPEG, 800 x 600 pixels, under the names that the samples use."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, sky, ground in (
        ("road", "#b9cbd3", "#6f6d6a"),
        ("mended", "#c7d9df", "#5f6063"),
        ("heap", "#d9cdb5", "#7d7a6b"),
        ("water", "#a9b6bd", "#8a8273"),
    ):
        picture = Image.new("RGB", (800, 600), sky)
        pen = ImageDraw.Draw(picture)
        pen.rectangle((0, 150, 230, 330), fill="#a58f77")
        pen.rectangle((560, 110, 800, 330), fill="#8d8a7e")
        pen.polygon(((0, 320), (800, 320), (800, 600), (0, 600)), fill=ground)
        pen.polygon(((390, 320), (410, 320), (440, 600), (350, 600)), fill="#cfc9b8")
        if name == "road":
            pen.ellipse((250, 420, 560, 530), fill="#3c3733")
            pen.ellipse((280, 432, 530, 515), fill="#5b5148")
        if name == "mended":
            pen.rounded_rectangle((240, 410, 570, 540), 18, fill="#35363a")
        if name == "heap":
            for n in range(14):
                pen.ellipse(
                    (150 + n * 33, 380 + (n * 37) % 90, 250 + n * 33, 470 + (n * 37) % 90),
                    fill=("#3f6b8a", "#2e2c2a", "#a7482f", "#d8d4c7")[n % 4],
                )
        if name == "water":
            pen.polygon(((0, 400), (800, 380), (800, 600), (0, 600)), fill="#7d8a86")
        picture.save(folder / f"{name}.jpg", quality=80)
