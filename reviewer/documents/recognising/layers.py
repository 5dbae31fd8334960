"""Text recognised in pictures of pages in place of what a document's own worker reads: where there is some, it is what is used.

Owns that replacing, for one page with boxes and for many without. Where the recognised text is kept, whoever opens the document
knows.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Generator, Mapping
from concurrent.futures import Future
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Protocol

from reviewer.documents import limits
from reviewer.errors import DocumentError
from reviewer.i18n import tr

if TYPE_CHECKING:  # loaded with the first recognised page
    from reviewer.documents.findings import PlainTexts
    from reviewer.documents.text.page.page_text import PageText
    from reviewer.model.anchor import LayerRef
    from reviewer.model.document import PlainText
    from reviewer.model.recognised import RecognisedPage

CORRECTED = "corrected"
"""`LayerKind.CORRECTED`, which is loaded with the first recognised page."""


class Layers(Protocol):
    """The recognised texts of one document."""

    @property
    def pages(self) -> Collection[int]:
        """The pages (from 0) that have one, as far as is known now; from any thread."""

    def page(self, page: int, checksum: str | None = None, /) -> Future[RecognisedPage | None]:
        """Return the text that is used of a page, or the one with a checksum; None where there is none, or none any more."""

    def texts(self, first: int, count: int) -> Future[Mapping[int, PlainText]]:
        """Return those that are used of `count` pages from `first` on, without boxes."""


class NoLayers:
    """Nothing was recognised: most documents bring their words. Nobody asks what `pages` does not name."""

    pages: Collection[int] = ()

    def page(self, _page: int, _checksum: str | None = None) -> Future[RecognisedPage | None]:
        """There is none."""
        found: Future[RecognisedPage | None] = Future()
        found.set_result(None)
        return found

    def texts(self, first: int, count: int) -> Future[Mapping[int, PlainText]]:
        """Refuse what nobody asks."""
        raise LookupError(first, count)


def text_of_page(
    layers: Layers, page: int, own: Callable[[], Future[Any]], wanted: LayerRef | None = None
) -> Generator[Future[Any], Any, PageText]:
    """Return the text that is used of a page, or the layer that is wanted where there is one; else what `own` reads."""
    found: RecognisedPage | None = None
    if wanted is not None:
        found = yield layers.page(page, wanted.sha256)
    is_own = wanted is not None and found is None and wanted.kind != CORRECTED
    if found is None and page in layers.pages and not is_own:
        found = yield layers.page(page)
    if found is not None:
        return page_text(found)
    read: PageText = yield own()
    return read


def with_recognised(layers: Layers, first: int, read: PlainTexts) -> Generator[Future[Any], Any, PlainTexts]:
    """Return the texts of pages from `first` on with recognised ones in place of those that were read."""
    if not any(first <= page < first + len(read.pages) for page in layers.pages):
        return read
    found: Mapping[int, PlainText] = yield layers.texts(first, len(read.pages))
    return replace(read, pages=tuple(found.get(page, one) for page, one in enumerate(read.pages, start=first)))


def page_text(found: RecognisedPage) -> PageText:
    """Return recognised text as the text of a page. Its lines are worked out here and now, as for any other.

    Raises:
        DocumentError: It is more than a page may have: no version of this program kept it.

    """
    from reviewer.documents.text.page.page_text import PageText

    if len(found.text) > limits.MAX_PAGE_CHARS or found.text.count("\n") > limits.MAX_PAGE_LINES:
        raise DocumentError(
            tr("The recognised text of page {page} is more than a page can have").format(page=found.page + 1),
            tr("The case was changed by something else than this program. Go back to a backup."),
        )
    made = PageText(found.page, found.text, found.boxes, found.extractor, found.kind, confidences=found.confidences)
    _ = made.lines
    return made
