"""Checks a pack, folder or .zip, against its own manifests. Whatever goes wrong while checking is a finding, never a pass."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class VerifyReport:
    """What a check of a pack found; `files` counts what was hashed, tag files included."""

    ok: bool
    findings: tuple[str, ...]
    files: int


def verify(path: Path) -> VerifyReport:
    """Check a pack. `ok` only where every file is listed, there, and has the SHA-256 that the manifests give."""
    raise NotImplementedError
