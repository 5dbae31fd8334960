"""Where the words of a page come from, in words for the status line: four kinds that nobody is to take for each other.

Owns the wording, whole, in a word or two where there is little room, and what it means.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from reviewer.documents import limits
from reviewer.i18n import tr
from reviewer.model.document import Document, TextKind
from reviewer.model.neutral import inserted
from reviewer.model.recognised import BUILT_IN
from reviewer.model.text_layer import LayerKind
from reviewer.ui.look import readable

if TYPE_CHECKING:  # loaded with the first words
    from reviewer.documents.text.page.page_text import PageText


class PageSource(NamedTuple):
    """Where words come from: said whole, in short, and what that means."""

    words: str = ""
    short: str = ""
    meaning: str = ""


def page_source(text: PageText | None, document: Document) -> PageSource:
    """Return where the words of a page come from; while they are on their way, those of its document."""
    if text is None:
        return PageSource(readable.text_kind_words(document.text))
    if not text.text.strip():
        return _none()
    if text.is_cut:
        return _in_part()
    if text.kind is LayerKind.CORRECTED:
        return _corrected()
    if text.confidences:  # no text of a file's own tells any, also none that says nothing
        return _recognised_here(text.confidence, engine_words(text.extractor))
    return _recognised_in_file() if text.kind.is_recognised else _in_file()


def widest() -> tuple[PageSource, ...]:
    """Return all that may be said, so that there is room for each."""
    kinds = (PageSource(readable.text_kind_words(one)) for one in TextKind)
    return _none(), _in_part(), _corrected(), _recognised_here(100.0, ""), _recognised_in_file(), _in_file(), *kinds


def _none() -> PageSource:
    return PageSource(readable.text_kind_words(TextKind.NONE), tr("no text"), tr("This page has no words: drag a region."))


def _in_file() -> PageSource:
    words = readable.text_kind_words(TextKind.BORN_DIGITAL)
    return PageSource(words, tr("file"), tr("The words of this page stand in the file."))


def _in_part() -> PageSource:
    meaning = tr(
        "This page holds more text than is read of one: its first {chars} characters or {lines} lines can be searched, selected "
        "and quoted. Of the rest regions can be marked."
    ).format(chars=f"{limits.MAX_PAGE_CHARS:,}", lines=f"{limits.MAX_PAGE_LINES:,}")
    return PageSource(tr("only the first of its text"), tr("text in part"), meaning)


def _recognised_in_file() -> PageSource:
    meaning = tr(
        "The words of this page stand in the file, where another program recognised them. Compare them with the picture."
    )
    return PageSource(tr("recognised text in the file"), tr("OCR in file"), meaning)


def engine_words(extractor: str) -> str:
    """Return which engine recognised words, by what is kept of that, as a sentence."""
    name, _, version = extractor.partition("+")[0].partition(" ")
    if name == BUILT_IN:
        return tr("The engine within PyMuPDF {version} read them, which does not say how sure it is.").format(version=version)
    return tr("{engine} {version} read them.").format(engine=inserted(name.capitalize()), version=inserted(version))


def _recognised_here(confidence: float | None, engine: str) -> PageSource:
    meaning = tr("This program recognised the words of this page in its picture. Compare them with it.")
    meaning = f"{meaning} {engine}"
    if confidence is None:
        return PageSource(tr("recognised here"), tr("OCR"), meaning)
    sure = round(confidence)
    meaning = f"{meaning} {tr('It is {percent} % sure of them on average.').format(percent=sure)}"
    words, short = tr("recognised here, {percent} %"), tr("OCR {percent} %")
    return PageSource(words.format(percent=sure), short.format(percent=sure), meaning)


def _corrected() -> PageSource:
    meaning = tr("This program recognised the words of this page in its picture, and a person put some right.")
    return PageSource(tr("recognised text, corrected"), tr("corrected"), meaning)
