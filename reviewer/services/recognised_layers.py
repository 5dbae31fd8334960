"""The recognised texts of a document of the case, for whoever has it open.

Owns which pages are known to have one; what they say is asked of the case when it is wanted.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Set
from concurrent.futures import Future
from typing import Protocol, TypeVar

from reviewer.model.ids import Sha256
from reviewer.model.recognised import RecognisedPage
from reviewer.store.reader import CaseReader

T = TypeVar("T")


class AskedCase(Protocol):
    """What is needed of the open case: `Session` has it."""

    def read(self, fn: Callable[[CaseReader], T], *, background: bool = False) -> Future[T]:
        """Ask the case on its reader thread."""


class CaseLayers:
    """Fulfils `documents.recognising.layers.Layers`; one for all who have a document open.

    Attributes:
        pages: The pages (from 0) with recognised words. A run adds to them while the document is open.

    """

    def __init__(self, case: AskedCase, sha256: Sha256) -> None:
        self.pages: Set[int] = frozenset()
        self._case = case
        self._sha256 = sha256

    def page(self, page: int) -> Future[RecognisedPage | None]:
        """Return the recognised text of a page."""
        return self._case.read(lambda reader: reader.recognised.page(self._sha256, page))

    def texts(self, first: int, count: int) -> Future[Mapping[int, str]]:
        """Return the recognised texts of some pages."""
        return self._case.read(lambda reader: reader.recognised.texts(self._sha256, first, count))
