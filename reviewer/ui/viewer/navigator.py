"""Going places: pages, passages one after another, and back to where the reader was.

Owns the history of jumps and which passage is chosen. Scrolling by hand is no jump and leaves no trace. A jump to anything but a
passage un-chooses the one that was chosen: what is typed next would go to a passage that is not on show.
"""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal

from reviewer.model.geometry import PageQuad, Point, Quad, Rect
from reviewer.ui.viewer.geometry.spots import Held
from reviewer.ui.viewer.geometry.stage import Stage
from reviewer.ui.viewer.marks.mark_index import Place
from reviewer.ui.viewer.marks.overlay import Overlay
from reviewer.ui.viewer.view_mark import ViewMark

KEPT_JUMPS = 100
_ROOM_ABOVE_UNITS = 8.0


class Navigator(QObject):
    """Jumps in one document.

    Signals:
        history_changed: Whether there is a place to go back to, and one to go forward to.
        passage_chosen: The chosen passage changed; "" for none.
        passage_activated: The chosen passage is to be opened.
        passage_removal_requested: The chosen passage is to be removed.

    """

    history_changed = Signal(bool, bool)
    passage_chosen = Signal(str)
    passage_activated = Signal(str)
    passage_removal_requested = Signal(str)

    def __init__(self, stage: Stage, overlay: Overlay) -> None:
        super().__init__(stage)
        self._stage = stage
        self._overlay = overlay
        self._behind: list[Held] = []
        self._ahead: list[Held] = []

    def forget(self) -> None:
        """Begin a new history: another document is shown."""
        self._behind.clear()
        self._ahead.clear()
        self._overlay.chosen, self._overlay.pointed = "", ()
        self._tell_history()

    def here(self) -> Held | None:
        """Return the place in view."""
        return self._stage.hold()

    def leave(self, *, remember: bool = True) -> None:
        """Let go of the chosen passage, and remember the place in view: the reader is taken somewhere else."""
        if remember:
            self._remember(self.here())
        self._overlay.chosen, self._overlay.pointed = "", ()
        self.passage_chosen.emit("")  # also where none was: beside the page that of another document may be chosen

    def go_to_page(self, page: int, part: Rect | None = None, ringed: Sequence[Quad] = ()) -> None:
        """Bring the top of a page into view, or a part of it, in page space; who sees all of that part is not moved.

        What is `ringed` there stays so until the reader goes elsewhere or chooses a passage.
        """
        if part is None or not self._stage.layout.count:
            self.leave()
            self._stage.go_to(page, 0.0)
            return
        before, stop = self._stage.camera, self.here()
        page = min(page, self._stage.layout.count - 1)
        self._stage.show_rect(page, part)
        self.leave(remember=False)
        self._overlay.pointed = tuple(PageQuad(page, one) for one in ringed)
        if (self._stage.camera.x, self._stage.camera.y) != (before.x, before.y):
            self._remember(stop)

    def go_to_point(self, page: int, point: Point) -> None:
        """Bring a point of a page, in page space, to the upper edge of the view, with some room above it."""
        if not self._stage.layout.count:
            return
        self.leave()
        page = min(page, self._stage.layout.count - 1)
        self._stage.go_to(page, self._stage.layout.shown_matrix(page).apply(point).y - _ROOM_ABOVE_UNITS)

    def go_to_end(self) -> None:
        """Bring the end of the document into view."""
        self.leave()
        self._stage.go_to_end()

    def go_to_passage(self, passage: str) -> None:
        """Bring a passage into view and choose it; an unknown id is ignored."""
        mark = self._overlay.index.get(passage)
        if mark is None or not self._stage.layout.count:
            return
        before = self._stage.camera
        stop = self.here()
        page = min(mark.quads[0].page, self._stage.layout.count - 1)
        self._stage.show_rect(
            page, Rect.around(p for one in mark.quads if one.page == mark.quads[0].page for p in one.quad.points)
        )
        if (self._stage.camera.x, self._stage.camera.y) != (before.x, before.y):
            self._remember(stop)
        self.choose(passage)

    def choose(self, passage: str) -> None:
        """Make a passage the chosen one without moving; "" for none."""
        if passage != self._overlay.chosen or self._overlay.pointed:
            self._overlay.chosen, self._overlay.pointed = passage, ()
            self.passage_chosen.emit(passage)

    def activate(self, passage: str = "") -> None:
        """Ask for a passage to be opened, by default the chosen one."""
        if passage:
            self.choose(passage)
        if self._overlay.chosen:
            self.passage_activated.emit(self._overlay.chosen)

    def ask_removal(self) -> None:
        """Ask for the chosen passage to be removed."""
        if self._overlay.chosen:
            self.passage_removal_requested.emit(self._overlay.chosen)

    def marks_changed(self) -> None:
        """Let go of the chosen passage where it is not there any more."""
        if self._overlay.chosen and self._overlay.index.get(self._overlay.chosen) is None:
            self.choose("")

    def step(self, *, forwards: bool) -> None:
        """Go to the next or previous passage: from the chosen one while it is in view, else from the place in view."""
        index = self._overlay.index
        chosen = self._overlay.chosen
        mark = index.get(chosen)
        if mark is None or not self._in_view(mark):
            chosen = ""
        place = self._place()
        found = index.after(chosen, place) if forwards else index.before(chosen, place)
        if found is None:  # around the end, as people expect of a search
            found = index.outermost(first=forwards)
        if found is not None:
            self.go_to_passage(str(found.passage))

    def back(self) -> None:
        """Go back to where the reader was before the last jump."""
        self._travel(self._behind, self._ahead)

    def forward(self) -> None:
        """Undo the last `back`."""
        self._travel(self._ahead, self._behind)

    def _travel(self, source: list[Held], other: list[Held]) -> None:
        here = self.here()
        if not source or here is None:
            return
        stop = source.pop()
        other.append(here)
        self.leave(remember=False)
        self._stage.bring_back(stop)
        self._tell_history()

    def _remember(self, stop: Held | None) -> None:
        if stop is None or (self._behind and self._behind[-1] == stop):
            return
        self._behind = [*self._behind[-KEPT_JUMPS + 1 :], stop]
        self._ahead.clear()
        self._tell_history()

    def _tell_history(self) -> None:
        self.history_changed.emit(bool(self._behind), bool(self._ahead))

    def _in_view(self, mark: ViewMark) -> bool:
        camera = self._stage.camera
        first = mark.quads[0]
        if first.page not in camera.pages:
            return False
        shown = camera.view_matrix(first.page).apply_rect(first.quad.rect)
        return shown.y1 > 0 and shown.y0 < camera.height

    def _place(self) -> Place:
        """Return the place at the view's upper left corner, in shown units."""
        camera = self._stage.camera
        if not self._stage.layout.count:
            return 0, 0.0, 0.0
        page = self._stage.layout.page_at(camera.y)
        where, scale = self._stage.layout.rect(page), self._stage.layout.scale
        return page, (camera.y - where.y) / scale, (camera.x - where.x) / scale
