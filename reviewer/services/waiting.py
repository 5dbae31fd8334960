"""Waiting for a future in long work that may be stopped at any moment.

Owns the waiting alone; whether to stop is asked of the caller.
"""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future, wait
from typing import TypeVar

from reviewer.errors import CancelledError

T = TypeVar("T")

LOOK_UP_S = 0.05
"""How often it is asked whether to stop; an answer is taken as soon as it is there."""


def awaited(future: Future[T], cancelled: Callable[[], bool], words: str) -> Future[T]:
    """Return a future when it is done, whatever became of it.

    Raises:
        CancelledError: `cancelled` said so first; the future is cancelled, for nobody waits for it. `words` is its sentence.

    """
    while not future.done():
        if cancelled():
            future.cancel()
            raise CancelledError(words)
        wait((future,), timeout=LOOK_UP_S)
    return future
