"""Reads which pages a person wants: "iv-2, 5, A-1", by label or by number, as the box that goes to a page does. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from reviewer.i18n import tr
from reviewer.model.neutral import inserted
from reviewer.model.page import PageInfo
from reviewer.ui.reading.page_numbers import page_index

_DASHES = re.compile(r"\s*[-–—]\s*")


def pages_named(pages: Sequence[PageInfo], text: str) -> tuple[tuple[int, ...], str]:
    """Return the pages (from 0) that `text` names, in its order and each once, or none and a sentence that says what is wrong.

    A label that holds a dash or a comma ("A-1") is that page; a range is read only where it is none. "5-" goes to the last page.
    """
    whole = page_index(pages, text)
    if whole is not None:
        return (whole,), ""
    found: dict[int, None] = {}
    for part in filter(None, (one.strip() for one in re.split(r"[,;]", text))):
        ends = _ends(pages, part)
        if ends is None:
            return (), tr("There is no page {page}.").format(page=inserted(part))
        first, last = ends
        if last < first:
            return (), tr("{part} ends before it begins.").format(part=inserted(part))
        found.update(dict.fromkeys(range(first, last + 1)))
    return tuple(found), "" if found else tr("Say which pages.")


def runs(chosen: Sequence[int]) -> list[tuple[int, int]]:
    """Return the pages as runs of pages that follow each other, first and last."""
    found: list[tuple[int, int]] = []
    for page in chosen:
        if found and page == found[-1][1] + 1:
            found[-1] = found[-1][0], page
        else:
            found.append((page, page))
    return found


def _ends(pages: Sequence[PageInfo], part: str) -> tuple[int, int] | None:
    """Return the first and the last page of a part, or None where it names none."""
    one = page_index(pages, part)
    if one is not None:
        return one, one
    backwards = None
    for left, right in _splits(part):
        first = page_index(pages, left) if left else 0
        last = page_index(pages, right) if right else len(pages) - 1
        if first is None or last is None or not (left or right):
            continue
        if first <= last:
            return first, last
        backwards = backwards or (first, last)
    return backwards


def _splits(part: str) -> Iterator[tuple[str, str]]:
    for dash in _DASHES.finditer(part):
        yield part[: dash.start()].strip(), part[dash.end() :].strip()
