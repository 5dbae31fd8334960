"""Over which pages a quote may go on: asked of skeletons, before anything is asked for that takes time.

Pure. Texts alone do not tell all that stands between the two parts of a sentence; where both parts are there, it is worth asking.
"""

from __future__ import annotations

from collections.abc import Callable
from itertools import takewhile

from reviewer.documents.text.quotes.skeleton import skeleton

_LEAST = 3
"""Fewer characters of a quote before or after footnotes are not looked for."""

_MOST_PAGES = 20
"""Pages over which a quote may go on past footnotes."""

_ENOUGH = 12
"""Characters of a quote's skeleton at either end that must be there before a page is asked what is passed over there."""

_MOST_HITS = 20
"""Places of a quote's last characters on a page that are looked at."""

_MOST_HEADER = 8_000
"""Characters of a page's skeleton that may come before a quote's end: headers, and notes where a file has them first."""


def page_of_end(page: int, wanted: str, bones: Callable[[int], str | None], ends_on: Callable[[int], bool]) -> int:
    """Return the first page after one that begins with the end of a skeleton, as far as it is long enough; itself for none.

    Args:
        page: The one before, from 0.
        wanted: The skeleton.
        bones: Returns a page's, None for one that is not there.
        ends_on: Tells whether a page begins so; asked once a page by whoever keeps the answers.

    """
    length = 0
    for one in range(page + 1, page + 1 + _MOST_PAGES):
        here = bones(one)
        if here is None or length > len(wanted):
            return page
        if ends_on(one):
            return one
        length += len(here) // 2  # half of a page may be notes
    return page


def may_begin(page: str | None, text: str, wanted: str) -> bool:
    """Tell whether the beginning of a skeleton is on a page, be it no more than the end of a line above the notes.

    Args:
        page: The page's skeleton.
        text: What that was made of.
        wanted: The other skeleton.

    """
    if wanted[:_ENOUGH] in (page or ""):
        return True
    heads = tuple(wanted[:count] for count in range(_LEAST, _ENOUGH))
    return any(skeleton(line).endswith(heads) for line in text.split("\n"))


def begins_with_end(page: str, wanted: str) -> bool:
    """Tell whether a page's skeleton begins with the end of another one, but not with all of it, perhaps below a header."""
    if page.startswith(tuple(wanted[-count:] for count in range(_LEAST, min(_ENOUGH, len(wanted))))):
        return True
    at = -1
    for _ in range(_MOST_HITS):
        at = page.find(wanted[-_ENOUGH:], at + 1, len(wanted) + _MOST_HEADER)
        if at < 0:
            return False
        end = at + _ENOUGH
        common = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(page[end - 1 :: -1], wanted[::-1], strict=False)))
        if common < len(wanted) and end - common <= _MOST_HEADER:
            return True
    return False
