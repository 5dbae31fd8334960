"""The words around an error: what happened, what to do, and details that can be copied.

No stack trace, nothing of any document: what was not foreseen is told by its kind.
"""

from __future__ import annotations

import platform
import traceback

from PySide6.QtCore import qVersion

from reviewer.errors import ReviewerError
from reviewer.i18n import tr


def parts(error: BaseException) -> tuple[str, str]:
    """Return what happened and what to do, as plain sentences."""
    if isinstance(error, ReviewerError):
        return error.summary, error.hint
    happened = tr("Something went wrong inside the program ({kind}).").format(kind=type(error).__name__)
    return happened, tr(
        "What was saved is safe. Try again; if it happens again, copy the details for whoever looks after the program."
    )


def sentence(error: BaseException) -> str:
    """Return both in one line."""
    return joined(*parts(error))


def joined(summary: str, hint: str) -> str:
    """Return what happened and what to do as sentences in one line."""
    stop = "" if not summary or summary.endswith((".", "!", "?", "…")) else "."
    return f"{summary}{stop} {hint}".strip()


def diagnostics(error: BaseException) -> str:
    """Return versions, the error's kind and where in the program it arose: no content of any document and no path."""
    frames = traceback.extract_tb(error.__traceback__)
    where = [f"{frame.filename.replace(chr(92), '/').rpartition('/')[2]}:{frame.lineno} {frame.name}" for frame in frames]
    lines = [
        f"Python {platform.python_version()}, Qt {qVersion()}, {platform.system()} {platform.machine()}",
        f"{type(error).__module__}.{type(error).__qualname__}",
        *where,
    ]
    return "\n".join(lines)
