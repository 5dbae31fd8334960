"""Annotations that other programs wrote: where they lie, who said what, what belongs together, and the words under them."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import pymupdf
import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.documents import limits
from reviewer.documents.client import OpenDocument
from reviewer.documents.parsing.handlers import _annotations_of
from reviewer.documents.parsing.making.stamp import annotated_copy
from reviewer.documents.pdf_dates import iso_date
from reviewer.documents.protocol.annotations import KINDS, read_annotations, write_annotation, write_head
from reviewer.documents.protocol.framing import ProtocolError
from reviewer.documents.text.selecting.marked import marked_spans
from reviewer.model.annotation import Annotation, AnnotationKind, Remark
from reviewer.model.geometry import Quad, Rect
from tests import builders
from tests.documents.conftest import PATIENCE_S
from tests.documents.reading import MOMENT, opened, page_texts, region_mark, text_mark

LINES = ("The partner may send, read, write", "and delete private messages.", "Nobody was told of it.")
DOCUMENT = builders.text_pdf(LINES)
HEIGHT = builders.A4[1]
ORDERS = {
    "as the industry writes": (0, 1, 2, 3),
    "as the standard says": (2, 3, 1, 0),
    "clockwise": (0, 1, 3, 2),
    "lower first": (2, 3, 0, 1),
    "column by column": (2, 0, 3, 1),
}


def found_in(data: bytes, page: int = 0) -> list[Annotation]:
    return opened(data).annotations(page)[0]


def words_under(data: bytes, one: Annotation) -> list[str]:
    text = page_texts(opened(data))[one.page]
    return [text.text[start:end] for start, end in marked_spans(text, one.quads)]


@pytest.mark.parametrize("order", ORDERS.values(), ids=ORDERS)
@pytest.mark.parametrize("subtype", ["Highlight", "Underline", "Squiggly", "StrikeOut"])
def test_a_mark_on_text_lies_on_its_words_in_whatever_order_its_corners_come(subtype: str, order: Sequence[int]) -> None:
    quads = builders.quad_points(DOCUMENT, "read, write", order)
    data = builders.annotated_pdf(DOCUMENT, f"/Subtype /{subtype} /Rect [0 0 10 10] /QuadPoints {quads}")
    (one,) = found_in(data)
    assert one.kind.marks_text
    assert words_under(data, one) == ["read, write"]


def test_a_mark_without_quads_and_appearance_lies_on_its_rectangle() -> None:
    rect = builders.quad_points(DOCUMENT, "delete", (2, 1)).replace("[", "").replace("]", "")
    data = builders.annotated_pdf(DOCUMENT, f"/Subtype /Highlight /Rect [{rect}]")
    (one,) = found_in(data)
    assert words_under(data, one) == ["delete"]


def test_a_thin_line_under_words_takes_them_and_not_the_next_line() -> None:
    page = pymupdf.open("pdf", DOCUMENT)[0]
    (rect,) = page.search_for("private messages")
    foot = HEIGHT - rect.y1
    quads = f"[{rect.x0} {foot + 2} {rect.x1} {foot + 2} {rect.x0} {foot} {rect.x1} {foot}]"
    data = builders.annotated_pdf(DOCUMENT, f"/Subtype /Underline /Rect [0 0 10 10] /QuadPoints {quads}")
    (one,) = found_in(data)
    assert words_under(data, one) == ["private messages"]


def test_marks_over_several_lines_are_one_span_and_words_left_out_part_them() -> None:
    over = [builders.quad_points(DOCUMENT, words)[1:-1] for words in ("read, write", "and delete")]
    apart = [builders.quad_points(DOCUMENT, words)[1:-1] for words in ("partner", "messages")]
    data = builders.annotated_pdf(
        DOCUMENT,
        f"/Subtype /Highlight /Rect [0 0 9 9] /QuadPoints [{' '.join(over)}]",
        f"/Subtype /Highlight /Rect [0 0 9 9] /QuadPoints [{' '.join(apart)}]",
    )
    one, other = found_in(data)
    assert words_under(data, one) == ["read, write\nand delete"]
    assert words_under(data, other) == ["partner", "messages"]


def test_a_mark_over_several_words_takes_them_whole() -> None:
    page = pymupdf.open("pdf", DOCUMENT)[0]
    (rect,) = page.search_for("read, write")
    left, right, top, foot = rect.x0 + 6, rect.x1 - 6, HEIGHT - rect.y0, HEIGHT - rect.y1
    quads = f"[{left} {top} {right} {top} {left} {foot} {right} {foot}]"
    data = builders.annotated_pdf(DOCUMENT, f"/Subtype /Highlight /Rect [0 0 9 9] /QuadPoints {quads}")
    assert words_under(data, found_in(data)[0]) == ["read, write"]


@pytest.mark.parametrize(("share", "words"), [(0.92, "messages"), (0.8, "messages"), (0.45, "mes")])
def test_a_mark_that_falls_a_little_short_of_a_word_takes_it_whole_and_one_on_a_part_takes_that(share: float, words: str) -> None:
    page = pymupdf.open("pdf", DOCUMENT)[0]
    (rect,) = page.search_for("messages")
    left, right, top, foot = rect.x0, rect.x0 + share * rect.width, HEIGHT - rect.y0, HEIGHT - rect.y1
    quads = f"[{left} {top} {right} {top} {left} {foot} {right} {foot}]"
    data = builders.annotated_pdf(DOCUMENT, f"/Subtype /Highlight /Rect [0 0 9 9] /QuadPoints {quads}")
    assert words_under(data, found_in(data)[0]) == [words]


@pytest.mark.parametrize("shape", [{"rotation": 90}, {"crop": (50, 40, 500, 700)}, {"rotation": 270, "crop": (50, 40, 500, 700)}])
def test_marks_lie_on_their_words_on_turned_and_cropped_pages(shape: dict[str, object]) -> None:
    plain = builders.text_pdf(LINES, **shape)
    doc = pymupdf.open("pdf", plain)
    doc[0].add_highlight_annot(doc[0].search_for("delete private", quads=True))
    data = doc.tobytes()
    assert words_under(data, found_in(data)[0]) == ["delete private"]


def test_quads_that_cannot_be_are_left_out() -> None:
    bad = "1e30 1e30 1e30 1e30 1e30 1e30 1e30 1e30 5 5 5 5 5 5 5 5"
    data = builders.annotated_pdf(
        DOCUMENT, f"/Subtype /Highlight /Rect [0 0 9 9] /QuadPoints [{bad} {builders.quad_points(DOCUMENT, 'delete')[1:-1]} 3 4]"
    )
    (one,) = found_in(data)
    assert len(one.quads) == 1
    assert words_under(data, one) == ["delete"]


def test_who_when_and_what_are_read() -> None:
    data = builders.annotated_pdf(
        DOCUMENT,
        "/Subtype /Text /Rect [100 700 120 720] /T (Ann Example) /CreationDate (D:20190304101500+01'00') /M (D:20200101000000Z)"
        " /Contents <FEFF004E006F000D004E006F0074> /NM (okular-1)",
        "/Subtype /FreeText /Rect [200 700 320 720] /M (yesterday) /Contents (Two\\rlines\\001)",
    )
    note, free = found_in(data)
    assert note.remark == Remark("Ann Example", "D:20190304101500+01'00'", "", "No\nNot")
    assert (note.kind, note.name) == (AnnotationKind.NOTE, "okular-1")
    assert note.rect == Rect(100, HEIGHT - 720, 120, HEIGHT - 700)
    assert free.remark == Remark("", "yesterday", "", "Two\nlines")


def test_a_square_is_the_shape_inside_its_border() -> None:
    (one,) = found_in(builders.annotated_pdf(DOCUMENT, "/Subtype /Square /Rect [320 420 300 400] /RD [2 2 2 2]"))
    assert one.rect == Rect(302, HEIGHT - 418, 318, HEIGHT - 402)


def test_replies_and_popups_belong_to_their_parent_and_links_and_fields_are_none() -> None:
    data = builders.annotated_pdf(
        DOCUMENT,
        "/Subtype /Text /Rect [100 700 120 720] /T (Ann) /Contents (Is it so?)",
        "/Subtype /Popup /Rect [100 600 220 700] /Parent {0} /Contents (Is it so?)",
        "/Subtype /Text /Rect [100 700 120 720] /T (Bob) /Contents (It is.) /IRT {0} /F 30",
        "/Subtype /Text /Rect [100 700 120 720] /T (Ann) /Contents (Thanks.) /IRT {2}",
        "/Subtype /Link /Rect [10 10 20 20]",
        "/Subtype /Widget /Rect [10 10 20 20] /FT /Tx",
        "/Subtype /StrikeOut /Rect [10 10 20 20] /IRT {0} /RT /Group",
        "/Subtype /Text /Rect [50 700 60 720] /T (Cid) /Contents (Lost) /IRT {4}",
    )
    note, struck, lost = found_in(data)
    assert [one.words for one in note.replies] == ["Bob: It is.", "Ann: Thanks."]
    assert (struck.kind, lost.remark.words) == (AnnotationKind.STRIKE_OUT, "Cid: Lost")


def test_annotations_that_reply_to_each_other_in_a_ring_are_all_there() -> None:
    data = builders.annotated_pdf(
        DOCUMENT,
        "/Subtype /Text /Rect [1 1 20 20] /Contents (one) /IRT {1}",
        "/Subtype /Text /Rect [1 1 20 20] /Contents (two) /IRT {0}",
    )
    assert [one.remark.text for one in found_in(data)] == ["one", "two"]


def test_a_ring_of_three_replies_and_what_replies_to_one_of_them_are_all_there() -> None:
    data = builders.annotated_pdf(
        DOCUMENT,
        "/Subtype /Text /Rect [1 1 20 20] /Contents (one) /IRT {1}",
        "/Subtype /Text /Rect [1 1 20 20] /Contents (two) /IRT {2}",
        "/Subtype /Text /Rect [1 1 20 20] /Contents (three) /IRT {0}",
        "/Subtype /Text /Rect [1 1 20 20] /Contents (beside) /IRT {0}",
    )
    assert [one.remark.text for one in found_in(data)] == ["one", "two", "three", "beside"]


def test_what_a_pack_of_ours_marked_is_known_and_lies_where_it_lay() -> None:
    data = DOCUMENT
    marks = (text_mark(opened(data), "read, write"), region_mark(Rect(100, 300, 200, 350)))
    copy = annotated_copy(opened(data), marks, MOMENT, "A title")
    text, region = found_in(copy)
    assert text.is_ours
    assert region.is_ours
    assert words_under(copy, text) == ["read, write"]
    assert (region.rect.x0, region.rect.y1) == pytest.approx((100, 350), abs=0.01)
    foreign = builders.annotated_pdf(
        DOCUMENT, "/Subtype /Highlight /Rect [0 0 9 9] /NM (0b0d8b3e-7c1c-4f7e-9a57-0d6f1a2b3c4d) /M (D:20260304220405Z)"
    )
    assert not found_in(foreign)[0].is_ours


def test_a_mark_of_ours_that_somebody_changed_since_is_theirs() -> None:
    document = opened(DOCUMENT)
    doc = pymupdf.open("pdf", annotated_copy(document, (text_mark(document, "read, write"),), MOMENT, "A title"))
    (mark,) = doc[0].annot_xrefs()
    doc.xref_set_key(mark[0], "M", "(D:20260401120000Z)")
    assert [one.is_ours for one in found_in(doc.tobytes())] == [False]


def test_broken_lists_of_annotations_hide_nothing_else() -> None:
    data = builders.annotated_pdf(
        DOCUMENT,
        "/Subtype /Highlight /QuadPoints (none)",
        "/Subtype /Square /Rect [1 2 (three) 4 5]",
        "/Subtype /Circle /Rect [1 2 30 40]",
    )
    assert [one.kind for one in found_in(data)][-1] is AnnotationKind.CIRCLE


@pytest.mark.parametrize(
    ("dated", "iso"),
    [
        ("D:20190304101500+01'00'", "2019-03-04T10:15:00+01:00"),
        ("D:20190304101500Z00'00", "2019-03-04T10:15:00Z"),
        ("D:20190304101500+00'240'", "2019-03-04T10:15:00"),
        ("20190304101500", "2019-03-04T10:15:00"),
        ("D:20190304", "2019-03-04"),
        ("D:2019", "2019"),
        ("2019-03-04T10:15:00.5Z", "2019-03-04T10:15:00Z"),
        ("D:01220011195504+00'208'", ""),
        ("D:20190230", ""),
        ("yesterday", ""),
        ("", ""),
    ],
)
def test_dates_are_read_as_far_as_they_make_sense(dated: str, iso: str) -> None:
    assert iso_date(dated) == iso


def test_annotations_cross_the_border(open_bytes: Callable[..., OpenDocument]) -> None:
    said = "/T (Ann) /CreationDate (D:2019) /Contents (Oh)"
    source = f"/Subtype /Highlight /Rect [0 0 9 9] /QuadPoints {builders.quad_points(DOCUMENT, 'delete')} {said}"
    document = open_bytes(builders.annotated_pdf(builders.text_pdf(LINES, ["Two"]), source, "/Subtype /Square /Rect [1 2 30 40]"))
    read = document.annotations(0, 2).result(PATIENCE_S)
    assert (read.pages, read.cut, [one.kind for one in read.found]) == (2, False, [KINDS[0], AnnotationKind.SQUARE])
    assert read.found[0].remark == Remark("Ann", "D:2019", "2019", "Oh")
    picture = open_bytes(builders.png())
    assert picture.annotations(0, 1).result(PATIENCE_S).found == ()


def test_an_answer_ends_where_it_would_grow_too_long(monkeypatch: pytest.MonkeyPatch) -> None:
    doc = pymupdf.open("pdf", builders.text_pdf(*[["a"]] * 3))
    for page in doc:
        for _ in range(3):
            page.add_text_annot((100, 100), "A comment of some length")
    document = opened(doc.tobytes())
    size = len(b"".join(map(write_annotation, document.annotations(0)[0])))
    for room, pages, count, cut in ((size * 2, 2, 6, False), (size, 1, 3, False), (size - 1, 1, 2, True)):
        monkeypatch.setattr(limits, "ANNOTATIONS_BYTES", room)
        read = read_annotations(memoryview(b"".join(_annotations_of(document, 0, 3))), first=0, count=3)
        assert (read.pages, len(read.found), read.cut) == (pages, count, cut)


NOTE = Annotation(0, AnnotationKind.NOTE, Rect(1, 2, 3, 4), remark=Remark("Ann", "D:2019", "2019", "Oh"))
LIES = {
    "no pages": write_head(0, cut=False),
    "too many pages": write_head(3, cut=False),
    "another page": write_head(1, cut=False) + write_annotation(Annotation(1, AnnotationKind.NOTE, Rect(0, 0, 1, 1))),
    "nowhere": write_head(1, cut=False) + write_annotation(Annotation(0, AnnotationKind.NOTE, Rect(0, 0, float("nan"), 1))),
    "inside out": write_head(1, cut=False) + write_annotation(Annotation(0, AnnotationKind.NOTE, Rect(5, 0, 1, 1))),
    "a mark without quads": write_head(1, cut=False)
    + write_annotation(Annotation(0, AnnotationKind.UNDERLINE, Rect(0, 0, 1, 1))),
    "too long": write_head(1, cut=False)
    + write_annotation(
        Annotation(0, AnnotationKind.NOTE, Rect(0, 0, 1, 1), remark=Remark(text="a" * (limits.MAX_REMARK_CHARS + 1)))
    ),
    "cut short": (write_head(1, cut=False) + write_annotation(NOTE))[:-1],
    "a kind that there is not": write_head(1, cut=False) + write_annotation(NOTE)[:4] + b"\xff" + write_annotation(NOTE)[5:],
}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_a_lie_about_annotations_is_found_out(lie: bytes) -> None:
    with pytest.raises(ProtocolError):
        read_annotations(memoryview(lie), first=0, count=2)


@given(st.binary(max_size=300))
def test_any_bytes_are_annotations_or_a_lie(data: bytes) -> None:
    try:
        read = read_annotations(memoryview(data), first=0, count=2)
    except ProtocolError:
        return
    assert read.pages <= 2


def test_annotations_are_read_as_written() -> None:
    quad = Quad.of_rect(Rect(1, 2, 30, 40))
    one = Annotation(
        0, AnnotationKind.HIGHLIGHT, Rect(1, 2, 30, 40), (quad,), Remark("Ann", "D:2019", "2019", "Oh"), (NOTE.remark,), "n"
    )
    payload = write_head(1, cut=True) + write_annotation(one) + write_annotation(NOTE)
    read = read_annotations(memoryview(payload), first=0, count=1)
    assert read.found == (one, NOTE)
    assert read.cut
