"""From the words of a call to the span they mean: which place of a quote, and whether a region lies on its page."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Mapping
from contextlib import suppress
from functools import cache

from reviewer.cli import output
from reviewer.documents.client import OpenDocument
from reviewer.documents.text.furniture.between_pages import passed_over, read_needed
from reviewer.documents.text.page.margin import Span
from reviewer.documents.text.page.page_text import PageText
from reviewer.documents.text.page.raised import unmarked
from reviewer.documents.text.quotes.quote import Passed, find_quote
from reviewer.errors import DocumentError, UsageError
from reviewer.i18n import page_numbers, tr, trn
from reviewer.model.anchor import TextPosition
from reviewer.model.document import Document
from reviewer.model.geometry import Rect
from reviewer.model.neutral import one_line
from reviewer.model.spans import RegionSpan, TextSpan
from reviewer.services.page_texts import page_texts
from reviewer.services.session import Session

SLACK = 0.01
"""Page units by which a region may stand over its page's edge: rounded numbers are meant."""

_FEWEST_WORDS = 3
"""Words of a quote that must stand together for it to be told how far it is there."""

_FOLLOWING_WORDS, _LONGEST_FOLLOWING = 6, 80
"""Of what a file has where the quote goes on otherwise: words, and code points."""

_MOST_PAGES = 200
"""Pages on which a quote is looked for without footnote marks."""

Place = tuple[TextPosition, TextPosition]


class QuoteError(DocumentError):
    """The quote is not there, or stands on several pages."""


def text_span(
    session: Session, document: Document, opened: OpenDocument, quote: str, *, page: int | None, occurrence: int | None
) -> TextSpan:
    """Return where a quote stands; how many places there are is said on stderr.

    Args:
        session: The open case.
        document: Where to look.
        opened: The same, open.
        quote: The words.
        page: The page it begins on, from 1; None where it stands on one page only.
        occurrence: Which of the places on the page, from 1.

    Raises:
        UsageError: There is no such page, or there are not so many places.
        QuoteError: The quote is not there, or stands on several pages and none is given.

    """
    texts = page_texts(session, document.id, opened, 0, opened.page_count)
    if page is not None:
        _check_page(document, opened, page)
        if not texts[page - 1].strip():
            opened.text(page - 1).result()  # says why, where its words cannot be read
    if not any(text.strip() for text in texts.values()):
        raise QuoteError(tr("{name} has no text").format(name=document.name), tr("Mark a region: --page N --region X0,Y0,X1,Y1."))

    read, passed = _asking(opened)
    places = _places(texts, quote, None if page is None else page - 1, read, passed)
    if not places:
        raise QuoteError(tr("The quote is not in {name}").format(name=document.name), _hint_for_missing(texts, quote, passed))
    pages = sorted({start.page for start, _ in places})
    if page is None and len(pages) > 1:
        raise QuoteError(
            tr("The quote stands on {count} pages of {name}: {pages}").format(
                count=len(pages), name=document.name, pages=page_numbers(pages)
            ),
            tr("Say which with --page N."),
        )
    wanted = pages[0] if page is None else page - 1
    here = [place for place in places if place[0].page == wanted]
    if not here:
        raise QuoteError(
            tr("The quote is not on page {page} of {name}").format(page=wanted + 1, name=document.name),
            trn("It stands on page {pages}.", "It stands on pages {pages}.", len(pages)).format(pages=page_numbers(pages)),
        )
    start, end = here[_chosen(len(here), occurrence, wanted)]
    return TextSpan(document.id, start, end, quote)


def _asking(opened: OpenDocument) -> tuple[Callable[[int], PageText], Passed]:
    """Return what reads a page with its boxes, and what tells what is passed over at its end: each asks once a page."""

    @cache
    def read(page: int) -> PageText:
        return opened.text(page).result()

    @cache
    def passed(page: int) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
        return passed_over(read_needed(read, page, page + 1, opened.page_count), page)

    return read, passed


def _places(
    texts: Mapping[int, str], quote: str, page: int | None, read: Callable[[int], PageText], passed: Passed
) -> list[Place]:
    """Return where a quote stands as printed, or as typed where that is nowhere, or not on the page (from 0) that is given."""
    places = find_quote(texts, quote, passed)
    if places and (page is None or any(start.page == page for start, _ in places)):
        return places
    typed = _loosely(texts, quote, page, read, passed)
    return typed if not places or any(start.page == page for start, _ in typed) else places


