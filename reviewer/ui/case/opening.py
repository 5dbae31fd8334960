"""Documents opened for reading and for crops: who has one open, passwords asked once, workers given back.

Owns the `OpenDocument`s of a window. A tab keeps its document open; crops borrow one for a while. A document that arrives when
nobody wants it any more is closed.
"""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from functools import partial

import shiboken6
from PySide6.QtCore import QObject, Signal

from reviewer.documents.open_document import OpenDocument
from reviewer.errors import NotIsolatedError, PasswordNeededError
from reviewer.model.ids import DocumentId, Sha256
from reviewer.services.session import Session
from reviewer.ui.tasks import Tasks

KEPT = 3
"""Documents kept open for crops that no tab has open."""

Done = Callable[[OpenDocument], None]
Failed = Callable[[BaseException], None]
Answer = Callable[[str | None], None]
"""Takes a password, or None to give up."""

AskPassword = Callable[[str, int, Answer], None]
"""Takes a document's name, the attempt from 0, and who wants the answer; returns at once."""

AskAnyway = Callable[[str, Callable[[bool], None]], None]
"""Takes the name of a document that nothing would isolate, and who wants to hear whether it is read; returns at once."""


class Opening(QObject):
    """The open documents of one window.

    Signals:
        unlocked_changed: The ids of the documents that have been open, so that none of them needs a password any more.
        restarted: The id of a document that a tab has open and whose process ended by itself: it goes on in another one.
        lost: The id of a linked document whose tab has it open and whose file was written to: give it back, and open it again.

    """

    unlocked_changed = Signal(frozenset)
    lost = Signal(str)
    restarted = Signal(str)

    def __init__(
        self, session: Session, tasks: Tasks, ask_password: AskPassword, ask_anyway: AskAnyway, parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._session = session
        self._tasks = tasks
        self._under_way: dict[DocumentId, tuple[Done, Failed]] = {}
        self._ask_password, self._ask_anyway = ask_password, ask_anyway
        self._held: dict[DocumentId, OpenDocument] = {}
        self._lent: OrderedDict[DocumentId, OpenDocument] = OrderedDict()
        self._waiting: dict[DocumentId, list[tuple[Done, Failed]]] = {}
        self._on_its_way: set[DocumentId] = set()
        self._closed = False
        self.unlocked: frozenset[DocumentId] = frozenset()

    def open(self, document: DocumentId, sha256: Sha256, name: str, done: Done, failed: Failed) -> None:
        """Open a document for a tab, asking for its password where it needs one.

        The tab gives it back with `release`, also while it is not open yet. Who asked last is told.
        """
        held = self._held.get(document) or self._lent.pop(document, None)
        if held is not None:
            self._held[document] = held
            done(held)
            return

        self._under_way[document] = done, failed
        if document in self._on_its_way:
            return
        self._on_its_way.add(document)
        open_it = partial(self._open_in_worker, document, sha256, name, attempt=0)
        if document in self._waiting:  # for pictures, which ask for no password
            self._waiting[document].append((partial(self._take_over, document), partial(self._try_again, document, open_it)))
        else:
            open_it()

    def adopt(self, document: DocumentId, opened: OpenDocument) -> None:
        """Take over a document that was opened before it was in the case."""
        self._held[document] = opened
        self._has_come(document, opened)

    def open_source(self, sha256: Sha256, done: Done, failed: Failed, *, owner: QObject) -> None:
        """Open a file that is being added; where `owner` is gone by then it is closed again."""

        def opened(found: OpenDocument) -> None:
            if self._closed or not shiboken6.isValid(owner):
                found.close()
            else:
                done(found)

        def refused(error: BaseException) -> None:
            if shiboken6.isValid(owner):
                failed(error)

        self._tasks.deliver(self._session.open_source(sha256), opened, refused)

    def release(self, document: DocumentId) -> None:
        """Close a tab's document, now or as soon as it has come."""
        self._under_way.pop(document, None)
        held = self._held.pop(document, None)
        if held is not None:
            held.close()

    def opened(self, document: DocumentId) -> OpenDocument | None:
        """Return a document that a tab has open."""
        return self._held.get(document)

    def borrow(self, document: DocumentId, done: Done, failed: Failed) -> None:
        """Hand over a document for a crop; it stays open for a while and never asks for a password."""
        found = self._held.get(document) or self._lent.get(document)
        if found is not None:
            done(found)
            return
        waiting = self._waiting.setdefault(document, [])
        waiting.append((done, failed))
        if len(waiting) > 1 or document in self._on_its_way:
            return
        opening = self._session.open_document(document)
        self._tasks.deliver(opening, lambda lent: self._on_lent(document, lent), lambda error: self._on_refused(document, error))

    def close(self) -> None:
        """Close everything."""
        self._closed = True
        for one in (*self._held.values(), *self._lent.values()):
            one.close()
        self._held.clear()
        self._lent.clear()
        self._waiting.clear()
        self._under_way.clear()

    def _open_in_worker(self, document: DocumentId, sha256: Sha256, name: str, *, attempt: int) -> None:
        def opened(found: OpenDocument) -> None:
            self._on_its_way.discard(document)
            wanted = self._under_way.pop(document, None)
            if wanted is not None:
                self._held[document] = found
                self._has_come(document, found)
                wanted[0](found)
                self._lend(document, found)
            elif document in self._waiting:
                self._on_lent(document, found)
            else:
                found.close()

        def answered(password: str | None, error: BaseException) -> None:
            if password is None or document not in self._under_way:
                self._give_up(document, error)
                return
            self._session.give_password(sha256, password)
            self._open_in_worker(document, sha256, name, attempt=attempt + 1)

        def permitted(anyway: bool, error: BaseException) -> None:
            if not anyway or document not in self._under_way:
                self._give_up(document, error)
                return
            self._session.workers.permit(sha256)
            self._open_in_worker(document, sha256, name, attempt=attempt)

        def refused(error: BaseException) -> None:
            if isinstance(error, PasswordNeededError) and document in self._under_way:
                self._ask_password(name, attempt, lambda password: answered(password, error))
            elif isinstance(error, NotIsolatedError) and document in self._under_way:
                self._ask_anyway(name, lambda anyway: permitted(anyway, error))
            else:
                self._give_up(document, error)

        self._tasks.deliver(self._session.open_document(document), opened, refused)

    def _take_over(self, document: DocumentId, lent: OpenDocument) -> None:
        """Let a tab have what was opened for pictures."""
        self._on_its_way.discard(document)
        wanted = self._under_way.pop(document, None)
        if wanted is not None:
            self._held[document] = self._lent.pop(document, lent)
            wanted[0](lent)

    def _try_again(self, document: DocumentId, open_it: Callable[[], None], error: BaseException) -> None:
        """Let a tab ask what pictures did not ask; what else they were refused for, it would be too."""
        if isinstance(error, PasswordNeededError | NotIsolatedError) and document in self._under_way:
            open_it()
        else:
            self._give_up(document, error)

    def _give_up(self, document: DocumentId, error: BaseException) -> None:
        """Tell a tab, if it is still there, and the pictures that waited for it, that its document does not come."""
        self._on_its_way.discard(document)
        wanted = self._under_way.pop(document, None)
        if wanted is not None:
            wanted[1](error)
        self._on_refused(document, error)

    def _has_come(self, document: DocumentId, opened: OpenDocument) -> None:
        dispatch = self._tasks.dispatch
        opened.watch(
            lambda: dispatch(lambda: self._on_lost(document, opened)), lambda: dispatch(lambda: self._on_died(document, opened))
        )
        if document not in self.unlocked:
            self.unlocked |= {document}
            self.unlocked_changed.emit(self.unlocked)

    def _on_lent(self, document: DocumentId, lent: OpenDocument) -> None:
        if self._closed:
            lent.close()
            return
        self._lent[document] = lent
        self._has_come(document, lent)
        while len(self._lent) > KEPT:
            self._lent.popitem(last=False)[1].close()
        self._lend(document, lent)

    def _lend(self, document: DocumentId, opened: OpenDocument) -> None:
        for done, _ in self._waiting.pop(document, []):
            done(opened)

    def _on_refused(self, document: DocumentId, error: BaseException) -> None:
        for _, failed in self._waiting.pop(document, []):
            failed(error)

    def _on_died(self, document: DocumentId, opened: OpenDocument) -> None:
        if self._held.get(document) is opened:
            self.restarted.emit(document)

    def _on_lost(self, document: DocumentId, opened: OpenDocument) -> None:
        """Open a document anew, which checks its file, where somebody wrote to that."""
        if self._lent.get(document) is opened:
            self._lent.pop(document).close()
        if self._held.get(document) is opened:
            self.lost.emit(document)
