"""Pictures that were encoded anew are the same where nothing in them was changed, and never where a figure was."""

from __future__ import annotations

import io
import random
from itertools import product

import pytest
from PIL import Image, ImageDraw, ImageFont

from reviewer.services.versions.same_pixels import show_the_same
from tests import pictures

SAID = ["On 3 May 2017 they paid 5,380", "for 1,250 users and 86 partners", "never asked, 7.5 % of it in 2018"]
CHANGES = [
    ("3 May", "8 May"), ("5,380", "6,380"), ("5,380", "5,880"), ("1,250", "7,250"), ("86 ", "88 "), ("7.5", "7,5"),
    ("2018", "2013"), ("1,250", "1.250"), ("1,250", "1250"), ("never", "ever"), ("7.5 %", "7.5"), ("for", "of "),
]  # fmt: skip
INKS = [
    ((10, 10, 10), (255, 255, 255)),
    ((200, 200, 200), (20, 24, 30)),
    ((110, 110, 110), (255, 255, 255)),
    ((29, 80, 160), (240, 240, 250)),
]


def card(lines: list[str], size: int, ink: tuple[int, int, int], ground: tuple[int, int, int]) -> Image.Image:
    made = Image.new("RGB", (size * 18, size * 5), ground)
    draw = ImageDraw.Draw(made)
    for n, line in enumerate(lines):
        draw.text((6, 4 + n * size * 1.4), line, fill=ink, font=ImageFont.load_default(size))
    return made


def encoded(picture: Image.Image, quality: int) -> Image.Image:
    out = io.BytesIO()
    picture.save(out, "JPEG", quality=quality)
    return Image.open(out).convert("RGB")


def are_same(one: Image.Image, other: Image.Image) -> bool:
    return show_the_same(pictures.bitmap(one), pictures.bitmap(other))


@pytest.mark.parametrize(("size", "inks"), list(product((9, 12, 17, 28), INKS)))
def test_no_changed_figure_or_word_is_an_encoder_noise(
    size: int, inks: tuple[tuple[int, int, int], tuple[int, int, int]]
) -> None:
    before = card(SAID, size, *inks)
    for old, new in CHANGES:
        after = card([line.replace(old, new) for line in SAID], size, *inks)
        assert not are_same(before, after), (old, new)
        for quality in (60, 80, 95):
            assert not are_same(before, encoded(after, quality)), (old, new, quality)
            assert not are_same(encoded(before, quality), after), (old, new, quality)


@pytest.mark.parametrize(("size", "inks"), list(product((12, 17, 28), INKS)))
def test_what_was_only_encoded_anew_is_the_same(size: int, inks: tuple[tuple[int, int, int], tuple[int, int, int]]) -> None:
    before = card(SAID, size, *inks)
    assert are_same(before, before.copy())
    assert are_same(before, encoded(before, 92))
    assert inks[1] != (255, 255, 255) or inks[0][0] > 50 or are_same(before, encoded(before, 80))
    assert are_same(encoded(before, 70), encoded(encoded(before, 70), 92))


def test_an_enlarged_picture_is_the_same_where_nothing_was_changed() -> None:
    def enlarged(picture: Image.Image, way: Image.Resampling) -> Image.Image:
        return picture.resize((picture.width * 3 // 2, picture.height * 3 // 2), way)

    for size in (9, 12, 20):
        before = card(SAID, size, *INKS[0])
        drawn = enlarged(before, Image.Resampling.BICUBIC)
        assert are_same(drawn, encoded(enlarged(before, Image.Resampling.LANCZOS), 95))
        for old, new in CHANGES:
            after = card([line.replace(old, new) for line in SAID], size, *INKS[0])
            assert not are_same(drawn, encoded(enlarged(after, Image.Resampling.LANCZOS), 95)), (size, old, new)


def test_a_photograph_is_the_same_until_something_in_it_was_painted_over() -> None:
    dice = random.Random(4)
    before = Image.effect_noise((60, 40), 60).resize((480, 320), Image.Resampling.BICUBIC).convert("RGB")
    assert are_same(before, encoded(before, 90))
    for _ in range(20):
        after = before.copy()
        x, y = dice.randrange(460), dice.randrange(300)
        shade = 255 if before.getpixel((x + 4, y + 4))[0] < 128 else 0
        after.paste((shade,) * 3, (x, y, x + 8, y + 8))
        assert not are_same(before, encoded(after, 90))


def test_a_picture_in_another_tint_or_size_is_another_one() -> None:
    before = card(SAID, 17, *INKS[0])
    red = before.copy()
    red.paste((255, 255, 220), (100, 10, 140, 40))
    assert not are_same(before, red)
    assert not are_same(before, before.resize((before.width - 1, before.height)))
