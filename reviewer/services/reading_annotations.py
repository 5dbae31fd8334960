"""Reading the annotations of a document for a list of them, in the background.

Owns what a list is told: the annotations in the order of the pages, with the words under those that say nothing themselves.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from dataclasses import dataclass

from reviewer.documents.open_document import OpenDocument
from reviewer.documents.text.marked import marked_spans
from reviewer.errors import CancelledError, DocumentError
from reviewer.i18n import tr
from reviewer.model.annotation import Annotation
from reviewer.services.anchoring import KeptPages
from reviewer.services.session import Session

_MOST_WORDS = 300
"""Code points of the words under a mark that a list is told."""


@dataclass(frozen=True, slots=True)
class ListedAnnotation:
    """An annotation as a list shows it.

    Attributes:
        annotation: The annotation.
        words: The words that it lies upon, on one line, where it says none of its own; "" where it lies upon none, or says some.

    """

    annotation: Annotation
    words: str = ""


def read_annotations(
    session: Session,
    opened: OpenDocument,
    tell: Callable[[tuple[ListedAnnotation, ...]], None],
    *,
    cancelled: Callable[[], bool],
) -> Future[bool]:
    """Read the annotations of a whole document, a run of pages at a time, after everything that a person waits for.

    Args:
        session: The open case.
        opened: The document.
        tell: Called on the thread of the work with those of each run that has any, in the order of the pages.
        cancelled: Asked between the runs.

    Returns:
        Whether some could not be read.

    Raises:
        DocumentError: (in the future) The document cannot be read, or was closed.
        CancelledError: (in the future) `cancelled` said so.

    """

    def run() -> bool:
        first, cut = 0, False
        while first < opened.page_count:
            if cancelled() or session.closing.is_set():
                raise CancelledError(tr("Reading annotations was cancelled"))
            read = opened.annotations(first, opened.page_count - first).result()
            if read.found:
                tell(tuple(_listed(KeptPages(opened), read.found)))
            first, cut = first + read.pages, cut or read.cut
        return cut

    return session.job(run)


def _listed(pages: KeptPages, annotations: Iterable[Annotation]) -> Iterator[ListedAnnotation]:
    for one in annotations:
        words = ""
        if one.quads and not one.remark.text:
            with contextlib.suppress(DocumentError):  # taking it into the case says why
                text = pages.text(one.page).result()
                words = " … ".join(text.text[start:end] for start, end in marked_spans(text, one.quads))
        yield ListedAnnotation(one, " ".join(words[:_MOST_WORDS].split()))
