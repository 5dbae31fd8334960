"""The views of the claims desk in a window: which there are, what each is made of, and where a person is taken from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from PySide6.QtCore import QObject, Signal

from reviewer.ui.case.case_parts import CaseParts
from reviewer.ui.case.crops import Crops
from reviewer.ui.case.desk_rows import DeskRows
from reviewer.ui.panels.late_view import DeskView, LateView


class DeskViews(QObject):
    """The views by their ids, each made when it is first shown.

    Signals:
        read_requested: The id of a passage to be shown on its page.
        claim_requested: The id of a claim to be shown.
        page_requested: The id of a document, and a page (from 0) of it to be shown.
        changed: What the status line says of the view on show is different.

    """

    read_requested = Signal(str)
    claim_requested = Signal(str)
    page_requested = Signal(str, int)
    changed = Signal()

    def __init__(self, parts: CaseParts, crops: Crops, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._crops = crops
        self.rows = DeskRows(parts.desk, self)
        makers: Mapping[str, Callable[[], DeskView]] = {"access": self._access, "timeline": self._timeline}
        self.views = {name: self._late(make) for name, make in makers.items()}

    def _late(self, make: Callable[[], DeskView]) -> LateView:
        late = LateView(self.rows, make)
        late.made.connect(self._on_late_made)
        return late

    def _on_late_made(self, view: DeskView) -> None:
        view.read_requested.connect(self.read_requested)
        view.claim_requested.connect(self.claim_requested)
        view.page_requested.connect(self.page_requested)
        view.changed.connect(self.changed)

    def _access(self) -> DeskView:
        from reviewer.ui.acts.access_acts import AccessActs
        from reviewer.ui.panels.access.access_view import AccessView

        view = AccessView(self._parts, self.rows, self._crops)
        acts = AccessActs(self._parts, self.rows, view)
        view.add_requested.connect(acts.add)
        view.fact_wished.connect(acts.wish)
        view.uncite_requested.connect(acts.offer_uncite)
        return view

    def _timeline(self) -> DeskView:
        from reviewer.ui.acts.timeline_acts import TimelineActs
        from reviewer.ui.panels.timeline.timeline_view import TimelineView

        view = TimelineView(self._parts, self.rows, self._crops)
        acts = TimelineActs(self._parts, self.rows, view)
        view.add_requested.connect(acts.add)
        view.wished.connect(acts.wish)
        view.uncite_requested.connect(acts.offer_uncite)
        view.menu_requested.connect(acts.offer)
        view.bar.actor_wanted.connect(acts.choose_actor)
        view.bar.claim_wanted.connect(acts.choose_claim)
        view.bar.save_wanted.connect(acts.save)
        view.bar.copy_wanted.connect(acts.copy)
        return view
