"""PDF pages as a worker reads them: geometry, pixels and characters agree on turned, cropped and scaled pages."""

from __future__ import annotations

import struct
from collections.abc import Sequence

import pymupdf
import pytest
from PIL import ImageChops

from reviewer.documents import limits
from reviewer.documents.parsing.making.stamp import annotated_copy
from reviewer.documents.parsing.opened import Opened, RefusedError
from reviewer.documents.parsing.opening import open_document
from reviewer.documents.parsing.pdf_text import characters
from reviewer.documents.protocol.framing import Status
from reviewer.documents.results import PixelRect, shown_page_px
from reviewer.model.geometry import Matrix, Point, Quad, page_rotation
from tests import builders, hostile

TURNS = (0, 90, 180, 270)


def opened(data: bytes, password: str | None = None) -> Opened:
    return open_document(memoryview(data), password)


def quads(document: Opened, page: int = 0) -> list[tuple[str, Quad]]:
    text, raw = document.characters(page)
    corners = [struct.unpack_from("<8f", raw, 32 * at) for at in range(len(text))]
    return [(char, Quad(*(Point(*c[at : at + 2]) for at in (0, 2, 4, 6)))) for char, c in zip(text, corners, strict=True)]


def word_pdf(*, rotation: int = 0, crop: Sequence[float] = (), unit: float = 1.0, matrix: str = "1 0 0 1 200 500") -> bytes:
    """Return a page of 600 by 800 with the word "Hamburg" in Helvetica 24, its foot at 200, 500 in user space."""
    doc = pymupdf.open()
    page = doc.new_page(width=600, height=800)
    page.insert_font(fontname="helv")
    doc.update_stream(_contents(doc, page), f"BT /helv 24 Tf {matrix} Tm (Hamburg) Tj ET".encode())
    if crop:
        doc.xref_set_key(page.xref, "CropBox", f"[{' '.join(map(str, crop))}]")
    if unit != 1:
        doc.xref_set_key(page.xref, "UserUnit", str(unit))
    doc.xref_set_key(page.xref, "Rotate", str(rotation))
    data: bytes = doc.tobytes()
    doc.close()
    return data


def _contents(doc: pymupdf.Document, page: pymupdf.Page) -> int:
    xref: int = doc.get_new_xref()
    doc.update_object(xref, "<<>>")
    doc.update_stream(xref, b" ", new=True)
    page.set_contents(xref)
    return xref


CASES = [
    (rotation, crop, unit)
    for rotation in TURNS
    for crop, unit in (((), 1.0), ((50, 100, 450, 700), 1.0), ((50, 100, 450, 700), 2.5), ((), 0.5))
]


@pytest.mark.parametrize(("rotation", "crop", "unit"), CASES)
def test_page_space_leads_to_user_space_however_a_page_is_turned_cropped_and_scaled(
    rotation: int, crop: Sequence[float], unit: float
) -> None:
    document = opened(word_pdf(rotation=rotation, crop=crop, unit=unit))
    info = document.page_info(0)
    x0, y0, x1, y1 = crop or (0, 0, 600, 800)
    assert (info.width, info.height) == pytest.approx(((x1 - x0) * unit, (y1 - y0) * unit))
    assert info.rotation == rotation
    corner = info.to_user_space.apply(Point(0, 0))
    assert (corner.x, corner.y) == pytest.approx((x0, y1), abs=1e-3)
    first = quads(document)[0]
    assert first[0] == "H"
    in_user_space = info.to_user_space.apply_quad(first[1])
    assert in_user_space.ll.x == pytest.approx(200, abs=0.1)
    assert in_user_space.ll.y < 500 < in_user_space.ul.y
    assert in_user_space.ul.y - in_user_space.ll.y == pytest.approx(24 * 1.2, rel=0.3)


