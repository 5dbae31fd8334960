"""How large the words in the window are, beside what the system asks for.

Owns how the preference reaches Qt. Words and everything around them grow together: in a window in which only the letters grew
they would be cut off. Pages stay as they are: their zoom is the person's, and they are drawn at the screen's true resolution.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

_FACTOR = "QT_SCALE_FACTOR"


@contextmanager
def text_size(per_cent: int) -> Iterator[None]:
    """Have a `QApplication` that is made within use this size of text, in per cent of what the system asks for.

    Qt takes the factor from the environment, once, when an application starts ("High DPI" in Qt's documentation). Programs that
    ours opens (a folder, a pack) shall not grow with it, so the environment is put back.
    """
    before = os.environ.get(_FACTOR)
    os.environ[_FACTOR] = str(_factor(before) * per_cent / 100)
    try:
        yield
    finally:
        if before is None:
            del os.environ[_FACTOR]
        else:
            os.environ[_FACTOR] = before


def _factor(given: str | None) -> float:
    try:
        factor = float(given or 1)
    except ValueError:  # Qt passes over such a word too
        return 1.0
    return factor if factor > 0 else 1.0
