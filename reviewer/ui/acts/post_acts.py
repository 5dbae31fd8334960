"""Writing down in the window what the picture of a post says: filled at first from the page's text, kept by one step."""

from __future__ import annotations

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from reviewer.desk.post_reading import PostReading, read_post
from reviewer.documents.dispatching.priorities import Priority
from reviewer.documents.open_document import OpenDocument
from reviewer.documents.results import Bitmap
from reviewer.i18n import tr
from reviewer.model.document import Document
from reviewer.model.ids import DocumentId
from reviewer.model.page import PageInfo
from reviewer.services.commands.desk.posts import remove_post, set_post
from reviewer.store.reader import CaseReader
from reviewer.ui.case.case_parts import CaseParts
from reviewer.ui.controls.sheet import show_until_kept
from reviewer.ui.dialogs.post_dialog import FirstFields, PostDialog
from reviewer.ui.look.pictures import image_of


class PostActs(QObject):
    """The dialog."""

    def __init__(self, parts: CaseParts, over: QWidget) -> None:
        super().__init__(over)
        self._parts, self._over = parts, over

    def ask_first(self, document: Document) -> None:
        """Ask what the first page of a document says."""
        self.ask(document.id, 0)

    def ask(self, document: DocumentId, page: int) -> None:
        """Ask what the post on a page (from 0) says."""
        if self._parts.desk.read_only:
            self._parts.problems.tell_read_only()
            return

        def read(case: CaseReader) -> tuple[FirstFields, tuple[PageInfo, ...]]:
            return _first(case, document, page), case.pages(document, page, 1)

        def show(found: tuple[FirstFields, tuple[PageInfo, ...]]) -> None:
            self._show(document, page, *found)

        self._parts.desk.tasks.deliver(self._parts.desk.session.read(read), show, self._parts.problems.report, owner=self)

    def _show(self, document: DocumentId, page: int, first: FirstFields, pages: tuple[PageInfo, ...]) -> None:
        dialog = PostDialog(self._parts.theme, first, self._over)
        dialog.removal_wished.connect(lambda: self._remove(document, page))
        for one in pages:
            self._draw(dialog, document, one)

        def ask(kept: Callable[[], None], refused: Callable[[], None]) -> None:
            made = dialog.fields
            asked = set_post(
                self._parts.desk.session,
                document=document,
                page=page,
                author=made.author,
                handle=made.handle,
                text=made.text,
                shown_time=made.shown_time,
                address=made.address,
            )
            self._parts.wishes.ask(asked, lambda _: kept(), refused)

        show_until_kept(dialog, ask)

    def _draw(self, dialog: PostDialog, document: DocumentId, page: PageInfo) -> None:
        ratio = self._over.devicePixelRatioF()
        width = page.height if page.rotation % 180 else page.width
        scale = dialog.picture_px * ratio / max(width, 1e-3)

        def render(opened: OpenDocument) -> None:
            if shiboken6.isValid(dialog):
                drawn = opened.render(page.index, scale=scale, priority=Priority.EXCERPT)
                self._parts.desk.tasks.deliver(drawn, done, lambda _error: dialog.show_picture(None), owner=dialog)

        def done(bitmap: Bitmap) -> None:
            image = image_of(bitmap)
            image.setDevicePixelRatio(ratio)
            dialog.show_picture(image)

        def refused(_error: BaseException) -> None:
            if shiboken6.isValid(dialog):
                dialog.show_picture(None)

        self._parts.opening.borrow(document, render, refused)

    def _remove(self, document: DocumentId, page: int) -> None:
        removed = remove_post(self._parts.desk.session, document=document, page=page)
        told = tr("What the post says is forgotten; the picture stays")
        self._parts.wishes.ask(removed, lambda _: self._parts.wishes.offer_undo(told))


def _first(case: CaseReader, document: DocumentId, page: int) -> FirstFields:
    """Return what is kept of a post, else what the text of its page surely says."""
    for one in case.desk.load().posts:
        if (one.document, one.page) == (document, page):
            kept = PostReading(one.author, one.handle, one.text, one.shown_time, one.address)
            return FirstFields(kept, tr("As it was written down. Compare it with the picture."), is_kept=True)
    text, _ = case.page_texts(document, page, 1).get(page, ("", None))
    found = read_post(text)
    if found != PostReading():
        said = tr("Filled from the text of the page, where that is sure. Compare it with the picture.")
    elif text:
        said = tr("The text of the page tells nothing of a post for sure: write down what the picture shows.")
    else:
        said = tr("No text of this page is recognised yet: write down what the picture shows.")
    return FirstFields(found, said, is_kept=False)
