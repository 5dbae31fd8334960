"""Owns how an intent of the claims desk is asked for, and what it says of a record that is gone."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import Future
from typing import Protocol, TypeVar

from reviewer.errors import UsageError
from reviewer.i18n import tr
from reviewer.model.changes import Changes
from reviewer.services.session import Session
from reviewer.store.history.recorder import Recorder
from reviewer.store.reader import CaseReader

T = TypeVar("T")


class Known(Protocol):
    """A record with an id."""

    @property
    def id(self) -> str:
        """Of the record."""


R = TypeVar("R", bound=Known)


def intend(session: Session, words: str, fn: Callable[[Recorder, CaseReader], None], initiator: str) -> Future[Changes]:
    """Record an intent that makes nothing of which the caller needs the id."""
    return session.intend(lambda: session.record(words, fn, initiator=initiator).result()[1])


def make(session: Session, words: str, fn: Callable[[Recorder, CaseReader], T], initiator: str) -> Future[tuple[T, Changes]]:
    """Record an intent that makes something, and tell what."""
    return session.intend(lambda: session.record(words, fn, initiator=initiator).result())


def found(records: Iterable[R], wanted: str, word: str) -> R:
    """Return the record with an id.

    Raises:
        UsageError: It is not among them.

    """
    one = next((each for each in records if each.id == wanted), None)
    if one is None:
        raise UsageError(
            tr("The {word} is no longer there").format(word=word), tr("It may have been removed or undone meanwhile.")
        )
    return one
