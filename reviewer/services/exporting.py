"""Handing over: an evidence pack of the whole case, written beside its place and then put there."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass
from pathlib import Path

from reviewer.services.session import Session


@dataclass(frozen=True, slots=True)
class ExportReport:
    """What was written: the pack, how many files it holds, and documents that could not go in, each with a sentence."""

    path: Path
    files: int
    refused: tuple[tuple[str, str], ...]
    fingerprint: str


def export_pack(
    session: Session,
    out: Path,
    *,
    audience: str = "editor",
    force: bool = False,
    progress: Callable[[int, int, str], None] = lambda _done, _total, _what: None,
    cancelled: Callable[[], bool] = lambda: False,
) -> Future[ExportReport]:
    """Write the case's pack to a folder, or to a .zip."""
    raise NotImplementedError
