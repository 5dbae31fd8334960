"""The texts of a document's pages as its worker reads them now, so that places in them are places on the open pages.

Owns where they are taken from: the case, or the worker where the case has none yet, or has them from an earlier version that put
letters in another order; and what they make of a document.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from reviewer.documents.open_document import OpenDocument
from reviewer.model.document import PlainText, TextKind
from reviewer.model.ids import DocumentId
from reviewer.model.text_layer import LayerKind
from reviewer.services.session import Session


def page_texts(session: Session, document: DocumentId | None, opened: OpenDocument, first: int, count: int) -> Mapping[int, str]:
    """Return the words of some pages, as `plain_texts`."""
    return {page: one.text for page, one in plain_texts(session, document, opened, first, count).items()}


def plain_texts(
    session: Session, document: DocumentId | None, opened: OpenDocument, first: int, count: int
) -> Mapping[int, PlainText]:
    """Return the texts of some pages; waits, and so is never called on the window's thread.

    Args:
        session: The open case.
        document: The document, or None for a file that is not in the case yet.
        opened: The same, open.
        first: The first page, from 0.
        count: How many.

    Raises:
        ReviewerError: Texts could not be read.

    """
    texts: dict[int, PlainText] = {}
    if document is not None:
        stored, scans, unread = session.read(
            lambda reader: (
                reader.page_texts(document, first, count),
                reader.scans_among(document, first, count),
                reader.unread_among(document, first, count),
            )
        ).result()
        texts = {
            page: PlainText(text, layer.kind, is_scan=page in scans, is_unread=page in unread)
            for page, (text, layer) in stored.items()
            if layer.extractor == opened.extractor or (layer.kind.is_recognised and page in opened.layers.pages)
        }
    missing = [page for page in range(first, first + count) if page not in texts]
    if missing:
        read = opened.plain_texts(missing[0], missing[-1] + 1 - missing[0]).result()
        texts = dict(enumerate(read.pages, start=missing[0])) | texts
    return texts


def program_of(extractor: str) -> str:
    """Return which program an extractor is, without its version."""
    return extractor.partition(" ")[0]


class TextCount:
    """Counts what kinds of text the pages of a document have, as they are read."""

    def __init__(self) -> None:
        self._with_text: Counter[LayerKind] = Counter()
        self._scans = 0

    def take(self, page: PlainText) -> None:
        """Count one page."""
        if page.is_scan:
            self._scans += 1
        elif page.text.strip():
            self._with_text[LayerKind.OCR if page.kind.is_recognised else page.kind] += 1

    def kind(self, page_count: int) -> TextKind:
        """Return what kind of text the document of so many pages has: of one kind is that of which every page has text."""
        if not self._with_text:
            return TextKind.MIXED if self._scans else TextKind.NONE
        if max(self._with_text.values()) < page_count:
            return TextKind.MIXED
        return TextKind.OCR if LayerKind.OCR in self._with_text else TextKind.BORN_DIGITAL
