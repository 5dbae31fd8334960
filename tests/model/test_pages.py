"""Pages as people see them, and passages in reading order."""

from dataclasses import replace

from reviewer.model.anchor import Anchor, RegionSelector, TextPosition, TextSelector
from reviewer.model.geometry import PageQuad, Quad, Rect
from reviewer.model.ids import AnchorId, DocumentId, PassageId, Sha256
from reviewer.model.page import PageInfo
from reviewer.model.passage import Passage
from reviewer.model.reading_order import in_reading_order


def region(number: int, page: int, rect: Rect) -> Passage:
    anchor = Anchor(
        AnchorId(f"a{number}"),
        Sha256("0" * 64),
        page,
        "",
        (PageQuad(page, Quad.of_rect(rect)),),
        region=RegionSelector(page, rect, "0" * 16),
    )
    return Passage(PassageId(f"p{number}"), DocumentId("d"), anchor, "", "2026-01-01T00:00:00.000Z")


def test_a_page_turned_by_a_quarter_is_shown_lying() -> None:
    page = PageInfo(3, "iv", 612, 792, rotation=90)
    assert page.shown_size == (792, 612)
    assert page.number == 4
    assert page.rect == Rect(0, 0, 612, 792)


def test_passages_are_read_down_the_page_and_across_the_line() -> None:
    low, right, left, later = (
        region(1, 0, Rect(10, 300, 50, 310)),
        region(2, 0, Rect(200, 100, 250, 110)),
        region(3, 0, Rect(10, 100.04, 50, 110)),
        region(4, 1, Rect(0, 0, 5, 5)),
    )
    assert [one.id for one in in_reading_order([later, low, right, left])] == ["p3", "p2", "p1", "p4"]


def test_marks_of_one_line_are_read_from_left_to_right_whatever_their_heights() -> None:
    """Two marks by hand are never equally high, and the right one may begin some points further up."""
    right, left, below = (
        region(1, 0, Rect(200, 97, 250, 113)),
        region(2, 0, Rect(10, 101, 50, 111)),
        region(3, 0, Rect(5, 115, 60, 126)),
    )
    assert [one.id for one in in_reading_order([below, right, left])] == ["p2", "p1", "p3"]


def test_what_stands_beside_a_picture_is_no_line_with_it() -> None:
    picture, second, first = (
        region(1, 0, Rect(200, 95, 400, 300)),
        region(2, 0, Rect(10, 140, 50, 150)),
        region(3, 0, Rect(10, 120, 50, 130)),
    )
    assert [one.id for one in in_reading_order([second, first, picture])] == ["p1", "p3", "p2"]


def test_text_is_read_in_the_order_of_the_text_and_regions_where_they_stand() -> None:
    """The right column begins higher up than the left one's end, and is read after it."""
    left, right = text(1, 40, Rect(10, 300, 100, 310)), text(2, 90, Rect(200, 100, 300, 110))
    beside = region(3, 0, Rect(105, 303, 150, 312))
    above = region(4, 0, Rect(10, 20, 100, 60))
    assert [one.id for one in in_reading_order([beside, right, above, left])] == ["p4", "p1", "p2", "p3"]


def text(number: int, start: int, rect: Rect) -> Passage:
    """Return a passage of text that begins at a code point of the first page."""
    made = region(number, 0, rect)
    place = TextPosition(0, start), TextPosition(0, start + 5)
    return replace(made, anchor=replace(made.anchor, region=None, text=TextSelector(*place, "quote", "quote", "", "", ())))


def test_a_region_has_no_quote() -> None:
    passage = region(1, 0, Rect(0, 0, 9, 9))
    assert passage.kind == "region"
    assert passage.quote is None
    assert passage.quote_as_printed is None
