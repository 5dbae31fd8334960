"""Whether an exhibit is what its document says and shows at its place: a pack vouches for no words that it has not read.

A case holds each quote beside its offsets and its quads, and the journal says only that somebody put them there. So every quote
and its quads are made anew from the page and compared, and what else an anchor says of its place is taken from the page. Where a
page has several texts, each quote is held against the one that it was counted in. Reads no document itself.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import chain, product
from typing import Self

from reviewer.documents.text.furniture.between_pages import passed_over, read_needed
from reviewer.documents.text.page.page_text import PageText
from reviewer.documents.text.quotes.hyphens import join_keeping, legible
from reviewer.documents.text.quotes.quote import find_quote
from reviewer.documents.text.quotes.quoting import beside, selector_of, stands_around
from reviewer.documents.text.quotes.skeleton import skeleton
from reviewer.documents.text.selecting.selection import Part, Selection, as_marked, passage, selected, ways_of_keeping
from reviewer.errors import DocumentError, UsageError
from reviewer.exporters.plan.exhibits import PlannedDocument
from reviewer.exporters.reading.positions import Reading
from reviewer.model.anchor import CONTEXT, Anchor, LayerRef, RegionSelector, TextPosition, TextSelector
from reviewer.model.geometry import PageQuad, Quad

NO_PAGE = "Its document has no such page; look at the passage in the case, and mark it anew"
NOT_THERE = "Its quote is not what the document says at that place; look at the passage in the case, and mark it anew"
NOT_AS_IT_WAS = "Another version marked it, which read its page otherwise; look at the passage in the case, and mark it anew"
NOT_SHOWN = "Its mark does not lie on the words that it quotes; look at the passage in the case, and mark it anew"
NOT_READ = "The text of its page cannot be read now, so its quote could not be compared with the page"
NOT_ITS_REGION = "Its mark is not the region that was chosen; look at the passage in the case, and mark it anew"
OFF_THE_PAGE = "Its region does not lie on the page; look at the passage in the case, and mark it anew"

LEAST_SHARED = 0.5
"""How much of a mark's area must lie on the words, and of the words' under the mark: lines were not always measured alike."""

_ROUNDING = 0.01
"""Page-space units by which a region may reach beyond its page: less is rounding."""

_PAGES_KEPT = 8
_HYPHENS = "-\u00ad\u2010\u2011"
_BROKEN = re.compile(rf"[{_HYPHENS}][^\S\n]*\n")
"""The end of a line that breaks a word, where a passage begins with it."""

_MOST_LOST = 8
"""So many hyphens and spaces may be lost at the beginning of a passage."""

ReadCharacters = Callable[[int], PageText]
"""Returns the characters of a page (from 0) with their boxes; raises DocumentError."""

ReadLayer = Callable[[int, LayerRef | None], PageText]
"""The same of the layer of the page's text that is given, where it is there; else, and for None, of the one that is used."""


@dataclass(frozen=True, slots=True)
class Compared:
    """What came of comparing the exhibits of a document with it.

    Attributes:
        wrong: Which are not what the document says, by exhibit number, each with a sentence.
        anchors: What the document says of the places of all others, by exhibit number.

    """

    wrong: Mapping[int, str] = field(default_factory=dict)
    anchors: Mapping[int, Anchor] = field(default_factory=dict)


def compare(document: PlannedDocument, reading: Reading | None, read_layer: ReadLayer) -> Compared:
    """Hold each exhibit of a document against the document.

    Args:
        document: Its exhibits, and its own word on itself and the pages that they touch.
        reading: The texts of these pages; None where they cannot be read.
        read_layer: Gives a page with boxes.

    """
    characters = lru_cache(_PAGES_KEPT)(read_layer)
    found = {one.number: _as_read(one.anchor, document, reading, characters) for one in document.exhibits}
    return Compared(
        {number: one for number, one in found.items() if isinstance(one, str)},
        {number: one for number, one in found.items() if isinstance(one, Anchor)},
    )


