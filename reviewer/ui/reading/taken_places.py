"""Which annotations of a document are in the case already, told from the passages that lie where they lie.

Owns that answer for the list's rows: asked of a few rows at a time, so a page's passages are looked at when its row is painted.
And which passages lie over what the file itself has coloured.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence
from itertools import chain

from reviewer.model.annotation import AnnotationKind
from reviewer.model.geometry import Rect
from reviewer.model.overview import MarkedPassage
from reviewer.services.annotations.annotation_notes import is_said, note_of
from reviewer.services.annotations.annotation_places import SAME
from reviewer.services.annotations.reading_annotations import ListedAnnotation


class TakenPlaces:
    """The places of one document's passages as they are now; made anew when they change.

    Args:
        on_page: Returns the passages that touch a page (from 0).

    """

    def __init__(self, on_page: Callable[[int], Sequence[MarkedPassage]]) -> None:
        self._on_page = on_page
        self._words: dict[int, dict[tuple[int, int], list[str]]] = {}
        self._regions: dict[int, list[tuple[Rect, str]]] = {}

    def has(self, listed: ListedAnnotation) -> bool:
        """Tell whether passages lie at all of an annotation's places, and their notes say what it says."""
        places, page = listed.places, listed.annotation.page
        if places is None or not (places.spans or places.regions):
            return False
        self._look_at(page)
        notes = [self._words[page].get(one, []) for one in places.spans]
        notes += [[note for rect, note in self._regions[page] if _alike(rect, one)] for one in places.regions]
        return all(notes) and is_said(note_of(listed.annotation), chain.from_iterable(notes))

    def _look_at(self, page: int) -> None:
        if page in self._words:
            return
        words, regions = self._words.setdefault(page, {}), self._regions.setdefault(page, [])
        for one in self._on_page(page):
            text, region = one.passage.anchor.text, one.passage.anchor.region
            if text is not None and text.start.page == page == text.end.page:
                words.setdefault((text.start.offset, text.end.offset), []).append(one.passage.note)
            if region is not None and region.page == page:
                regions.append((region.rect, one.passage.note))


def filled_by_file(listed: Iterable[ListedAnnotation], passages: Iterable[MarkedPassage]) -> frozenset[str]:
    """Return which passages of a page lie just where one of its annotations fills or draws something."""
    places = [one.places for one in listed if one.places is not None and colours_its_place(one)]
    spans = {span for one in places for span in one.spans}
    regions = [rect for one in places for rect in one.regions]
    return frozenset(one.passage.id for one in passages if _lies_on(one, spans, regions))


def colours_its_place(listed: ListedAnnotation) -> bool:
    """Tell whether what lies in an annotation's place has its colour: a line under words leaves them as they are."""
    one = listed.annotation
    return not one.hidden and (one.kind is AnnotationKind.HIGHLIGHT or not one.kind.marks_text)


def _lies_on(marked: MarkedPassage, spans: Collection[tuple[int, int]], regions: Iterable[Rect]) -> bool:
    text, region = marked.passage.anchor.text, marked.passage.anchor.region
    if text is not None:
        return text.start.page == text.end.page and (text.start.offset, text.end.offset) in spans
    return region is not None and any(_alike(region.rect, one) for one in regions)


def _alike(one: Rect, other: Rect) -> bool:
    corners = ((one.x0, other.x0), (one.y0, other.y0), (one.x1, other.x1), (one.y1, other.y1))
    return all(abs(mine - theirs) <= SAME for mine, theirs in corners)
