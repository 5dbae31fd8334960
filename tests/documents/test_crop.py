"""Pictures of passages: the right part, upright, painted, and known again by its hash."""

from __future__ import annotations

import io

import pytest
from PIL import Image, ImageChops, ImageDraw

from reviewer.documents import limits
from reviewer.documents.findings import Crop
from reviewer.documents.marks import MARK_COLOURS, Mark
from reviewer.documents.parsing.making.crop import crop, difference_hash
from reviewer.documents.parsing.opened import RefusedError
from reviewer.model.geometry import Rect, page_rotation
from reviewer.model.stance import Stance
from tests import builders
from tests.documents.reading import opened, region_mark, text_mark

QUOTE = "delete private messages"


def shown(made: Crop) -> Image.Image:
    return Image.open(io.BytesIO(made.png)).convert("RGB")


def test_crop_of_an_image_is_its_pixels() -> None:
    data = builders.png()
    made = crop(opened(data), 0, Rect(40, 30, 340, 90), 1.0, ())
    assert (made.width_px, made.height_px) == (300, 60)
    expected = Image.open(io.BytesIO(data)).convert("RGB").crop((40, 30, 340, 90))
    assert ImageChops.difference(shown(made), expected).getbbox() is None


def test_png_holds_pixels_and_nothing_else() -> None:
    made = crop(opened(builders.jpeg(orientation=6)), 0, Rect(0, 0, 50, 50), 1.0, ())
    kinds, at = [], 8
    while at < len(made.png):
        length = int.from_bytes(made.png[at : at + 4])
        kinds.append(made.png[at + 4 : at + 8])
        at += 12 + length
    assert set(kinds) == {b"IHDR", b"IDAT", b"IEND"}


@pytest.mark.parametrize("rotation", [0, 90, 180, 270])
def test_crop_of_a_turned_page_is_upright_as_displayed(rotation: int) -> None:
    document = opened(builders.text_pdf(builders.REGISTER, rotation=rotation))
    rect = Rect(70, 80, 330, 150)
    made = crop(document, 0, rect, 2.0, ())
    info = document.page_info(0)
    box = page_rotation(info.width, info.height, rotation).apply_rect(rect)
    whole = document.page_image(0, 2.0)
    expected = whole.crop((round(box.x0 * 2), round(box.y0 * 2), round(box.x1 * 2), round(box.y1 * 2)))
    assert (made.width_px, made.height_px) == expected.size == ((520, 140) if rotation % 180 == 0 else (140, 520))
    assert ImageChops.difference(shown(made), expected).getbbox() is None


@pytest.mark.parametrize("rotation", [0, 90])
@pytest.mark.parametrize("stance", [Stance.CONTRADICTS, None])
def test_mark_is_painted_over_its_words(rotation: int, stance: Stance | None) -> None:
    document = opened(builders.text_pdf(builders.REGISTER, rotation=rotation))
    mark = text_mark(document, QUOTE, stance)
    rect = mark.quads[0].quad.rect
    plain, painted = crop(document, 0, rect.grown(10), 2.0, ()), crop(document, 0, rect.grown(10), 2.0, [mark])
    changed = ImageChops.difference(shown(plain), shown(painted)).getbbox()
    assert changed == pytest.approx((20, 20, painted.width_px - 20, painted.height_px - 20), abs=2)
    colours = {colour for _, colour in shown(painted).getcolors(100_000)}
    assert {MARK_COLOURS[stance].filled, MARK_COLOURS[stance].rgb, (255, 255, 255)} <= colours
    assert min(sum(colour) for colour in colours) < 90, "the words must be seen through the colour"


def test_region_has_a_border() -> None:
    document = opened(builders.png())
    made = crop(document, 0, Rect(0, 0, 100, 100), 1.0, [region_mark(Rect(20, 20, 80, 80), stance=Stance.SUPPORTS)])
    assert shown(made).getpixel((20, 50)) == MARK_COLOURS[Stance.SUPPORTS].rgb
    assert shown(made).getpixel((19, 50)) == (255, 255, 255)
    assert shown(made).getpixel((50, 75)) == MARK_COLOURS[Stance.SUPPORTS].filled


@pytest.mark.parametrize("side", [0.2, 1.0, 2.0])
def test_tiny_region_can_be_shown(side: float) -> None:
    made = crop(opened(builders.png()), 0, Rect(0, 0, 40, 40), 1.0, [region_mark(Rect(20, 20, 20 + side, 20 + side))])
    assert (made.width_px, made.height_px) == (40, 40)


def test_marks_on_other_pages_leave_the_crop_alone() -> None:
    document = opened(builders.tiff(2))
    mark = region_mark(Rect(10, 10, 50, 50), page=1)
    assert crop(document, 0, Rect(0, 0, 99, 99), 1.0, [mark]) == crop(document, 0, Rect(0, 0, 99, 99), 1.0, ())


def test_hash_is_that_of_the_page_and_not_of_the_mark() -> None:
    document = opened(builders.text_pdf(builders.REGISTER))
    mark: Mark = text_mark(document, QUOTE)
    rect = mark.quads[0].quad.rect.grown(4)
    plain = crop(document, 0, rect, 2.0, ())
    assert crop(document, 0, rect, 2.0, [mark]).dhash == plain.dhash
    assert len(plain.dhash) == 16
    assert int(plain.dhash, 16)


def test_hash_knows_a_crop_again_at_another_scale_and_tells_others_apart() -> None:
    document = opened(builders.text_pdf(builders.REGISTER, builders.DENIAL))
    rect = Rect(60, 70, 360, 160)

    def distance(one: Crop, other: Crop) -> int:
        return (int(one.dhash, 16) ^ int(other.dhash, 16)).bit_count()

    first = crop(document, 0, rect, 2.0, ())
    assert distance(first, crop(document, 0, rect, 3.0, ())) <= 6
    assert distance(first, crop(document, 1, rect, 2.0, ())) > 10


def test_hash_is_written_row_by_row_most_significant_bit_first() -> None:
    picture = Image.new("L", (90, 80), 128)
    ImageDraw.Draw(picture).rectangle((10, 0, 19, 9), fill=255)  # brighter at the second of nine in the first row
    assert int(difference_hash(picture), 16) >> 63 == 1
    assert difference_hash(Image.new("L", (90, 80), 128)) == "0" * 16


def test_crop_beyond_the_page_is_white_there() -> None:
    made = crop(opened(builders.png(size=(60, 40))), 0, Rect(-20, -20, 80, 60), 1.0, ())
    assert (made.width_px, made.height_px) == (100, 80)
    assert shown(made).getpixel((2, 2)) == (255, 255, 255)


def test_crop_that_would_be_too_large_comes_out_smaller() -> None:
    made = crop(opened(builders.text_pdf()), 0, Rect(0, 0, 595, 842), 200.0, ())
    assert made.width_px * made.height_px <= limits.MAX_CROP_PIXELS
    assert made.width_px / made.height_px == pytest.approx(595 / 842, rel=1e-3)


def test_same_crop_is_the_same_bytes() -> None:
    data = builders.text_pdf(builders.REGISTER)
    one, other = (crop(opened(data), 0, Rect(60, 70, 360, 160), 2.0, [text_mark(opened(data), QUOTE)]) for _ in range(2))
    assert one == other


def test_rectangle_without_area_is_refused() -> None:
    with pytest.raises(RefusedError):
        crop(opened(builders.png()), 0, Rect(5, 5, 5, 20), 1.0, ())