def _as_read(anchor: Anchor, document: PlannedDocument, reading: Reading | None, read_layer: ReadLayer) -> Anchor | str:
    """Return an anchor as its document has it, or why it has not."""
    if not document.pages.keys() >= {*anchor.pages}:
        return NO_PAGE
    first = anchor.pages[0]
    anchor = replace(anchor, document_sha256=document.sha256, page=first, page_label=document.label(first))
    if anchor.region is not None:
        return _region_fault(anchor, anchor.region, document) or anchor
    if anchor.text is None or reading is None:
        return NOT_READ
    try:
        return _text_as_read(anchor, anchor.text, document, *_counted_in(anchor.text, reading, read_layer))
    except DocumentError:
        return NOT_READ
    except UsageError:  # it and its page repeat themselves so often that nobody can look for it
        return NOT_THERE


def _counted_in(text: TextSelector, reading: Reading, read_layer: ReadLayer) -> tuple[Reading, ReadCharacters]:
    """Return the pages of a passage as it was counted in them: a page may have been read anew, or corrected, since."""
    others = [one for one in text.layers if one.page in reading.texts and not reading.reads(one)]
    found = {one.page: one for one in others if read_layer(one.page, one).layer.sha256 == one.sha256}
    if not found:
        return reading, lambda page: read_layer(page, None)
    texts = [read_layer(page, layer) for page, layer in found.items()]
    return reading.with_layers(texts), lambda page: read_layer(page, found.get(page))


def _region_fault(anchor: Anchor, region: RegionSelector, document: PlannedDocument) -> str:
    """Return why a region is none of the document's, or ""."""
    if anchor.quads != (PageQuad(region.page, Quad.of_rect(region.rect)),):
        return NOT_ITS_REGION
    page = document.pages[region.page].rect.grown(_ROUNDING)
    return "" if region.rect.area > 0 and page.intersection(region.rect) == region.rect else OFF_THE_PAGE


def _text_as_read(
    anchor: Anchor, text: TextSelector, document: PlannedDocument, reading: Reading, read_characters: ReadCharacters
) -> Anchor | str:
    why = NOT_THERE
    for place in _places(text, anchor.quads, reading, read_characters, document.page_count):
        if not _is_joined(text, place):
            continue
        if _lie_alike(anchor.quads, place.selection.quads):
            made = _selector(text, place, document.page_count, read_characters)
            return replace(anchor, quads=place.selection.quads, text=made)
        why = NOT_SHOWN
    return NOT_AS_IT_WAS if why is NOT_THERE and _was_read_otherwise(text, reading, read_characters) else why


def _was_read_otherwise(text: TextSelector, reading: Reading, read_characters: ReadCharacters) -> bool:
    """Tell whether it was another version of the program that read the pages of a passage, as far as the case says."""
    if reading.is_unchanged(text):
        return False
    return any(one.extractor != read_characters(one.page).extractor for one in text.layers if one.page in reading.texts)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a quote stands, with furniture that it passes over or without it: a document says both.

    Attributes:
        selection: The words and where they lie.
        pages: The texts that tell what is passed over.
        parts: What it consists of.

    """

    selection: Selection
    pages: Mapping[int, PageText]
    parts: list[Part]

    @classmethod
    def of(cls, pages: Mapping[int, PageText], parts: list[Part], start: TextPosition) -> Self:
        """Return it for the parts of a passage."""
        return cls(selected(pages, parts, start), pages, parts)


def _selector(text: TextSelector, found: _Place, page_count: int, read_characters: ReadCharacters) -> TextSelector:
    """Return a selector made anew. Of a case it keeps which hyphens at line ends were taken for a break's, and nothing else."""
    place = found.selection
    near = {page: found.pages[page] for page in range(place.start.page, place.end.page + 1)}
    for page in beside(place.start, place.end, len(near[place.end.page]), page_count):
        with suppress(DocumentError):  # as when it was marked: a neighbour that cannot be read lends nothing
            near[page] = read_characters(page)
    pages = {**found.pages, **near}
    said = f"{text.prefix[-CONTEXT:]} {text.quote} {text.suffix[:CONTEXT]}"
    made = selector_of(pages, found.parts, lambda word: word in said)
    if text.quote_as_printed == made.quote_as_printed:
        made = replace(made, quote=legible(text.quote))
    around = replace(made, prefix=text.prefix, suffix=text.suffix)
    return around if any(stands_around(some, found.parts, around) for some in (pages, near)) else made


