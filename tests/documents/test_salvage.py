"""Damaged images are shown as far as anything is left of them; where only their size is, their page says so."""

from __future__ import annotations

import io
import struct

import pymupdf
import pytest
from PIL import ImageChops

from reviewer.documents.client import Source, Workers
from reviewer.documents.parsing.making import stamp
from reviewer.documents.parsing.opened import Opened, RefusedError
from reviewer.documents.parsing.opening import open_document
from reviewer.documents.protocol.framing import Status
from reviewer.errors import DocumentError
from tests import builders

MOMENT = "2026-03-04T22:04:05.123Z"
HEAD_OF_PIXELS = b"IDAT"


def opened(data: bytes) -> Opened:
    return open_document(memoryview(data), None)


def rows_alike(one: Opened, other: Opened) -> int:
    """Return from the top how many rows of two pictures are the same."""
    difference = ImageChops.difference(one.page_image(0, 1.0), other.page_image(0, 1.0)).convert("L")
    box = difference.point(lambda value: 255 * (value > 40)).getbbox()
    return difference.height if box is None else box[1]


def with_length_of_pixels(length: int) -> bytes:
    """Return a PNG whose chunk of pixels says that it has another length."""
    data = bytearray(builders.png())
    struct.pack_into(">I", data, data.index(HEAD_OF_PIXELS) - 4, length)
    return bytes(data)


@pytest.mark.parametrize("length", [0, 1, 65_535, 2**31 - 1, 2**32 - 1])
def test_a_png_whose_lengths_lead_astray_is_shown_whole(length: int) -> None:
    document = opened(with_length_of_pixels(length))
    assert not document.undrawn
    assert rows_alike(document, opened(builders.png())) == 300


def test_a_png_with_a_byte_too_many_among_its_pixels_is_shown_up_to_there() -> None:
    whole = builders.png()
    middle = (whole.index(HEAD_OF_PIXELS) + len(whole)) // 2
    document = opened(whole[:middle] + b"\xa5" + whole[middle:])
    assert document.repaired
    assert rows_alike(document, opened(whole)) > 30


@pytest.mark.parametrize("mode", ["1", "P"])
def test_the_palette_is_kept_with_the_pixels(mode: str) -> None:
    file = io.BytesIO()
    builders.picture(size=(200, 100)).convert(mode).save(file, "PNG")
    whole = file.getvalue()
    damaged = bytearray(whole)
    struct.pack_into(">I", damaged, whole.index(HEAD_OF_PIXELS) - 4, 3)
    assert rows_alike(opened(bytes(damaged)), opened(whole)) == 100


@pytest.mark.filterwarnings("ignore:Tag data larger", "ignore:Corrupt EXIF data")
@pytest.mark.parametrize("shift", [-7, 3, 400])
def test_the_pages_of_a_tiff_are_found_where_nothing_leads_to_them(shift: int) -> None:
    whole = builders.tiff(3)
    (first,) = struct.unpack_from("<I", whole, 4)
    document = opened(whole[:4] + struct.pack("<I", first + shift) + whole[8:])
    assert (document.page_count, document.repaired, document.undrawn) == (3, True, False)
    for page in range(3):
        assert document.page_image(page, 1.0).tobytes() == opened(whole).page_image(page, 1.0).tobytes()


def test_a_jpeg_2000_is_shown_though_its_boxes_are_damaged() -> None:
    whole = builders.jpeg2000()
    document = opened(whole.replace(b"jp2h", b"jp99", 1))
    assert document.repaired
    assert rows_alike(document, opened(whole)) == 200


def without_pixels(kind: str) -> bytes:
    """Return a picture of 300 × 200 pixels, or 200 × 300 in Motorola's order, of which only the head is left."""
    if kind == "png":
        whole = builders.png(size=(300, 200))
        return whole[: whole.index(HEAD_OF_PIXELS) + 4]
    if kind == "jpeg":
        whole = builders.jpeg(size=(300, 200))
        return whole[: whole.index(b"\xff\xda") + 4]
    if kind == "jpeg 2000":
        return builders.jpeg2000()[:60]
    if kind == "gif":
        return builders.gif(1)[:13]
    whole = builders.tiff(1, size=(300, 200))
    return whole.replace(struct.pack("<HHIHH", 259, 3, 1, 8, 0), struct.pack("<HHIHH", 259, 3, 1, 48_248, 0))


KINDS = ("png", "jpeg", "jpeg 2000", "gif", "tiff")


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_of_which_only_the_size_is_left_has_a_page_of_that_size_and_says_so(kind: str) -> None:
    document = opened(without_pixels(kind))
    info = document.page_info(0)
    assert (document.page_count, document.repaired, document.undrawn) == (1, True, True)
    assert (info.width, info.height) == (300, 200)
    with pytest.raises(RefusedError) as refusal:
        document.page_image(0, 1.0)
    assert refusal.value.status is Status.PICTURE_LOST


def test_a_size_that_no_picture_may_have_is_none() -> None:
    damaged = bytearray(without_pixels("png"))
    struct.pack_into(">II", damaged, 16, 60_000, 60_000)
    with pytest.raises(RefusedError):
        opened(bytes(damaged))


@pytest.mark.parametrize("kind", KINDS)
def test_its_page_is_crossed_out_in_a_copy_and_never_blank(kind: str) -> None:
    copy = pymupdf.open("pdf", stamp.annotated_copy(opened(without_pixels(kind)), [], MOMENT, "lost"))
    assert copy.page_count == 1
    assert "could not be drawn" in copy[0].get_text()
    assert not copy[0].get_pixmap().is_unicolor


def test_one_bad_page_of_a_tiff_is_crossed_out_in_a_copy_and_costs_no_other() -> None:
    whole = builders.tiff(3)
    at = whole.index(b"\x78\x9c", 9)  # the second page's pixels
    copy = pymupdf.open("pdf", stamp.annotated_copy(opened(whole[:at] + bytes(60) + whole[at + 60 :]), [], MOMENT, "x"))
    said = ["could not be drawn" in page.get_text() for page in copy]
    assert said.count(True) == 1
    assert copy.page_count == 3


def test_the_window_is_told_that_nothing_of_a_picture_is_left(workers: Workers) -> None:
    with Source.from_bytes(without_pixels("jpeg")) as source:
        document = workers.open(source).result(30)
    try:
        assert document.undrawn
        assert document.repaired
        with pytest.raises(DocumentError, match="only its size is left"):
            document.render(0, scale=1.0).result(30)
    finally:
        document.close()
