"""Where a menu of the page is wanted, and what lies there.

Looked up once for each wish; what the menu offers is not known here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QPointF
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QWidget

from reviewer.documents.findings import Hyperlink
from reviewer.ui.viewer.geometry.page_layout import PagePoint
from reviewer.ui.viewer.gestures.caret_places import middle_of

if TYPE_CHECKING:
    from reviewer.ui.viewer.workbench import Workbench


@dataclass(frozen=True, slots=True)
class MenuPlace:
    """Where a menu is wanted.

    Attributes:
        point: Where it is to open, global.
        passages: The ids of all passages there, the one meant first: the chosen one, else the smallest.
        at: The point of the page there, or None beside the pages.
        hyperlink: What leads somewhere from there, as far as it is known.

    """

    point: QPoint
    passages: tuple[str, ...] = ()
    at: PagePoint | None = None
    hyperlink: Hyperlink | None = None


def menu_place(bench: Workbench, viewport: QWidget, event: QContextMenuEvent) -> MenuPlace:
    """Return what is under the pointer; the menu key means the selection, or else the chosen passage, wherever the pointer is."""
    if event.reason() is not QContextMenuEvent.Reason.Keyboard:
        place = QPointF(event.pos())
        pointed, linked = bench.pointer.aim.look(place), bench.pointer.aim.hyperlink_at(place)
        passages = tuple(sorted(pointed.passages, key=lambda one: one != bench.overlay.chosen))
        return MenuPlace(event.globalPos(), passages, pointed.at, linked[1] if linked is not None else None)
    passage = "" if bench.marking.has_selection else bench.overlay.chosen
    mark = bench.overlay.index.get(passage)
    found = bench.stage.camera.part_in_view(bench.scene.quads if mark is None else mark.quads)
    point = event.globalPos() if found is None else viewport.mapToGlobal(QPointF(found.x0, found.y1).toPoint())
    at = None if passage else middle_of(bench.caret.edge)
    return MenuPlace(point, (passage,) if passage else (), at, bench.following.at(at))
