"""Pictures show the passage with the lines around it, at one width, and never leave the page."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reviewer.exporters.plan.building import build
from reviewer.exporters.plan.exhibits import Exhibit, ExportPlan, PlannedDocument
from reviewer.exporters.reading.crops import LONGEST_PX, window
from reviewer.model.geometry import PageQuad, Quad, Rect, page_rotation
from reviewer.model.page import PageInfo
from tests.exporters.denial import MEDIA_TYPES, page_count_of, pages_of, the_denial


def a_case() -> ExportPlan:
    return build(the_denial(), audience="editor")


def measured(document: PlannedDocument) -> PlannedDocument:
    count = page_count_of(document.id)
    pages = {one.index: one for one in pages_of(document.id, count)}
    return replace(document, media_type=MEDIA_TYPES.get(document.id, "application/pdf"), page_count=count, pages=pages)


def on_page(document: PlannedDocument, exhibit: Exhibit, info: PageInfo, boxes: list[Rect]) -> tuple[Exhibit, PlannedDocument]:
    quads = tuple(PageQuad(info.index, Quad.of_rect(one)) for one in boxes)
    return replace(exhibit, anchor=replace(exhibit.anchor, quads=quads)), replace(document, pages={info.index: info})


def test_a_line_of_text_is_shown_across_the_page_with_lines_above_and_below(plan: ExportPlan) -> None:
    exhibit, document = plan.exhibits[5], plan.documents[1]
    found = window(exhibit, measured(document), 1)
    assert found
    box = Rect.around(point for one in exhibit.anchor.quads for point in one.quad.points)
    assert (found.rect.x0, found.rect.x1) == pytest.approx((612 * 0.04, 612 * 0.96))
    assert found.rect.y0 < box.y0 - 18
    assert found.rect.y1 > box.y1 + 18
    assert found.rect.height < 120
    assert found.scale == 2.0


def test_a_page_turned_for_display_is_cropped_as_the_reader_sees_it(plan: ExportPlan) -> None:
    exhibit, document = on_page(
        plan.documents[1], plan.exhibits[5], PageInfo(1, "", 612, 792, rotation=90), [Rect(100, 300, 112, 500)]
    )
    found = window(exhibit, document, 1)
    assert found
    shown = page_rotation(612, 792, 90).apply_rect(found.rect)
    assert shown.width > 600
    assert shown.height < 200


def test_small_pictures_are_shown_whole_and_never_enlarged(plan: ExportPlan) -> None:
    found = window(plan.exhibits[0], measured(plan.documents[2]), 0)
    assert found
    assert (found.rect.x0, found.rect.x1, found.scale) == (0, 900, 1.0)


def test_wide_pages_are_shown_in_part(plan: ExportPlan) -> None:
    exhibit, document = on_page(plan.documents[1], plan.exhibits[5], PageInfo(1, "", 3000, 800), [Rect(2900, 300, 2980, 312)])
    found = window(exhibit, document, 1)
    assert found
    assert found.rect.x1 == 3000
    assert found.rect.width == pytest.approx(660)


def test_an_unknown_page_has_no_picture(plan: ExportPlan) -> None:
    assert window(plan.exhibits[5], plan.documents[1], 1) is None
    assert window(plan.exhibits[5], measured(plan.documents[1]), 0) is None


@given(
    width=st.floats(20, 20_000),
    height=st.floats(20, 20_000),
    rotation=st.sampled_from([0, 90, 180, 270]),
    place=st.tuples(*[st.floats(0, 1)] * 4),
    is_image=st.booleans(),
)
def test_a_picture_holds_the_passage_lies_on_the_page_and_stays_small(
    width: float, height: float, rotation: int, place: tuple[float, float, float, float], is_image: bool
) -> None:
    plan = a_case()
    (x0, x1), (y0, y1) = sorted(place[:2]), sorted(place[2:])
    box = Rect(x0 * width, y0 * height, x1 * width, y1 * height)
    document = replace(plan.documents[1], media_type="image/png" if is_image else "application/pdf")
    exhibit, document = on_page(document, plan.exhibits[5], PageInfo(1, "", width, height, rotation=rotation), [box])
    found = window(exhibit, document, 1)
    assert found
    slack = 1e-6 * max(width, height)
    page = Rect(-slack, -slack, width + slack, height + slack)
    grown = found.rect.grown(slack)
    assert page.contains(found_corner := Quad.of_rect(found.rect).ul), found_corner
    assert page.contains(Quad.of_rect(found.rect).lr)
    assert grown.contains(Quad.of_rect(box).ul)
    assert grown.contains(Quad.of_rect(box).lr)
    assert found.rect.width > 0
    assert found.rect.height > 0
    assert max(found.rect.width, found.rect.height) * found.scale <= LONGEST_PX + 1
