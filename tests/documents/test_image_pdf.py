"""Annotated copies of images: pages in proportion, regions in place, pixels as they were, and nothing beside them."""

from __future__ import annotations

import io
import struct
from pathlib import Path

import pikepdf
import pymupdf
import pypdf
import pytest
from PIL import Image, ImageChops, ImageCms, ImageDraw

from reviewer.documents.marks import MARK_COLOURS
from reviewer.documents.parsing.image.jpeg import bare_jpeg
from reviewer.documents.parsing.making.stamp import annotated_copy
from reviewer.model.geometry import Rect
from reviewer.model.stance import Stance
from tests import builders
from tests.documents.reading import MOMENT, PASSAGE, opened, pike, region_mark
from tests.documents.test_stamp import annotations, coloured, drawn


def copy_of(data: bytes, *rects: Rect, page: int = 0, title: str = "Bild 🙂") -> bytes:
    marks = [region_mark(rect, page=page, stance=Stance.STATES) for rect in rects]
    return annotated_copy(opened(data), marks, MOMENT, title)


def photo(orientation: int, size: tuple[int, int] = (80, 48)) -> bytes:
    """Return a JPEG with a different colour in each corner, and secrets everywhere a JPEG can hold some."""
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    for box, colour in {(0, 0): "red", (64, 0): "green", (0, 32): "blue", (64, 32): "black"}.items():
        draw.rectangle((*box, box[0] + 15, box[1] + 15), fill=colour)
    exif = Image.Exif()
    exif[builders.ORIENTATION] = orientation
    exif[0x010F] = "secret-camera"
    exif.get_ifd(0x8825)[1] = "N"
    out = io.BytesIO()
    image.save(out, "JPEG", quality=95, subsampling=0, exif=exif, comment=b"secret-comment", icc_profile=b"secret-profile" * 9)
    return out.getvalue() + b"secret-trailer"


@pytest.mark.parametrize("orientation", range(1, 9))
def test_jpeg_is_taken_over_as_it_is_and_turned_by_the_page(orientation: int) -> None:
    data = photo(orientation)
    copy = copy_of(data)
    info = opened(data).page_info(0)
    page = pike(copy).pages[0]
    assert [float(side) for side in page.MediaBox] == [0, 0, info.width * 0.75, info.height * 0.75]
    image = page.Resources.XObject.Im
    assert image.Filter == "/DCTDecode"
    expected = opened(data).page_image(0, 1.0)
    shown = opened(copy).page_image(0, 1 / 0.75)
    assert shown.size == expected.size
    middle = ImageChops.difference(shown.crop((4, 4, 12, 12)), expected.crop((4, 4, 12, 12)))
    assert max(high for _, high in middle.getextrema()) <= 12
    assert expected.getpixel((8, 8)) != (255, 255, 255)
    stream = Image.open(io.BytesIO(image.read_raw_bytes()))
    assert ImageChops.difference(stream.convert("RGB"), Image.open(io.BytesIO(data)).convert("RGB")).getbbox() is None


@pytest.mark.parametrize("secret", [b"secret", b"Exif", b"ICC_PROFILE"])
def test_nothing_written_beside_the_picture_reaches_the_copy(secret: bytes) -> None:
    data = photo(6)
    assert secret in data
    pdf = pike(copy_of(data))
    for one in pdf.objects:
        if isinstance(one, pikepdf.Stream):
            assert secret not in one.read_raw_bytes()
    assert secret not in copy_of(data)
    assert "/Metadata" not in pdf.Root


def test_pixels_of_other_formats_come_through_unchanged() -> None:
    data = builders.png()
    pdf = pike(copy_of(data))
    image = pikepdf.PdfImage(pdf.pages[0].Resources.XObject.Im).as_pil_image()
    assert image.mode == "L"  # black on white needs no colour
    assert ImageChops.difference(image.convert("RGB"), Image.open(io.BytesIO(data)).convert("RGB")).getbbox() is None


def test_colour_stays_colour_and_what_is_transparent_becomes_white() -> None:
    pdf = pike(copy_of(builders.transparent_png()))
    image = pikepdf.PdfImage(pdf.pages[0].Resources.XObject.Im).as_pil_image().convert("RGB")
    assert image.getpixel((5, 5)) == (255, 0, 0)
    assert image.getpixel((190, 90)) == (255, 255, 255)


