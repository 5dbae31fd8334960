"""The annotations of the document on show: read when the page is there and the window is idle, a run of pages at a time.

Owns when they are asked for and what is known of each open document, so that a tab that comes back shows them at once.
"""

from __future__ import annotations

import gc
import threading
import weakref
from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from reviewer.documents.open_document import OpenDocument
from reviewer.errors import CancelledError
from reviewer.i18n import tr
from reviewer.model.annotation import Annotation
from reviewer.model.geometry import Quad, Rect
from reviewer.services.annotations.reading_annotations import ListedAnnotation, read_annotations
from reviewer.ui.case.case_parts import CaseParts
from reviewer.ui.look.trouble_words import sentence
from reviewer.ui.panels.pages.pages_pane import PagesPane
from reviewer.ui.reading.document_tab import DocumentTab
from reviewer.ui.reading.taken_places import TakenPlaces, colours_its_place, filled_by_file
from reviewer.ui.viewer.geometry.page_layout import PagePoint

IDLE_MS = 700
"""How long a document has been on show before its annotations are asked for."""

FROZEN_EVERY = 2_000
"""After so many more of them, garbage collection leaves what there is alone: to look at all of it again holds up the window."""


@dataclass(slots=True)
class _Known:
    """What has been read of a document's annotations.

    `by_page`: those that colour their place.
    `done`: nothing is to come, `stop`: ends the reading that goes on, `unfrozen`: how many garbage collection still looks at.
    """

    listed: list[ListedAnnotation] = field(default_factory=list)
    by_page: defaultdict[int, list[ListedAnnotation]] = field(default_factory=lambda: defaultdict(list))
    trouble: str = ""
    done: bool = False
    unfrozen: int = 0
    stop: threading.Event | None = None


