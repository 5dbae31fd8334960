"""The program's log: event codes and ids, never words of a document, a path or a person's name.

Everything of ours logs below the name `reviewer`. At WARNING and above a test fails.
"""

from __future__ import annotations

import logging


def logger(name: str) -> logging.Logger:
    """Return the logger of a module; pass `__name__`."""
    return logging.getLogger(name)
