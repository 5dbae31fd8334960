"""Images as documents: upright, on white, eight bits, sharp at any scale, and refused when they are too much."""

from __future__ import annotations

import base64
import io
import struct
import zlib
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageDraw

from reviewer.documents.parsing.image import frames
from reviewer.documents.parsing.image.images import ImageDocument
from reviewer.documents.parsing.opened import Opened, RefusedError
from reviewer.documents.parsing.opening import open_document
from reviewer.documents.protocol import replies
from reviewer.documents.protocol.framing import Status
from reviewer.documents.results import PixelRect
from tests import builders

HEIC = base64.b64decode(
    "AAAAHGZ0eXBoZWljAAAAAG1pZjFoZWljbWlhZgAAAb5tZXRhAAAAAAAAACFoZGxyAAAAAAAAAABwaWN0AAAAAAAAAAAAAAAAAAAAADRpbG9jAA"
    "AAAERAAAIAAQAAAAAB4gABAAAAAAAAAKoAAgAAAAACjAABAAAAAAAAACQAAAA4aWluZgAAAAAAAgAAABVpbmZlAgAAAAABAABodmMxAAAAABVp"
    "bmZlAgAAAQACAABFeGlmAAAAAA5waXRtAAAAAAABAAAA/WlwcnAAAADdaXBjbwAAAHZodmNDAQNwAAAAkAAAAAAAHvAA/P34+AAADwNgAAEAGE"
    "ABDAH//wNwAAADAJAAAAMAAAMAHroCQGEAAQAqQgEBA3AAAAMAkAAAAwAAAwAeoCCBBZbq5Ka5uAhoMCAAAAMDIAAAAwAhYgABAAZEAcFzwIkA"
    "AAATY29scm5jbHgAAQANAAaAAAAAFGlzcGUAAAAAAAAAQAAAAEAAAAAoY2xhcAAAAEAAAAABAAAAIAAAAAEAAAAAAAAAAv///+AAAAACAAAAEH"
    "BpeGkAAAAAAwgICAAAABhpcG1hAAAAAAAAAAEAAQWBAgMFhAAAABppcmVmAAAAAAAAAA5jZHNjAAIAAQABAAAA1m1kYXQAAACmKAGvCeA98yL/"
    "/6blf/94tOy/fdTV7PP66weO/khM//wyLpfhdKdXIR0qkdgQJ91o91gS3Qm/fOiw724+KjogxivobgZ8H747Tf55s0MnNyfjP5P9/v4SA0hXxH"
    "VhyQs+shAOq/3eDG4u9MO1ZQuavh8OMO4jHULNnE6z6yOBUmxD/8f3oGQI4xORWn8x0XyN4gbeuZiVatv1aKruslRzRcIMedY6wwAAAAZFeGlm"
    "AABNTQAqAAAACAABARIAAwAAAAEABgAAAAAAAA=="
)
"""Orange left, white right, 64 × 32 pixels, with an EXIF turn that does not count in HEIF (ISO/IEC 23008-12: only `irot` does).

As bytes, for the library that the program ships only decodes.
"""

RED, WHITE, BLACK = (255, 0, 0), (255, 255, 255), (0, 0, 0)


def opened(data: bytes) -> Opened:
    return open_document(memoryview(data), None)


