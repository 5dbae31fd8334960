"""Passages carried from one made text to another, without boxes: what is found, and what it is judged to be."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass

from reviewer.documents.text.quotes.hyphens import join_lines
from reviewer.documents.text.reanchoring.comparing import Stretch
from reviewer.documents.text.reanchoring.in_place import compared_in_place
from reviewer.documents.text.reanchoring.letters import letters_of
from reviewer.documents.text.reanchoring.noise import Vocabulary
from reviewer.documents.text.reanchoring.placing import found_again, settled
from reviewer.model.anchor import CONTEXT, AnchorState, LayerRef, TextPosition, TextSelector
from reviewer.model.ids import Sha256
from reviewer.model.text_layer import LayerKind
from tests.rewording import Pages

Place = tuple[int, int, int, int]


@dataclass(frozen=True)
class Carried:
    """A passage, what became of it, and what stands at its new place; `wrong`: those are other words than it had."""

    old: TextSelector
    state: AnchorState
    quote: str = ""
    changed: tuple[Stretch, ...] = ()
    wrong: bool = False
    page: int | None = None


def sha256(text: str) -> Sha256:
    return Sha256(hashlib.sha256(text.encode()).hexdigest())


def selector_at(pages: Pages, place: Place, kind: LayerKind = LayerKind.BORN_DIGITAL) -> TextSelector:
    """Return the selector of a place: page and offset of its start and its end."""
    first, start, last, end = place
    known = set(re.findall(r"\w+", " ".join(re.sub(r"\w+-\n\w+", " ", text) for text in pages.values())))
    order = sorted(pages)
    before = "\n".join(pages[page] for page in order if page < first)[-300:]
    behind = "\n".join(pages[page] for page in order if page > last)[:300]
    head = before + pages[first][:start]
    inside = (
        pages[first][start:end]
        if first == last
        else "\n".join([pages[first][start:], *(pages[n] for n in range(first + 1, last)), pages[last][:end]])
    )
    joined = join_lines(head + inside + pages[last][end:] + behind, known.__contains__, lambda: True)
    low, high = joined.between(len(head), len(head) + len(inside))
    text = joined.text
    layers = tuple(LayerRef(page, kind, "made 1", sha256(pages[page])) for page in range(first, last + 1))
    return TextSelector(
        TextPosition(first, start),
        TextPosition(last, end),
        text[low:high],
        inside,
        text[max(0, low - CONTEXT) : low],
        text[high : high + CONTEXT],
        layers,
    )


def carried(old: Pages, places: Sequence[Place], new: Pages, kind: LayerKind = LayerKind.BORN_DIGITAL) -> list[Carried]:
    """Find passages of one version again in another one, whose text is of a kind."""
    wanted = [selector_at(old, one) for one in places]
    vocabulary = Vocabulary.of(old.values(), new.values())
    results = []
    for one, found in zip(wanted, found_again(wanted, old, new, {page: sha256(text) for page, text in new.items()}), strict=True):
        if found.start is None or found.end is None:
            results.append(Carried(one, found.state))
            continue
        there = selector_at(new, (found.start.page, found.start.offset, found.end.page, found.end.offset), kind)
        comparison = compared_in_place(one, there, vocabulary, (old, new))
        differ = abs(len(letters_of(one.quote)) - len(letters_of(there.quote))) > 0.3 * len(letters_of(one.quote)) + 3
        results.append(Carried(one, settled(found, comparison).state, there.quote, comparison.changed, differ, found.start.page))
    return results
