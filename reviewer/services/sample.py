"""The sample case: built from the sources in `resources/sample` through the same services as a person's work."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from reviewer.documents.client import Workers
from reviewer.model.ids import Clock, NewId
from reviewer.services.events import Dispatch, at_once
from reviewer.services.session import Session


def write_sample(
    path: Path, *, clock: Clock, new_id: NewId, workers: Callable[[], Workers], dispatch: Dispatch = at_once
) -> Session:
    """Build the sample case at `path` and return it open.

    Raises:
        CaseError: There is a file of that name already, or it cannot be written.

    """
    raise NotImplementedError
