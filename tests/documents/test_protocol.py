"""Frames, requests and replies: what is written is read again, and nothing else is believed."""

from __future__ import annotations

import math
from array import array
from dataclasses import replace
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.documents import limits
from reviewer.documents.findings import Crop, Hyperlink, HyperlinkKind, OutlineItem, PlainTexts
from reviewer.documents.lockdown.controls import ALL
from reviewer.documents.protocol import (
    destinations,
    made_replies,
    made_requests,
    replies,
    requests,
    text_replies,
    text_requests,
)
from reviewer.documents.protocol.fields import Reader
from reviewer.documents.protocol.framing import HEADER, MAGIC, Assembler, Kind, Message, ProtocolError, Status, frames
from reviewer.documents.results import PixelRect
from reviewer.model.document import PlainText
from reviewer.model.geometry import IDENTITY, Matrix, Point, Rect
from reviewer.model.page import PageInfo

U32 = st.integers(0, 2**32 - 1)
I32 = st.integers(-(2**31), 2**31 - 1)
REAL = st.floats(allow_nan=False)
SIDE = st.floats(0.001, limits.MAX_PAGE_UNITS)
PLAIN = st.text(st.characters(exclude_categories=["Cs"]))
WORDS = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"))
LABEL = st.text(st.characters(exclude_categories=["Cs"]), max_size=limits.MAX_LABEL_CHARS)
KINDS = st.sampled_from([kind for kind in Kind if kind is not Kind.READY])


def payload(parts: Any) -> memoryview:
    return memoryview(b"".join(parts) if isinstance(parts, list) else parts)


def told(kind: Kind, serial: int, data: bytes, cuts: list[int], limit: int) -> Message | None:
    """Feed bytes cut at random places to an assembler that expects this answer."""
    assembler = Assembler()
    assembler.expect(kind, serial, limit)
    message = None
    places = sorted({0, len(data), *(cut % (len(data) + 1) for cut in cuts)})
    for start, end in pairwise(places):
        message = assembler.feed(data[start:end]) or message
    return message


@given(KINDS, U32, st.lists(st.binary(max_size=400)), st.lists(st.integers(0, 10**6), max_size=8))
def test_a_message_arrives_however_it_is_cut(kind: Kind, serial: int, parts: list[bytes], cuts: list[int]) -> None:
    whole = b"".join(parts)
    message = told(kind, serial, b"".join(frames(kind, serial, parts)), cuts, len(whole))
    assert message is not None
    assert (message.kind, message.serial, message.status) == (kind, serial, Status.OK)
    assert message.payload == whole


def test_a_long_message_is_cut_into_frames_of_bounded_size() -> None:
    whole = bytes(range(256)) * 5000
    data = b"".join(frames(Kind.COPY, 7, [whole]))
    sizes, at = [], 0
    while at < len(data):
        length = HEADER.unpack_from(data, at)[4]
        sizes.append(length)
        at += HEADER.size + length
    assert max(sizes) <= limits.FRAME_BYTES
    assert len(sizes) == math.ceil(len(whole) / limits.FRAME_BYTES)
    message = told(Kind.COPY, 7, data, [], len(whole))
    assert message is not None
    assert message.payload == whole


@given(st.binary(min_size=1, max_size=200))
def test_random_bytes_are_no_message(data: bytes) -> None:
    assembler = Assembler()
    assembler.expect(Kind.TEXT, 1, 10**6)
    try:
        assert assembler.feed(data) is None
    except ProtocolError:
        return
    assert len(data) < HEADER.size or data[:2] == MAGIC.to_bytes(2, "little")


