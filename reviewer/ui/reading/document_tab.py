"""One document on show: opening, the page view, or a sentence where it cannot be shown, with a button to try again."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QVBoxLayout, QWidget

from reviewer.documents.open_document import OpenDocument
from reviewer.errors import LinkedFileError, PasswordNeededError
from reviewer.i18n import tr
from reviewer.model.document import Document
from reviewer.model.geometry import Rect
from reviewer.model.ids import DocumentId, Sha256
from reviewer.model.neutral import inserted
from reviewer.model.overview import ReadingPlace
from reviewer.model.page import PageInfo
from reviewer.services.search.finding import FoundPlace
from reviewer.settings.case_views import OpenTab
from reviewer.store.reader import CaseReader
from reviewer.ui.case.case_parts import CaseParts
from reviewer.ui.look.trouble_words import sentence
from reviewer.ui.reading.file_notice import FileNotice
from reviewer.ui.reading.finding import Finding
from reviewer.ui.reading.tab_marks import TabMarks
from reviewer.ui.reading.tab_notice import TabNotice
from reviewer.ui.reading.tab_place import TabPlace
from reviewer.ui.reading.view_marks import DocumentMarks
from reviewer.ui.reading.wanted import Wanted
from reviewer.ui.viewer.page_view import PageView
from reviewer.ui.viewer.view_mark import ViewMark


class DocumentTab(QStackedWidget):
    """A document's place in the middle of the window.

    Signals:
        shown: The page view has its document.
        gave_up: It cannot be shown; the tab says why.
        adopted: The file on show is in the case now; carries the document's id.
        locate_requested: Show the program where the file of this document (its id) lies now.

    """

    shown = Signal()
    gave_up = Signal()
    adopted = Signal(str)
    locate_requested = Signal(str)

    def __init__(self, parts: CaseParts, name: str, view: PageView | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._desk = desk = parts.desk
        self._opening = parts.opening
        self.name = name
        self.document: DocumentId | None = None
        self.opened: OpenDocument | None = None
        self.pages: tuple[PageInfo, ...] = ()
        self.can_go_back = self.can_go_forward = False
        self._asleep = False
        self._turn = 0
        self.view = view or PageView(desk.tasks, parts.theme)
        self.view.name_after(tr("Page view of {name}").format(name=inserted(name)))
        self.finding = Finding(desk, parts.theme, self.view)
        self._wanted = Wanted(desk, self.view, self.finding)
        self.notice = TabNotice()
        self.addWidget(self.notice)
        self.addWidget(self._page_part())
        self.currentChanged.connect(self._on_self_current_changed)
        self.notice.again_requested.connect(self.open_again)
        self._file = FileNotice(desk, self.notice)
        self._file.locate_requested.connect(lambda: self.locate_requested.emit(self.document or ""))
        self._opening.lost.connect(self._on_opening_lost)
        self.view.history_changed.connect(self._on_view_history_changed)
        self.place = TabPlace(desk, self)
        self.view.place_settled.connect(lambda place: self.place.keep(self.document, place))
        self.marks = TabMarks(desk, self.view, self._wanted, lambda: self.document if self.opened is not None else None, self)

    def open_later(self, document: Document, left: OpenTab) -> None:
        """Be the tab of a document, and open it as it was left when it is looked at."""
        self.document, self._file.sha256 = document.id, document.sha256
        self._asleep, self._turn, self.place.here, self.place.held = True, left.turn, left.place, left.held
        self.view.set_inverted(left.inverted)
        self.view.spreads.set(left.spreads)

    def wake(self) -> None:
        """Open the document that was to be opened later."""
        if self._asleep:
            self.open_again()

    @property
    def left(self) -> OpenTab:
        """How the document is shown, to be shown so again."""
        view, turn = self.view, self.view.turned if self._is_on_show else self._turn
        return OpenTab(self.document or "", turn, self.place.here, self.place.held, view.inverted, view.spreads.on)

    def open(self, document: Document) -> None:
        """Show a document of the case."""
        self._asleep = False
        self.document, self._file.sha256 = document.id, document.sha256
        self._say(tr("Opening {name} …").format(name=inserted(document.name)), again=False)
        self._opening.open(document.id, document.sha256, document.name, self._on_opened, self._on_refused)

    def take_focus(self) -> None:
        """Give the keyboard to the page, now or as soon as it is there; who types goes on."""
        self._wanted.focus()

    def open_again(self) -> None:
        """Try once more."""
        document = self._desk.rows.document(self.document or "")
        if document is not None:
            self.open(document)

    def preview(self, opened: OpenDocument) -> None:
        """Show a file that is still being added; nothing can be marked in it until `adopt`."""
        self.opened = opened
        if self.document is not None:  # it came into the case while its worker was started
            self._opening.adopt(self.document, opened)
        self._read_pages_from_worker(opened)

    def take_over(self, opened: OpenDocument, pages: Sequence[PageInfo]) -> None:
        """Go on showing a file that the page view has on show already; nothing can be marked in it until `adopt`."""
        self.opened = opened
        self.pages = tuple(pages)
        self.setCurrentIndex(1)
        self.finding.attach(opened, None)
        if len(pages) < opened.page_count:
            self._desk.tasks.deliver(opened.pages(), partial(self._on_pages_read, opened), self._on_refused, owner=self)
        self.shown.emit()

    def adopt(self, document: DocumentId) -> None:
        """The file on show is in the case now."""
        self.document = document
        self.view.set_document_id(document)
        self.finding.document = document
        if self.opened is not None:
            self._opening.adopt(document, self.opened)
        self.marks.refresh()
        self.adopted.emit(document)

    def go_to_passage(self, passage: str) -> None:
        """Bring a passage into view, as soon as the document is there."""
        self._wanted.passage(passage)

    def go_to_page(self, page: int, part: Rect | None = None) -> None:
        """Bring a page (from 0), or a part of it, into view, as soon as the document is there."""
        self._wanted.page(page, part)

    def go_to_words(self, place: FoundPlace) -> None:
        """Show where the words of a search over the case stand, as soon as the document is there."""
        self._wanted.words(place)

    def close_document(self) -> None:
        """Give the worker back."""
        self.keep_place()
        self._turn = self.left.turn
        self.finding.attach(None, None)
        self.view.close_document()
        if self.document is not None:
            self._opening.release(self.document)
        elif self.opened is not None:
            self.opened.close()
        self.opened, self.pages = None, ()

    def keep_place(self) -> None:
        """Remember at once where the document is read."""
        self.place.keep(self.document, self.view.places.place())

    def tells_of(self, sha256: Sha256) -> bool:
        """Tell whether the tab says how far the check of a file is."""
        return self._file.tells_of(sha256)

    @property
    def _is_on_show(self) -> bool:
        return self.currentIndex() == 1

    def _on_self_current_changed(self, _index: int) -> None:
        self._wanted.ready = self._is_on_show

    def _page_part(self) -> QWidget:
        part = QWidget()
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.finding.bar)
        column.addWidget(self.view, 1)
        return part

    def _say(self, text: str, *, again: bool, locked: bool = False) -> None:
        self.notice.tell(text, again=again, locked=locked)
        self.setCurrentIndex(0)

    def _on_opened(self, opened: OpenDocument) -> None:
        self.opened = opened
        document = self.document
        if document is None:
            return

        marks = DocumentMarks(self._desk.rows, document)

        def read(reader: CaseReader) -> tuple[tuple[PageInfo, ...], ReadingPlace | None, Sequence[ViewMark]]:
            return reader.pages(document), reader.reading_place(document), marks.make()

        def done(found: tuple[tuple[PageInfo, ...], ReadingPlace | None, Sequence[ViewMark]]) -> None:
            pages, place, made = found
            if opened is not self.opened or self._desk.session.closing.is_set():
                return  # the case is going: there is nobody to show it to, and nothing more can be looked for
            self._show(opened, pages, self.place.choose(place), made if marks.is_current else None)

        self._desk.tasks.deliver(self._desk.session.read(read), done, self._on_refused, owner=self)

    def _read_pages_from_worker(self, opened: OpenDocument) -> None:
        self._show(opened, (opened.first_page,), None)
        self._desk.tasks.deliver(opened.pages(), partial(self._on_pages_read, opened), self._on_refused, owner=self)

    def _on_pages_read(self, opened: OpenDocument, pages: Sequence[PageInfo]) -> None:
        if opened is self.opened:
            self.pages = tuple(pages)
            self.view.extend_pages(pages)
            self.shown.emit()

    def _show(
        self,
        opened: OpenDocument,
        pages: Sequence[PageInfo],
        place: ReadingPlace | None,
        marks: Sequence[ViewMark] | None = None,
    ) -> None:
        self.pages = tuple(pages)
        is_image = opened.media_type.startswith("image/")
        self.view.open(
            opened, pages, is_image=is_image, place=place, turn=self._turn, document_id=self.document or DocumentId("")
        )
        has_keyboard = self.notice.has_keyboard()
        self.setCurrentIndex(1)
        self.finding.attach(opened, self.document)
        self._wanted.give_focus(also=has_keyboard)
        if marks is None:
            self.marks.refresh()
        else:
            self.marks.show(marks)
        self._wanted.give_places()
        self.shown.emit()

    def _on_refused(self, error: BaseException) -> None:
        self._say(sentence(error), again=True, locked=isinstance(error, PasswordNeededError))
        if isinstance(error, LinkedFileError):
            self._file.tell_missing(sentence(error))
        self.gave_up.emit()

    def _on_opening_lost(self, document: str) -> None:
        """Look at the file again: somebody wrote to it, or only touched it."""
        if document == self.document:
            self.close_document()
            self.open_again()

    def _on_view_history_changed(self, can_go_back: bool, can_go_forward: bool) -> None:
        self.can_go_back, self.can_go_forward = can_go_back, can_go_forward
