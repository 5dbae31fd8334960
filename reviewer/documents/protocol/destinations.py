"""What a worker answers of where a document leads: its outline and its hyperlinks, written there and checked here.

As in `replies`: what the `read_…` functions return is checked, whatever does not fit is a `ProtocolError`.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

from reviewer.documents import limits
from reviewer.documents.findings import Hyperlink, HyperlinkKind, OutlineItem
from reviewer.documents.protocol.fields import Reader, pack_text
from reviewer.documents.protocol.framing import ProtocolError
from reviewer.model.geometry import Point, Rect

_OUTLINE = struct.Struct("<HiB2d")  # level, page or -1, whether to a point, point
_HYPERLINK = struct.Struct("<B4diB2d")  # kind, rectangle, page or -1, whether to a point, point

OUTLINE_BYTES = 64 * 1024**2
HYPERLINKS_BYTES = limits.MAX_HYPERLINKS * (_HYPERLINK.size + 4 + 4 * limits.MAX_HYPERLINK_CHARS)


def write_outline(items: Sequence[OutlineItem]) -> list[bytes]:
    """Write the table of contents."""
    return [_write_outline_item(one) for one in items]


def _write_outline_item(one: OutlineItem) -> bytes:
    page, point = -1 if one.page is None else one.page, one.point or Point(0, 0)
    return _OUTLINE.pack(one.level, page, one.point is not None, point.x, point.y) + pack_text(one.title)


def read_outline(untrusted_payload: memoryview, *, page_count: int) -> tuple[OutlineItem, ...]:
    """Check the table of contents: places that exist, depths that make sense."""
    reader = Reader(untrusted_payload)
    items: list[OutlineItem] = []
    while len(items) <= limits.MAX_OUTLINE_ITEMS:
        if reader.at_end:
            return tuple(items)
        untrusted_level, untrusted_page, has_point, x, y = reader.numbers(_OUTLINE)
        title = reader.text(limit_chars=limits.MAX_OUTLINE_TITLE_CHARS)
        if not 1 <= untrusted_level <= limits.MAX_OUTLINE_LEVEL or not -1 <= untrusted_page < page_count:
            raise ProtocolError("an outline that leads nowhere")
        if not all(-limits.MAX_COORDINATE <= one <= limits.MAX_COORDINATE for one in (x, y)):
            raise ProtocolError("an outline that leads beside its pages")
        page = None if untrusted_page < 0 else untrusted_page
        items.append(OutlineItem(untrusted_level, title, page, Point(x, y) if has_point else None))
    raise ProtocolError("an endless outline")


def write_hyperlinks(found: Sequence[Hyperlink]) -> list[bytes]:
    """Write what leads somewhere on a page."""
    return [_write_hyperlink(one) for one in found]


def _write_hyperlink(one: Hyperlink) -> bytes:
    rect, point = one.rect, one.point or Point(0, 0)
    numbers = (rect.x0, rect.y0, rect.x1, rect.y1, one.page, one.point is not None, point.x, point.y)
    return _HYPERLINK.pack(one.kind, *numbers) + pack_text(one.words)


def read_hyperlinks(untrusted_payload: memoryview, *, page_count: int) -> tuple[Hyperlink, ...]:
    """Check what leads somewhere: rectangles that are some, places that exist, words without control characters."""
    reader = Reader(untrusted_payload)
    found: list[Hyperlink] = []
    while len(found) <= limits.MAX_HYPERLINKS:
        if reader.at_end:
            return tuple(found)
        found.append(_read_hyperlink(reader, page_count))
    raise ProtocolError("more hyperlinks than a page may have")


def _read_hyperlink(reader: Reader, page_count: int) -> Hyperlink:
    untrusted_kind, x0, y0, x1, y1, untrusted_page, has_point, x, y = reader.numbers(_HYPERLINK)
    words = reader.text(limit_chars=limits.MAX_HYPERLINK_CHARS)
    if not all(-limits.MAX_COORDINATE <= one <= limits.MAX_COORDINATE for one in (x0, y0, x1, y1, x, y)) or x0 > x1 or y0 > y1:
        raise ProtocolError("a hyperlink that lies nowhere")
    is_place = untrusted_kind == HyperlinkKind.PLACE
    if untrusted_kind >= len(HyperlinkKind) or not (0 <= untrusted_page < page_count if is_place else untrusted_page == -1):
        raise ProtocolError("a hyperlink that leads nowhere")
    if any(one < " " or "\x7f" <= one <= "\x9f" for one in words):
        raise ProtocolError("a character that no hyperlink has")
    point = Point(x, y) if has_point else None
    return Hyperlink(Rect(x0, y0, x1, y1), HyperlinkKind(untrusted_kind), words, untrusted_page, point)