def encoded(image: Image.Image, kind: str = "PNG", **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def shown(document: Opened, page: int = 0, scale: float = 1.0, turn: int = 0) -> Image.Image:
    return document.page_image(page, scale, turn=turn)


def near(colour: object, wanted: tuple[int, int, int], by: int = 6) -> bool:
    assert isinstance(colour, tuple)
    return all(abs(a - b) <= by for a, b in zip(colour, wanted, strict=True))


@pytest.mark.parametrize(
    ("data", "media_type", "size", "pages"),
    [
        (builders.png(), "image/png", (600, 300), 1),
        (builders.jpeg(), "image/jpeg", (600, 300), 1),
        (builders.webp(), "image/webp", (300, 200), 1),
        (builders.tiff(3), "image/tiff", (300, 400), 3),
        (builders.gif(4), "image/gif", (300, 200), 1),
        (builders.bmp(), "image/bmp", (300, 200), 1),
        (builders.jpeg2000(), "image/jp2", (300, 200), 1),
        (builders.pnm(), "image/x-portable-anymap", (300, 200), 1),
    ],
    ids=["png", "jpeg", "webp", "tiff", "gif", "bmp", "jpeg 2000", "pnm"],
)
def test_each_kind_opens_with_a_unit_a_pixel(data: bytes, media_type: str, size: tuple[int, int], pages: int) -> None:
    document = opened(data)
    assert (document.media_type, document.page_count) == (media_type, pages)
    info = document.page_info(pages - 1)
    assert (info.width, info.height, info.rotation) == (*size, 0)
    assert ImageChops.invert(shown(document).convert("L")).getbbox() is not None, "nothing is drawn"
    assert document.characters(0) == ("", b"")


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "TIFF", "PNG", "WEBP"])
def test_the_exif_turn_is_made(kind: str, orientation: int) -> None:
    stored = Image.new("RGB", (80, 40), "white")
    ImageDraw.Draw(stored).rectangle((0, 0, 19, 9), fill="red")
    exif = Image.Exif()
    exif[builders.ORIENTATION] = orientation
    options = {"quality": 95} if kind == "JPEG" else {"lossless": True} if kind == "WEBP" else {}
    document = opened(encoded(stored, kind, exif=exif, **options))
    info = document.page_info(0)
    image = shown(document)
    sideways = orientation >= 5
    assert (info.width, info.height) == ((40, 80) if sideways else (80, 40)) == image.size
    right = orientation in {2, 3, 6, 7}
    low = orientation in {3, 4, 7, 8}
    corner = (image.width - 4 if right else 3, image.height - 4 if low else 3)
    assert near(image.getpixel(corner), RED, 40)
    assert near(image.getpixel((image.width - 1 - corner[0], image.height - 1 - corner[1])), WHITE, 40)


@pytest.mark.parametrize(
    "exif",
    [b"garbage garbage", b"", b"II*\0\xff\xff\xff\x7f", b"II*\0\x08\0\0\0\x05\0", b"MM\0*\0\0"],
    ids=["words", "empty", "beyond its end", "cut short", "half a head"],
)
@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_a_picture_with_damaged_exif_is_a_picture(kind: str, exif: bytes) -> None:
    file = io.BytesIO()
    Image.new("RGB", (30, 20), "red").save(file, kind, exif=b"Exif\0\0" + exif)
    info = opened(file.getvalue()).page_info(0)
    assert (info.width, info.height) == (30, 20)


def test_transparency_is_laid_on_white() -> None:
    image = shown(opened(builders.transparent_png()))
    assert image.getpixel((10, 10)) == RED
    assert image.getpixel((190, 90)) == WHITE


def test_a_palette_with_a_transparent_colour_is_laid_on_white() -> None:
    stored = Image.new("P", (10, 10), 0)
    stored.putpalette([0, 0, 0, 255, 0, 0] + [0] * 762)
    stored.putpixel((2, 2), 1)
    image = shown(opened(encoded(stored, "PNG", transparency=0)))
    assert (image.getpixel((0, 0)), image.getpixel((2, 2))) == (WHITE, RED)


def test_sixteen_bits_become_eight() -> None:
    stored = Image.new("I;16", (3, 1))
    for x, value in enumerate((0, 32768, 65535)):
        stored.putpixel((x, 0), value)
    for kind in ("PNG", "TIFF"):
        image = shown(opened(encoded(stored, kind)))
        assert [image.getpixel((x, 0)) for x in range(3)] == [BLACK, (128, 128, 128), WHITE], kind


def test_real_numbers_are_shown_by_their_own_range() -> None:
    stored = Image.new("F", (3, 1))
    for x, value in enumerate((-1000.0, 0.0, 1000.0)):
        stored.putpixel((x, 0), value)
    image = shown(opened(encoded(stored, "TIFF")))
    assert (image.getpixel((0, 0)), image.getpixel((2, 0))) == (BLACK, WHITE)
    assert near(image.getpixel((1, 0)), (127, 127, 127))


def test_inks_and_bits_become_colours() -> None:
    inks = shown(opened(encoded(Image.new("CMYK", (8, 8), (0, 255, 255, 0)), "JPEG")))
    assert near(inks.getpixel((4, 4)), RED, 12)
    bits = Image.new("1", (8, 8), 1)
    bits.putpixel((1, 1), 0)
    image = shown(opened(encoded(bits, "TIFF", compression="group4")))
    assert (image.getpixel((0, 0)), image.getpixel((1, 1))) == (WHITE, BLACK)


