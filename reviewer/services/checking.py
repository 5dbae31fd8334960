"""Whether what is kept, or was handed over, is whole: the case against its journal, a pack against its manifests.

Owns no rule of either; it is where the window and the command line meet the checks.
"""

from __future__ import annotations

from concurrent.futures import Future
from pathlib import Path

from reviewer.exporters.verify import VerifyReport, verify
from reviewer.services.session import Session
from reviewer.store.check import CheckReport, check_case

__all__ = ["CheckReport", "VerifyReport", "check_case", "check_open_case", "verify_pack"]


def check_open_case(session: Session) -> Future[CheckReport]:
    """Check the case that is open, while work on it goes on."""
    return session.job(lambda: check_case(session.path))


def verify_pack(path: Path) -> VerifyReport:
    """Check a pack, a folder or a .zip.

    Raises:
        UsageError: There is nothing at `path`, or it cannot be looked at. That it is no pack is a finding.

    """
    return verify(path)