@pytest.mark.parametrize("kind", ["JPEG", "PNG"])
def test_a_copy_has_the_colours_that_are_shown_where_the_picture_brings_a_profile(kind: str) -> None:
    """The profile has red and green exchanged, so that nobody can miss it."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    (count,) = struct.unpack_from(">I", profile, 128)
    tags = {bytes(profile[132 + 12 * n : 136 + 12 * n]): 136 + 12 * n for n in range(count)}
    red, green = tags[b"rXYZ"], tags[b"gXYZ"]
    profile[red : red + 8], profile[green : green + 8] = profile[green : green + 8], profile[red : red + 8]
    file = io.BytesIO()
    Image.new("RGB", (64, 64), (200, 40, 40)).save(file, kind, icc_profile=bytes(profile))
    shown = opened(file.getvalue()).page_image(0, 1.0).getpixel((30, 30))
    with pymupdf.open("pdf", copy_of(file.getvalue(), Rect(1, 1, 9, 9))) as made:
        copied = made[0].get_pixmap().pixel(20, 20)
    assert isinstance(shown, tuple)
    assert shown[1] > 150 > shown[0]
    assert all(abs(one - other) <= 3 for one, other in zip(shown, copied, strict=True))


@pytest.mark.parametrize("data", [builders.png(), builders.transparent_png()], ids=["grey", "colours"])
def test_a_large_picture_is_copied_strip_by_strip_without_loss(data: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = opened(data)
    asked: list[object] = []
    real = whole.page_image
    monkeypatch.setattr(type(whole), "page_image", lambda _self, *more, **named: asked.append(more[2]) or real(*more, **named))
    monkeypatch.setattr("reviewer.documents.parsing.making.image_pdf._STRIP_PIXELS", 7_000)
    copy = pike(annotated_copy(whole, [region_mark(Rect(0, 0, 9, 9))], MOMENT, "Bild"))
    image = pikepdf.PdfImage(copy.pages[0].Resources.XObject.Im).as_pil_image()
    assert len(asked) > 2
    assert None not in asked
    assert ImageChops.difference(image.convert("RGB"), real(0, 1.0)).getbbox() is None


def test_every_page_of_a_tiff_is_a_page_and_the_region_lies_on_its_own() -> None:
    copy = copy_of(builders.tiff(3), Rect(100, 50, 160, 90), page=2)
    reader = pypdf.PdfReader(io.BytesIO(copy))
    assert [tuple(map(float, page.mediabox[2:])) for page in reader.pages] == [(225.0, 300.0)] * 3
    assert [len(annotations(copy, page)) for page in range(3)] == [0, 0, 1]
    note = annotations(copy, 2)[0]
    assert str(note.NM) == PASSAGE
    inner = [float(side) + float(by) * sign for side, by, sign in zip(note.Rect, note.RD, (1, 1, -1, -1), strict=True)]
    assert inner == pytest.approx([75, 300 - 67.5, 120, 300 - 37.5], abs=0.01)


@pytest.mark.needs("pdftoppm")
@pytest.mark.parametrize("orientation", [1, 6])
def test_poppler_paints_the_region_over_the_right_pixels(orientation: int, tmp_path: Path) -> None:
    data = builders.jpeg(orientation=orientation)
    image = drawn(copy_of(data, Rect(30, 150, 130, 220)), tmp_path, dpi=96)
    assert image.size == tuple(map(round, opened(data).page_info(0).shown_size))
    box = coloured(image, MARK_COLOURS[Stance.STATES].filled)
    assert box == pytest.approx((30, 150, 130, 220), abs=2)


def test_copy_of_an_image_is_titled_dated_and_the_same_every_time() -> None:
    copy = copy_of(builders.turned_jpeg(), Rect(0, 0, 20, 20))
    assert copy == copy_of(builders.turned_jpeg(), Rect(0, 0, 20, 20))
    info = pike(copy).docinfo
    assert {key: str(value) for key, value in info.items()} == {
        "/Title": "Bild 🙂",
        "/CreationDate": "D:20260304220405Z",
        "/ModDate": "D:20260304220405Z",
    }
    other = pike(copy_of(builders.jpeg()))
    assert bytes(pike(copy).trailer.ID[0]) != bytes(other.trailer.ID[0])


def test_image_larger_than_a_page_may_be_is_scaled_down_with_its_region() -> None:
    out = io.BytesIO()
    Image.new("1", (24_000, 40)).save(out, "PNG")
    copy = copy_of(out.getvalue(), Rect(12_000, 0, 18_000, 40))
    assert float(pypdf.PdfReader(io.BytesIO(copy)).pages[0].mediabox.width) == 14_400
    assert float(annotations(copy)[0].Rect[0]) == pytest.approx(7_200, abs=1)


def test_progressive_grey_and_restarting_streams_are_kept_bare() -> None:
    for options in ({"progressive": True}, {"restart_marker_blocks": 1}, {"optimize": True}):
        for mode in ("RGB", "L"):
            out = io.BytesIO()
            builders.picture().convert(mode).save(out, "JPEG", **options)
            bare = bare_jpeg(out.getvalue() + b"\xff\xd8 second picture")
            assert bare is not None
            assert bare[1:] == (600, 300, len(mode))
            again, before = Image.open(io.BytesIO(bare[0])), Image.open(io.BytesIO(out.getvalue()))
            assert ImageChops.difference(again, before).getbbox() is None


def test_stream_that_is_cut_short_or_in_four_colours_is_encoded_anew() -> None:
    data = builders.jpeg()
    assert bare_jpeg(data[: len(data) // 2]) is None
    assert bare_jpeg(b"\xff\xd8") is None
    assert bare_jpeg(b"") is None
    out = io.BytesIO()
    Image.new("CMYK", (40, 20), (255, 0, 0, 0)).save(out, "JPEG")
    assert bare_jpeg(out.getvalue()) is None
    image = pike(copy_of(out.getvalue())).pages[0].Resources.XObject.Im
    assert image.ColorSpace == "/DeviceRGB"
    assert image.get("/Filter") != "/DCTDecode"