def test_the_frames_of_a_tiff_are_pages_of_their_own_size() -> None:
    frames = [Image.new("L", (20 + 10 * n, 30), 80 * n) for n in range(3)]
    document = opened(encoded(frames[0], "TIFF", save_all=True, append_images=frames[1:]))
    assert [document.page_info(page).width for page in range(3)] == [20, 30, 40]
    assert [shown(document, page).getpixel((1, 1)) for page in (2, 0, 1)] == [(160,) * 3, (0,) * 3, (80,) * 3]


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("scale", [0.13, 0.5, 1.0, 1.7])
def test_parts_join_without_a_seam(scale: float, turn: int) -> None:
    document = opened(builders.jpeg(size=(501, 333)))
    whole = shown(document, scale=scale, turn=turn)
    joined = Image.new("RGB", whole.size)
    for x in range(0, whole.width, 64):
        for y in range(0, whole.height, 48):
            part = PixelRect(x, y, min(64, whole.width - x), min(48, whole.height - y))
            joined.paste(document.page_image(0, scale, part, turn), (x, y))
    difference = ImageChops.difference(whole, joined).convert("L")
    assert difference.getextrema()[1] <= 40
    assert sum(difference.histogram()[9:]) < 0.01 * whole.width * whole.height


def test_turning_the_view_turns_the_picture_clockwise() -> None:
    stored = Image.new("RGB", (80, 40), "white")
    ImageDraw.Draw(stored).rectangle((0, 0, 9, 9), fill="red")
    image = shown(opened(encoded(stored)), turn=90)
    assert image.size == (40, 80)
    assert image.getpixel((38, 1)) == RED


def test_shrinking_averages_and_does_not_pick() -> None:
    stripes = Image.new("L", (640, 640))
    stripes.putdata([255 * (x % 2) for _ in range(640) for x in range(640)])
    image = shown(opened(encoded(stripes)), scale=1 / 7)
    low, high = image.convert("L").crop((5, 5, 80, 80)).getextrema()
    assert isinstance(low, int)
    assert isinstance(high, int)
    assert 120 <= low <= high <= 135


def test_pixels_for_the_screen_are_opaque_blue_green_red() -> None:
    document = opened(encoded(Image.new("RGB", (4, 4), (10, 20, 30))))
    pixels = bytearray(2 * 2 * 4)
    document.draw(0, 1.0, PixelRect(1, 1, 2, 2), 0, memoryview(pixels))
    assert bytes(pixels) == bytes((30, 20, 10, 255)) * 4


