"""What Qt does not say or do of a printer: whether it is there still, and taking back what was painted and not handed over yet.

With the Common Unix Printing System Qt paints into a temporary file, hands that over when the painting ends, and cannot be told
to forget it: `QPrinter.abort` does nothing there. Without its file there is nothing to hand over, and the job is cancelled.
Other systems forget what they are told to.
"""

from __future__ import annotations

import os
import re
import stat
import sys
import tempfile
from contextlib import suppress
from pathlib import Path

from PySide6.QtPrintSupport import QPrinterInfo

_NAME = re.compile(r"[0-9a-f]{13}")
"""What libcups calls its temporary files."""

_OPEN_FILES = Path("/proc/self/fd")


def is_there(name: str) -> bool:
    """Tell whether the print system knows a printer: where it does not answer, Qt hands pages over to nobody without a word."""
    return not QPrinterInfo.printerInfo(name).isNull()


def is_kept_here() -> bool:
    """Tell whether printing is a file of this process until it ends."""
    return sys.platform == "linux"


def open_now() -> frozenset[Path]:
    """Return the files of that kind that this process has open."""
    found = set()
    folder = Path(os.environ.get("TMPDIR") or tempfile.gettempdir()).resolve()
    for one in _OPEN_FILES.iterdir() if is_kept_here() else ():
        with suppress(OSError):  # closed meanwhile
            path = one.readlink()
            if path.parent == folder and _NAME.fullmatch(path.name) and stat.S_ISREG(one.stat().st_mode):
                found.add(path)
    return frozenset(found)


def take_back(files: frozenset[Path]) -> bool:
    """Remove the files into which is painted; tell whether nothing can be handed over any more."""
    for one in files:
        one.unlink(missing_ok=True)
    return bool(files)