@pytest.mark.parametrize("turn", TURNS)
@pytest.mark.parametrize("rotation", TURNS)
def test_the_ink_is_where_the_characters_are(rotation: int, turn: int) -> None:
    document = opened(word_pdf(rotation=rotation, crop=(50, 100, 450, 700), unit=1.5))
    info, scale = document.page_info(0), 0.8
    whole = shown_page_px(info, scale, turn)
    image = document.page_image(0, scale, turn=turn)
    assert image.size == (whole.width, whole.height)
    ink = ImageChops.invert(image.convert("L")).getbbox()
    assert ink is not None
    to_shown = page_rotation(info.width, info.height, info.rotation + turn).then(Matrix(scale, 0, 0, scale, 0, 0))
    rects = [to_shown.apply_quad(quad).rect for char, quad in quads(document) if char != "\n"]
    word = rects[0].union(rects[-1])
    assert word.x0 - 1.5 <= ink[0] < ink[2] <= word.x1 + 1.5
    assert word.y0 - 1.5 <= ink[1] < ink[3] <= word.y1 + 1.5


@pytest.mark.parametrize(("odd", "quarter"), [(45, 90), (100, 90), (269, 270), (-45, 0), (719, 0), (2**31 - 1, 90)])
def test_a_turn_that_is_no_quarter_turn_is_taken_for_the_nearest_one(odd: int, quarter: int) -> None:
    turned, plain = (opened(word_pdf(rotation=rotation, crop=(50, 100, 450, 700))) for rotation in (odd, quarter))
    assert turned.page_info(0) == plain.page_info(0)
    assert turned.plain_text(0) == "Hamburg\n"
    assert quads(turned) == quads(plain)
    assert turned.page_image(0, 1.0).tobytes() == plain.page_image(0, 1.0).tobytes()


@pytest.mark.parametrize("turn", TURNS)
def test_parts_of_a_page_join_without_a_seam(turn: int) -> None:
    document = opened(builders.text_pdf(builders.REGISTER, rotation=90))
    whole = shown_page_px(document.page_info(0), 0.7, turn)
    size = whole.width * whole.height * 4
    complete = bytearray(size)
    document.draw(0, 0.7, whole, turn, memoryview(complete))
    joined = bytearray(size)
    for x in range(0, whole.width, 100):
        for y in range(0, whole.height, 128):
            part = PixelRect(x, y, min(100, whole.width - x), min(128, whole.height - y))
            pixels = bytearray(part.width * part.height * 4)
            document.draw(0, 0.7, part, turn, memoryview(pixels))
            for row in range(part.height):
                at = ((y + row) * whole.width + x) * 4
                joined[at : at + part.width * 4] = pixels[row * part.width * 4 : (row + 1) * part.width * 4]
    different = sum(abs(a - b) > 8 for a, b in zip(complete, joined, strict=True))
    assert different == 0


@pytest.mark.parametrize(
    ("matrix", "along"),
    [
        ("0 1 -1 0 200 300", (0, -1)),
        ("0 -1 1 0 200 500", (0, 1)),
        ("-1 0 0 -1 400 500", (-1, 0)),
        (".7071 .7071 -.7071 .7071 200 300", (0.7071, -0.7071)),
    ],
    ids=["upwards", "downwards", "upside-down", "slanting"],
)
def test_turned_words_have_turned_boxes(matrix: str, along: tuple[float, float]) -> None:
    document = opened(word_pdf(matrix=matrix))
    boxes = [quad for char, quad in quads(document) if char.isalpha()]
    assert len(boxes) == 7
    straight = [quad for char, quad in quads(opened(word_pdf())) if char.isalpha()]
    for quad, upright in zip(boxes, straight, strict=True):
        width = upright.ur.x - upright.ul.x
        height = upright.ll.y - upright.ul.y
        assert (quad.ur.x - quad.ul.x, quad.ur.y - quad.ul.y) == pytest.approx((along[0] * width, along[1] * width), abs=0.05)
        assert (quad.ll.x - quad.ul.x, quad.ll.y - quad.ul.y) == pytest.approx((-along[1] * height, along[0] * height), abs=0.05)