class Annotations(QObject):
    """Fills the pane's list. `wished` carries a document's id and the annotations to take into the case."""

    wished = Signal(str, object)

    def __init__(self, parts: CaseParts, pane: PagesPane, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = parts.desk
        self._problems = parts.problems
        self._pane = pane
        self._tab: DocumentTab | None = None
        self._opened: OpenDocument | None = None
        self._known: weakref.WeakKeyDictionary[OpenDocument, _Known] = weakref.WeakKeyDictionary()
        self._idle = QTimer(self, singleShot=True, interval=IDLE_MS)
        self._idle.timeout.connect(self._read)
        pane.annotations.set_writable(not self._desk.read_only)
        pane.annotations.place_requested.connect(self._on_pane_place_requested)
        pane.annotations.take_requested.connect(self.take)
        self._desk.rows.refreshed.connect(self._show_taken)

    def show(self, tab: DocumentTab | None) -> None:
        """Show what is known of the document of a tab, and read the rest when the window is idle; of one at a time."""
        opened = tab.opened if tab is not None else None
        if opened is not self._opened:
            self._stop()
        self._tab, self._opened = tab, opened
        self._fill()
        known = self._known.get(opened) if opened is not None else None
        if opened is not None and (known is None or not (known.done or known.stop)):
            self._idle.start()

    def at(self, tab: DocumentTab, place: PagePoint) -> ListedAnnotation | None:
        """Return the smallest annotation known at a point of a tab's page that is not in the case; None where there is none."""
        known = self._known.get(tab.opened) if tab.opened is not None and tab is self._tab else None
        taken = self._taken()
        found = [one for one in (known.listed if known is not None else ()) if _lies_at(one.annotation, place) and not taken(one)]
        return min(found, key=lambda one: one.annotation.rect.area, default=None)

    def _stop(self) -> None:
        """End the reading that goes on; what it has read is read anew when the document is on show again."""
        known = self._known.get(self._opened) if self._opened is not None else None
        if known is not None and known.stop is not None and self._opened is not None:
            known.stop.set()
            del self._known[self._opened]

    def _read(self) -> None:
        opened = self._opened
        if opened is None or opened in self._known or self._desk.session.closing.is_set():
            return
        known = self._known[opened] = _Known(stop=threading.Event())
        if self._tab is not None:
            self._tab.view.passages.set_filled_by_file(partial(self._filled_by_file, weakref.ref(self._tab), known))
        stop = known.stop
        assert stop is not None

        def tell(listed: tuple[ListedAnnotation, ...]) -> None:
            known.unfrozen += len(listed)
            if known.unfrozen >= FROZEN_EVERY:
                known.unfrozen = 0
                gc.freeze()  # there is no cycle among them; `MainWindow.detach` takes it back
            self._desk.tasks.dispatch(lambda: self._on_run_read(known, listed))

        reading = read_annotations(self._desk.session, opened, tell, cancelled=stop.is_set)
        self._desk.tasks.deliver(
            reading, lambda cut: self._on_all_read(known, cut), lambda error: self._on_refused(known, error), owner=self
        )

    def _on_run_read(self, known: _Known, listed: tuple[ListedAnnotation, ...]) -> None:
        if known.stop is None or known.stop.is_set():
            return
        is_first = not known.listed
        known.listed += listed
        coloured = [one for one in listed if colours_its_place(one)]
        for one in coloured:
            known.by_page[one.annotation.page].append(one)
        if coloured and self._tab is not None:
            self._tab.view.passages.look_at_file({one.annotation.page for one in coloured})
        if is_first:
            self._fill()
        else:
            self._pane.annotations.add(listed)

    def _on_all_read(self, known: _Known, cut: bool) -> None:
        known.done, known.stop = True, None
        known.trouble = tr("Not all could be read: annotations are damaged, too many, or too long.") if cut else ""
        self._fill()

    def _on_refused(self, known: _Known, error: BaseException) -> None:
        """Say in the list why it is not complete; of a document that was closed meanwhile there is nothing to say."""
        if known.stop is None or known.stop.is_set() or isinstance(error, CancelledError):
            return
        known.done, known.stop = True, None
        known.trouble = tr("The annotations could not be read. {why}").format(why=sentence(error))
        self._fill()

    def _fill(self) -> None:
        """Show all that is known; rows that are there already stay."""
        known = (self._known.get(self._opened) if self._opened is not None else None) or _Known()
        page_labels = [one.label for one in self._tab.pages] if self._tab is not None and known.listed else []
        to_come = self._opened is not None and not known.done
        self._pane.show_annotations(known.listed, page_labels, known.trouble, to_come=to_come)
        self._show_taken()

    def _filled_by_file(self, held: weakref.ref[DocumentTab], known: _Known, page: int) -> Collection[str]:
        """Return which passages of a tab's page lie where its file has coloured something itself."""
        tab, listed = held(), known.by_page.get(page)
        if not listed or tab is None or tab.document is None:
            return ()
        return filled_by_file(listed, self._desk.rows.index.on_page(tab.document, page))

    def _show_taken(self) -> None:
        """Show in the list what of it is in the case as it is now."""
        self._pane.annotations.show_taken(self._taken())

    def _taken(self) -> Callable[[ListedAnnotation], bool]:
        """Return what tells of an annotation whether it is in the case as it is now."""
        document = self._tab.document if self._tab is not None else None
        return TakenPlaces(partial(self._desk.rows.index.on_page, document)).has if document is not None else lambda _one: False

    def _on_pane_place_requested(self, annotation: Annotation) -> None:
        if self._tab is not None and self._tab.opened is not None:
            quads = annotation.quads or (Quad.of_rect(annotation.rect),)
            self._tab.view.go_to_page(annotation.page, Rect.around_all(one.rect for one in quads), quads)

    def take(self, annotations: tuple[Annotation, ...]) -> None:
        """Ask for annotations of the document on show to be taken into the case."""
        if self._tab is None:
            return
        if self._tab.document is None:
            self._problems.toast(tr("The document is still being added. Take them in a moment."), warning=True)
            return
        self.wished.emit(self._tab.document, annotations)


def _lies_at(one: Annotation, place: PagePoint) -> bool:
    areas = [quad.rect for quad in one.quads] or [one.rect]
    return one.page == place.page and not one.hidden and any(area.contains(place.point) for area in areas)
