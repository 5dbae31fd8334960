"""The views of the claims desk in a window: which there are, what each is made of, and where a person is taken from them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from reviewer.store.reader import CaseReader
from reviewer.ui.acts.correction_acts import CorrectionActs
from reviewer.ui.acts.document_acts import DocumentActs
from reviewer.ui.acts.name_acts import NameActs
from reviewer.ui.acts.post_acts import PostActs
from reviewer.ui.case.case_parts import CaseParts
from reviewer.ui.case.crops import Crops
from reviewer.ui.case.desk_rows import DeskRows
from reviewer.ui.landing import Landing
from reviewer.ui.panels.late_view import DeskView, LateView
from reviewer.ui.reading.passage_menu import PassageMenu


@dataclass(frozen=True, slots=True)
class Place:
    """Where a record of the claims desk is shown: with a claim, on a page (from 0), or in a view; nowhere where it is gone."""

    claim: str | None = None
    document: str | None = None
    page: int = 0
    view: str = ""


def _place_of(case: CaseReader, record: str) -> Place:
    desk = case.desk.load()
    for said in desk.verdicts:
        if said.id == record:
            return Place(claim=said.claim)
    for asked in desk.replies:
        if asked.id == record:
            return Place(claim=asked.claim)
    for link in (one.link for one in desk.link_reviews if one.id == record):
        claims = [each.claim for one in case.passages() for each in one.links if each.id == link]
        return Place(claim=claims[0]) if claims else Place()
    for post in desk.posts:
        if post.id == record:
            return Place(document=post.document, page=post.page)
    dated = {str(one.id) for one in desk.events} | {str(one.id) for one in desk.corrections}
    named = {str(one.id) for one in desk.names} | {each.id for one in desk.names for each in one.aliases}
    held = {str(one.id) for one in desk.permissions} | {str(one.id) for one in desk.facts}
    return Place(view="timeline" if record in dated else "access" if record in named | held else "")


class DeskViews(QObject):
    """The views by their ids, each made when it is first shown.

    Signals:
        read_requested: The id of a passage to be shown on its page.
        claim_requested: The id of a claim to be shown.
        page_requested: The id of a document, and a page (from 0) of it to be shown.
        changed: What the status line says of the view on show is different.
        view_wanted: The id of the view that should be on show.
        gone: What was to be shown is not in the case any more.

    """

    read_requested = Signal(str)
    claim_requested = Signal(str)
    page_requested = Signal(str, int)
    changed = Signal()
    view_wanted = Signal(str)
    gone = Signal()

    def __init__(self, parts: CaseParts, rows: DeskRows, crops: Crops, over: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._parts = parts
        self._crops = crops
        self.rows = rows
        makers: Mapping[str, Callable[[], DeskView]] = {
            "matrix": self._matrix,
            "access": self._access,
            "timeline": self._timeline,
        }
        self.views = {name: self._late(make) for name, make in makers.items()}
        self.corrections = CorrectionActs(parts, rows, over)
        self.names = NameActs(parts, rows, over)
        self.posts = PostActs(parts, over)
        self.names.view_wanted.connect(self.view_wanted)
        for acts in (self.corrections, self.names):
            acts.claim_requested.connect(self.claim_requested)
            acts.read_requested.connect(self.read_requested)

    def lead_to(self, landing: Landing) -> None:
        """Take people from these views to passages, pages and claims, and from what a search found to these views."""
        self.read_requested.connect(landing.read_passage)
        self.page_requested.connect(landing.read_page)
        self.claim_requested.connect(landing.open_claim)
        self.view_wanted.connect(landing.view_wanted)
        self.gone.connect(landing.tell_gone)
        landing.desk_wanted.connect(self.reveal)

    def serve(self, menu: PassageMenu, documents: DocumentActs) -> None:
        """Carry out what the menus of passages and documents ask for."""
        menu.mention_wished.connect(self.names.ask_mention)
        documents.post_wished.connect(self.posts.ask_first)

    def reveal(self, record: str) -> None:
        """Go to a record of the claims desk: to its claim, its picture, or the view that shows it."""
        reading = self._parts.desk.session.read(lambda case: _place_of(case, record))
        self._parts.desk.tasks.deliver(reading, self._on_place_known, self._parts.problems.report, owner=self)

    def _on_place_known(self, place: Place) -> None:
        if place.claim is not None:
            self.claim_requested.emit(place.claim)
        elif place.document is not None:
            self.page_requested.emit(place.document, place.page)
        elif place.view in self.views:
            self.view_wanted.emit(place.view)
        else:
            self.gone.emit()

    def _late(self, make: Callable[[], DeskView]) -> LateView:
        late = LateView(self.rows, make)
        late.made.connect(self._on_late_made)
        return late

    def _on_late_made(self, view: DeskView) -> None:
        view.read_requested.connect(self.read_requested)
        view.claim_requested.connect(self.claim_requested)
        view.page_requested.connect(self.page_requested)
        view.changed.connect(self.changed)

    def _matrix(self) -> DeskView:
        from reviewer.ui.panels.matrix.matrix_view import MatrixView

        return MatrixView(self._parts, self.rows)

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
