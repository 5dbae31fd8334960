"""Translation of what people read: gettext, never at import time.

Owns the catalogue in use; knows nothing of Qt or of where files lie. Until `use` is called, English is shown.
"""

from __future__ import annotations

import gettext as _gettext
from collections.abc import Sequence
from pathlib import Path

_current: list[_gettext.NullTranslations] = [_gettext.NullTranslations()]


def use(locale_folder: Path) -> None:
    """Take the system language's catalogue from `locale_folder`, or English where there is none."""
    _current[0] = _gettext.translation("reviewer", localedir=str(locale_folder), fallback=True)


def tr(text: str) -> str:
    """Return `text` in the person's language."""
    return _current[0].gettext(text)


def trn(singular: str, plural: str, n: int) -> str:
    """Return the form of a text that fits the count `n`; the caller formats the number in."""
    return _current[0].ngettext(singular, plural, n)


_MOST_NUMBERS = 12


def page_numbers(pages: Sequence[int]) -> str:
    """Return page indices (from 0, at least one) as people's numbers: "3, 7 and 12"; of very many the first ones."""
    numbers = [str(one + 1) for one in pages[:_MOST_NUMBERS]]
    if len(pages) > _MOST_NUMBERS:
        return tr("{numbers} and {count} more").format(numbers=", ".join(numbers), count=len(pages) - _MOST_NUMBERS)
    *others, last = numbers
    return tr("{numbers} and {last}").format(numbers=", ".join(others), last=last) if others else last
