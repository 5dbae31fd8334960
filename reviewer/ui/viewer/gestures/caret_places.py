"""Where a caret begins: at the end of what is selected, at the last click, or before the first word in view; and what it passes.

Reads only; owns nothing. Returns None where the texts that are there have no such place.
"""

from __future__ import annotations

from collections.abc import Mapping

from reviewer.documents.text.page.page_text import PageText
from reviewer.documents.text.selecting.moving import line_ends
from reviewer.documents.text.selecting.pointing import caret_at, caret_edge
from reviewer.model.anchor import TextPosition
from reviewer.model.geometry import Point, Rect
from reviewer.ui.viewer.geometry.camera import Camera
from reviewer.ui.viewer.geometry.page_layout import PagePoint
from reviewer.ui.viewer.gestures.selection import SelectionModel
from reviewer.ui.viewer.gestures.tools import TextTool


def selection_end(selection: SelectionModel | None, texts: Mapping[int, PageText]) -> TextPosition | None:
    """Return the end of the selected text that moves."""
    if selection is None or selection.draft is None or not isinstance(selection.tool, TextTool):
        return None
    ends = selection.tool.ends(texts)
    return None if ends is None else ends[1]


def place_under(at: PagePoint | None, camera: Camera, texts: Mapping[int, PageText]) -> TextPosition | None:
    """Return the place nearest to a point of a page that is in view."""
    text = None if at is None else texts.get(at.page)
    if at is None or text is None or not text.lines:
        return None
    place = camera.view_point(at)
    inside = 0 <= place.x < camera.width / camera.dpr and 0 <= place.y < camera.height / camera.dpr
    return TextPosition(at.page, caret_at(text, at.point)) if inside else None


def first_in_view(camera: Camera, text: PageText | None) -> TextPosition | None:
    """Return the place before the first word of a page that is in view, in the order in which it is read."""
    if text is None:
        return None
    height = camera.height / camera.dpr
    for line in text.lines:
        start, _ = line_ends(text, line.start)
        edge = caret_edge(text, start)
        shown = None if edge is None else camera.view_rect(text.page, Rect.around(edge))
        if shown is not None and shown.y0 >= 0 and shown.y1 <= height:
            return TextPosition(text.page, start)
    return None


def words_between(text: PageText | None, before: TextPosition | None, after: TextPosition) -> str:
    """Return what lies between two places of one page; "" for places on two pages."""
    if text is None or before is None or before.page != after.page:
        return ""
    return text.text[min(before.offset, after.offset) : max(before.offset, after.offset)]


def middle_of(edge: tuple[int, Point, Point] | None) -> PagePoint | None:
    """Return the middle of a caret: its page with its upper and lower end; None without one."""
    return edge and PagePoint(edge[0], Point((edge[1].x + edge[2].x) / 2, (edge[1].y + edge[2].y) / 2))