@pytest.mark.parametrize(
    "header",
    [
        (MAGIC + 1, Kind.TEXT, 0, 1, 0, 0, 0),
        (MAGIC, Kind.RENDER, 0, 1, 0, 0, 0),
        (MAGIC, Kind.TEXT, 2, 1, 0, 0, 0),
        (MAGIC, Kind.TEXT, 0, 2, 0, 0, 0),
        (MAGIC, Kind.TEXT, 0, 1, limits.FRAME_BYTES + 1, 0, 0),
        (MAGIC, Kind.TEXT, 0, 1, 101, 0, 0),
        (MAGIC, Kind.TEXT, 1, 1, 0, 0, 0),
        (MAGIC, Kind.TEXT, 0, 1, 0, 999, 0),
        (MAGIC, Kind.TEXT, 0, 1, 0, 0, 1),
    ],
    ids=["magic", "kind", "flags", "serial", "frame-length", "limit", "empty-more", "status", "reserved"],
)
def test_a_header_that_lies_is_noticed(header: tuple[int, ...]) -> None:
    assembler = Assembler()
    assembler.expect(Kind.TEXT, 1, 100)
    with pytest.raises(ProtocolError):
        assembler.feed(HEADER.pack(*header) + bytes(200))


def test_bytes_that_nobody_asked_for_are_noticed() -> None:
    assembler = Assembler()
    with pytest.raises(ProtocolError):
        assembler.feed(b"x")
    assembler.expect(Kind.TEXT, 1, 100)
    with pytest.raises(ProtocolError):
        assembler.feed(b"".join(frames(Kind.TEXT, 1, [b"abc"])) + b"x")


def test_an_error_brings_no_payload() -> None:
    assembler = Assembler()
    assembler.expect(Kind.TEXT, 1, 100)
    with pytest.raises(ProtocolError):
        assembler.feed(b"".join(frames(Kind.TEXT, 1, [b"words of the document"], Status.DAMAGED)))


RECTS = st.builds(PixelRect, I32, I32, U32, U32)
REQUESTS = st.one_of(
    st.builds(requests.Open, st.integers(0, 2**63), st.none() | st.text(max_size=40), st.booleans()),
    st.builds(requests.Pages, U32, U32),
    st.builds(text_requests.PlainText, U32, U32),
    st.builds(requests.Render, U32, REAL, st.sampled_from([0, 90, 180, 270]), RECTS, st.booleans()),
    st.builds(text_requests.Text, U32),
    st.builds(text_requests.Outline),
    st.builds(text_requests.Hyperlinks, U32),
    st.builds(made_requests.CropOut, U32, st.builds(Rect, REAL, REAL, REAL, REAL), REAL, st.binary()),
    st.builds(made_requests.AnnotatedCopy, PLAIN, PLAIN, st.binary()),
    st.builds(made_requests.Typeset, PLAIN, REAL, REAL, REAL),
    st.builds(made_requests.Picture, PLAIN, U32, U32),
)


def fields_of(request: Any) -> Any:
    """Return what can be compared of a request: those that are asked first are plain classes."""
    return vars(request) if hasattr(request, "__dict__") else request


@given(REQUESTS)
def test_requests_are_read_as_they_were_written(request: Any) -> None:
    if isinstance(request, requests.Open) and request.password is not None:
        request = requests.Open(request.size, request.password.encode("utf-8", "replace").decode(), request.inline)
    assert fields_of(type(request).unpack(Reader(request.pack()))) == fields_of(request)


@given(REQUESTS, st.integers(0, 60))
def test_requests_cut_short_are_refused(request: Any, kept: int) -> None:
    data = request.pack()
    if kept >= len(data) or isinstance(request, made_requests.CropOut | made_requests.AnnotatedCopy):
        return  # raw bytes at the end may be of any length
    with pytest.raises(ProtocolError):
        type(request).unpack(Reader(data[:kept]))


TURNS = st.sampled_from([0, 90, 180, 270])
PAGES = st.builds(
    PageInfo,
    st.just(0),
    LABEL,
    SIDE,
    SIDE,
    TURNS,
    st.builds(Matrix, *map(st.just, IDENTITY[:4]), st.floats(-1e6, 1e6), st.floats(-1e6, 1e6)),
)


COUNTS = st.tuples(st.integers(1, limits.MAX_PAGES), st.integers(0, limits.MAX_PAGES_BEYOND))


