"""Writes an evidence pack: a BagIt 1.0 bag (RFC 8493) as a folder or a .zip, beside its place and then renamed into it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from reviewer.exporters.plan import ExportPlan
from reviewer.exporters.port import OpenById


@dataclass(frozen=True, slots=True)
class PackReport:
    """What was written.

    Attributes:
        path: The folder or .zip.
        files: Files in the pack, tag files included.
        size: Bytes of the payload.
        refused: What could not go in: a document's (or exhibit's) name and a sentence.
        fingerprint: SHA-256 of `tagmanifest-sha256.txt`, which stands for the whole pack.

    """

    path: Path
    files: int
    size: int
    refused: tuple[tuple[str, str], ...]
    fingerprint: str


def write_pack(
    plan: ExportPlan,
    out: Path,
    *,
    open_document: OpenById,
    force: bool = False,
    progress: Callable[[int, int, str], None],
    cancelled: Callable[[], bool],
) -> PackReport:
    """Write the pack of a plan to `out`; a name that ends in .zip makes a zip file, any other a folder."""
    raise NotImplementedError
