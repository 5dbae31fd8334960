"""Large images are read in bands, and show exactly what they would show if they were held whole."""

from __future__ import annotations

import io
import struct
import zlib
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from random import Random
from typing import Any

import pytest
from PIL import Image, ImageChops, ImageDraw, ImageStat, TiffImagePlugin

from reviewer.documents.parsing.image import bands, jpeg_rows, parting, png_chunks, running_rows, strip_rows
from reviewer.documents.parsing.image.bands import BandedPicture
from reviewer.documents.parsing.image.images import ImageDocument
from reviewer.documents.parsing.image.pictures import image_bytes
from reviewer.documents.parsing.image.tiff_parts import tiff_frame
from reviewer.documents.parsing.opened import RefusedError
from reviewer.documents.parsing.opening import open_document
from reviewer.documents.protocol.framing import Status
from reviewer.documents.results import PixelRect
from tests import builders

SIZE = (203, 331)
PACKED = ("raw", "group4", "group3", "tiff_ccitt", "packbits", "tiff_lzw", "tiff_adobe_deflate")
"""Ways to pack bits (TIFF 6.0; Technical Note 2)."""


@contextmanager
def small_bands(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as patch:
        patch.setattr(parting, "WHOLE_PIXELS", 0)
        patch.setattr(bands, "OVERVIEW_PIXELS", 9_000)
        patch.setattr(bands, "BAND_PIXELS", 5_000)
        for module in (parting, jpeg_rows, strip_rows):
            patch.setattr(module, "BAND_PIXELS", 5_000)
        patch.setattr(bands, "KEPT_BYTES", 40_000)
        yield


def opened(data: bytes) -> ImageDocument:
    found = open_document(memoryview(data), None)
    assert isinstance(found, ImageDocument)
    return found


def in_bands(document: ImageDocument) -> BandedPicture:
    found = document._picture(0)
    assert isinstance(found, BandedPicture)
    return found


def drawing(mode: str = "RGB", size: tuple[int, int] = SIZE) -> Image.Image:
    """Return soft colours and hard strokes, none of it alike anywhere."""
    across = Image.linear_gradient("L").resize(size)
    down = Image.radial_gradient("L").resize(size)
    image = Image.merge("RGB", (across, down, ImageChops.difference(across, down)))
    draw = ImageDraw.Draw(image)
    for at in range(0, size[1], 23):
        draw.line((0, at, size[0], size[1] - at), fill=(at % 256, 255 - at % 256, 90), width=3)
    return image.convert(mode)


def encoded(image: Image.Image, kind: str, **options: Any) -> bytes:
    out = io.BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def strips(image: Image.Image, rows: int, turn: int = 1, tags: Mapping[int, int] | None = None, **options: Any) -> bytes:
    tags = {TiffImagePlugin.ROWSPERSTRIP: rows, builders.ORIENTATION: turn, **(tags or {})}
    return encoded(image, "TIFF", tiffinfo=tags, **options)


def clear() -> Image.Image:
    image = drawing("RGBA")
    image.putalpha(drawing("L"))
    return image


def deep(kind: str) -> bytes:
    image = Image.frombytes("I;16", SIZE, (bytes(range(256)) * 600)[: 2 * SIZE[0] * SIZE[1]])
    return encoded(image, kind)


def plain_tiff(samples: int, bits: int, meaning: int | None) -> bytes:
    """Return a TIFF of one strip, not packed, with any depth; without `meaning` it does not say what its numbers mean."""
    width, height = SIZE
    row = (width * samples * bits + 7) // 8
    pixels = (bytes(range(7, 256)) * (row * height // 200))[: row * height]
    numbers = {256: [width], 257: [height], 258: [bits] * samples, 259: [1], 262: [meaning], 273: [0]}
    numbers |= {277: [samples], 278: [height], 279: [len(pixels)]}
    entries = {tag: values for tag, values in numbers.items() if values != [None]}
    behind = 8 + 2 + 12 * len(entries) + 4
    depths = struct.pack(f"<{samples}H", *entries[258])
    entries[273] = [behind + len(depths)]
    made = [struct.pack("<2sHIH", b"II", 42, 8, len(entries))]
    for tag, values in entries.items():
        if tag == 258:
            made.append(struct.pack("<HHI4s", tag, 3, samples, depths if samples <= 2 else struct.pack("<I", behind)))
        else:
            made.append(struct.pack("<HHII", tag, 4, 1, values[0]))
    return b"".join([*made, bytes(4), depths, pixels])


def in_scans() -> bytes:
    """Return a sequential JPEG whose three colours stand in scans of their own (ITU-T T.81, A.2.2)."""
    grey = encoded(drawing("L"), "JPEG")
    at, segments = 2, b""
    while grey[at + 1] != 0xDA:
        end = at + 2 + int.from_bytes(grey[at + 2 : at + 4], "big")
        if grey[at + 1] == 0xC0:
            parts = b"".join(bytes([one, 0x11, 0]) for one in (1, 2, 3))
            segments += b"\xff\xc0" + struct.pack(">HBHHB", 17, 8, SIZE[1], SIZE[0], 3) + parts
        else:
            segments += grey[at:end]
        at = end
    coded = grey[at + 2 + int.from_bytes(grey[at + 2 : at + 4], "big") : -2]
    scans = [b"\xff\xda" + struct.pack(">HBBBBBB", 8, 1, one, 0, 0, 63, 0) + coded for one in (1, 2, 3)]
    return b"".join([b"\xff\xd8", segments, *scans, b"\xff\xd9"])


def turned(kind: str, turn: int, **options: Any) -> bytes:
    exif = Image.Exif()
    exif[builders.ORIENTATION] = turn
    return encoded(drawing(), kind, exif=exif, **options)


def made() -> dict[str, bytes]:
    palette = drawing().convert("P", palette=Image.Palette.ADAPTIVE, colors=13)
    profile = builders.colour_profile()
    found = {
        "png colours": encoded(drawing(), "PNG"),
        "png grey": encoded(drawing("L"), "PNG"),
        "png bits": encoded(drawing("1"), "PNG"),
        "png palette": encoded(palette, "PNG"),
        "png palette with a hole": encoded(palette, "PNG", transparency=3),
        "png colour that is nothing": encoded(drawing(), "PNG", transparency=(0, 255, 90)),
        "png see-through": encoded(clear(), "PNG"),
        "png grey see-through": encoded(clear().convert("LA"), "PNG"),
        "png 16 bits": deep("PNG"),
        "png profile": encoded(drawing(), "PNG", icc_profile=profile),
        "tiff raw": strips(drawing(), 7),
        "tiff lzw": strips(drawing(), 16, compression="tiff_lzw"),
        "tiff deflate, predicted": strips(drawing(), 10, compression="tiff_adobe_deflate"),
        "tiff inks": strips(drawing("CMYK"), 5, compression="packbits"),
        "tiff palette": strips(palette, 9),
        "tiff bits": strips(drawing("1"), 8, compression="group4"),
        "tiff bits in two strips": strips(drawing("1"), 200, compression="group4"),
        **{f"tiff bits in one strip, {one}": strips(drawing("1"), 331, compression=one) for one in PACKED},
        "tiff bits in one strip, in two directions": strips(drawing("1"), 331, compression="group3", tags={292: 1}),
        "tiff bits in one strip, ends at bytes": strips(drawing("1"), 331, compression="group3", tags={292: 4}),
        "tiff bits in one strip, both": strips(drawing("1"), 331, compression="group3", tags={292: 5}),
        **{
            f"tiff {mode} in one strip, {one}": strips(drawing(mode), 331, compression=one)
            for mode in ("L", "RGB", "CMYK")
            for one in ("raw", "packbits", "tiff_lzw", "tiff_adobe_deflate")
        },
        "tiff in one strip, predicted": strips(drawing(), 331, compression="tiff_lzw", tags={317: 2}),
        "tiff in one strip, predicted and deflated": strips(drawing("L"), 331, compression="tiff_adobe_deflate", tags={317: 2}),
        "tiff in one strip with a profile": strips(drawing(), 331, compression="tiff_lzw", icc_profile=profile),
        "tiff in one strip, turned": strips(drawing(), 331, turn=6, compression="packbits"),
        "tiff bits in one strip that say no meaning": plain_tiff(1, 1, None),
        "tiff bits in one strip, black is 1": strips(drawing("1"), 331, compression="group4", tags={262: 0}),
        "tiff 16 bits": strips(Image.open(io.BytesIO(deep("PNG"))), 8),
        "tiff profile": strips(drawing(), 7, icc_profile=profile),
        "tiff jpeg": strips(drawing(), 16, compression="jpeg"),
        "tiff of 64 bits": strips(drawing(), 16, compression="tiff_lzw", big_tiff=True),
        "jpeg grey": encoded(drawing("L"), "JPEG"),
        "jpeg 4:4:4": encoded(drawing(), "JPEG", subsampling=0),
        "jpeg 4:2:2": encoded(drawing(), "JPEG", subsampling=1),
        "jpeg 4:2:0": encoded(drawing(), "JPEG", subsampling=2),
        "jpeg progressive": encoded(drawing(), "JPEG", subsampling=0, progressive=True),
        "jpeg progressive 4:2:0": encoded(drawing(), "JPEG", subsampling=2, progressive=True),
        "jpeg profile": encoded(drawing(), "JPEG", subsampling=0, icc_profile=profile),
    }
    for turn in range(2, 9):
        found[f"png turn {turn}"] = turned("PNG", turn)
        found[f"tiff turn {turn}"] = strips(drawing(), 8, turn=turn)
        found[f"jpeg turn {turn}"] = turned("JPEG", turn, subsampling=2)
    return found


MADE = made()

ONLY_WHOLE = {
    "tiff of 2 bits": plain_tiff(1, 2, 1),
    "tiff of 4 bits": plain_tiff(1, 4, 1),
    "tiff of 16 bits": plain_tiff(3, 16, 2),
    "tiff of inks of 16 bits": plain_tiff(4, 16, 5),
    "jpeg progressive": encoded(drawing(), "JPEG", subsampling=0, progressive=True),
    "jpeg in scans": in_scans(),
}
"""What cannot be read in parts."""


@pytest.mark.parametrize("name", MADE)
def test_bands_show_what_the_whole_would_show(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    whole = opened(MADE[name])
    with small_bands(monkeypatch):
        banded = opened(MADE[name])
        picture = in_bands(banded)
        assert (banded.page_info(0), banded.repaired) == (whole.page_info(0), False)
        most = 4 if "jpeg" in name else 0
        scales = [1.0, 1.7, 0.6]
        if not ("turn" in name or "jpeg" in name):  # a copy's last row may be at the other end, and a JPEG has copies of its own
            scales += [0.5, 0.3, 0.11]
        for scale in scales:
            seen, expected = banded.page_image(0, scale), whole.page_image(0, scale)
            difference = ImageChops.difference(seen, expected).convert("L")
            assert difference.getextrema()[1] <= most, scale
        assert sum(map(image_bytes, picture._kept.values())) <= 40_000


@pytest.mark.parametrize("turn", range(2, 9))
def test_a_turned_picture_lies_where_the_whole_would_lie_at_every_zoom(turn: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """A small copy's last row and column, made of what was left over, come first where it is turned round."""
    whole = opened(MADE[f"png turn {turn}"])
    with small_bands(monkeypatch):
        seen, expected = (one.page_image(0, 0.3) for one in (opened(MADE[f"png turn {turn}"]), whole))
    assert ImageChops.difference(seen, expected).convert("L").getextrema()[1] <= 25


@pytest.mark.parametrize("name", ["png colours", "tiff lzw", "jpeg 4:2:0", "jpeg turn 6"])
@pytest.mark.parametrize("turn", [0, 90, 270])
def test_parts_of_bands_join_without_a_seam(name: str, turn: int, monkeypatch: pytest.MonkeyPatch) -> None:
    with small_bands(monkeypatch):
        document = opened(MADE[name])
        for scale in (0.37, 1.0, 1.7):
            whole = document.page_image(0, scale, turn=turn)
            joined = Image.new("RGB", whole.size)
            for x in range(0, whole.width, 64):
                for y in range(0, whole.height, 48):
                    part = PixelRect(x, y, min(64, whole.width - x), min(48, whole.height - y))
                    joined.paste(document.page_image(0, scale, part, turn), (x, y))
            assert ImageChops.difference(whole, joined).convert("L").getextrema()[1] <= 8


def test_a_part_is_read_without_what_comes_before_it(monkeypatch: pytest.MonkeyPatch) -> None:
    with small_bands(monkeypatch):
        for name in ("png colours", "tiff lzw"):
            document = opened(MADE[name])
            read: list[tuple[int, int]] = []
            source = in_bands(document)._bands
            real = source.read
            monkeypatch.setattr(
                source, "read", lambda top, bottom, real=real, read=read: read.append((top, bottom)) or real(top, bottom)
            )
            document.page_image(0, 1.0, PixelRect(0, 300, 50, 20))
            assert read
            assert min(top for top, _ in read) >= 270
            read.clear()
            document.page_image(0, 1.0, PixelRect(60, 300, 50, 20))
            assert not read, "the rows were at hand"


def test_what_comes_after_the_picture_in_a_png_still_turns_it(monkeypatch: pytest.MonkeyPatch) -> None:
    exif = Image.Exif()
    exif[builders.ORIENTATION] = 6
    body = b"eXIf" + exif.tobytes()[6:]
    chunk = struct.pack(">I", len(body) - 4) + body + struct.pack(">I", zlib.crc32(body))
    plain = MADE["png colours"]
    data = plain[:-12] + chunk + plain[-12:]
    assert opened(data).page_info(0).width == SIZE[1]
    with small_bands(monkeypatch):
        assert in_bands(opened(data)).size == SIZE[::-1]


@pytest.mark.parametrize("name", ["png colours", "png bits"])
@pytest.mark.parametrize("share", [0.5, 0.8])
def test_a_large_png_with_other_bytes_in_it_is_shown_as_far_as_it_goes_and_said_to_be_damaged(
    name: str, share: float, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = bytearray(MADE[name])
    for at in range(int(len(data) * share), int(len(data) * share) + 4):
        data[at] ^= 0x5A
    with small_bands(monkeypatch):
        document = opened(bytes(data))
        seen = document.page_image(0, 1.0)
        assert document.repaired
    rows = (0, 0, SIZE[0], SIZE[1] // 4)
    difference = ImageChops.difference(seen.crop(rows), opened(MADE[name]).page_image(0, 1.0).crop(rows))
    assert difference.convert("L").getextrema()[1] == 0


def png_of(*parts: bytes) -> bytes:
    """Return a grey PNG whose packed rows come in these parts, each in a chunk of its own."""
    header = struct.pack(">IIBBBBB", *SIZE, 8, 0, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))
        for kind, body in ((b"IHDR", header), *((b"IDAT", part) for part in parts), (b"IEND", b""))
    )


def grained() -> Image.Image:
    """Return a grey picture that packs to three quarters of its size, and no row to less."""
    return Image.frombytes("L", SIZE, bytes(Random(5).choices(range(64), k=SIZE[0] * SIZE[1])))


def unfiltered(image: Image.Image) -> bytes:
    pixels = image.tobytes()
    return b"".join(b"\0" + pixels[at : at + SIZE[0]] for at in range(0, len(pixels), SIZE[0]))


def test_a_large_png_with_another_pixel_than_was_written_is_said_to_be_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    """Where rows are not packed, other bytes are other pixels, and their sum is behind the last row that is read."""
    rows = zlib.compress(unfiltered(grained()), 0)
    data = bytearray(png_of(rows[:-4], rows[-4:]))
    with small_bands(monkeypatch):
        assert not opened(bytes(data)).repaired
        data[len(data) // 2] ^= 0x5A
        assert opened(bytes(data)).repaired


def test_a_large_png_is_shown_up_to_the_bytes_that_are_damaged(monkeypatch: pytest.MonkeyPatch) -> None:
    image, good = grained(), 160
    packer = zlib.compressobj()
    rows = packer.compress(unfiltered(image)[: good * (SIZE[0] + 1)]) + packer.flush(zlib.Z_FULL_FLUSH)
    with small_bands(monkeypatch):
        document = opened(png_of(rows + b"\xff" * 5000))
        assert document.repaired
        seen = document.page_image(0, 1.0).convert("L").crop((0, 0, SIZE[0], good - 2))
    assert seen.tobytes() == image.crop((0, 0, SIZE[0], good - 2)).tobytes()


def test_no_more_chunks_of_a_png_are_looked_at_than_writers_make(monkeypatch: pytest.MonkeyPatch) -> None:
    plain = MADE["png colours"]
    empty = b"\0\0\0\0teXt" + struct.pack(">I", zlib.crc32(b"teXt"))
    data = memoryview(plain[:-12] + 90 * empty + plain[-12:])
    assert len([kind for kind, _, _ in png_chunks.chunks(data) if kind == b"teXt"]) == 90
    monkeypatch.setattr(png_chunks, "MOST_CHUNKS", 50)
    assert len(list(png_chunks.chunks(data))) == 50


@pytest.mark.parametrize("name", ["png colours", "jpeg 4:2:0", "png bits"])
def test_a_large_image_cut_short_is_shown_as_far_as_it_goes(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    data = MADE[name][: len(MADE[name]) * 2 // 3]
    with small_bands(monkeypatch):
        document = opened(data)
        assert document.repaired
        seen = document.page_image(0, 1.0).crop((0, 0, SIZE[0], 100))
    difference = ImageChops.difference(seen, opened(MADE[name]).page_image(0, 1.0).crop((0, 0, SIZE[0], 100)))
    assert difference.convert("L").getextrema()[1] <= 3


def test_a_png_is_shown_as_far_as_it_goes_whatever_its_size_and_not_at_all_where_nothing_is_there() -> None:
    data = MADE["png colours"]
    document = opened(data[: len(data) // 2])
    assert document.repaired
    assert document.page_image(0, 1.0).crop((0, 0, 203, 60)).tobytes() == drawing().crop((0, 0, 203, 60)).tobytes()
    assert opened(data[:60]).undrawn


@pytest.mark.parametrize(
    "data",
    [
        encoded(drawing("CMYK"), "JPEG"),
        encoded(drawing("RGB"), "WEBP", lossless=True),
        encoded(drawing("P"), "GIF"),
        encoded(Image.linear_gradient("L").resize(SIZE).convert("F"), "TIFF"),
        strips(Image.linear_gradient("L").resize(SIZE).convert("F"), 8),
    ],
    ids=["inks", "webp", "gif", "real numbers", "real numbers in strips"],
)
def test_what_must_be_read_at_once_is_held_whole_up_to_a_hundred_million_pixels(
    data: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = opened(data).page_image(0, 0.7)
    with small_bands(monkeypatch):
        assert opened(data).page_image(0, 0.7).tobytes() == expected.tobytes()
        monkeypatch.setattr("reviewer.documents.limits.MAX_BITMAP_PIXELS", 60_000)
        with pytest.raises(RefusedError) as told:
            opened(data)
    assert told.value.status is Status.TOO_MANY_PIXELS


@contextmanager
def largest_bitmap(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[int]]:
    """Give the number of pixels of the largest bitmap that Pillow makes meanwhile."""
    largest = [0]
    real = Image.Image._new

    def noted(size: tuple[int, int]) -> None:
        largest[0] = max(largest[0], size[0] * size[1])

    def derived(self: Image.Image, core: Any) -> Image.Image:
        noted(core.size)
        return real(self, core)

    with monkeypatch.context() as patch:
        patch.setattr(Image.Image, "_new", derived)
        for name in ("new", "fill"):
            made = getattr(Image.core, name)
            patch.setattr(Image.core, name, lambda mode, size, *rest, made=made: noted(size) or made(mode, size, *rest))
        yield largest


@pytest.mark.parametrize("name", [one for one in MADE if "progressive" not in one])
def test_no_bitmap_is_held_of_more_than_a_hundred_million_pixels(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is read in parts shows what it would show if it were held whole."""
    most = 70 if "jpeg" in name else 0  # half as many colours are stretched otherwise by MuPDF, at hard edges
    whole = opened(MADE[name]).page_image(0, 1.0)
    with small_bands(monkeypatch), largest_bitmap(monkeypatch) as largest:
        monkeypatch.setattr("reviewer.documents.limits.MAX_BITMAP_PIXELS", 60_000)
        document = opened(MADE[name])
        for top in (whole.height - 90, 0, 100):
            seen = document.page_image(0, 1.0, PixelRect(0, top, whole.width, 90))
            expected = whole.crop((0, top, whole.width, top + 90))
            assert ImageChops.difference(seen, expected).convert("L").getextrema()[1] <= most
        assert not document.repaired
        assert largest[0] <= 60_000


@pytest.mark.parametrize("name", ONLY_WHOLE)
def test_what_cannot_be_read_in_parts_is_held_whole_and_refused_above_a_hundred_million_pixels(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = opened(ONLY_WHOLE[name]).page_image(0, 1.0)
    with small_bands(monkeypatch), largest_bitmap(monkeypatch) as largest:
        most = 4 if "jpeg" in name else 0
        seen = opened(ONLY_WHOLE[name]).page_image(0, 1.0)
        assert ImageChops.difference(seen, whole).convert("L").getextrema()[1] <= most
        monkeypatch.setattr("reviewer.documents.limits.MAX_BITMAP_PIXELS", 60_000)
        largest[0] = 0
        with pytest.raises(RefusedError) as told:
            opened(ONLY_WHOLE[name])
        assert told.value.status is Status.TOO_MANY_PIXELS
        assert largest[0] <= 60_000


@pytest.mark.parametrize("name", ["jpeg 4:4:4", "tiff bits in one strip, group4", "tiff bits in two strips"])
def test_rows_that_only_come_one_after_another_are_kept_as_far_as_there_is_room_and_read_again(
    name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = opened(MADE[name])
    monkeypatch.setattr(running_rows, "KEPT_BYTES", 40_000 if "jpeg" in name else 2_000)
    monkeypatch.setattr("reviewer.documents.limits.MAX_BITMAP_PIXELS", 60_000)
    with small_bands(monkeypatch):
        document = opened(MADE[name])
        for top in (300, 0, 150, 149, 290):
            part = PixelRect(0, top, SIZE[0], 30)
            seen, expected = document.page_image(0, 1.0, part), whole.page_image(0, 1.0, part)
            assert ImageChops.difference(seen, expected).convert("L").getextrema()[1] <= 2
        assert in_bands(document)._bands.held_bytes <= (45_000 if "jpeg" in name else 2_500)


def shortened(data: bytes, length: int) -> bytes:
    """Return a TIFF of one strip that says its strip has so many bytes."""
    frame = tiff_frame(memoryview(data), 0)
    assert frame is not None
    at = data.index(struct.pack("<HHII", 279, 4, 1, frame._length[0])) + 8
    return data[:at] + struct.pack("<I", length) + data[at + 4 :]


@pytest.mark.parametrize("mode", ["1", "RGB"])
@pytest.mark.parametrize("packed", PACKED)
def test_one_strip_that_is_cut_short_is_shown_as_far_as_it_goes(mode: str, packed: str, monkeypatch: pytest.MonkeyPatch) -> None:
    if mode != "1" and packed in {"group3", "group4", "tiff_ccitt"}:
        return
    data = strips(drawing(mode), 331, compression=packed)
    monkeypatch.setattr("reviewer.documents.limits.MAX_BITMAP_PIXELS", 60_000)
    with small_bands(monkeypatch):
        document = opened(shortened(data, len(data) // 2))
        assert document.repaired
        seen = document.page_image(0, 1.0, PixelRect(0, 0, SIZE[0], 100))
        assert opened(shortened(data, 0)).undrawn
    assert seen.convert(mode).tobytes() == drawing(mode).crop((0, 0, SIZE[0], 100)).tobytes()


def test_bits_whose_bytes_are_written_from_the_last_bit_on_are_read_in_one_strip_too(monkeypatch: pytest.MonkeyPatch) -> None:
    """TIFF's FillOrder 2, as fax machines write it."""
    data = bytearray(strips(drawing("1"), 331, compression="group4", tags={266: 2}))
    frame = tiff_frame(memoryview(data), 0)
    assert frame is not None
    at, length = frame._at[0], frame._length[0]
    if opened(bytes(data)).page_image(0, 1.0).convert("1").tobytes() != drawing("1").tobytes():
        data[at : at + length] = bytes(int(f"{byte:08b}"[::-1], 2) for byte in data[at : at + length])
    expected = opened(bytes(data)).page_image(0, 1.0, PixelRect(0, 200, SIZE[0], 90))
    monkeypatch.setattr("reviewer.documents.limits.MAX_BITMAP_PIXELS", 60_000)
    with small_bands(monkeypatch):
        assert opened(bytes(data)).page_image(0, 1.0, PixelRect(0, 200, SIZE[0], 90)).tobytes() == expected.tobytes()


def test_three_hundred_million_pixels_are_shown_sharp() -> None:
    document = opened(builders.huge_png(side=17_400))
    assert document.page_info(0).width == 17_400
    assert document.page_image(0, 1.0, PixelRect(17_000, 17_000, 600, 600)).getpixel((399, 399)) == (0, 0, 0)
    assert document._picture(0).held_bytes < 200_000_000


def test_a_page_of_a_long_tiff_is_read_without_the_others(monkeypatch: pytest.MonkeyPatch) -> None:
    pages = [Image.effect_noise((300, 400), 60) for _ in range(12)]
    data = encoded(pages[0], "TIFF", save_all=True, append_images=pages[1:], compression="tiff_lzw")
    document = opened(data)
    given: list[int] = []
    real = Image.open
    monkeypatch.setattr(Image, "open", lambda file, **more: given.append(_length(file)) or real(file, **more))
    assert document.page_image(9, 1.0).convert("L").tobytes() == pages[9].tobytes()
    assert max(given) < len(data) / 6


def _length(file: Any) -> int:
    at = file.tell()
    length = int(file.seek(0, io.SEEK_END))
    file.seek(at)
    return length


def tiff_of(**changed: int) -> memoryview:
    """Return a grey TIFF of strips of a row each, that all lie in the same place where `stride` is 0."""
    facts = {"width": 100, "height": 100, "compression": 1, "planes": 1, "stride": 100} | changed
    values = {256: facts["width"], 257: facts["height"], 258: 8, 259: facts["compression"], 262: 1}
    values |= {273: 100, 277: 1, 278: 1, 279: 100, 284: facts["planes"]}
    count, lists = facts["height"], 8 + 2 + 12 * len(values) + 4
    pixels = lists + 8 * count
    places = [pixels + facts["stride"] * row for row in range(count)]
    entries = [
        struct.pack("<HHII", tag, 4, count, lists if tag == 273 else lists + 4 * count)
        if tag in {273, 279}
        else struct.pack("<HHII", tag, 4, 1, value)
        for tag, value in values.items()
    ]
    directory = struct.pack("<2sHIH", b"II", 42, 8, len(entries)) + b"".join(entries) + bytes(4)
    listed = struct.pack(f"<{2 * count}I", *places, *[facts["width"]] * count)
    return memoryview(directory + listed + bytes(facts["stride"] * (count - 1) + facts["width"]))


def test_a_tiff_whose_strips_stand_alone_is_read_by_them() -> None:
    frame = tiff_frame(tiff_of(), 0)
    assert frame is not None
    assert (frame.size, frame.pieces) == ((100, 100), 100)


@pytest.mark.parametrize(
    "changed", [{"stride": 0}, {"compression": 6}, {"planes": 2}], ids=["over and over", "old JPEG", "planes"]
)
def test_a_tiff_is_not_read_by_its_strips_where_they_hold_more_than_the_file_or_need_more(changed: dict[str, int]) -> None:
    assert tiff_frame(tiff_of(**changed), 0) is None


@pytest.mark.parametrize("orientation", [1, 3, 6, 8])
@pytest.mark.parametrize(("most", "by"), [(40_000, 2), (5_000, 4), (1_200, 8)])
def test_a_jpeg_of_more_pixels_than_are_read_is_shown_at_a_lower_resolution_and_says_so(
    orientation: int, most: int, by: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    data = builders.jpeg(size=SIZE, orientation=orientation)
    whole = opened(data)
    monkeypatch.setattr("reviewer.documents.limits.MAX_IMAGE_PIXELS", 60_000)
    monkeypatch.setattr("reviewer.documents.limits.MAX_BITMAP_PIXELS", most)
    document = opened(data)
    monkeypatch.setattr("reviewer.documents.limits.MAX_BITMAP_PIXELS", 100_000)
    assert (document.reduced, whole.reduced, document.repaired) == (by, 1, False)
    assert document.page_info(0) == whole.page_info(0), "coordinates are those of the full picture"
    for scale in (1 / 16, 0.25, 1.0):
        seen, expected = document.page_image(0, scale), whole.page_image(0, scale)
        assert seen.size == expected.size
        difference = ImageChops.difference(
            seen.reduce(by) if scale == 1 else seen, expected.reduce(by) if scale == 1 else expected
        )
        assert sum(ImageStat.Stat(difference).mean) / 3 < 16
    part = document.page_image(0, 1.0, PixelRect(50, 60, 31, 17))
    assert ImageChops.difference(part, document.page_image(0, 1.0).crop((50, 60, 81, 77))).convert("L").getextrema()[1] <= 2


def test_what_cannot_be_decoded_at_a_lower_resolution_is_refused_with_a_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("reviewer.documents.limits.MAX_IMAGE_PIXELS", 60_000)
    monkeypatch.setattr("reviewer.documents.limits.MAX_BITMAP_PIXELS", 40_000)
    for data in (encoded(drawing(), "JPEG", progressive=True), MADE["png colours"]):
        with pytest.raises(RefusedError) as told:
            opened(data)
        assert told.value.status is Status.TOO_MANY_PIXELS
