"""Finds the page that a person means by a label or a number. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from reviewer.model.page import PageInfo


def page_index(pages: Sequence[PageInfo], text: str) -> int | None:
    """Return the page (from 0) that `text` names: a label as printed first, else a number from 1; None where there is none."""
    wanted = text.strip().removeprefix("p.").strip()
    if not wanted:
        return None
    for fold in (str, str.casefold):
        for page in pages:
            if page.label and fold(page.label) == fold(wanted):
                return page.index
    if wanted.isdecimal() and 1 <= int(wanted) <= len(pages):
        return int(wanted) - 1
    return None