@given(st.sampled_from(replies.MEDIA_TYPES), COUNTS, st.tuples(*[st.booleans()] * 4, st.sampled_from(replies.REDUCTIONS)), PAGES)
def test_what_was_opened_is_read_as_written(
    media_type: str, counts: tuple[int, int], flags: tuple[bool, bool, bool, bool, int], page: PageInfo
) -> None:
    count, beyond = counts
    encrypted, repaired, *more, reduced = flags
    restricted, undrawn = map(bool, more)
    facts = replies.OpenedFacts(
        media_type, count, bool(encrypted), bool(repaired), page, "", restricted, beyond, undrawn, reduced
    )
    data = replies.write_opened(facts)
    assert replies.read_opened(payload(data)) == facts
    assert len(data) <= replies.OPENED_BYTES


@given(st.lists(PAGES, min_size=1, max_size=5), st.integers(0, 1000))
def test_pages_are_read_as_written(pages: list[PageInfo], first: int) -> None:
    numbered = tuple(
        PageInfo(first + at, one.label, one.width, one.height, one.rotation, one.to_user_space) for at, one in enumerate(pages)
    )
    assert replies.read_pages(payload(replies.write_pages(numbered)), first=first, count=len(pages)) == numbered


PLAIN = st.builds(PlainText, WORDS, st.sampled_from(text_replies.LAYER_KINDS), st.booleans())


@given(PLAIN, st.data())
def test_characters_are_read_as_written(words: PlainText, data: st.DataObject) -> None:
    count = 8 * len(words.text)
    numbers = data.draw(st.lists(st.floats(-1e6, 1e6, width=32), min_size=count, max_size=count))
    written = payload(text_replies.write_text(words, array("f", numbers).tobytes()))
    read = text_replies.read_text(written, page=3, extractor="mupdf 1.28.2")
    assert (PlainText(read.text, read.kind, read.is_scan), list(read.boxes), read.page) == (words, numbers, 3)


@given(st.lists(PLAIN, max_size=8), st.booleans())
def test_plain_texts_are_read_as_written(texts: list[PlainText], repaired: bool) -> None:
    written = payload(text_replies.write_plain_texts(texts, repaired=repaired))
    assert text_replies.read_plain_texts(written, count=len(texts)) == PlainTexts(tuple(texts), repaired)


NEAR = st.floats(-1e9, 1e9)


@given(
    st.lists(
        st.builds(
            OutlineItem,
            st.integers(1, limits.MAX_OUTLINE_LEVEL),
            LABEL,
            st.none() | st.integers(0, 9),
            st.none() | st.builds(Point, NEAR, NEAR),
        )
    )
)
def test_outlines_are_read_as_written(items: list[OutlineItem]) -> None:
    assert destinations.read_outline(payload(destinations.write_outline(items)), page_count=10) == tuple(items)


SPANS = st.tuples(NEAR, NEAR).map(sorted)
HYPERLINKS = st.builds(
    lambda across, down, kind, words, page, point: Hyperlink(
        Rect(across[0], down[0], across[1], down[1]), kind, words, -1 if kind else page, point
    ),
    SPANS,
    SPANS,
    st.sampled_from(HyperlinkKind),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=50),
    st.integers(0, 9),
    st.none() | st.builds(Point, NEAR, NEAR),
)


@given(st.lists(HYPERLINKS, max_size=5))
def test_hyperlinks_are_read_as_written(found: list[Hyperlink]) -> None:
    assert destinations.read_hyperlinks(payload(destinations.write_hyperlinks(found)), page_count=10) == tuple(found)


LINK = Hyperlink(Rect(0, 0, 10, 10), HyperlinkKind.PLACE, "", 9, Point(1, 2))
GOOD_PAGE = PageInfo(0, "iv", 612.0, 792.0)
GOOD_PNG = b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR" + (3).to_bytes(4, "big") + (2).to_bytes(4, "big") + bytes(20)


def opened_with(page: PageInfo = GOOD_PAGE, count: int = 1) -> bytes:
    return replies.write_opened(replies.OpenedFacts("application/pdf", count, False, False, page))


def read_hyperlink(**fields: Any) -> object:
    return read_hyperlinks([replace(LINK, **fields)])


def read_hyperlinks(items: list[Hyperlink]) -> object:
    return destinations.read_hyperlinks(payload(destinations.write_hyperlinks(items)), page_count=10)


