"""What a case file is worked with: clock, ids, seal, driver. Owns nothing; `case_file` hands it round."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from reviewer.model.ids import Clock, NewId
from reviewer.store.file.database import Driver
from reviewer.store.history.seal import Seal


@dataclass(frozen=True, slots=True)
class Means:
    """What a case file is worked with; see `CaseFile.open`."""

    clock: Clock
    new_id: NewId
    seal: Seal
    driver: Driver
    look: Callable[[], None] | None = None
