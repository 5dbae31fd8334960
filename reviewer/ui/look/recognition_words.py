"""What came of recognising text, in sentences: which pages have no words, which could not be read and why; and what reads."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from reviewer.documents.recognising.engines import has_tesserocr
from reviewer.i18n import tr, trn
from reviewer.model.neutral import inserted
from reviewer.services.recognition.recognition_result import RecognitionResult
from reviewer.ui.look.trouble_words import joined

_MOST_DOCUMENTS, _MOST_PAGES = 3, 5
"""So many are named; the rest is counted."""


def summary(results: Sequence[RecognitionResult]) -> str:
    """Return what came of a run and of its pauses; "" where nothing was read."""
    pages, words = sum(one.pages for one in results), sum(one.with_words for one in results)
    said = []
    if pages:
        told = trn("Text recognised on {words} of {count} page.", "Text recognised on {words} of {count} pages.", pages)
        said.append(told.format(words=words, count=pages))
    if wordless := _places(results, lambda one: one.wordless):
        said.append(tr("No words were found on {places}.").format(places=wordless))
    if failed := _places(results, lambda one: one.failed):
        why = next(failure.why for one in results for failure in one.failures)
        said.append(joined(tr("No text could be read on {places}: {why}").format(places=failed, why=why), ""))
    refused = {one.document.id: one for one in results if one.refused}
    said += [joined(f"{inserted(one.document.name)}: {one.refused}", "") for one in tuple(refused.values())[:1]]
    if len(refused) > 1:
        more = len(refused) - 1
        said.append(trn("So it is with {count} more document.", "So it is with {count} more documents.", more).format(count=more))
    return " ".join(said)


def engine_words() -> str:
    """Return which engine recognises text on this computer, as a sentence; of the lesser one what it cannot do."""
    if has_tesserocr():
        return tr("Tesseract reads, and says how sure it is.")
    return tr("The engine within PyMuPDF reads here: it is slower than Tesseract, and does not say how sure it is.")


def _places(results: Sequence[RecognitionResult], pages: Callable[[RecognitionResult], Sequence[int]]) -> str:
    """Return documents with some of their pages, "page 2 of scan.pdf and blank.png"; "" where there are none."""
    found: dict[str, tuple[RecognitionResult, set[int]]] = {}
    for one in results:
        if numbers := pages(one):
            found.setdefault(one.document.id, (one, set()))[1].update(numbers)
    said = [_place(one, sorted(numbers)) for one, numbers in tuple(found.values())[:_MOST_DOCUMENTS]]
    if (more := len(found) - len(said)) > 0:
        said.append(trn("{count} more document", "{count} more documents", more).format(count=more))
    return _listed(said)


def _place(one: RecognitionResult, numbers: Sequence[int]) -> str:
    name = inserted(one.document.name)
    if one.document.page_count == 1:
        return name
    said = [str(number) for number in numbers[:_MOST_PAGES]]
    if (more := len(numbers) - len(said)) > 0:
        said.append(trn("{count} more", "{count} more", more).format(count=more))
    pages = trn("page {pages} of {name}", "pages {pages} of {name}", len(numbers))
    return pages.format(pages=_listed(said), name=name)


def _listed(words: Sequence[str]) -> str:
    return " ".join(filter(None, (", ".join(words[:-1]), tr("and") if len(words) > 1 else "", words[-1] if words else "")))
