"""Pictures of the same thing are known again, whatever a phone made of them on the way."""

from pathlib import Path

from PIL import Image, ImageDraw, ImageEnhance

from tanggap.kit.pictures.workshop import Workshop


async def test_a_photo_made_smaller_and_darker_is_known_again_and_another_is_not(
    workshop: Workshop, into: Path, tmp_path: Path
) -> None:
    street = Image.linear_gradient("L").rotate(37).resize((900, 600)).convert("RGB")
    pen = ImageDraw.Draw(street)
    pen.rectangle((60, 40, 300, 500), fill="#204060")
    pen.ellipse((500, 300, 800, 560), fill="#cccc88")
    again = ImageEnhance.Brightness(street.resize((450, 300))).enhance(0.85)
    likenesses: list[int] = []
    for nth, picture in enumerate((street, again, street.transpose(Image.Transpose.FLIP_LEFT_RIGHT))):
        picture.save(tmp_path / f"{nth}.jpg", quality=70)
        likenesses.append((await workshop.develop(tmp_path / f"{nth}.jpg", into)).likeness)

    first, second, mirrored = likenesses
    assert all(-(2**63) <= each < 2**63 for each in likenesses)
    assert _bits_apart(first, second) <= 6
    assert _bits_apart(first, mirrored) > 16


def _bits_apart(one: int, other: int) -> int:
    return ((one ^ other) & (2**64 - 1)).bit_count()
