"""Versions in the window: when they are looked for, the strip that suggests one, marking by hand, and the review of passages.

Looking begins when nothing else has happened for a while, and goes on behind whatever a person waits for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future
from dataclasses import replace
from functools import partial
from threading import Event as Flag

import shiboken6
from PySide6.QtCore import QObject, QPoint, QTimer
from PySide6.QtWidgets import QWidget

from reviewer.errors import CancelledError, ReviewerError
from reviewer.i18n import tr
from reviewer.log import logger
from reviewer.model.changes import Changes, RecordKind
from reviewer.model.document import Document
from reviewer.model.ids import DocumentId
from reviewer.model.neutral import inserted, one_line
from reviewer.model.versions import Suggestion
from reviewer.services import commands
from reviewer.services.events import CaseChanged
from reviewer.services.versions.suggesting import dismiss, restore, suggestions
from reviewer.ui.case.case_parts import CaseParts
from reviewer.ui.case.case_rows import Moved
from reviewer.ui.case.crops import Crops
from reviewer.ui.controls.sheet import show_once
from reviewer.ui.controls.toast import Toast
from reviewer.ui.dialogs.choice import Choice
from reviewer.ui.dialogs.chooser import Chooser
from reviewer.ui.panels.documents.version_strip import VersionStrip

REST_MS = 4_000
"""How long nothing was added or changed before versions are looked for."""


class VersionActs(QObject):
    """What the window does about versions of documents.

    Attributes:
        is_being_read: Tells whether the text of a document is being recognised: what its words suggest is not known yet.
        undo_words: What was dismissed last, as long as nothing was done since: no step of the case's, and undone like one.

    """

    def __init__(
        self,
        parts: CaseParts,
        crops: Crops,
        strip: VersionStrip,
        over: QWidget,
        is_folded: Callable[[], bool] = lambda: False,
    ) -> None:
        """`is_folded` tells whether a person reads, and the pane with the strip is folded away."""
        super().__init__(over)
        self._parts = parts
        self._desk = parts.desk
        self._crops = crops
        self._strip = strip
        self._over = over
        self._is_folded = is_folded
        self._told: set[tuple[DocumentId, DocumentId]] = set()
        self._looking: Future[tuple[Suggestion, ...]] | None = None
        self._again = False
        self._closed = Flag()
        self.is_being_read: Callable[[DocumentId], bool] = lambda _document: False
        self.undo_words: str | None = None
        self._dismissed: Suggestion | None = None
        self._offer: Toast | None = None
        self._rest = QTimer(self, singleShot=True, interval=REST_MS)
        self._rest.timeout.connect(self._look)
        strip.accepted.connect(self._on_strip_accepted)
        strip.dismissed.connect(self._on_strip_dismissed)
        self._desk.opened.connect(self.look_soon)
        self._desk.committed.connect(self._on_desk_committed)
        self._desk.rows.refreshed.connect(self._on_rows_refreshed)

    def look_soon(self, *_told: object) -> None:
        """Look for versions when nothing else has happened for a while; of one document alone there are none."""
        if not self._desk.read_only and not self._closed.is_set():
            self._rest.start()

    def wish(self, document: Document) -> None:
        """Review the passages of the older version; of a document that is none, ask which one it is a version of."""
        if self._desk.read_only:
            self._parts.problems.tell_read_only()
        elif document.version_of is not None:
            older = self._desk.rows.document(document.version_of)
            if older is not None:
                self.review(older, document)
        else:
            self._choose_older(document)

    def unmark(self, document: Document) -> None:
        """Say that a document is no version of another; its passages stay where they stand."""
        self._ask(
            commands.set_version_of(self._desk.session, document=document.id, older=None), lambda: self._told_unmarked(document)
        )

    def review(self, older: Document, newer: Document) -> None:
        """Show the passages of the older version, and where they stand in the newer one."""
        from reviewer.ui.dialogs.versions_dialog import VersionsDialog

        dialog = VersionsDialog(self._parts, self._crops, older, newer, self._over)
        dialog.unmarked.connect(lambda: self.unmark(newer))
        show_once(dialog)

    def undo_dismissal(self) -> bool:
        """Suggest again what was dismissed last, and tell whether there was anything."""
        suggestion = self._dismissed
        if suggestion is None:
            return False
        self._forget_dismissed()

        def done(_none: None) -> None:
            self._show([suggestion])
            self._parts.problems.toast(tr("It is suggested again."))
            self.look_soon()

        self._desk.tasks.deliver(restore(self._desk.session, suggestion), done, self._parts.problems.report, owner=self)
        return True

    def close(self) -> None:
        """Stop looking: the case goes."""
        self._forget_dismissed()
        self._closed.set()
        self._rest.stop()

    def _look(self) -> None:
        if self._looking is not None:
            self._again = True
            return
        if len(self._desk.rows.documents) < 2:
            self._strip.show_suggestion(None)
            return
        self._looking = suggestions(self._desk.session, self._closed.is_set)
        self._desk.tasks.deliver(self._looking, self._on_looked, self._on_look_failed, owner=self)

    def _on_looked(self, found: tuple[Suggestion, ...]) -> None:
        """Show the first; what is on show stays as long as it holds: somebody may be reading it, or about to press its button."""
        self._looking = None
        there, shown = [one for one in found if self._could_be(one)], self._strip.suggestion
        ours = [one for one in there if shown is not None and (one.newer, one.older) == (shown.newer, shown.older)]
        self._show([*ours, *(one for one in there if one not in ours)])
        self._look_again()

    def _show(self, found: Sequence[Suggestion]) -> None:
        """Show the first of what is suggested, and how many there are."""
        for one in found:
            newer, older = self._desk.rows.document(one.newer), self._desk.rows.document(one.older)
            if newer is not None and older is not None:
                self._strip.show_suggestion(one, newer.name, older.name, len(found))
                self._tell_where_folded(one)
                return
        shown = self._strip.suggestion
        if shown is None or not self._could_be(shown) or not any(map(self.is_being_read, (shown.newer, shown.older))):
            self._strip.show_suggestion(None)

    def _tell_where_folded(self, suggestion: Suggestion) -> None:
        """Say once what the strip says where it cannot be seen."""
        pair = suggestion.newer, suggestion.older
        if pair in self._told or not self._is_folded():
            return
        self._told.add(pair)

        def accept() -> None:
            if self._strip.suggestion == suggestion:
                self._on_strip_accepted(suggestion)

        self._parts.problems.toast(self._strip.words.text(), action=tr("It is one…"), then=accept)

    def _on_look_failed(self, error: BaseException) -> None:
        """Nobody asked for it: what is wrong with the case or a document is told where a person meets it."""
        self._looking = None
        if not isinstance(error, ReviewerError):
            self._desk.tasks.failed.emit(error)
        elif not isinstance(error, CancelledError):
            logger(__name__).info("versions were not looked for: %s", type(error).__name__)
        self._look_again()

    def _look_again(self) -> None:
        """Look once more where something came meanwhile."""
        if self._again:
            self._again = False
            self.look_soon()

    def _on_rows_refreshed(self, moved: Moved) -> None:
        """Look again; what is suggested stays meanwhile, under the person's pointer, as long as it could be so."""
        if moved.documents:
            shown = self._strip.suggestion
            if shown is not None and not self._could_be(shown):
                self._strip.show_suggestion(None)
            self.look_soon()

    def _on_desk_committed(self, event: CaseChanged) -> None:
        """Look again; a recognition that ends changes a document too, and what is on show stays meanwhile."""
        self._forget_dismissed()
        if event.changes.touched(RecordKind.DOCUMENT):
            self.look_soon()

    def _could_be(self, suggestion: Suggestion) -> bool:
        """Tell whether both documents are there, and the newer one was not marked as a version meanwhile."""
        newer, older = self._desk.rows.document(suggestion.newer), self._desk.rows.document(suggestion.older)
        return newer is not None and older is not None and newer.version_of is None

    def _on_strip_accepted(self, suggestion: Suggestion) -> None:
        self._strip.show_suggestion(None)
        self._mark(suggestion.newer, suggestion.older)

    def _on_strip_dismissed(self, suggestion: Suggestion) -> None:
        """Suggest it no more; until something else is done, that is undone like anything else."""
        self._strip.show_suggestion(None)
        newer = self._desk.rows.document(suggestion.newer)

        def done(_none: None) -> None:
            self._forget_dismissed()
            self._dismissed, self.undo_words = suggestion, tr("Dismiss suggested version")
            told = tr("Not suggested again. “Versions…” in the menu of {name} still offers it.")
            words = told.format(name=inserted(newer.name) if newer is not None else tr("the document"))
            self._offer = self._parts.problems.toast(words, action=tr("Undo"), then=self._on_undo_clicked)
            self._desk.history_changed.emit()
            self.look_soon()

        self._desk.tasks.deliver(dismiss(self._desk.session, suggestion), done, self._parts.problems.report, owner=self)

    def _on_undo_clicked(self) -> None:
        self.undo_dismissal()

    def _forget_dismissed(self) -> None:
        if self._offer is not None and shiboken6.isValid(self._offer):
            self._offer.close()
        self._dismissed = self.undo_words = self._offer = None

    def _choose_older(self, newer: Document) -> None:
        """Ask which document it is a version of, those first of which a person said that it is none."""
        reading = self._desk.session.read(lambda case: case.versions.dismissed())
        self._desk.tasks.deliver(reading, partial(self._ask_for_older, newer), self._parts.problems.report, owner=self)

    def _could_be_older(self, newer: Document) -> Iterator[Document]:
        """Yield the documents that are no versions of this one, through others neither."""
        of = {one.document.id: one.document.version_of for one in self._desk.rows.documents}
        for one in self._desk.rows.documents:
            at: DocumentId | None = one.document.id
            for _ in of:  # no longer than there are documents: a forged case may lead in a circle
                if at is None or at == newer.id:
                    break
                at = of.get(at)
            if at != newer.id:
                yield one.document

    def _ask_for_older(self, newer: Document, dismissed: frozenset[tuple[DocumentId, DocumentId]]) -> None:
        choices = [
            Choice(
                one.id,
                one_line(one.name),
                icon="image" if one.is_image else "document",
                after=tr("suggested before") if (newer.id, one.id) in dismissed else "",
            )
            for one in sorted(self._could_be_older(newer), key=lambda one: (newer.id, one.id) not in dismissed)
        ]
        if not choices:
            self._parts.problems.toast(tr("There is no other document in the case."))
            return
        chooser = Chooser(
            self._parts.theme,
            title=tr("{name} is a version of which document?").format(name=inserted(newer.name)),
            placeholder=tr("Find the older version"),
            choices=choices,
            nothing=tr("No document’s name has these words."),
            parent=self._over,
        )
        chooser.taken.connect(lambda key, _typed: self._mark(newer.id, DocumentId(key)))
        chooser.open_below(self._over.mapToGlobal(QPoint(self._over.width() // 2, 56)))

    def _mark(self, newer: DocumentId, older: DocumentId) -> None:
        def done() -> None:
            self._strip.show_suggestion(None)
            one, other = self._desk.rows.document(older), self._desk.rows.document(newer)
            if one is None or other is None:
                return
            told = tr("{newer} is a version of {older}")
            self._parts.wishes.offer_undo(told.format(newer=inserted(other.name), older=inserted(one.name)))
            if self._desk.rows.passages_in(older):
                self.review(one, replace(other, version_of=older))  # the rows may not show it yet

        self._ask(commands.set_version_of(self._desk.session, document=newer, older=older), done)

    def _told_unmarked(self, document: Document) -> None:
        self._parts.wishes.offer_undo(tr("{name} is no version of another document").format(name=inserted(document.name)))

    def _ask(self, future: Future[Changes], done: Callable[[], None]) -> None:
        self._desk.tasks.deliver(future, lambda _changes: done(), self._parts.problems.report, owner=self, told_late=True)
