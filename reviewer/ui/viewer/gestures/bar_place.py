"""Where the bar at a selection stands: where it covers least of what somebody wants to read. Pure geometry in logical pixels.

What was selected is looked at now, and what follows it is read next; what stands before it was read already.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QPoint, QRect, QSize

AWAY_PX = 8
"""Between the selection and the bar."""

EDGE_PX = 4
"""Between the bar and the view's edges."""

_SELECTED, _NEXT, _BEFORE = 1000, 6, 1
"""How bad it is to cover what is selected, what is read next, and what was read before."""


def bar_place(size: QSize, view: QRect, selected: QRect, text: Sequence[QRect], *, upwards: bool = False) -> QPoint:
    """Return where the bar's upper left corner goes: always inside the view, as far as that has room.

    Args:
        size: Of the bar.
        view: The viewport.
        selected: Around what is in view of the selection.
        text: Around each line of text in view.
        upwards: Whether the lines above are wanted next: a selection grows there by keys.

    """
    room = view.adjusted(EDGE_PX, EDGE_PX, -EDGE_PX, -EDGE_PX)

    def cost(place: QPoint) -> int:
        bar = QRect(place, size)
        found = _SELECTED * _area(bar.intersected(selected))
        for line in text:
            covered = _area(bar.intersected(line))
            if covered:
                above = line.center().y() < selected.top()
                found += (_NEXT if above == upwards else _BEFORE) * covered
        return found

    return min((_inside(one, size, room) for one in _places(size, room, selected, text)), key=cost)


def _places(size: QSize, room: QRect, selected: QRect, text: Sequence[QRect]) -> Iterator[QPoint]:
    """Yield what comes into question, the most usual first: under the selection, over it, and beside the lines there."""
    x = selected.center().x() - size.width() // 2
    under, over = selected.bottom() + AWAY_PX, selected.top() - AWAY_PX - size.height()
    fits_under = under + size.height() <= room.bottom()
    heights = [under, over] if fits_under else [over, under]
    yield from (QPoint(x, y) for y in heights)
    for y in (*heights, selected.top(), selected.center().y() - size.height() // 2):
        band = QRect(room.left(), y, room.width(), size.height())
        beside = [one for one in (*text, selected) if one.intersects(band)]
        if beside:
            yield QPoint(max(one.right() for one in beside) + AWAY_PX, y)
            yield QPoint(min(one.left() for one in beside) - AWAY_PX - size.width(), y)


def _inside(place: QPoint, size: QSize, room: QRect) -> QPoint:
    x = min(max(place.x(), room.left()), max(room.left(), room.right() - size.width()))
    y = min(max(place.y(), room.top()), max(room.top(), room.bottom() - size.height()))
    return QPoint(x, y)


def _area(rect: QRect) -> int:
    return rect.width() * rect.height() if rect.isValid() else 0
