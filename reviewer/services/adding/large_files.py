"""Who decides whether a document that is too large for a case is linked to its file instead.

Owns the question, not the answer: the window asks a person, the command line was told by an option.
"""

from __future__ import annotations

from collections.abc import Sequence
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from reviewer.i18n import tr


@dataclass(frozen=True, slots=True)
class LargeFile:
    """A file that is too large to be kept in a case; `size` in bytes."""

    path: Path
    size: int


class LinkChoice(Protocol):
    """Somebody or something that decides."""

    hint: str
    """What to do about a file that was not linked."""

    def ask(self, files: Sequence[LargeFile], /) -> Future[bool]:
        """Ask once for all large files of an import, and return at once; the others are added meanwhile.

        Called on the thread of the import, which cancels the answer where it is given up before there is one.
        """


class Decided:
    """Has decided already: `--link-large` was given, or it was not."""

    def __init__(self, *, link: bool, hint: str = "") -> None:
        self._link = link
        self.hint = hint or tr("Split it, and add the parts that matter.")

    def ask(self, _files: Sequence[LargeFile], /) -> Future[bool]:
        """Answer at once."""
        answer: Future[bool] = Future()
        answer.set_result(self._link)
        return answer
