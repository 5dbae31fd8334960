"""Which pages of the case were opened and counterchecked, as the window shows it: read once, and patched as people read on."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QObject, QTimer, Signal

from reviewer.model.changes import RecordKind
from reviewer.model.coverage import Countercheck, PageState, PageView
from reviewer.model.ids import DocumentId, PassageId
from reviewer.services.events import CaseChanged
from reviewer.store.reader import CaseReader
from reviewer.ui.case.case_desk import CaseDesk

SOON_MS = 300
"""How long after a change what follows of it is read: imports bring many."""

_TOUCHING = (RecordKind.PASSAGE, RecordKind.ANCHOR, RecordKind.LINK, RecordKind.COUNTERCHECK)

Read = tuple[dict[DocumentId, bytes], tuple[tuple[Countercheck, ...], frozenset[tuple[DocumentId, int]]] | None]
"""What was read: of documents which pages were opened or found, and the counterchecks with the pages that they cover."""


class Covered(QObject):
    """What is known by now.

    Signals:
        changed: Pages of a document, its id and their numbers from 0; None for all of them.
        counted: How many pages of some document were opened is different.

    """

    changed = Signal(str, object)
    counted = Signal()

    def __init__(self, desk: CaseDesk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._states: dict[DocumentId, bytearray] = {}
        self._opened: dict[DocumentId, int] = {}
        self._taken: dict[DocumentId, dict[int, int]] = {}  # in this window: it may not be written yet
        self._counterchecks: tuple[Countercheck, ...] = ()
        self._checked: frozenset[tuple[DocumentId, int]] = frozenset()
        self._reread = True
        self._soon = QTimer(self, singleShot=True, interval=SOON_MS)
        self._soon.timeout.connect(self._read)
        desk.rows.refreshed.connect(lambda _moved: self._look())
        desk.committed.connect(self._on_desk_committed)

    def state(self, document: str | None, page: int) -> PageState | None:
        """Return what is known of a page (from 0); None where that was not read yet."""
        states = self._states.get(DocumentId(document or ""))
        if states is None or not 0 <= page < len(states):
            return None
        checked = PageState.COUNTERCHECKED if (document, page) in self._checked else 0
        return PageState(states[page] | checked)

    def opened(self, document: str) -> int | None:
        """Return how many pages of a document somebody has opened; None where that was not read yet."""
        return self._opened.get(DocumentId(document))

    @property
    def counts(self) -> dict[DocumentId, int]:
        """How many pages of each document somebody has opened."""
        return dict(self._opened)

    def is_new(self, place: tuple[DocumentId, int]) -> bool:
        """Tell whether nobody has opened a page, as far as is known."""
        state = self.state(*place)
        return state is None or not state & PageState.OPENED

    def unopened(self, document: str, start: int, *, forwards: bool = True) -> int | None:
        """Return the first page (from 0) from `start` on that nobody has opened, or the last up to it; None for none."""
        states = self._states.get(DocumentId(document), b"")
        pages = range(max(start, 0), len(states)) if forwards else range(min(start, len(states) - 1), -1, -1)
        return next((page for page in pages if not states[page] & PageState.OPENED), None)

    @property
    def counterchecked(self) -> frozenset[PassageId]:
        """The passages that a second person has checked, as far as that still counts."""
        return frozenset(passage for one in self._counterchecks for passage in one.covers)

    def own_countercheck(self, document: str | None, page: int, passage: str | None = None) -> Countercheck | None:
        """Return the newest countercheck of a page or passage that the reviewer at work has made, or None."""
        who, wanted = self._desk.session.reviewer.name, (document, page, PassageId(passage) if passage else None)
        fits = (one for one in reversed(self._counterchecks) if (one.document, one.page, one.passage) == wanted)
        return next((one for one in fits if one.reviewer == who), None)

    def names(self, document: str, page: int) -> tuple[str, ...]:
        """Return who has counterchecked a page or what begins on it, where that still counts."""
        meant = (one for one in self._counterchecks if (one.document, one.page) == (document, page))
        return tuple(dict.fromkeys(one.reviewer for one in meant if one.covers or (document, page) in self._checked))

    def take(self, views: Iterable[PageView]) -> None:
        """Somebody has looked at pages just now."""
        counted = False
        for one in views:
            new = (PageState.OPENED if one.shown_ms else 0) | (PageState.FOUND if one.found else 0)
            taken = self._taken.setdefault(one.document, {})
            taken[one.page] = taken.get(one.page, 0) | new
            states = self._states.get(one.document)
            if states is None or not 0 <= one.page < len(states) or states[one.page] | new == states[one.page]:
                continue
            if new & ~states[one.page] & PageState.OPENED:
                self._opened[one.document] += 1
                counted = True
            states[one.page] |= new
            self.changed.emit(one.document, (one.page,))
        if counted:
            self.counted.emit()

    def _on_desk_committed(self, event: CaseChanged) -> None:
        changes = event.changes
        if changes.touched(RecordKind.COUNTERCHECK) or (self._counterchecks and any(map(changes.touched, _TOUCHING))):
            self._reread = True
            self._soon.start()

    def _look(self) -> None:
        """Read of documents that came; not before the passages were read, for the first page comes first."""
        if self._desk.is_whole and (self._reread or self._missing()):
            self._soon.start()

    def _missing(self) -> list[DocumentId]:
        return [one.document.id for one in self._desk.rows.documents if one.document.id not in self._states]

    def _read(self) -> None:
        missing, again = self._missing(), self._reread
        self._reread = False

        def read(reader: CaseReader) -> Read:
            return reader.coverage.views(missing) if missing else {}, reader.coverage.checked() if again else None

        def failed(error: BaseException) -> None:
            self._reread = self._reread or again  # with the next change
            self._desk.tasks.failed.emit(error)

        if not self._desk.session.closing.is_set():
            self._desk.tasks.deliver(self._desk.session.read(read, background=True), self._show, failed, owner=self)

    def _show(self, found: Read) -> None:
        views, checked = found
        for document, states in views.items():
            known = self._states[document] = bytearray(states)
            for page, new in self._taken.get(document, {}).items():
                known[page] |= new
            self._opened[document] = sum(1 for one in known if one & PageState.OPENED)
            self.changed.emit(document, None)
        if checked is not None:
            before, (self._counterchecks, self._checked) = self._checked, checked
            for document in {one for one, _ in before ^ self._checked}:
                self.changed.emit(document, {page for one, page in before ^ self._checked if one == document})
        if views:
            self.counted.emit()