def test_the_letters_of_a_ligature_share_its_width() -> None:
    document = opened(builders.ligature_pdf())
    text, _ = document.characters(0)
    assert "ﬁ" not in text
    at = text.index("fi")
    (_, f), (_, i) = quads(document)[at : at + 2]
    assert f.rect.width == pytest.approx(i.rect.width, rel=1e-3)
    assert f.rect.width > 1
    assert f.ur == i.ul or (f.ur.x, f.ur.y) == pytest.approx((i.ul.x, i.ul.y), abs=1e-3)


def test_line_ends_take_no_room() -> None:
    for char, quad in quads(opened(builders.text_pdf(builders.REGISTER))):
        assert (quad.rect.area == 0) == (char == "\n")


def test_labels_are_those_of_the_document() -> None:
    document = opened(builders.labelled_pdf())
    with pymupdf.open("pdf", builders.labelled_pdf()) as doc:
        wanted = [page.get_label() for page in doc]
    assert [document.page_info(page).label for page in range(document.page_count)] == wanted
    assert len(set(wanted)) > 1


@pytest.mark.parametrize(
    ("style", "number", "label"),
    [("r", 4, "iv"), ("R", 1949, "MCMXLIX"), ("a", 27, "aa"), ("A", 26, "Z"), ("D", 12, "12"), ("", 3, "")],
)
def test_numerals_are_written_as_the_standard_says(style: str, number: int, label: str) -> None:
    rule: dict[str, object] = {"startpage": 0, "style": style, "prefix": "§", "firstpagenum": number}
    assert opened(builders.text_pdf(("a",), labels=[rule])).page_info(0).label == f"§{label}"


def test_annotations_are_shown() -> None:
    doc = pymupdf.open()
    page = doc.new_page(width=200, height=200)
    page.add_highlight_annot(pymupdf.Rect(50, 50, 150, 100)).update()
    image = opened(doc.tobytes()).page_image(0, 1.0)
    assert image.getpixel((100, 75)) != (255, 255, 255)


def test_reading_changes_nothing_that_a_fresh_copy_would_show() -> None:
    document = opened(builders.text_pdf(builders.REGISTER, rotation=90))
    document.characters(0)
    document.page_image(0, 0.5)
    assert document.fresh_pdf()[0].rotation == 90
    assert document.pdf is not None
    assert document.pdf[0].rotation == 90


def test_a_fresh_copy_of_a_locked_document_is_unlocked() -> None:
    document = opened(builders.encrypted_pdf("hunter2"), "hunter2")
    assert "messages" in document.fresh_pdf()[0].get_text()


def test_a_page_that_is_lost_does_not_take_the_others_along() -> None:
    doc = pymupdf.open("pdf", builders.many_pages_pdf(3))
    doc.xref_set_key(doc.page_xref(1), "Type", "/Lost")
    kids = doc.xref_get_key(doc.pdf_catalog(), "Pages")
    assert kids[0] == "xref"
    document = opened(doc.tobytes())
    assert all(document.page_info(page).width > 0 for page in range(document.page_count))
    assert document.plain_text(document.page_count - 1)


def test_a_document_of_no_pages_is_told_from_a_damaged_one() -> None:
    for data, status in (
        (builders.zero_page_pdf(), Status.NO_PAGES),
        (builders.damaged_pdf(), Status.DAMAGED),
        (b"", Status.EMPTY),
    ):
        with pytest.raises(RefusedError) as told:
            opened(data)
        assert told.value.status is status


def test_a_looping_outline_comes_to_an_end() -> None:
    doc = pymupdf.open("pdf", builders.text_pdf(("a",), ("b",), outline=[(1, "One", 1), (1, "Two", 2)]))
    xrefs = doc.get_outline_xrefs()
    doc.xref_set_key(xrefs[1], "Next", f"{xrefs[0]} 0 R")
    assert len(opened(doc.tobytes()).outline()) <= 4


