"""Pages as people see them, and passages in reading order."""

from reviewer.model.anchor import Anchor, RegionSelector
from reviewer.model.document import PageInfo
from reviewer.model.geometry import PageQuad, Quad, Rect
from reviewer.model.ids import AnchorId, DocumentId, PassageId, Sha256
from reviewer.model.passage import Passage


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
    ordered = sorted([later, low, right, left], key=lambda one: one.sort_key)
    assert [one.id for one in ordered] == ["p3", "p2", "p1", "p4"]


def test_a_region_has_no_quote() -> None:
    passage = region(1, 0, Rect(0, 0, 9, 9))
    assert passage.kind == "region"
    assert passage.quote is None
    assert passage.quote_as_printed is None
