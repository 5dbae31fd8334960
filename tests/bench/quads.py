"""How well quotes from real documents are found and marked, held against known rectangles.

`EVIDENCE_CORPUS=… python tests/bench/quads.py` reads `truth/*.json` (quote, page from 1, rectangles in page space) there. For
each document it prints the mean and the least overlap (intersection over union of areas) of what `find_quote` and `select` mark,
of what a drag from the first to the last rectangle of a quote that stands once marks, how long the slowest quote took to find,
and the number of pages looked through. Ends with 1 when a mean is under 0.9 or a quote is missing.
"""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).parents[2]))

from reviewer.documents.client import OpenDocument, Source, Workers
from reviewer.documents.text.page.page_text import PageText
from reviewer.documents.text.page.words import whole_words
from reviewer.documents.text.quotes.quote import find_quote
from reviewer.documents.text.selecting import dragging
from reviewer.documents.text.selecting.selection import Selection, select
from reviewer.model.anchor import TextPosition
from reviewer.model.geometry import Point, Rect

GOOD = 0.9
AT_ONCE = 8


def area(rects: Sequence[Rect]) -> float:
    """Return the area that rectangles cover together."""
    total = 0.0
    edges = sorted({edge for rect in rects for edge in (rect.x0, rect.x1)})
    for x0, x1 in pairwise(edges):
        reached = float("-inf")
        for rect in sorted((rect for rect in rects if rect.x0 <= x0 and rect.x1 >= x1), key=lambda rect: rect.y0):
            total += (x1 - x0) * max(0.0, rect.y1 - max(rect.y0, reached))
            reached = max(reached, rect.y1)
    return total


def overlap(one: Sequence[Rect], other: Sequence[Rect]) -> float:
    """Return intersection over union of two sets of rectangles."""
    common = [found for rect in one for against in other if (found := rect.intersection(against))]
    union = area([*one, *other])
    return area(common) / union if union else 0.0


def rects_on(selection: Selection, page: int) -> list[Rect]:
    """Return the rectangles of a selection on one page."""
    return [one.quad.rect for one in selection.quads if one.page == page]


def dragged(text: PageText, truth: Sequence[Rect]) -> Selection:
    """Return what a drag from the beginning of the first to the end of the last rectangle takes."""
    first, last = truth[0], truth[-1]
    begin, finish = Point(first.x0 + 0.5, (first.y0 + first.y1) / 2), Point(last.x1 - 0.5, (last.y0 + last.y1) / 2)
    start, end = whole_words(text.text, *sorted(dragging.dragged(text, begin, finish)))
    return select({text.page: text}, TextPosition(text.page, start), TextPosition(text.page, end))


def passages(truth: Mapping[str, Any]) -> list[tuple[str, int, list[Rect]]]:
    """Return quote, page from 0 and rectangles of each passage."""
    return [(one["quote"], one["page"] - 1, [Rect(*rect) for rect in one["rects"]]) for one in truth["passages"]]


def measure(document: OpenDocument, truth: Mapping[str, Any]) -> tuple[list[float], list[float], float, float]:
    """Return the overlaps of finding, those of dragging, the longest time to find and the time to read all texts, in seconds."""
    began = time.perf_counter()
    texts: dict[int, str] = {}
    for first in range(0, document.page_count, AT_ONCE):
        count = min(AT_ONCE, document.page_count - first)
        texts.update(enumerate(document.plain_text(first, count).result(), first))
    read_s = time.perf_counter() - began
    found, drags, longest_s = [], [], 0.0
    for quote, page, rects in passages(truth):
        began = time.perf_counter()
        places = [place for place in find_quote(texts, quote) if place[0].page == page]
        longest_s = max(longest_s, time.perf_counter() - began)
        pages = {index: document.text(index).result() for index in {page, *(end.page for _, end in places)}}
        each = [rects_on(select(pages, start, end), page) for start, end in places]
        every = [rect for one in each for rect in one]
        found.append(max((overlap(one, rects) for one in [*each, every]), default=0.0))
        if len(places) == 1:
            drags.append(overlap(rects_on(dragged(pages[page], rects), page), rects))
    return found, drags, longest_s, read_s


def main() -> int:
    """Print the figures of every document with known passages."""
    corpus = Path(os.environ.get("EVIDENCE_CORPUS", ""))
    truths = sorted(corpus.glob("truth/*.json")) if os.environ.get("EVIDENCE_CORPUS") else []
    if not truths:
        sys.stdout.write("skipped: EVIDENCE_CORPUS names no folder with truth/*.json\n")
        return 0
    workers = Workers(spare=False)
    workers.start()
    bad = 0
    try:
        for path in truths:
            truth = json.loads(path.read_text("utf-8"))
            if "passages" not in truth:
                continue
            document = workers.open(Source.from_path(corpus / truth["file"])).result()
            found, drags, longest_s, read_s = measure(document, truth)
            document.close()
            mean = sum(found) / len(found)
            bad += mean < GOOD or min(found) == 0
            sys.stdout.write(
                f"{path.stem}: {len(found)} quotes, mean overlap {mean:.3f}, least {min(found):.3f}; "
                f"dragged {sum(drags) / len(drags):.3f}, least {min(drags):.3f}; "
                f"found in {longest_s * 1000:.0f} ms at most over {truth['pages']} pages, "
                f"texts read in {read_s:.2f} s\n"
            )
    finally:
        workers.close()
    return 1 if bad else 0


if __name__ == "__main__":
    sys.exit(main())
