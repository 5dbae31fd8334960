"""Whether what a case keeps of its documents is what they say: each is opened, read anew and compared.

The journal vouches for what people did, the checksums for the documents' bytes. Pages, their texts and the words of passages
were read out of these bytes once, and nothing else vouches for them. Owns what is said of a difference; changes nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import closing
from dataclasses import astuple, dataclass, field, replace
from functools import partial

from reviewer.documents.client import OpenDocument
from reviewer.errors import CancelledError, CaseError, DocumentError
from reviewer.exporters.plan.building import build
from reviewer.exporters.plan.exhibits import PlannedDocument
from reviewer.exporters.reading import positions, verbatim
from reviewer.i18n import tr
from reviewer.model.document import PageInfo
from reviewer.services.page_texts import program_of
from reviewer.services.session import Session
from reviewer.store.reader import CaseReader

_TEXTS_AT_ONCE = 64
_SIZES_DIFFER = 0.01
"""Page-space units: less is rounding."""


@dataclass(slots=True)
class Rereading:
    """What came of reading a case's documents anew.

    Attributes:
        findings: One sentence for each thing that differs.
        unread: One sentence for each document that could not be opened, so that nothing of it was compared.
        pages: How many pages were compared.
        passages: How many passages were.

    """

    findings: list[str] = field(default_factory=list)
    unread: list[str] = field(default_factory=list)
    pages: int = 0
    passages: int = 0


def reread(session: Session, cancelled: Callable[[], bool]) -> Rereading:
    """Open the documents of a case one after the other, and compare their pages, texts and passages with what the case keeps.

    Raises:
        CancelledError: `cancelled` said so, which is asked every few pages.
        CaseError: The case cannot be read.

    """
    out = Rereading()
    for document in build(session.read(lambda case: case.snapshot()).result(), audience="editor").documents:
        try:
            with closing(session.open_document(document.id).result()) as opened:
                _Comparison(session, document, opened, cancelled, out).run()
        except CaseError as error:
            out.findings.append(error.summary)
        except DocumentError as error:
            said = tr("“{name}” could not be opened, so that its pages and passages were not compared. {why}")
            out.unread.append(said.format(name=document.name, why=error.summary))
    return out


class _Comparison:
    """One open document beside what its case keeps of it."""

    def __init__(
        self, session: Session, document: PlannedDocument, opened: OpenDocument, cancelled: Callable[[], bool], out: Rereading
    ) -> None:
        self._session = session
        self._document = document
        self._opened = opened
        self._cancelled = cancelled
        self._out = out

    def run(self) -> None:
        pages = self._opened.pages().result()
        self._compare_sizes(pages)
        self._compare_texts()
        measured = replace(self._document, pages={one.index: one for one in pages})
        exhibits = {one.number: one for one in measured.exhibits}
        reading = positions.read(measured, self._opened.page_count, self._texts)
        for number, why in verbatim.misquoted(measured, reading, lambda page: self._opened.text(page).result()).items():
            self._tell(tr("{why} (passage {id})").format(why=why, id=exhibits[number].passage), exhibits[number].anchor.page)
        self._out.passages += len(exhibits)
        self._out.pages += len(pages)

    def _compare_sizes(self, pages: tuple[PageInfo, ...]) -> None:
        kept = self._session.read(lambda case: case.pages(self._document.id)).result()
        if len(kept) < len(pages):
            self._tell(tr("The case does not keep the sizes of all pages from here on"), len(kept))
        for one in kept:
            if one.index >= len(pages):
                self._tell(tr("The document has no such page"), one.index)
            elif not _alike(one, pages[one.index]):
                self._tell(tr("The size, turn or label that the case keeps is not the page's own"), one.index)

    def _compare_texts(self) -> None:
        for first in range(0, self._opened.page_count, _TEXTS_AT_ONCE):
            count = min(_TEXTS_AT_ONCE, self._opened.page_count - first)
            ask = partial(CaseReader.page_texts, document=self._document.id, first=first, count=count)
            kept, read = self._session.read(ask).result(), self._texts(first, count)
            for page, (text, layer) in kept.items():
                known = layer.extractor == self._opened.extractor
                if text != read[page - first] if known else program_of(layer.extractor) != program_of(self._opened.extractor):
                    self._tell(tr("The text that the case keeps is not the page's own"), page)

    def _texts(self, first: int, count: int) -> tuple[str, ...]:
        if self._cancelled():
            raise CancelledError(tr("The check of the case was cancelled"))
        return self._opened.plain_text(first, count).result()

    def _tell(self, what: str, page: int) -> None:
        self._out.findings.append(tr("“{name}”, page {page}: {what}").format(name=self._document.name, page=page + 1, what=what))


def _alike(kept: PageInfo, read: PageInfo) -> bool:
    """Tell whether two readings of a page's geometry are the same but for rounding."""
    sizes = [(one.width, one.height, *astuple(one.to_user_space)) for one in (kept, read)]
    near = all(abs(one - other) < _SIZES_DIFFER for one, other in zip(*sizes, strict=True))
    return near and (kept.rotation, kept.label) == (read.rotation, read.label)
