"""Pictures of text for tests of recognition, drawn with the letters that Pillow carries: the same on every system."""

from __future__ import annotations

from collections.abc import Sequence

from PIL import Image, ImageDraw, ImageFont

from reviewer.documents.results import Bitmap

LINES = (
    "Partners could send, read and delete private messages.",
    "The spokesman was not aware of such broad powers.",
    "The access was still there in 2017, a year later.",
)


def card(lines: Sequence[str] = LINES, *, letters_px: int = 16, dark: bool = False, width_px: int = 520) -> Image.Image:
    """A picture of lines, as a screen shows them."""
    step = letters_px * 2
    paper, ink = ((21, 32, 43), (230, 233, 235)) if dark else ((255, 255, 255), (15, 20, 25))
    picture = Image.new("RGB", (width_px * letters_px // 16, step * (len(lines) + 1)), paper)
    font = ImageFont.load_default(letters_px)
    for n, line in enumerate(lines):
        ImageDraw.Draw(picture).text(place_of(n, letters_px), line, font=font, fill=ink)
    return picture


def place_of(line: int, letters_px: int = 16) -> tuple[int, int]:
    """Where a line of a card begins."""
    return 2 * letters_px, letters_px + line * letters_px * 2


def bitmap(picture: Image.Image) -> Bitmap:
    """The same as a worker hands pixels back."""
    data = picture.convert("RGB").tobytes("raw", "BGRX")
    return Bitmap(picture.width, picture.height, picture.width * 4, memoryview(data))
