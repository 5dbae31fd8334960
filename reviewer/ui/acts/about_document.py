"""Telling what a document is, and what its file carries besides its pages: read while the dialog is open, and no longer."""

from __future__ import annotations

import threading

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from reviewer.i18n import tr
from reviewer.model.document import Document
from reviewer.model.file_facts import FileFacts
from reviewer.ui.case.case_parts import CaseParts
from reviewer.ui.controls.sheet import show_once
from reviewer.ui.look.trouble_words import sentence


class AboutDocumentActs(QObject):
    """Opens the dialog.

    Signals:
        add_requested: A document's id, and its attached files that are to be documents of their own.

    """

    add_requested = Signal(str, list)

    def __init__(self, parts: CaseParts, over: QWidget) -> None:
        super().__init__(over)
        self._parts = parts
        self._over = over

    def show(self, document: Document) -> None:
        """Open it on a document."""
        from reviewer.services.reading_file_facts import read_file_facts
        from reviewer.ui.dialogs.about_document import AboutDocument

        desk = self._parts.desk
        known = frozenset(one.document.sha256 for one in desk.rows.documents)
        dialog = AboutDocument(self._parts.theme, document, writable=not desk.read_only, known=known, parent=self._over)
        dialog.add_requested.connect(lambda chosen: self.add_requested.emit(document.id, chosen))
        closed = threading.Event()
        dialog.finished.connect(closed.set)

        counting = desk.session.read(lambda reader: reader.recognised.counts(document.id, document.sha256))
        desk.tasks.deliver(counting, dialog.show_texts, lambda _error: None, owner=dialog)

        def tell(facts: FileFacts) -> None:
            desk.tasks.dispatch(lambda: None if closed.is_set() else dialog.show_progress(facts))

        reading = read_file_facts(desk.session, document.id, tell=tell, cancelled=closed.is_set)
        desk.tasks.deliver(
            reading,
            lambda facts: None if closed.is_set() else dialog.show_facts(facts),
            lambda error: None if closed.is_set() else dialog.show_trouble(_trouble(error)),
            owner=dialog,
        )
        show_once(dialog)


def _trouble(error: BaseException) -> str:
    return tr("What the file carries could not be read. {why}").format(why=sentence(error))