def _places(
    text: TextSelector, quads: Sequence[PageQuad], reading: Reading, read_characters: ReadCharacters, page_count: int
) -> Iterator[_Place]:
    """Yield where the quote stands: at its offsets, or anywhere on its pages where these are read otherwise than they were."""
    first, last = text.start.page, text.end.page
    if last - first >= len(reading.texts):
        return
    texts = {page: reading.texts[page] for page in range(first, last + 1) if page in reading.texts}
    if not texts or len(texts) != last - first + 1:
        return

    def pages_at(one: int, other: int) -> dict[int, PageText]:
        return read_needed(read_characters, one, other, page_count)

    if reading.is_unchanged(text):
        pages, raw = pages_at(first, last), _between(text, texts)
        for place in chain(_readings(text.start, text.end, pages), _marked(text, quads, pages)):
            if text.quote_as_printed in {place.selection.text, raw}:
                yield place
        return
    spans = find_quote(texts, text.quote_as_printed, lambda page: passed_over(pages_at(page, page + 1), page))
    found = [place for ends in spans for place in _readings(*ends, pages_at(first, last))]
    bones = skeleton(text.quote_as_printed)
    yield from sorted(found, key=lambda one: skeleton(one.selection.text) != bones)


def _marked(text: TextSelector, quads: Sequence[PageQuad], pages: Mapping[int, PageText]) -> Iterator[_Place]:
    """Yield what the mark covers, where another version took more or less for furniture."""
    yield _Place.of(pages, as_marked(pages, text.start, text.end, quads), text.start)


def _readings(start: TextPosition, end: TextPosition, pages: Mapping[int, PageText]) -> Iterator[_Place]:
    """Yield what stands between two places: without furniture that the pages beside tell of, and with it."""
    touched = {page: pages[page] for page in range(start.page, end.page + 1)}
    for given in (pages, touched) if len(touched) < len(pages) else (pages,):
        for kept in ways_of_keeping(given, start, end):
            yield _Place.of(given, passage(given, start, end, kept=kept), start)


def _is_joined(text: TextSelector, place: _Place) -> bool:
    """Tell whether a quote is what is printed with its lines joined, whichever hyphens at line ends were taken for a break's, by
    this version or an earlier one.

    A passage that begins or ends within a word that a line end breaks may have lost the hyphen at that end; no other one is lost,
    for it may be a minus sign.
    """
    begins_broken = _BROKEN.match(text.quote_as_printed) is not None
    end = place.selection.end
    behind = place.pages[end.page].text[end.offset : end.offset + _MOST_LOST]
    ends_broken = not behind or "\n" in behind[: len(behind) - len(behind.lstrip())]
    said = legible(text.quote)
    joined, may_go = join_keeping(text.quote_as_printed)
    kept = joined.text
    begun = len(kept) - len(kept.lstrip(_HYPHENS).lstrip()) if begins_broken else 0
    begun = min(begun, _MOST_LOST)
    reached = {0}
    for n, char in enumerate(kept):
        is_optional = joined.starts[n] in may_go or n < begun or (ends_broken and n == len(kept) - 1 and char in _HYPHENS)
        further = {one + 1 for one in reached if said[one : one + 1] == char}
        reached = reached | further if is_optional else further
    return len(said) in reached


def _between(text: TextSelector, texts: Mapping[int, str]) -> str | None:
    """Return what stands between the two places, headers and line numbers included; None over a page's end."""
    if text.start.page != text.end.page:
        return None
    return texts[text.start.page][text.start.offset : text.end.offset]


def _lie_alike(marked: Sequence[PageQuad], read: Sequence[PageQuad]) -> bool:
    """Tell whether two sets of quads cover about the same of the same pages."""
    if {one.page for one in marked} != {one.page for one in read}:
        return False
    pairs = [(one.quad.rect, other.quad.rect) for one, other in product(marked, read) if one.page == other.page]
    shared = sum(both.area for both in (one.intersection(other) for one, other in pairs) if both)
    return all(0 < LEAST_SHARED * sum(one.quad.rect.area for one in side) <= shared for side in (marked, read))
