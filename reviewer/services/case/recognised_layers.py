"""The recognised texts of a document of the case, for whoever has it open.

Owns which pages are known to have one, and which that is; what they say is asked of the case when it is wanted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from concurrent.futures import Future
from typing import Protocol, TypeVar

from reviewer.model.document import PlainText
from reviewer.model.ids import Sha256
from reviewer.model.recognised import RecognisedPage
from reviewer.store.reader import CaseReader

T = TypeVar("T")


class AskedCase(Protocol):
    """What is needed of the open case: `Session` has it."""

    def read(self, fn: Callable[[CaseReader], T], *, background: bool = False) -> Future[T]:
        """Ask the case on its reader thread."""


class CaseLayers:
    """Fulfils `documents.recognising.layers.Layers`; one for all who have a document open."""

    def __init__(self, case: AskedCase, sha256: Sha256) -> None:
        self._case = case
        self._sha256 = sha256
        self._used: Mapping[int, str] = {}

    @property
    def pages(self) -> Set[int]:
        """The pages (from 0) with recognised words, also those that came while the document is open."""
        return self._used.keys()

    def look(self, reader: CaseReader, page: int | None = None) -> frozenset[int]:
        """Look which texts are used now, of all pages or of one, and return the pages where it is another one.

        Called on the case's reader thread alone, so that nobody goes back to what was so before.
        """
        before, found = self._used, reader.recognised.used(self._sha256, page)
        others = before if page is not None else {}
        self._used = {**{one: text for one, text in others.items() if one != page}, **found}
        return frozenset(one for one in before.keys() | self._used.keys() if before.get(one) != self._used.get(one))

    def page(self, page: int, checksum: str | None = None) -> Future[RecognisedPage | None]:
        """Return the recognised or corrected text of a page that is used, or the one with a checksum."""
        return self._case.read(lambda reader: reader.recognised.page(self._sha256, page, checksum))

    def texts(self, first: int, count: int) -> Future[Mapping[int, PlainText]]:
        """Return those that are used of some pages."""
        return self._case.read(lambda reader: reader.recognised.texts(self._sha256, first, count))
