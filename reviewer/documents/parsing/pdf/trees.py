"""Worker side: walking what a PDF has in trees, lists and chains, which may be endless or go round in circles.

Owns that every walk ends: each object is visited once, at most so deep, and all walks of one answer together look at so many
entries and take so long. What is left out is remembered.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

from pymupdf import mupdf

from reviewer.documents import limits


class Walks:
    """The walks for one answer.

    Attributes:
        cut: Whether something was left out.

    """

    def __init__(self, until: float) -> None:
        self.cut = False
        self._until = until
        self._left = limits.MAX_FACT_NODES

    def goes_on(self) -> bool:
        """Count one more entry; False where there were too many, or no time is left."""
        self._left -= 1
        if self._left < 0 or time.monotonic() > self._until:
            self._left = -1
            self.cut = True
        return self._left >= 0

    def members(self, array: Any) -> Iterator[Any]:
        """Yield what an array holds."""
        for at in range(mupdf.pdf_array_len(array)):
            if not self.goes_on():
                return
            yield mupdf.pdf_array_get(array, at)

    def entries(self, dictionary: Any) -> Iterator[tuple[str, Any]]:
        """Yield the keys and values of a dictionary."""
        for at in range(mupdf.pdf_dict_len(dictionary)):
            if not self.goes_on():
                return
            yield mupdf.pdf_to_name(mupdf.pdf_dict_get_key(dictionary, at)), mupdf.pdf_dict_get_val(dictionary, at)

    def named(self, tree: Any) -> Iterator[tuple[Any, Any]]:
        """Yield the names in a tree of names with what stands under them (ISO 32000-2 7.9.6)."""
        for node in self.below(tree):
            names = mupdf.pdf_dict_gets(node, "Names")
            for at in range(0, mupdf.pdf_array_len(names) - 1, 2):
                if not self.goes_on():
                    return
                yield mupdf.pdf_array_get(names, at), mupdf.pdf_array_get(names, at + 1)

    def below(self, root: Any) -> Iterator[Any]:
        """Yield a dictionary and all that are its `/Kids`, from the first on."""
        seen: set[int] = set()
        todo = [(root, 0)]
        while todo:
            node, depth = todo.pop()
            if not mupdf.pdf_is_dict(node) or not is_new(node, seen):
                continue
            if not self.goes_on():
                return
            yield node
            kids = mupdf.pdf_dict_gets(node, "Kids")
            if depth < limits.MAX_TREE_DEPTH:
                todo += [(one, depth + 1) for one in reversed(list(self.members(kids)))]
            elif mupdf.pdf_array_len(kids):
                self.cut = True

    def everything(self, pdf: Any) -> Iterator[Any]:
        """Yield every dictionary that is an object of its own; one that is damaged is passed over."""
        for number in range(1, mupdf.pdf_xref_len(pdf)):
            if not self.goes_on():
                return
            try:
                one = mupdf.pdf_load_object(pdf, number)
            except mupdf.FzErrorSystem:
                raise
            except mupdf.FzErrorBase:
                continue
            if mupdf.pdf_is_dict(one):
                yield one

    def headings(self, outlines: Any) -> Iterator[Any]:
        """Yield the entries of a table of contents."""
        seen: set[int] = set()
        todo = [mupdf.pdf_dict_gets(outlines, "First")]
        while todo:
            entry = todo.pop()
            if not mupdf.pdf_is_dict(entry) or not is_new(entry, seen):
                continue
            if not self.goes_on():
                return
            yield entry
            todo += [mupdf.pdf_dict_gets(entry, "Next"), mupdf.pdf_dict_gets(entry, "First")]

    def chain(self, action: Any) -> Iterator[Any]:
        """Yield an action and those that follow it: `/Next` is one or several (ISO 32000-2 12.6.2)."""
        seen: set[int] = set()
        todo = [(action, 0)]
        while todo:
            one, depth = todo.pop()
            if mupdf.pdf_is_array(one):
                if depth < limits.MAX_TREE_DEPTH and is_new(one, seen):
                    todo += [(each, depth + 1) for each in reversed(list(self.members(one)))]
                continue
            if not mupdf.pdf_is_dict(one) or not is_new(one, seen):
                continue
            if not self.goes_on():
                return
            yield one
            todo.append((mupdf.pdf_dict_gets(one, "Next"), depth))


def is_new(one: Any, seen: set[int]) -> bool:
    """Tell whether an object was not among those seen, and remember it; one without a number of its own is in one place only."""
    number = mupdf.pdf_to_num(one) if mupdf.pdf_is_indirect(one) else 0
    if number in seen:
        return False
    if number:
        seen.add(number)
    return True