def _loosely(
    texts: Mapping[int, str], quote: str, page: int | None, read: Callable[[int], PageText], passed: Passed
) -> list[Place]:
    """Return where a quote stands but for what nobody types: footnote marks on its words, dashes, the blanks of an ellipsis.

    All that stands there is part of the passage. Looked for near pages where one end of it is, or the one that is given: which
    figures are marks is told by where they stand.
    """
    places = find_quote(texts, quote, passed, typed=True)
    if places and (page is None or any(start.page == page for start, _ in places)):
        return places
    words = quote.split()
    ends = (" ".join(words[:_FEWEST_WORDS]), " ".join(words[-_FEWEST_WORDS:]))
    near = {start.page + step for end in ends for start, _ in find_quote(texts, end, typed=True) for step in (-1, 0, 1)}
    pages = [one for one in sorted(near) if one in texts][:_MOST_PAGES]
    if page is not None:
        pages = sorted({*pages, *(one for one in (page - 1, page, page + 1) if one in texts)})
    without_marks: dict[int, str] = {}
    for one in pages:
        with suppress(DocumentError):  # a page that cannot be read has no marks that could be told
            without_marks[one] = unmarked(read(one))
    further = find_quote(without_marks, quote, passed, typed=True)
    return further if not places or any(start.page == page for start, _ in further) else places


def region_span(document: Document, opened: OpenDocument, page: int | None, region: Rect | None) -> RegionSpan:
    """Return a region, which lies on its page as the document itself has it.

    Raises:
        UsageError: There is no such page, or the region stands over its edge.
        DocumentError: The page cannot be read.

    """
    assert page is not None
    assert region is not None
    _check_page(document, opened, page)
    info = opened.pages(page - 1, 1).result()[0]
    bounds = info.rect.grown(SLACK)
    if region.x0 < bounds.x0 or region.y0 < bounds.y0 or region.x1 > bounds.x1 or region.y1 > bounds.y1:
        raise UsageError(
            tr("The region does not lie within page {page}").format(page=page),
            tr("The page measures {width:g} by {height:g}.").format(width=info.width, height=info.height),
        )
    return RegionSpan(document.id, page - 1, region)


def _chosen(count: int, occurrence: int | None, page: int) -> int:
    """Return which of the places is meant, from 0, and say how many there are."""
    said = trn("the quote stands once on page {page}", "the quote stands {count} times on page {page}", count)
    sentence = said.format(count=count, page=page + 1)
    if occurrence is not None and occurrence > count:
        raise UsageError(sentence[0].upper() + sentence[1:], tr("Give --occurrence {count} or less.").format(count=count))
    which = 1 if occurrence is None else occurrence
    output.note(sentence if count == 1 else tr("{sentence}; number {which} is taken").format(sentence=sentence, which=which))
    return which - 1


def _check_page(document: Document, opened: OpenDocument, page: int) -> None:
    count = opened.page_count
    if not 1 <= page <= count:
        raise UsageError(
            tr("{name} has no page {page}").format(name=document.name, page=page),
            trn("It has {count} page.", "It has pages 1 to {count}.", count).format(count=count),
        )


def _hint_for_missing(texts: Mapping[int, str], quote: str, passed: Passed) -> str:
    """Say what may be off: mostly the case of letters, or what stands elsewhere in the file than on the page."""
    loose = find_quote({page: text.lower() for page, text in texts.items()}, quote.lower(), typed=True)
    if loose:
        pages = sorted({start.page for start, _ in loose})
        return tr("With other capital letters it stands on page {pages}. Give it as it is printed.").format(
            pages=page_numbers(pages)
        )
    words = quote.split()

    def begun_with(count: int) -> list[Place]:
        return find_quote(texts, " ".join(words[:count]), passed, typed=True)

    begins = {start.page for start, _ in begun_with(_FEWEST_WORDS)}
    texts = {page: text for page, text in texts.items() if page in begins or page - 1 in begins}
    counts = range(_FEWEST_WORDS, len(words) + 1)
    there = bisect_left(counts, True, key=lambda count: not begun_with(count))
    if not there:
        return tr("Copy it from the document, or search for some of its words: reviewer search CASE WORDS.")
    begun = counts[there - 1]
    while begun > _FEWEST_WORDS and not any(char.isalnum() for char in words[begun - 1]):
        begun -= 1  # a dash is typed with blanks or without
    (start, end), *_ = begun_with(begun)
    follows = (texts[end.page][end.offset :] + texts.get(end.page + 1, "")).split()[:_FOLLOWING_WORDS]
    return tr("Up to “{words}” it stands on page {page}; in the file “{follows}” follows. {advice}").format(
        words=" ".join(words[begun - _FEWEST_WORDS : begun]),
        page=start.page + 1,
        follows=one_line(" ".join(follows))[:_LONGEST_FOLLOWING],
        advice=tr("Quote up to there, or mark two passages; leave out page numbers and headers between pages."),
    )