def read_outline(item: OutlineItem) -> object:
    return destinations.read_outline(payload(destinations.write_outline([item])), page_count=10)


def boxes(*numbers: float) -> bytes:
    return array("f", numbers).tobytes()


LIES = {
    "no pages": lambda: replies.read_opened(payload(opened_with(count=0))),
    "endless pages": lambda: replies.read_opened(payload(opened_with(count=2**32 - 1))),
    "more pages than can be counted": lambda: replies.read_opened(payload(opened_with()[:8] + b"\xff" * 4 + opened_with()[12:])),
    "nan width": lambda: replies.read_opened(payload(opened_with(PageInfo(0, "", math.nan, 1.0)))),
    "huge height": lambda: replies.read_opened(payload(opened_with(PageInfo(0, "", 1.0, 1e300)))),
    "no width": lambda: replies.read_opened(payload(opened_with(PageInfo(0, "", 0.0, 1.0)))),
    "odd turn": lambda: replies.read_opened(payload(opened_with(PageInfo(0, "", 1.0, 1.0, 45)))),
    "infinite matrix": lambda: replies.read_opened(payload(opened_with(PageInfo(0, "", 1.0, 1.0, 0, Matrix(a=math.inf))))),
    "flat matrix": lambda: replies.read_opened(payload(opened_with(PageInfo(0, "", 1.0, 1.0, 0, Matrix(a=0, d=0))))),
    "long label": lambda: replies.read_opened(payload(opened_with(PageInfo(0, "x" * 65, 1.0, 1.0)))),
    "unknown type": lambda: replies.read_opened(payload(b"\x63" + opened_with()[1:])),
    "more after it": lambda: replies.read_opened(payload(opened_with() + b"x")),
    "page missing": lambda: replies.read_pages(payload(replies.write_pages([GOOD_PAGE])), first=0, count=2),
    "page too many": lambda: replies.read_pages(payload(replies.write_pages([GOOD_PAGE] * 3)), first=0, count=2),
    "other size": lambda: replies.read_rendered(payload(replies.write_rendered(9, 8)), width_px=8, height_px=8, shared=True),
    "pixels missing": lambda: replies.read_rendered(
        payload(replies.write_rendered(2, 2) + bytes(15)), width_px=2, height_px=2, shared=False
    ),
    "pixels twice": lambda: replies.read_rendered(
        payload(replies.write_rendered(2, 2) + bytes(16)), width_px=2, height_px=2, shared=True
    ),
    "boxes missing": lambda: text_replies.read_text(
        payload(text_replies.write_text(PlainText("ab"), bytes(32))), page=0, extractor="m 1"
    ),
    "nan box": lambda: text_replies.read_text(
        payload(text_replies.write_text(PlainText("a"), boxes(*[1.0] * 7, math.nan))), page=0, extractor="m 1"
    ),
    "nan first": lambda: text_replies.read_text(
        payload(text_replies.write_text(PlainText("a"), boxes(math.nan, *[1.0] * 7))), page=0, extractor="m 1"
    ),
    "infinite box": lambda: text_replies.read_text(
        payload(text_replies.write_text(PlainText("a"), boxes(math.inf, -math.inf, *[1.0] * 6))), page=0, extractor="m 1"
    ),
    "box far out": lambda: text_replies.read_text(
        payload(text_replies.write_text(PlainText("a"), boxes(*[2e9] * 8))), page=0, extractor="m 1"
    ),
    "endless lines": lambda: text_replies.read_text(
        payload(text_replies.write_text(PlainText("\n" * 10_001), bytes(32 * 10_001))), page=0, extractor="m 1"
    ),
    "bad utf-8": lambda: text_replies.read_text(payload(b"\0\x02\0\0\0\xff\xfe" + bytes(64)), page=0, extractor="m 1"),
    "length lies": lambda: text_replies.read_plain_texts(payload(b"\0\0\xff\xff\xff\x7fabc"), count=1),
    "endless plain lines": lambda: text_replies.read_plain_texts(
        payload(text_replies.write_plain_texts([PlainText("a"), PlainText("\n" * 10_001)])), count=2
    ),
    "nothing as a character": lambda: text_replies.read_plain_texts(
        payload(text_replies.write_plain_texts([PlainText("a\0b")])), count=1
    ),
    "unknown kind of text": lambda: text_replies.read_plain_texts(payload(b"\0\x02\0\0\0\0"), count=1),
    "text missing": lambda: text_replies.read_plain_texts(payload(text_replies.write_plain_texts([PlainText("a")])), count=2),
    "outline nowhere": lambda: destinations.read_outline(
        payload(destinations.write_outline([OutlineItem(1, "a", 10)])), page_count=10
    ),
    "outline beside": lambda: read_outline(OutlineItem(1, "a", 1, Point(0, float("nan")))),
    "outline level": lambda: destinations.read_outline(
        payload(destinations.write_outline([OutlineItem(0, "a", 1)])), page_count=10
    ),
    "hyperlink nowhere": lambda: read_hyperlink(page=10),
    "hyperlink before the first page": lambda: read_hyperlink(page=-1),
    "hyperlink out of the document to a page": lambda: read_hyperlink(kind=1, page=0),
    "hyperlink of no kind": lambda: read_hyperlink(kind=5, page=-1),
    "hyperlink at no point": lambda: read_hyperlink(point=Point(0, math.nan)),
    "hyperlink of no size": lambda: read_hyperlink(rect=Rect(0, 0, math.inf, 1)),
    "hyperlink inside out": lambda: read_hyperlink(rect=Rect(2, 0, 1, 1)),
    "hyperlink with a line end": lambda: read_hyperlink(words="a\nb"),
    "hyperlink without end": lambda: read_hyperlink(words="a" * 2_001),
    "endless hyperlinks": lambda: destinations.read_hyperlinks(
        payload(destinations.write_hyperlinks([LINK] * 5_001)), page_count=10
    ),
    "not a png": lambda: made_replies.read_crop(
        payload(made_replies.write_crop(Crop(b"GIF89a" + bytes(30), 3, 2, "0"))), most_pixels=6
    ),
    "other png": lambda: made_replies.read_crop(payload(made_replies.write_crop(Crop(GOOD_PNG, 4, 2, "0"))), most_pixels=8),
    "larger png": lambda: made_replies.read_crop(payload(made_replies.write_crop(Crop(GOOD_PNG, 3, 2, "0"))), most_pixels=5),
    "png of another size": lambda: made_replies.read_png(payload(GOOD_PNG), width_px=3, height_px=3),
    "not a pdf": lambda: made_replies.read_file(payload(b"MZ...."), magic=b"%PDF-"),
    "extractor": lambda: replies.read_ready(payload(replies.write_ready("<b>mupdf</b> 1", ALL))),
    "extractor endless": lambda: replies.read_ready(payload(replies.write_ready("m" * 50, ALL))),
}


@pytest.mark.parametrize("name", LIES)
def test_an_answer_that_lies_is_noticed(name: str) -> None:
    with pytest.raises(ProtocolError):
        LIES[name]()


def test_a_good_crop_passes() -> None:
    written = payload(made_replies.write_crop(Crop(GOOD_PNG, 3, 2, "00ff00ff00ff00ff")))
    assert made_replies.read_crop(written, most_pixels=6).dhash == "00ff00ff00ff00ff"


READERS = [
    replies.read_ready,
    replies.read_opened,
    lambda data: replies.read_pages(data, first=0, count=2),
    lambda data: replies.read_rendered(data, width_px=1, height_px=1, shared=False),
    lambda data: text_replies.read_text(data, page=0, extractor="m 1"),
    lambda data: text_replies.read_plain_texts(data, count=2),
    lambda data: destinations.read_outline(data, page_count=2),
    lambda data: destinations.read_hyperlinks(data, page_count=2),
    lambda data: made_replies.read_crop(data, most_pixels=6),
]


@given(st.sampled_from(READERS), st.binary(max_size=400))
def test_no_answer_can_do_more_than_be_disbelieved(read: Any, data: bytes) -> None:
    try:
        read(memoryview(data))
    except ProtocolError:
        return