def test_an_image_cut_short_is_shown_as_far_as_it_goes_and_said_to_be_damaged() -> None:
    whole = builders.jpeg(size=(400, 400))
    document = opened(whole[: len(whole) * 2 // 3])
    assert document.repaired
    assert document.page_info(0).height == 400
    assert not opened(whole).repaired


@pytest.mark.filterwarnings("ignore:Corrupt EXIF data")
@pytest.mark.parametrize(
    "directory",
    [bytes(6), b"", b"\x09\x00" + bytes(20), b"\xff" * 300, struct.pack("<HHHIHHI", 1, 256, 3, 1, 0, 0, 0)],
    ids=["empty", "missing", "cut short", "rubbish", "without height"],
)
def test_the_good_pages_before_a_broken_one_are_taken_and_said_not_to_be_all(directory: bytes) -> None:
    document = opened(builders.broken_tiff(directory))
    assert (document.page_count, document.repaired) == (1, True)
    assert shown(document).tobytes() == shown(opened(builders.tiff(1))).tobytes()
    assert not opened(builders.tiff(2)).repaired


@pytest.mark.parametrize(
    ("data", "status"),
    [
        (builders.huge_png(side=24_500), Status.TOO_MANY_PIXELS),
        (b"\x89PNG\r\n\x1a\n" + bytes(50), Status.DAMAGED),
        (b"RIFF\x00\x00\x00\x00WEBPVP8 " + bytes(30), Status.DAMAGED),
        (b"\x00\x00\x00\x18ftypheic" + bytes(50), Status.DAMAGED),
        (b"\x00\x00\x01\x00\x01\x00" + bytes(50), Status.NOT_A_DOCUMENT),
        (b"8BPS" + bytes(50), Status.NOT_A_DOCUMENT),
    ],
    ids=["huge", "png", "webp", "heic", "ico", "psd"],
)
def test_what_is_no_image_of_ours_is_refused_by_its_reason(data: bytes, status: Status) -> None:
    with pytest.raises(RefusedError) as told:
        opened(data)
    assert told.value.status is status


def test_a_hundred_million_pixels_are_still_taken() -> None:
    assert opened(builders.huge_png(side=10_000)).page_info(0).width == 10_000


def test_a_pdf_within_an_image_is_the_image() -> None:
    from PIL.PngImagePlugin import PngInfo

    words = PngInfo()
    words.add_text("Comment", "%PDF-1.7")
    document = opened(encoded(Image.new("RGB", (9, 9)), "PNG", pnginfo=words))
    assert document.media_type == "image/png"


def test_decoded_frames_are_let_go_of(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reviewer.documents.parsing.image.images._KEPT_BYTES", 300 * 400)
    document = opened(builders.tiff(4))
    assert isinstance(document, ImageDocument)
    first = [shown(document, page).tobytes() for page in range(4)]
    assert len(document._kept) == 1
    assert [shown(document, page).tobytes() for page in range(4)] == first


def test_a_photograph_from_a_telephone_is_shown() -> None:
    opened = open_document(memoryview(HEIC), None)
    assert opened.media_type == "image/heic"
    info = opened.page_info(0)
    assert (info.width, info.height) == (64, 32)
    pixels = bytearray(64 * 32 * 4)
    opened.draw(0, 1.0, PixelRect(0, 0, 64, 32), 0, memoryview(pixels))
    blue, green, red = pixels[4 * (64 * 16 + 8) :][:3]
    assert red > 190
    assert 130 > green > blue
    assert min(pixels[4 * (64 * 16 + 56) :][:3]) > 240


def test_a_photograph_cut_short_is_refused_as_damaged() -> None:
    with pytest.raises(RefusedError) as refused:
        open_document(memoryview(HEIC[: len(HEIC) // 2]), None)
    assert refused.value.status is Status.DAMAGED


def test_every_kind_that_a_worker_opens_is_believed_on_the_other_side() -> None:
    assert set(frames._TYPES.values()) <= set(replies.MEDIA_TYPES)


STRIP_OFFSETS = 273


def png_with(chunk: bytes, words: bytes) -> bytes:
    """Return a PNG with something written in it that unpacks to 30 million bytes."""
    body = words + zlib.compress(bytes(30_000_000), 9)
    written = struct.pack(">I", len(body)) + chunk + body + struct.pack(">I", zlib.crc32(chunk + body))
    whole = builders.png()
    at = whole.index(b"IDAT") - 4
    return whole[:at] + written + whole[at:]


@pytest.mark.parametrize(("chunk", "words"), [(b"zTXt", b"Comment\0\0"), (b"iCCP", b"profile\0\0")])
def test_words_beside_the_pixels_that_are_too_many_cost_only_themselves(chunk: bytes, words: bytes) -> None:
    document = opened(png_with(chunk, words))
    assert shown(document).size == (600, 300)
    assert document.file_facts(0, 1).cut
    assert not opened(builders.png()).file_facts(0, 1).cut


def test_a_frame_that_cannot_be_decoded_costs_no_other() -> None:
    data = bytearray(builders.tiff(3))
    first: int = struct.unpack_from("<I", data, 4)[0]
    (count,) = struct.unpack_from("<H", data, first)
    strips = [at for at in range(first + 2, first + 2 + 12 * count, 12) if struct.unpack_from("<H", data, at)[0] == STRIP_OFFSETS]
    where: int = struct.unpack_from("<I", data, strips[0] + 8)[0]
    data[where : where + 40] = bytes(40)
    document = opened(bytes(data))
    assert (document.page_count, document.repaired) == (3, True)
    with pytest.raises(RefusedError) as refusal:
        shown(document)
    assert refusal.value.status is Status.PAGE_DAMAGED
    area = PixelRect(0, 0, 300, 400)
    assert document.page_image(2, 1, area).getextrema() != ((255, 255),) * 3
