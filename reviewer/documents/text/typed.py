"""What is typed for signs that most keyboards do not have: a hyphen or two for a dash, points for an ellipsis.

Pure. Quotes are compared strictly; who finds nothing looks once more for what may have been meant.
"""

from __future__ import annotations

_DASHES = str.maketrans(dict.fromkeys("\u2012\u2013\u2014\u2015\u2212", "-"))


def as_typed(text: str) -> str:
    """Return a text with hyphens for its dashes; every code point keeps its place."""
    return text.translate(_DASHES)