@pytest.mark.parametrize(("rotation", "line"), [(0, 300.0), (90, 300.0), (180, 300.0), (270, 300.0)])
@pytest.mark.parametrize("crop", [None, (40.0, 60.0, 500.0, 700.0)])
def test_an_outline_leads_to_the_point_it_names(
    rotation: int, line: float, crop: tuple[float, float, float, float] | None
) -> None:
    """The destination is written by hand, in user space of an A4 sheet, as a word processor does it."""
    doc = pymupdf.open(
        "pdf", builders.text_pdf(("a",), ("b",), rotation=rotation, crop=crop, outline=[(1, "One", 2), (1, "Two", 2)])
    )
    first, second = doc.get_outline_xrefs()
    doc.xref_set_key(first, "Dest", f"[{doc[1].xref} 0 R /XYZ 100 {842 - line} 0]")
    doc.xref_set_key(second, "Dest", f"[{doc[1].xref} 0 R /Fit]")
    one, two = opened(doc.tobytes()).outline()
    left, top = (crop[0], crop[1]) if crop else (0.0, 0.0)
    assert one.point is not None
    assert (one.page, round(one.point.x), round(one.point.y)) == (1, 100 - left, line - top)
    assert (two.page, two.point) == (1, None)


class _Nameless:
    """A page with a glyph that MuPDF reports as U+0000, as it does for emoji of fonts without a mapping."""

    def get_textpage(self, flags: int) -> _Nameless:
        return self

    def extractText(self) -> str:  # noqa: N802 - PyMuPDF's name
        return "a\0b\n"

    def extractWORDS(self) -> list[tuple[float, float, float, float, str, int, int, int]]:  # noqa: N802 - PyMuPDF's name
        return [(0.0, 0.0, 15.0, 10.0, "a\0b", 0, 0, 0)]

    def extractRAWDICT(self) -> dict[str, object]:  # noqa: N802 - PyMuPDF's name
        chars = [{"c": c, "bbox": (x, 0, x + 5, 10), "origin": (x, 8)} for x, c in zip((0, 5, 10), "a\0b", strict=True)]
        span = {"size": 10, "ascender": 0.8, "descender": -0.2, "chars": chars}
        return {"blocks": [{"lines": [{"dir": (1.0, 0.0), "spans": [span]}]}]}


def test_a_glyph_that_means_nothing_is_no_null_character() -> None:
    assert characters.plain_text(_Nameless()) == "a\ufffdb\n"
    assert characters.characters(_Nameless())[0] == "a\ufffdb\n"


@pytest.mark.parametrize(
    ("data", "restricted"),
    [
        (builders.text_pdf(["free"]), False),
        (builders.restricted_pdf(), True),
        (builders.restricted_pdf(permissions=-1), False),
    ],
    ids=["free", "restricted", "encrypted-but-all-allowed"],
)
def test_a_pdf_that_anyone_opens_can_be_restricted(data: bytes, restricted: bool) -> None:
    document = opened(data)
    assert (document.encrypted, document.restricted) == (False, restricted)
    copy = annotated_copy(document, [], "2026-03-04T22:04:05.123Z", "")
    assert not opened(copy).restricted


def outline_as_deep_as(levels: int) -> bytes:
    entries = {at: f"<< /Title (t) /Parent {at - 1} 0 R /First {at + 1} 0 R /Dest [3 0 R] >>" for at in range(11, 10 + levels)}
    last = {10 + levels: f"<< /Title (t) /Parent {9 + levels} 0 R /Dest [3 0 R] >>"}
    root = {1: "<< /Type /Catalog /Pages 2 0 R /Outlines 10 0 R >>", 10: "<< /First 11 0 R /Last 11 0 R >>"}
    return hostile.one_page(b"", objects={**root, **entries, **last})


def test_headings_deeper_than_any_book_has_them_end_nothing_and_are_said_to_be_too_deep() -> None:
    deepest = opened(outline_as_deep_as(limits.MAX_OUTLINE_DEPTH))
    assert len(deepest.outline()) == limits.MAX_OUTLINE_DEPTH
    with pytest.raises(RefusedError) as refusal:
        opened(outline_as_deep_as(60_000)).outline()
    assert refusal.value.status is Status.OUTLINE_TOO_DEEP
