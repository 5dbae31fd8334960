"""Finding a quote that a person typed or pasted in the texts of a document's pages.

Pure. Exact up to what typesetting changes (see `find_quote`); a changed word is never found.
"""

from __future__ import annotations

from collections.abc import Mapping

from reviewer.model.anchor import TextPosition


def find_quote(texts: Mapping[int, str], quote: str) -> list[tuple[TextPosition, TextPosition]]:
    """Return every place where the quote stands, start and end, in reading order and without overlaps."""
    raise NotImplementedError
